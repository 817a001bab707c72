"""Vectors of a whole backlog: in half the room, those of a large one on disk."""

from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from copilot.errors import StoreError

Matrix = NDArray[np.float32]
IN_MEMORY = 16 << 20
"""Bytes from which they are in a temporary file: those of about 20,000 items."""
_NO_ROOM = "no room for temporary files; make some, or set TMPDIR to a folder that has it"
_HALF = np.dtype(np.float16)


def _opened() -> Any:
    return SpooledTemporaryFile(IN_MEMORY, buffering=0)


class Halved:
    """Unit rows as float16: cosines are off by 1e-4 at most (measured).

    Who looks at a few thousand of a million keeps no more than those in memory.

    Raises:
        StoreError: there is no room for temporary files.
    """

    def __init__(
        self, parts: Iterable[Matrix], count: int, dim: int, *, opened: Callable[[], Any] = _opened
    ) -> None:
        self._shape = count, dim
        self._file = opened()
        finalize(self, self._file.close)
        for part in parts:
            self._write(np.nan_to_num(part))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and numbers in each."""
        return self._shape

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._shape[0]

    def __getitem__(self, rows: Any) -> Matrix:
        """Return some of the rows: a slice, or places in an array of any shape."""
        chosen = rows if not isinstance(rows, slice) else range(*rows.indices(len(self)))
        places = np.asarray(chosen, np.int64)
        read = b"".join(self._read(first, last) for first, last in _runs(places.ravel()))
        found = np.frombuffer(read, _HALF).astype(np.float32)
        return found.reshape(*places.shape, self._shape[1])

    def __setitem__(self, row: int, found: Matrix) -> None:
        """Put another in the place of one row."""
        self._file.seek(row * self._width)
        self._write(found)

    @property
    def _width(self) -> int:
        return self._shape[1] * _HALF.itemsize

    def _read(self, first: int, last: int) -> bytes:
        self._file.seek(first * self._width)
        found: bytes = self._file.read((last + 1 - first) * self._width)
        return found

    def _write(self, rows: Matrix) -> None:
        told = rows.astype(_HALF).tobytes()
        try:
            written = self._file.write(told)
        except OSError as error:
            raise StoreError(_NO_ROOM) from error
        # A full disk takes what fits, and only then refuses.
        if written < len(told):
            raise StoreError(_NO_ROOM)


def _runs(places: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of places that follow one another."""
    if not len(places):
        return
    breaks = np.flatnonzero(np.diff(places) != 1)
    firsts = places[np.concatenate([[0], breaks + 1])].tolist()
    lasts = places[np.concatenate([breaks, [len(places) - 1]])].tolist()
    yield from zip(firsts, lasts, strict=True)
