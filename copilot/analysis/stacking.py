"""Sparse rows put below each other: no two whole matrices are there at once."""

from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy import sparse

Rows = Any
"""A scipy CSR array; scipy ships no types."""
_WIDE = 1 << 31


class Stack:
    """A CSR array that grows in place; its blocks may go."""

    def __init__(self, kind: type[np.generic]) -> None:
        self._kind = np.dtype(kind)
        self._values, self._indices = array(self._kind.char), array("i")
        self._ends = [np.zeros(1, np.int64)]

    def add(self, block: Rows) -> None:
        """Put some rows below the others."""
        self._ends.append(len(self._values) + block.indptr[1:].astype(np.int64))
        self._values.frombytes(np.ascontiguousarray(block.data, self._kind).data.cast("B"))
        self._indices.frombytes(np.ascontiguousarray(block.indices, np.int32).data.cast("B"))

    def rows(self, columns: int) -> Rows:
        """Return all of them; nothing may be added any more."""
        ends = np.concatenate(self._ends)
        ends = ends.astype(np.int32) if ends[-1] < _WIDE else ends
        values, indices = np.asarray(self._values, self._kind), np.asarray(self._indices)
        return sparse.csr_array((values, indices, ends), shape=(len(ends) - 1, columns))


def stacked(blocks: Iterable[Rows], columns: int, kind: type[np.generic]) -> Rows:
    """Put blocks of rows below each other, each dropped when the next is asked for."""
    stack = Stack(kind)
    for block in blocks:
        stack.add(block)
    return stack.rows(columns)
