"""How far key results like this one usually get, learned from those that are over."""

from collections.abc import Sequence
from datetime import datetime
from math import sqrt
from statistics import fmean
from typing import NamedTuple

from copilot.portfolio import KeyResult, Portfolio

from .forecast import SPREAD

ASPIRATIONAL, COMMITTED = 0.7, 1.0
"""Share of the way that such key results usually get."""
MEAN_COUNTS, SPREAD_COUNTS = 8, 2
"""Finished key results that weigh as much as what is usual anywhere."""
MOST = 1.5
"""Further than this, a target was a slip of the pen and tells nothing about the others."""


class Usual(NamedTuple):
    """What is expected of a key result before anything of it was measured."""

    attainment: float
    spread: float


def usual(past: Sequence[float], *, committed: bool) -> Usual:
    """Shrink what was reached to what is usual anywhere.

    The spread is that of one more draw: normal with unknown mean and variance (Gelman et al.,
    "Bayesian Data Analysis", 2013, ch. 3.3).

    Args:
        past: shares of the way that finished key results of the same kind got.
        committed: whether they were promised in full.
    """
    anywhere, n = COMMITTED if committed else ASPIRATIONAL, len(past)
    if not past:
        return Usual(anywhere, SPREAD)
    mean, centre = (MEAN_COUNTS * anywhere + sum(past)) / (MEAN_COUNTS + n), fmean(past)
    squares = SPREAD_COUNTS * SPREAD**2 + sum((each - centre) ** 2 for each in past)
    variance = squares / (SPREAD_COUNTS + n - 1)
    return Usual(mean, sqrt(variance * (1 + 1 / (MEAN_COUNTS + n))))


def usual_here(portfolio: Portfolio, goal: KeyResult) -> Usual:
    """What is usual in this workspace for a key result of this kind."""
    over = (k for k in portfolio.key_results if _over(k, portfolio.as_of))
    past = [a for k in over if k.committed == goal.committed and (a := _attained(k)) is not None]
    return usual(past, committed=goal.committed)


def _attained(goal: KeyResult) -> float | None:
    """Share of the way, beyond the target too; None for a value to keep or without numbers."""
    if goal.baseline is None or goal.target is None or goal.current is None:
        return None
    way = goal.target - goal.baseline
    return min(MOST, max(0.0, (goal.current - goal.baseline) / way)) if way else None


def _over(goal: KeyResult, as_of: datetime) -> bool:
    last = goal.due or (goal.cycle.end if goal.cycle else None)
    return last is not None and last < as_of.date()
