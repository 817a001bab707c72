"""The default index: every vector compared, no server, no lock, rebuilt from the store.

Dense (cosine) and sparse (BM25) rankings are fused by reciprocal rank.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from threading import RLock

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, vstack

from copilot.portfolio import Ref
from copilot.ports import Hit, Point

from .fusion import depth, fused
from .sparse import BUCKETS, document_terms, query_terms

BLOCK = 8192


@dataclass(frozen=True, slots=True)
class _Block:
    """Up to 8192 points, half precision; rows that were replaced or deleted are not alive."""

    refs: list[Ref]
    kinds: NDArray[np.str_]
    dense: NDArray[np.float16]
    sparse: csr_array
    alive: NDArray[np.bool_]


class ExactIndex:
    """Vectors of one workspace in memory: 77 MB per 100,000 points and their words."""

    persistent = False

    def __init__(self) -> None:
        """Start empty; whoever makes it puts one workspace's points in."""
        self._blocks: list[_Block] = []
        self._where: dict[Ref, tuple[_Block, int]] = {}
        self._postings: csc_array | None = None
        self._lock = RLock()

    def upsert(self, points: Iterable[Point]) -> int:
        """Add or replace; return how many were written."""
        with self._lock:
            return self._add(points)

    def delete(self, refs: Sequence[Ref]) -> None:
        """Forget these; unknown references are ignored."""
        with self._lock:
            self._drop(refs)

    def search(
        self, vector: NDArray[np.float32], text: str, *, limit: int, kinds: Sequence[str] = ()
    ) -> list[Hit]:
        """Dense and sparse, fused; best first."""
        with self._lock:
            blocks, postings = list(self._blocks), self._settled()
        if not blocks:
            return []
        allowed = np.concatenate([_allowed(block, kinds) for block in blocks])
        rankings = (
            _best(_dense(blocks, vector), allowed, depth(limit)),
            _best(_sparse(postings, text), allowed, depth(limit), above=0.0),
        )
        starts = np.cumsum([0, *(len(block.refs) for block in blocks)])
        return [_hit(blocks, starts, row, score) for row, score in fused(rankings)[:limit]]

    def count(self) -> int:
        """Points that can be found."""
        with self._lock:
            return len(self._where)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._blocks, self._where, self._postings = [], {}, None

    def _add(self, points: Iterable[Point]) -> int:
        written = 0
        for part in _parts(points):
            latest = {p.ref: p for p in part}
            self._drop(tuple(latest))
            block = _block(list(latest.values()))
            self._blocks.append(block)
            self._where.update((ref, (block, row)) for row, ref in enumerate(block.refs))
            self._postings = None
            written += len(latest)
        return written

    def _drop(self, refs: Sequence[Ref]) -> None:
        for ref in refs:
            if ref in self._where:
                block, row = self._where.pop(ref)
                block.alive[row] = False

    def _settled(self) -> csc_array:
        if self._postings is None and self._blocks:
            self._postings = csc_array(vstack([block.sparse for block in self._blocks]))
        return self._postings


def _parts(points: Iterable[Point]) -> Iterator[list[Point]]:
    rest = iter(points)
    while part := list(islice(rest, BLOCK)):
        yield part


def _block(points: list[Point]) -> _Block:
    terms = [document_terms(p.text) for p in points]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in terms)])
    weights = np.concatenate([w for _, w in terms])
    buckets = np.concatenate([b for b, _ in terms])
    return _Block(
        refs=[p.ref for p in points],
        kinds=np.array([p.kind for p in points]),
        dense=np.array([p.vector for p in points], dtype=np.float16),
        sparse=csr_array((weights, buckets, ends), shape=(len(points), BUCKETS)),
        alive=np.ones(len(points), dtype=np.bool_),
    )


def _allowed(block: _Block, kinds: Sequence[str]) -> NDArray[np.bool_]:
    if not kinds:
        return block.alive
    wanted: NDArray[np.bool_] = np.isin(block.kinds, list(kinds))
    return block.alive & wanted


def _hit(blocks: list[_Block], starts: NDArray[np.intp], row: int, score: float) -> Hit:
    at = int(np.searchsorted(starts, row, side="right")) - 1
    block, inside = blocks[at], row - int(starts[at])
    return Hit(ref=block.refs[inside], kind=str(block.kinds[inside]), score=score)


def _dense(blocks: list[_Block], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.concatenate([block.dense.astype(np.float32) @ vector for block in blocks])


def _sparse(postings: csc_array, text: str) -> NDArray[np.float32]:
    """BM25 with the usual smoothed inverse document frequency."""
    rows = postings.shape[0]
    scores = np.zeros(rows, dtype=np.float32)
    for bucket in query_terms(text)[0]:
        start, end = postings.indptr[bucket], postings.indptr[bucket + 1]
        having = end - start
        idf = np.log(1 + (rows - having + 0.5) / (having + 0.5))
        scores[postings.indices[start:end]] += postings.data[start:end] * np.float32(idf)
    return scores


def _best(
    scores: NDArray[np.float32], allowed: NDArray[np.bool_], count: int, above: float = -np.inf
) -> NDArray[np.intp]:
    """Rows of the best allowed scores, best first; equal scores keep the order of the rows."""
    masked = np.where(allowed, scores, -np.inf)
    rows = (
        np.argpartition(-masked, count)[:count] if len(masked) > count else np.arange(len(masked))
    )
    rows = np.sort(rows)
    ranked = rows[np.argsort(-masked[rows], kind="stable")]
    return ranked[masked[ranked] > above]
