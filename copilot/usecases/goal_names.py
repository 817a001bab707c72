"""Goals as a short text says them."""

import re

from copilot.analysis.precision import says_nothing, share_heading, shown
from copilot.checks.words import clip, goal_id, goal_name
from copilot.portfolio import AnyGoal, Forecast, KeyResult, Portfolio
from copilot.prompts.shares import percent

_SPAN = re.compile(r"\s*(?:from\s+)?[+−-]?\d[\d.,]*\s*\S{0,3}\s*(?:→|->|to\b).*", re.DOTALL)
_SHORT = 40


def spoken(goal: AnyGoal) -> str:
    """`KR1.1 activation`: the id and what is measured, without the figures."""
    title = _SPAN.sub("", goal.title).strip(" :,–-")
    if not title or title == goal.title or goal.title.startswith(goal.id):
        return clip(goal_name(goal), _SHORT)
    named = goal_id(goal) == goal.id
    first = title.split()[0]
    lower = first[1:] == first[1:].lower() and len(first) > 1
    title = clip(title[0].lower() + title[1:] if lower and named else title, _SHORT)
    return f"{goal.id} {title}" if named else title


def current_of(goal: AnyGoal) -> str:
    """`66.5`; empty where nothing was measured."""
    value = getattr(goal, "current", None)
    return "" if value is None else f"{value:g}"


def middle_of(goal: KeyResult, ahead: Forecast) -> str:
    """`71.9`, or the share of a milestone's items; empty where it may end anywhere."""
    if says_nothing(goal, ahead):
        return ""
    if goal.target is None:
        return share_heading(ahead)
    return shown(ahead.middle, abs(ahead.high - ahead.low))


def standing_of(portfolio: Portfolio) -> str:
    """`KR1.1 67.6 (20 % chance)`: the key result least likely to be met."""
    found = [
        (ahead.chance, goal)
        for goal in portfolio.key_results
        if (ahead := portfolio.forecast.get(goal.ref)) and ahead.measured > 1
    ]
    if not found:
        return ""
    chance, goal = min(found, key=lambda pair: (pair[0], pair[1].ref))
    now = current_of(goal)
    return f"{goal_id(goal)}{f' {now}' if now else ''} ({percent(chance)} chance)"
