"""The default index: every vector compared, no server, no lock, rebuilt from the store.

Dense (cosine) and sparse (BM25) rankings are fused by reciprocal rank.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Ref
from copilot.ports import Hit, Point

from .block import BLOCK, Block
from .fusion import depth, fused
from .sparse import query_terms


class ExactIndex:
    """Vectors and words of one workspace in memory: about 110 MB per 100,000 points."""

    persistent = False

    def __init__(self) -> None:
        """Start empty; whoever makes it puts one workspace's points in."""
        self._blocks: list[Block] = []
        self._where: dict[Ref, tuple[Block, int]] = {}
        self._lock = Lock()

    def upsert(self, points: Iterable[Point]) -> int:
        """Add or replace; return how many were written."""
        written = 0
        for part in _parts(points):
            latest = {p.ref: p for p in part}
            block = Block(list(latest.values()))
            with self._lock:
                self._drop(latest)
                self._blocks.append(block)
                self._where.update((ref, (block, row)) for row, ref in enumerate(block.refs))
            written += len(latest)
        return written

    def delete(self, refs: Sequence[Ref]) -> None:
        """Forget these; unknown references are ignored."""
        with self._lock:
            self._drop(refs)

    def search(
        self, vector: NDArray[np.float32], text: str, *, limit: int, kinds: Sequence[str] = ()
    ) -> list[Hit]:
        """Dense and sparse, fused; best first."""
        with self._lock:
            blocks = list(self._blocks)
        if not blocks:
            return []
        allowed = np.concatenate([block.allowed(kinds) for block in blocks])
        dense = np.concatenate([block.cosines(vector) for block in blocks])
        rankings = (
            _best(dense, allowed, depth(limit)),
            _best(_words(blocks, text), allowed, depth(limit), above=0.0),
        )
        starts = np.cumsum([0, *(len(block.refs) for block in blocks)])
        return [_hit(blocks, starts, row, score) for row, score in fused(rankings)[:limit]]

    def count(self) -> int:
        """Points that can be found."""
        return len(self._where)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._blocks, self._where = [], {}

    def _drop(self, refs: Iterable[Ref]) -> None:
        for ref in refs:
            if ref in self._where:
                block, row = self._where.pop(ref)
                block.alive[row] = False


def _parts(points: Iterable[Point]) -> Iterator[list[Point]]:
    rest = iter(points)
    while part := list(islice(rest, BLOCK)):
        yield part


def _words(blocks: list[Block], text: str) -> NDArray[np.float32]:
    """BM25 with the usual smoothed inverse document frequency over all blocks."""
    scores = [np.zeros(len(block.refs), dtype=np.float32) for block in blocks]
    total = sum(len(block.refs) for block in blocks)
    for bucket in query_terms(text)[0]:
        found = [block.posting(bucket) for block in blocks]
        having = sum(len(rows) for rows, _ in found)
        idf = np.float32(np.log(1 + (total - having + 0.5) / (having + 0.5)))
        for score, (rows, weights) in zip(scores, found, strict=True):
            score[rows] += weights * idf
    return np.concatenate(scores)


def _best(
    scores: NDArray[np.float32], allowed: NDArray[np.bool_], count: int, above: float = -np.inf
) -> NDArray[np.intp]:
    """Rows of the best allowed scores, best first; equal scores keep the order of the rows."""
    masked = np.where(allowed, scores, -np.inf)
    rows = np.arange(len(masked))
    if len(masked) > count:
        rows = np.sort(np.argpartition(-masked, count)[:count])
    ranked = rows[np.argsort(-masked[rows], kind="stable")]
    return ranked[masked[ranked] > above]


def _hit(blocks: list[Block], starts: NDArray[np.intp], row: int, score: float) -> Hit:
    at = int(np.searchsorted(starts, row, side="right")) - 1
    block, inside = blocks[at], row - int(starts[at])
    return Hit(ref=block.refs[inside], kind=str(block.kinds[inside]), score=score)
