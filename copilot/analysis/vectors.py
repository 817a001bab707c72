"""What alignment asks of vectors: to be looked up, not to be in memory."""

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


class Rewritable(Vectors, Protocol):
    """Rows that others may take the place of."""

    def __setitem__(self, row: Any, found: Any, /) -> None: ...


class Chosen:
    """Some rows of others, looked up when they are asked for: a copy of many is large."""

    def __init__(self, vectors: Vectors, rows: NDArray[np.int64]) -> None:
        self._vectors, self._rows = vectors, rows

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and numbers in each."""
        return len(self._rows), *self._vectors.shape[1:]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def __getitem__(self, rows: Any) -> Matrix:
        """Return some of the rows."""
        found: Matrix = self._vectors[self._rows[rows]]
        return found


def chosen(vectors: Vectors, rows: NDArray[np.int64]) -> Vectors:
    """Return some of the rows; the vectors themselves where that is all of them in order."""
    whole = len(rows) == len(vectors) and np.array_equal(rows, np.arange(len(rows)))
    return vectors if whole else Chosen(vectors, rows)


def finite(vectors: Vectors) -> Vectors:
    """Return the vectors with zeros for what is no number; themselves where all are numbers."""
    if not isinstance(vectors, np.ndarray):
        return vectors
    found = np.asarray(vectors, np.float32)
    return found if np.isfinite(found.sum(axis=1)).all() else np.nan_to_num(found)
