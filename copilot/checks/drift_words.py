"""How a drift speaks: shares of the last weeks, before, intended, and what moved them."""

from collections.abc import Sequence

import numpy as np

from copilot.portfolio import UNALIGNED, Portfolio

from .causes import BEFORE, Cause
from .effort_series import Series
from .words import Facts, amount, ask, clip, goal_name, percent

TOLERANCE = 0.05
"""Half of the band around a declared share that reads as "as intended"."""
_SHOWN = 6
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def drift_facts(
    portfolio: Portfolio, series: Series, bucket: int, first: int, causes: Sequence[Cause]
) -> Facts:
    """Every number a text may say."""
    shares = series.shares[:, bucket]
    ref = series.buckets[bucket]
    last = series.weeks[-1]
    facts: Facts = {
        "goal": goal_name(portfolio.goal[ref]),
        "shares": ", ".join(str(percent(s)) for s in shares[first:][-_SHOWN:]),
        "weeks": len(shares) - first,
        "since": series.weeks[first].week,
        "week": last.week,
        "now_percent": percent(float(shares[-1])),
        "gap_points": percent(float(series.drifting.gaps[-1, bucket])),
        "items": sum(w.items for w in series.weeks[first:]),
        "unsized": sum(w.unsized for w in series.weeks[first:]),
    }
    before = series.efforts[max(0, first - BEFORE) : first]
    if len(before) > 1:
        facts["before_percent"] = percent(float(before[:, bucket].sum() / before.sum()))
    _add_intent(facts, series, bucket)
    _add_causes(facts, causes)
    if series.team:
        facts["team"] = series.team
    return facts


def first_week(series: Series, bucket: int) -> int:
    """First week of the last run in which the share was on the same side, outside the band."""
    gaps = series.shares[:, bucket] - series.drifting.expected[:, bucket]
    side = np.sign(series.drifting.gaps[-1, bucket])
    inside = np.flatnonzero((gaps * side < TOLERANCE) & (series.counts > 0))
    return int(min(inside[-1] + 1, len(gaps) - 2)) if len(inside) else 0


def _add_intent(facts: Facts, series: Series, bucket: int) -> None:
    if series.intent.shares is None:
        return
    wanted = float(series.intent.shares[bucket])
    facts["intended_percent"] = percent(wanted)
    facts["intended_low"] = percent(max(0.0, wanted - TOLERANCE))
    facts["intended_high"] = percent(wanted + TOLERANCE)


def _add_causes(facts: Facts, causes: Sequence[Cause]) -> None:
    for number, cause in enumerate(causes, start=1):
        facts[f"cause_{number}"] = clip(cause.title)
        facts[f"cause_{number}_ref"] = cause.ref
        facts[f"cause_{number}_effort"] = round(cause.effort, 1)
        facts[f"cause_{number}_bucket"] = "no goal" if cause.bucket == UNALIGNED else cause.bucket


def drift_message(facts: Facts, causes: Sequence[Cause], owner: str | None) -> str:
    """One sentence of what changed, one of why, one question."""
    whose = f"{facts['team']}: work" if "team" in facts else "Work"
    said = f"{whose} on {facts['goal']}: {facts['shares']} % of effort, {_run(facts)}"
    known = [
        f"{facts['before_percent']} before" if "before_percent" in facts else "",
        f"{facts['intended_low']}–{facts['intended_high']} intended"
        if "intended_low" in facts
        else "",
    ]
    rest = ", ".join(filter(None, known))
    moved = ", ".join(_moved(facts, n) for n in range(1, len(causes) + 1))
    cause = f" Moved by {moved}." if moved else ""
    question = ask(owner, "change the plan or the intent?")
    return f"{said}{'; ' + rest if rest else ''}.{cause} {question}"


def _run(facts: Facts) -> str:
    weeks = int(facts["weeks"])
    number = _NUMBERS[weeks] if weeks < len(_NUMBERS) else str(weeks)
    return f"{number} weeks running"


def _moved(facts: Facts, number: int) -> str:
    effort = amount(float(facts[f"cause_{number}_effort"]))
    return f"{facts[f'cause_{number}']} ({effort} last week, {facts[f'cause_{number}_bucket']})"
