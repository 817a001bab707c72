"""The backlog graph: what a ticket leaves unsaid, its nearest neighbours often say."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .lexical import Rows
from .similarity import Matrix

BLOCK = 512
CANDIDATES = 64
TIME_WEIGHT = 0.3


class Graph(NamedTuple):
    """Nearest anchors of each item: (n, k) places among the anchors, and their weights."""

    place: NDArray[np.int32]
    weight: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """What the graph knows of items: (n, dim) vectors, weighted words, (n,) days created."""

    vectors: Matrix
    words: Rows
    days: NDArray[np.float64]
    """NaN where unknown."""

    def take(self, rows: NDArray[np.int64]) -> "Points":
        """Return some of the items, in that order."""
        return Points(self.vectors[rows], self.words[rows], self.days[rows])


def nearest(
    points: Points, anchors: Points, itself: NDArray[np.int64], *, timed: bool, count: int
) -> Graph:
    """Return each item's strongest neighbours among the anchors.

    W = .5 cos + .5 words; where creation times count, .7 W + .3 e^(-days apart). Candidates are
    the 64 nearest by vector and time; W is clipped at 0 and squared.

    Args:
        points: items.
        anchors: items that may be neighbours.
        itself: (n,) place of each item among the anchors, -1 where it is none.
        timed: whether creation times count.
        count: neighbours kept.
    """
    kept = min(count, len(anchors.vectors))
    place = np.zeros((len(points.vectors), kept), np.int32)
    weight = np.zeros((len(points.vectors), kept), np.float32)
    for start in range(0, len(points.vectors) if kept else 0, BLOCK):
        rows = np.arange(start, min(len(points.vectors), start + BLOCK))
        place[rows], weight[rows] = _block(points.take(rows), anchors, itself[rows], timed, kept)
    return Graph(place, weight)


def _block(
    points: Points, anchors: Points, itself: NDArray[np.int64], timed: bool, kept: int
) -> tuple[NDArray[np.int32], Matrix]:
    text = 1 - TIME_WEIGHT if timed else 1.0
    strength = np.float32(text / 2) * (points.vectors @ anchors.vectors.T)
    if timed:
        strength += TIME_WEIGHT * _together(points.days, anchors.days)
    own = np.flatnonzero(itself >= 0)
    strength[own, itself[own]] = -1
    wide = min(CANDIDATES, strength.shape[1])
    near = np.argpartition(-strength, wide - 1, axis=1)[:, :wide]
    total = np.take_along_axis(strength, near, 1)
    total += np.float32(text / 2) * _word_cosine(points.words, anchors.words, near)
    best = np.argsort(-total, axis=1, kind="stable")[:, :kept]
    weight = np.clip(np.take_along_axis(total, best, 1), 0, None) ** 2
    return np.take_along_axis(near, best, 1).astype(np.int32), weight


def _together(left: NDArray[np.float64], right: NDArray[np.float64]) -> Matrix:
    apart = np.abs(left[:, None] - right[None, :])
    return np.exp(-np.where(np.isnan(apart), np.inf, apart)).astype(np.float32)


def _word_cosine(words: Rows, others: Rows, near: NDArray[np.int64]) -> Matrix:
    left = np.repeat(np.arange(near.shape[0]), near.shape[1])
    product = words[left].multiply(others[near.ravel()]).sum(axis=1)
    shaped: Matrix = np.asarray(product, np.float32).reshape(near.shape)
    return shaped


def smooth(scores: Matrix, anchored: Matrix, graph: Graph, keep: float) -> Matrix:
    """Return keep · X + (1 - keep) · (W X) / (W 1).

    Local and global consistency (Zhou et al. 2003), truncated to few passes.
    An item without neighbours keeps its own.

    Args:
        scores: (n, m) X of the items.
        anchored: (a, m) X of the anchors.
        graph: neighbours of the items among the anchors.
        keep: share of the own score.
    """
    total = graph.weight.sum(axis=1)
    share = graph.weight / np.where(total > 0, total, 1)[:, None]
    around = np.zeros_like(scores)
    for k in range(graph.place.shape[1]):
        around += share[:, k, None] * anchored[graph.place[:, k]]
    own = np.where(total > 0, np.float32(keep), np.float32(1))[:, None]
    smoothed: Matrix = own * scores + (1 - np.float32(keep)) * around
    return smoothed
