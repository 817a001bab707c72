"""Goals of one set that can't all be had: one measure pulled two ways, shares beyond the whole.

Two goals measure the same thing where the words of their titles are the same but for one on one
side; churn and retention are not the same word, so they never contradict here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from copilot.portfolio import Allowance, AnyGoal, KeyResult, Kpi, Objective

from .aims import stems

Clash = Literal["direction", "target", "shares"]
_WHOLE = 1.005
"""Shares may add up to all effort, rounding forgiven."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What can't be had together, and why."""

    goals: tuple[AnyGoal, ...]
    clash: Clash


def contradictions(goals: Sequence[AnyGoal]) -> Iterator[Contradiction]:
    """Yield pairs that measure one thing and disagree, then shares beyond the whole."""
    measured = [(g, stems(g.title)) for g in goals if isinstance(g, KeyResult | Kpi)]
    for (one, words), (other, others) in combinations(measured, 2):
        clash = _clash(one, other) if _same_thing(words, others) else None
        if clash:
            yield Contradiction((one, other), clash)
    shared = tuple(g for g in goals if share_of(g))
    if sum(map(share_of, shared)) > _WHOLE:
        yield Contradiction(shared, "shares")


def _same_thing(words: frozenset[str], others: frozenset[str]) -> bool:
    few, many = sorted((words, others), key=len)
    return bool(few) and few <= many and len(many) - len(few) <= (len(few) > 1)


def _clash(one: KeyResult | Kpi, other: KeyResult | Kpi) -> Clash | None:
    if {one.direction, other.direction} == {"up", "down"}:
        return "direction"
    if one.kind != other.kind:
        return None
    apart = one.target is not None and other.target is not None and one.target != other.target
    return "target" if apart and one.unit == other.unit and _due(one) == _due(other) else None


def _due(goal: KeyResult | Kpi) -> object:
    own = goal.due if isinstance(goal, KeyResult) else None
    return own or (goal.cycle.end if goal.cycle else None)


def share_of(goal: AnyGoal) -> float:
    """Return the share of effort a goal is meant to get."""
    if isinstance(goal, Objective):
        return goal.weight or 0.0
    return (goal.share or 0.0) if isinstance(goal, Allowance) else 0.0
