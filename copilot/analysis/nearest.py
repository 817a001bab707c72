"""Nearest rows of a matrix to each other: exact in blocks, in inverted-file cells above that."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .vectors import Matrix, Vectors

Places = NDArray[np.int32]

BLOCK = 1024
PRODUCTS = 1 << 20
"""Cosines computed at once: bounds memory, changes no number."""
EXACT_ROWS = 20_000
CELLS_PER_ROW = 2
"""Cells each row belongs to: a pair on a border is seen from either side."""
SAMPLE_PER_CELL = 40
SEED = 0


class Near(NamedTuple):
    """k nearest rows of each row and their likeness, best first; -1 where there are fewer."""

    place: Places
    likeness: Matrix

    def of(self, rows: NDArray[Any]) -> "Near":
        """Return those of some rows."""
        return Near(self.place[rows], self.likeness[rows])


def nearest_by_vector(vectors: Vectors, count: int, *, exact_rows: int = EXACT_ROWS) -> Near:
    """Return the `count` most similar other rows of each row by cosine.

    Up to `exact_rows` all pairs are compared; above, only rows of the same inverted-file cell
    (Jégou et al. 2011, without the codes).

    Args:
        vectors: (n, dim), unit rows.
        count: rows kept, at most n - 1.
        exact_rows: largest n for which all pairs are compared.
    """
    near = _empty(len(vectors), count)
    if len(vectors) <= exact_rows:
        _compare(vectors, np.arange(len(vectors), dtype=np.int32), near)
        return near
    for members in _cells(vectors):
        _compare(vectors, members, near)
    return near


def nearest_by_words(rows: Any, count: int) -> Near:
    """Return the `count` rows with the largest product of each sparse row with the others.

    Args:
        rows: (n, features) CSR with unit rows.
        count: rows kept.
    """
    near = _empty(rows.shape[0], count)
    across = rows.T.tocsr()
    for start in range(0, rows.shape[0], BLOCK):
        product = (rows[start : start + BLOCK] @ across).tocsr()
        for n in range(product.shape[0]):
            own = slice(product.indptr[n], product.indptr[n + 1])
            _keep_best(near, start + n, product.indices[own], product.data[own])
    return near


def _empty(rows: int, count: int) -> Near:
    kept = max(0, min(count, rows - 1))
    return Near(np.full((rows, kept), -1, np.int32), np.full((rows, kept), -1, np.float32))


def _keep_best(near: Near, row: int, place: Places, likeness: Matrix) -> None:
    kept = near.place.shape[1]
    if len(place) > kept + 1:
        best = np.argpartition(-likeness, kept)[: kept + 1]
        place, likeness = place[best], likeness[best]
    other = place != row
    place, likeness = place[other], likeness[other]
    order = np.argsort(-likeness, kind="stable")[:kept]
    near.place[row, : len(order)] = place[order]
    near.likeness[row, : len(order)] = likeness[order]


def _compare(vectors: Vectors, members: Places, near: Near) -> None:
    """Compare the members with each other and keep the best seen so far of each."""
    own = vectors[members]
    kept = min(near.place.shape[1], len(members) - 1)
    step = max(1, min(BLOCK, PRODUCTS // max(1, len(members))))
    for start in range(0, len(members), step) if kept > 0 else ():
        rows = members[start : start + step]
        cosine = own[start : start + step] @ own.T
        cosine[np.arange(len(rows)), np.arange(start, start + len(rows))] = -2
        best = np.argpartition(-cosine, kept - 1, axis=1)[:, :kept]
        _merge(near, rows, members[best], np.take_along_axis(cosine, best, 1))


def _merge(near: Near, rows: Places, place: Places, likeness: Matrix) -> None:
    kept = near.place.shape[1]
    place = np.hstack([near.place[rows], place])
    likeness = np.hstack([near.likeness[rows], likeness])
    by_place = np.argsort(place, axis=1, kind="stable")
    place = np.take_along_axis(place, by_place, 1)
    likeness = np.take_along_axis(likeness, by_place, 1)
    # A row met in two cells is one neighbour: its repetition goes last.
    likeness[:, 1:][place[:, 1:] == place[:, :-1]] = -2
    order = np.argsort(-likeness, axis=1, kind="stable")[:, :kept]
    best = np.take_along_axis(likeness, order, 1)
    near.place[rows] = np.where(best > -1, np.take_along_axis(place, order, 1), -1)
    near.likeness[rows] = np.maximum(best, -1)


def _cells(vectors: Vectors) -> list[Places]:
    """Group rows around sampled centres, improved once (one step of Lloyd's algorithm)."""
    count = max(2, round(len(vectors) ** 0.5))
    chance = np.random.default_rng(SEED)
    size = min(len(vectors), SAMPLE_PER_CELL * count)
    sample = chance.choice(len(vectors), size, replace=False)
    centres = vectors[sample[:count]]
    moved = np.zeros_like(centres)
    for at in range(0, size, BLOCK):
        part = vectors[sample[at : at + BLOCK]]
        np.add.at(moved, np.argmax(part @ centres.T, axis=1), part)
    centres = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    chosen = np.empty((len(vectors), CELLS_PER_ROW), np.int32)
    for at in range(0, len(vectors), BLOCK):
        far = -(vectors[at : at + BLOCK] @ centres.T)
        chosen[at : at + BLOCK] = np.argpartition(far, CELLS_PER_ROW - 1)[:, :CELLS_PER_ROW]
    owner = np.repeat(np.arange(len(vectors), dtype=np.int32), CELLS_PER_ROW)
    by_cell = np.argsort(chosen.ravel(), kind="stable")
    ends = np.searchsorted(chosen.ravel()[by_cell], np.arange(1, count))
    return [owner[cell] for cell in np.split(by_cell, ends) if len(cell) > 1]
