"""The backlog graph: what a ticket leaves unsaid, its nearest neighbours often say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .lexical import taken
from .nearest import EXACT_ROWS, Near, nearest_by_vector
from .similarity import blocks
from .stacking import Rows
from .vectors import Matrix, Vectors, chosen

BLOCK = 256
CANDIDATES = 64
CELL_CANDIDATES = 24
TIME_WEIGHT = 0.3
FAMILY = 3.0
"""How often an epic or parent outweighs all other neighbours of an item together."""
ALONE = 0.05
"""What the others weigh at least, so that an epic speaks for an item that nothing is near to."""
STRIP = 8
"""Goals smoothed at once."""


class Graph(NamedTuple):
    """Nearest anchors of each item: (n, k) places among the anchors, and their weights."""

    place: NDArray[np.int32]
    weight: Matrix

    def with_family(self, above: NDArray[np.int64]) -> "Graph":
        """Add what each item hangs below as one more neighbour, as strong as all others thrice.

        Args:
            above: (n,) place of its epic or parent among the anchors, -1 where it has none.
        """
        if (above < 0).all():
            return self
        others = np.maximum(self.weight.sum(axis=1), ALONE)
        weight = np.where(above >= 0, np.float32(FAMILY) * others, 0)[:, None]
        place = np.maximum(above, 0).astype(np.int32)[:, None]
        return Graph(np.hstack([self.place, place]), np.hstack([self.weight, weight]))


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """What the graph knows of items: (n, dim) vectors, weighted words, (n,) days created."""

    vectors: Vectors
    words: Rows
    days: NDArray[np.float64]
    """NaN where unknown."""

    def take(self, rows: NDArray[np.int64]) -> "Points":
        """Return some of the items, in that order."""
        return Points(chosen(self.vectors, rows), taken(self.words, rows), self.days[rows])


def nearest(
    points: Points,
    anchors: Points,
    itself: NDArray[np.int64],
    *,
    timed: bool,
    count: int,
    exact_rows: int = EXACT_ROWS,
) -> Graph:
    """Return each item's strongest neighbours among the anchors.

    W = .5 cos + .5 words; where creation times count, .7 W + .3 e^(-days apart). Candidates are
    the nearest by vector and time, in large backlogs by vector within inverted-file cells; W is
    clipped at 0 and squared.

    Args:
        points: items.
        anchors: items that may be neighbours.
        itself: (n,) place of each item among the anchors, -1 where it is none.
        timed: whether creation times count.
        count: neighbours kept.
        exact_rows: largest backlog of which all pairs are compared.
    """
    kept = min(count, len(anchors.vectors))
    place = np.zeros((len(points.vectors), kept), np.int32)
    weight = np.zeros((len(points.vectors), kept), np.float32)
    cells = points is anchors and len(anchors.vectors) > exact_rows
    known = nearest_by_vector(anchors.vectors, CELL_CANDIDATES) if cells else None
    for start in range(0, len(points.vectors) if kept else 0, BLOCK):
        rows = np.arange(start, min(len(points.vectors), start + BLOCK))
        some = points.take(rows)
        near = known.of(rows) if known else _candidates(some, anchors, itself[rows], timed)
        found, strength = near.place, _strength(some, anchors, near, timed)
        strength[(found < 0) | (found == itself[rows][:, None])] = 0
        best = np.argsort(-strength, axis=1, kind="stable")[:, :kept]
        width = slice(0, best.shape[1])
        place[rows, width] = np.maximum(np.take_along_axis(found, best, 1), 0)
        weight[rows, width] = np.clip(np.take_along_axis(strength, best, 1), 0, None) ** 2
    return Graph(place, weight)


def _candidates(points: Points, anchors: Points, itself: NDArray[np.int64], timed: bool) -> Near:
    """Return the nearest by vector and time, the anchors gone through a few thousand at once."""
    own = points.vectors[:]
    place: NDArray[np.int32] = np.zeros((len(own), 0), np.int32)
    cosine: Matrix = np.zeros(place.shape, np.float32)
    nearness = cosine
    for at in blocks(len(anchors.vectors)):
        here = np.arange(at.start, at.stop, dtype=np.int32)
        alike = own @ anchors.vectors[at].T
        near = np.float32(_text_weight(timed) / 2) * alike
        if timed:
            near += TIME_WEIGHT * _together(points.days[:, None], anchors.days[None, at])
        near[itself[:, None] == here] = -1
        place = np.hstack([place, np.broadcast_to(here, near.shape)])
        cosine, nearness = np.hstack([cosine, alike]), np.hstack([nearness, near])
        if place.shape[1] > CANDIDATES:
            best = np.argpartition(-nearness, CANDIDATES - 1, axis=1)[:, :CANDIDATES]
            place = np.take_along_axis(place, best, 1)
            cosine = np.take_along_axis(cosine, best, 1)
            nearness = np.take_along_axis(nearness, best, 1)
    return Near(place, cosine)


def _strength(points: Points, anchors: Points, near: Near, timed: bool) -> Matrix:
    """Return W of each point with its candidates, (n, candidates)."""
    place = near.place
    left = np.repeat(np.arange(place.shape[0]), place.shape[1])
    shared = points.words[left].multiply(anchors.words[place.ravel()]).sum(axis=1)
    words = np.asarray(shared, np.float32).reshape(place.shape)
    strength: Matrix = np.float32(_text_weight(timed) / 2) * (near.likeness + words)
    if timed:
        strength += TIME_WEIGHT * _together(points.days[:, None], anchors.days[place])
    return strength


def _text_weight(timed: bool) -> float:
    return 1 - TIME_WEIGHT if timed else 1.0


def _together(left: NDArray[np.float64], right: NDArray[np.float64]) -> Matrix:
    """Return e^(-days apart); 0 where either day is unknown."""
    near: Matrix = (left - right).astype(np.float32)
    np.negative(np.abs(near, out=near), out=near)
    np.exp(near, out=near)
    near[np.isnan(near)] = 0
    return near


def smooth(scores: Matrix, anchored: Matrix, graph: Graph, keep: Matrix) -> Matrix:
    """Return keep · X + (1 - keep) · (W X) / (W 1).

    Local and global consistency (Zhou et al. 2003), truncated to few passes.
    An item without neighbours keeps its own.

    Args:
        scores: (n, m) X of the items.
        anchored: (a, m) X of the anchors.
        graph: neighbours of the items among the anchors.
        keep: (n,) share of the own score.
    """
    total = graph.weight.sum(axis=1)
    share = ((1 - keep) / np.where(total > 0, total, 1))[:, None] * graph.weight
    own = np.where(total > 0, keep, np.float32(1))[:, None]
    smoothed: Matrix = own * scores
    for at in blocks(len(smoothed)):
        for k in range(graph.place.shape[1]):
            smoothed[at] += share[at, k, None] * anchored[graph.place[at, k]]
    return smoothed


def goal_strips(scores: Matrix) -> Iterator[slice]:
    """Yield a few columns at a time: what is smoothed apart needs no second matrix."""
    return (slice(at, at + STRIP) for at in range(0, scores.shape[1], STRIP))
