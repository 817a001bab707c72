"""What finishing work did to a key result, as a range, from finished work of the same kind.

Between two check-ins the key result moved by some amount while some effort was finished: the ratio
of their sums is the movement of a unit of effort, its error comes from how the intervals differ
(Cochran, "Sampling Techniques", 1977, ch. 6). It is shrunk to what effort moves elsewhere in the
workspace. That work moved it is an assumption; below eight references nothing is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from copilot.portfolio import KeyResult, Portfolio, Ref, Status, WorkItem

from .curves import Floats
from .effort import relative_effort
from .forecasts import baseline_of, is_kept, serving

REFERENCES = 8
"""Finished items of the same goal and kind below which there is no basis."""
INTERVALS = 3
"""Measured intervals below which there is none either."""
ELSEWHERE = 8.0
"""Effort, in usual items, that the workspace's own ratio counts for."""
Z80 = 1.2816
"""80 % of a normal distribution lie within this many deviations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """Movement expected of some work, as a share of the way from baseline to target."""

    goal: Ref
    mean: float
    deviation: float
    references: int

    @property
    def low(self) -> float:
        """10 % quantile."""
        return self.mean - Z80 * self.deviation

    @property
    def high(self) -> float:
        """90 % quantile."""
        return self.mean + Z80 * self.deviation


@dataclass(frozen=True, slots=True)
class _Ratio:
    """Movement of a unit of effort, with its standard error."""

    mean: float
    error: float
    effort: float


class Impacts:
    """The impact of any open work, from what finished work did."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._effort = {r: e or 1.0 for r, e in relative_effort(portfolio.items).items()}
        found = {k.ref: self._measured(k) for k in portfolio.key_results}
        self._ratio = {ref: ratio for ref, ratio in found.items() if ratio is not None}

    def of(self, goal: Ref, items: Iterable[WorkItem]) -> Impact | None:
        """Return what these items together would move; None where there is no basis."""
        work = list(items)
        ratio = self._ratio.get(goal)
        references = min((self._references(goal, i) for i in work), default=0)
        if ratio is None or references < REFERENCES:
            return None
        efforts = np.array([self._effort[i.ref] for i in work])
        mean, error = self._pooled(goal, ratio)
        # One item of a class moves as much more or less as it moves: an exponential spread.
        own = float(np.sum((mean * efforts) ** 2))
        deviation = float(np.sqrt((error * efforts.sum()) ** 2 + own))
        return Impact(
            goal=goal, mean=mean * float(efforts.sum()), deviation=deviation, references=references
        )

    def _references(self, goal: Ref, item: WorkItem) -> int:
        done = (i for i in serving(self._portfolio, goal) if i.status is Status.DONE)
        return sum(i.kind == item.kind for i in done)

    def _pooled(self, goal: Ref, ratio: _Ratio) -> tuple[float, float]:
        others = [r for ref, r in self._ratio.items() if ref != goal]
        effort = sum(r.effort for r in others)
        usual = sum(r.mean * r.effort for r in others) / effort if effort else ratio.mean
        weight = ratio.effort / (ratio.effort + ELSEWHERE)
        return weight * ratio.mean + (1 - weight) * usual, ratio.error

    def _measured(self, goal: KeyResult) -> _Ratio | None:
        origin, target = baseline_of(goal), goal.target
        if origin is None or target is None or origin == target or is_kept(goal):
            return None
        at = sorted(
            (c.at, (c.value - origin) / (target - origin))
            for c in goal.check_ins
            if c.at <= self._portfolio.as_of
        )
        if len(at) <= INTERVALS:
            return None
        moved = np.diff([y for _, y in at])
        return _ratio(moved, self._spent(goal.ref, [t.timestamp() for t, _ in at]))

    def _spent(self, goal: Ref, bounds: Sequence[float]) -> Floats:
        """Effort finished between each two check-ins."""
        done = [
            (i.done.timestamp(), self._effort[i.ref])
            for i in serving(self._portfolio, goal)
            if i.done is not None and i.status is Status.DONE
        ]
        spent, _ = np.histogram([at for at, _ in done], bins=bounds, weights=[e for _, e in done])
        return np.asarray(spent, dtype=np.float64)


def _ratio(moved: Floats, spent: Floats) -> _Ratio | None:
    total = float(spent.sum())
    if total <= 0:
        return None
    mean = float(moved.sum()) / total
    rest = moved - mean * spent
    error = float(np.sqrt(len(moved) * np.sum(rest**2) / (len(moved) - 1))) / total
    return _Ratio(mean, error, total)
