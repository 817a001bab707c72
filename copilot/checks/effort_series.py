"""Weekly effort of everybody or of one team as the arrays that drift is measured on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import median

import numpy as np

from copilot.analysis.drift import Drifting, Floats, Intent, measure
from copilot.portfolio import UNALIGNED, EffortWeek, Objective, Portfolio, Ref

from .buckets import intended

_TOO_RARE = 0.02
"""Share below which a bucket is counted with the rest, where nobody declared it."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """One line of weeks, oldest first, and what it is held against."""

    team: str | None
    weeks: tuple[EffortWeek, ...]
    buckets: tuple[str, ...]
    """References of goals; the last one is everything else."""
    intent: Intent

    @cached_property
    def efforts(self) -> Floats:
        """Effort by week and bucket; what is in no bucket of its own is in the last."""
        own = [[w.effort.get(b, 0.0) for b in self.buckets[:-1]] for w in self.weeks]
        totals = [w.total for w in self.weeks]
        named = np.array(own, dtype=np.float64).reshape(len(self.weeks), -1)
        return np.column_stack([named, np.maximum(np.array(totals) - named.sum(axis=1), 0.0)])

    @cached_property
    def shares(self) -> Floats:
        """Shape (weeks, buckets)."""
        totals = self.efforts.sum(axis=1, keepdims=True)
        return np.asarray(self.efforts / np.where(totals > 0, totals, 1.0))

    @cached_property
    def counts(self) -> Floats:
        """Effective number of items a week."""
        return np.array([w.count for w in self.weeks], dtype=np.float64)

    @cached_property
    def drifting(self) -> Drifting:
        """How far it has strayed."""
        return measure(self.shares, self.counts, self.intent)

    @property
    def weekly_items(self) -> float:
        """Items of the usual week of the last quarter, weeks without any left out."""
        counted = [w.items for w in self.weeks[-13:] if w.items]
        return float(median(counted)) if counted else 0.0


def series_of(portfolio: Portfolio) -> Iterator[Series]:
    """Everybody against the declared intent, then each team against its own past.

    Intent is declared for the company; what a team is there for is seen from what it did.
    """
    intent = intended(portfolio)
    by_team: dict[str | None, list[EffortWeek]] = {}
    for week in portfolio.history.weeks:
        by_team.setdefault(week.team, []).append(week)
    for team, weeks in by_team.items():
        if team is None and intent:
            yield _declared(portfolio, weeks, intent)
        else:
            yield _own_past(portfolio, team, weeks)


def _declared(
    portfolio: Portfolio, weeks: Sequence[EffortWeek], intent: Mapping[Ref, float]
) -> Series:
    start = _in_force_since(portfolio, intent)
    buckets = tuple(intent)
    return Series(
        team=None,
        weeks=tuple(w for w in weeks if start is None or w.start >= start),
        buckets=(*buckets, UNALIGNED),
        intent=Intent(
            shares=np.array([intent[b] for b in buckets]),
            objectives=_objectives(portfolio, buckets),
        ),
    )


def _own_past(portfolio: Portfolio, team: str | None, weeks: Sequence[EffortWeek]) -> Series:
    total = sum(w.total for w in weeks)
    effort: dict[str, float] = {}
    for week in weeks:
        for bucket, amount in week.effort.items():
            effort[bucket] = effort.get(bucket, 0.0) + amount
    buckets = tuple(b for b in sorted(effort) if b != UNALIGNED and effort[b] >= _TOO_RARE * total)
    return Series(
        team=team,
        weeks=tuple(weeks),
        buckets=(*buckets, UNALIGNED),
        intent=Intent(shares=None, objectives=_objectives(portfolio, buckets)),
    )


def _objectives(portfolio: Portfolio, buckets: Sequence[str]) -> tuple[int, ...]:
    goal = portfolio.goal
    return tuple(n for n, b in enumerate(buckets) if isinstance(goal.get(b), Objective))


def _in_force_since(portfolio: Portfolio, intent: Mapping[Ref, float]) -> date | None:
    """First day of the cycle that declares the intent, where an earlier one declared another."""
    starts = [
        o.cycle.start
        for o in portfolio.objectives
        if o.ref in intent and o.cycle is not None and o.cycle.start is not None
    ]
    if not starts:
        return None
    start = min(starts)
    earlier = (o.cycle for o in portfolio.objectives if o.weight and o.ref not in intent)
    return (
        start
        if any(c is not None and c.end is not None and c.end < start for c in earlier)
        else None
    )
