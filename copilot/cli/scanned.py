"""Scans, goals and scores as lines of text."""

from collections.abc import Iterator, Sequence
from math import exp
from typing import TYPE_CHECKING

from copilot.prompts.shares import percent

from .output import plain

if TYPE_CHECKING:
    from copilot.usecases import Linted, Scan
    from copilot.usecases.goals import GoalView
    from copilot.usecases.views import Counted, ItemView, LinkView, Summary

_MANY, _LARGE = 5, 0.2
"""So many unsure items, and such a share of all, are worth asking about."""
_VERDICTS = ("aligned", "supporting", "unsure", "unaligned", "thin")


def opening(seen: "Counted", name: str, past: bool = False) -> str:
    """Who, when, how many; or what is missing, now or on a day in the past."""
    day = f"{seen.as_of.day} {seen.as_of:%b %Y}"
    if not seen.items or not seen.goals:
        return _unknown(seen, day) if past else _empty(seen.items, seen.goals)
    items = f"{seen.items} items ({seen.open_items} open)"
    return f"{name} · {seen.as_of:%a} {day} · {items}, {seen.goals} goals"


def verdicts(total: "Summary") -> str:
    """How many of each verdict, and goals that nothing serves; empty where nothing was judged."""
    if not total.items or not total.goals:
        return ""
    counts = " · ".join(f"{getattr(total, v)} {v}" for v in _VERDICTS if getattr(total, v))
    goals = "goal" if total.uncovered_goals == 1 else "goals"
    bare = f" · {total.uncovered_goals} {goals} without work" if total.uncovered_goals else ""
    return counts + bare


def part_of_scan(part: "Counted | Summary", name: str, past: bool = False) -> str:
    """What is known of a scan so far, in words."""
    from copilot.usecases.views import Counted

    return opening(part, name, past) if isinstance(part, Counted) else verdicts(part)


def advice(found: "Scan") -> str:
    """Where much is unsure: what a person can do about it in two minutes."""
    unsure, items = found.summary.unsure, found.summary.items
    if unsure < _MANY or unsure < _LARGE * items:
        return ""
    return (
        f"{unsure} of {items} are unsure. Your word on a few teaches the rest:"
        " copilot feedback --suggest 10 asks those that teach most."
    )


def _empty(items: int, goals: int) -> str:
    if not items and not goals:
        return "Nothing to judge yet: name goals and sources in copilot.toml, or run copilot init."
    if not goals:
        return f"{items} items and no goals: name goal files under [[goals]] in copilot.toml."
    return f"{goals} goals and no work: name exports under [[source]] in copilot.toml."


def _unknown(seen: "Counted", day: str) -> str:
    """No file that is named today changes what was known on a day in the past."""
    if seen.items:
        known = f"{seen.items} items and no goals were known"
    else:
        known = f"{seen.goals} goals and no work were known" if seen.goals else "Nothing was known"
    return f"{known} on {day}: name a later day, or none for today."


def listing(found: "Scan") -> Iterator[str]:
    """Every item with its verdict and best goal, a line each, as they are read."""
    return map(_row, found.items)


def _row(item: "ItemView") -> str:
    best = item.links[0] if item.links else None
    told = best is not None and item.verdict in {"aligned", "unsure"}
    goal = f"{best.goal} {percent(best.score)}" if best and told else ""
    return f"{item.ref:20.20} {item.verdict:10} {goal:34.34} {plain(item.title)}"


def arithmetic(links: "Sequence[LinkView]") -> str:
    """What added what to the best link's score, in log-odds."""
    if not links:
        return "No link, so nothing to add up."
    best = links[0]
    terms = [e for e in best.evidence if e.log_odds]
    total = sum(e.log_odds for e in terms)
    lines = [f"{e.log_odds:+6.2f}  {e.kind}: {e.text}" for e in terms]
    odds = 1 / (1 + exp(-total))
    return "\n".join([f"{best.goal}", *lines, f"{total:+6.2f}  together, {percent(odds)}"])


def goal_line(goal: "GoalView", shared: bool = False) -> str:
    """One goal: indented by kind, what was measured, where it stands; a shared id in full."""
    name = goal.ref if shared else goal.id
    indent = "" if goal.kind == "objective" else "  "
    where = goal.file or ""
    for word in ("line", "page", "slide", "row", "paragraph"):
        number = getattr(goal, word)
        where = f"{where}, {word} {number}" if number is not None else where
    share = f"{percent(goal.weight)} of effort" if goal.weight else ""
    extras = [_measure(goal), share, f"due {goal.due}" if goal.due else "", goal.owner or ""]
    detail = " · ".join(part for part in extras if part)
    tail = f"  ({detail})" if detail else ""
    return f"{indent}{goal.kind:11} {name:8} {plain(goal.title)}{tail}  [{plain(where)}]"


def _measure(goal: "GoalView") -> str:
    if goal.target is None:
        return ""
    start = f"{goal.baseline:g} → " if goal.baseline is not None else ""
    now = f", now {goal.current:g}" if goal.current is not None else ""
    return f"{start}{goal.target:g} {goal.unit}".rstrip() + now


def lint_text(found: "Linted") -> str:
    """One line per finding with its place, and the fix below."""
    lines = []
    for finding in found.findings:
        where = f"{plain(str(finding.place))}: " if finding.place else ""
        lines.append(f"{where}{finding.code} {plain(finding.message)}")
        if finding.fix:
            lines.append(f"    → {finding.fix}")
    if not lines:
        return f"{found.goals} goals, nothing to mend." if found.goals else "No goals to check."
    return "\n".join(lines)
