"""What an item hangs below: its epic or parent tells much of what a terse child is for."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import WorkItem

from .parameters import Parameters
from .vectors import Matrix

NOBODY = -1


def above_of(items: Sequence[WorkItem]) -> NDArray[np.int64]:
    """Return the row of each item's parent, else of its epic; -1 where neither is known."""
    row = {item.ref: k for k, item in enumerate(items)}
    found = []
    for k, item in enumerate(items):
        above = (row.get(ref, NOBODY) for ref in (item.parent, item.epic) if ref)
        found.append(next((r for r in above if r not in (NOBODY, k)), NOBODY))
    return np.asarray(found, np.int64)


def within(above: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place of what hangs above among ascending `rows`; -1 where it is not there."""
    mine = above[rows]
    place = np.minimum(np.searchsorted(rows, mine), len(rows) - 1)
    return np.where(rows[place] == mine, place, NOBODY)


def keep_of(above: NDArray[np.int64], parameters: Parameters) -> Matrix:
    """Return what smoothing leaves of each item's own score, (n,)."""
    kept = np.where(above >= 0, parameters.keep_below, parameters.keep)
    return kept.astype(np.float32)
