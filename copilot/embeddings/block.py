"""Up to 8192 points of the exact index: vectors in half the memory, words as postings."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from copilot.ports import Point

from .sparse import document_terms

BLOCK = 8192
STRIP = 2048
"""Rows widened to float32 at once: stays in the processor's cache."""

Posting = tuple[NDArray[np.uint16], NDArray[np.float32]]


class Block:
    """Points that arrived together; rows that were replaced or deleted are not alive."""

    def __init__(self, points: Sequence[Point]) -> None:
        """Take at most 8192 points of different references."""
        self.refs = [p.ref for p in points]
        self.kinds = np.array([p.kind for p in points])
        self.alive = np.ones(len(points), dtype=np.bool_)
        self._dense = _narrowed(np.array([p.vector for p in points], dtype=np.float32))
        terms = [document_terms(p.text) for p in points]
        buckets = np.concatenate([b for b, _ in terms])
        order = np.argsort(buckets, kind="stable")
        rows = np.repeat(np.arange(len(points), dtype=np.uint16), [len(b) for b, _ in terms])
        self._rows, self._weights = rows[order], np.concatenate([w for _, w in terms])[order]
        self._buckets, first = np.unique(buckets[order], return_index=True)
        self._ends = np.append(first, len(order))

    def allowed(self, kinds: Sequence[str]) -> NDArray[np.bool_]:
        """Rows that are alive and of one of the kinds; no kinds is any kind."""
        if not kinds:
            return self.alive
        wanted: NDArray[np.bool_] = np.isin(self.kinds, list(kinds))
        return self.alive & wanted

    def cosines(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Dot product of every row with a unit vector, exact to about 1e-4."""
        wide = np.empty((STRIP, self._dense.shape[1]), dtype=np.uint32)
        scores = np.empty(len(self.refs), dtype=np.float32)
        for start in range(0, len(self.refs), STRIP):
            strip = self._dense[start : start + STRIP]
            part = wide[: len(strip)]
            np.copyto(part, strip)
            np.left_shift(part, 16, out=part)
            scores[start : start + len(strip)] = part.view(np.float32) @ vector
        return scores

    def posting(self, bucket: int) -> Posting:
        """Rows that hold a word, and its weight in each."""
        at = int(np.searchsorted(self._buckets, bucket))
        if at == len(self._buckets) or self._buckets[at] != bucket:
            return self._rows[:0], self._weights[:0]
        held = slice(self._ends[at], self._ends[at + 1])
        return self._rows[held], self._weights[held]


def _narrowed(vectors: NDArray[np.float32]) -> NDArray[np.uint16]:
    """Upper halves of float32 (bfloat16), rounded; NumPy widens them faster than f16."""
    bits = np.ascontiguousarray(vectors).view(np.uint32)
    return ((bits + np.uint32(0x8000)) >> np.uint32(16)).astype(np.uint16)
