"""What people would say of a set, and the product judging it again once they did."""

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Feedback

from .bench import Bench
from .judgement import AS_OF, Judgement, judge
from .sets import CaseSet

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Truth:
    """Links of a whole set, its items and goals in the order they are scored."""

    def __init__(self, case_set: CaseSet) -> None:
        self.direct = np.zeros((len(case_set.items), len(case_set.goals)), dtype=np.bool_)
        self.related = self.direct.copy()
        row = column = 0
        for period in case_set.periods:
            n, m = period.direct.shape
            self.direct[row : row + n, column : column + m] = period.direct
            self.related[row : row + n, column : column + m] = period.related
            row, column = row + n, column + m
        self.names = np.arange(len(case_set.periods))
        """Periods by number, earliest first."""
        self.period = np.repeat(self.names, [len(p.items) for p in case_set.periods])
        self.linked = np.asarray(self.direct.any(axis=1))
        unaligned = [period.unaligned for period in case_set.periods]
        self.known = np.asarray(self.linked | np.concatenate(unaligned))

    def right(self, shares: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each item hangs under its best goal."""
        return np.asarray(self.direct[np.arange(len(shares)), shares.argmax(axis=1)])

    def true(self, shares: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each item's best goal is its own or an objective above: no false promise."""
        return np.asarray(self.related[np.arange(len(shares)), shares.argmax(axis=1)])


def taught(case_set: CaseSet, truth: Truth, labelled: Rows, bench: Bench) -> Judgement:
    """Judge again once people have said where some items belong."""
    said = [
        Feedback(
            item=case_set.items[i].ref,
            goal=case_set.goals[int(truth.direct[i].argmax())].ref if truth.linked[i] else None,
            answer="accept",
            at=AS_OF,
        )
        for i in labelled
    ]
    return judge(case_set.items, case_set.goals, bench, said)


def random_rows(rows: Rows, size: int, count: int) -> list[Rows]:
    """Draw some of the rows several times; the same ones in every run."""
    rng = np.random.default_rng(23)
    return [np.sort(rng.choice(rows, size, replace=False)) for _ in range(count)]
