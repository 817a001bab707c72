"""The backlog graph: what a ticket leaves unsaid, its nearest neighbours often say."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .similarity import Matrix

BLOCK = 512
CANDIDATES = 64


class Graph(NamedTuple):
    """Nearest anchors of each item: (n, k) places among the anchors, and their weights."""

    place: NDArray[np.int32]
    weight: Matrix


def nearest(
    vectors: Matrix,
    words: object,
    anchors: NDArray[np.int64],
    itself: NDArray[np.int64],
    *,
    count: int,
) -> Graph:
    """Return the strongest neighbours among the anchors by W = .5 cos + .5 words.

    Candidates are the 64 nearest by vector; W is clipped at 0 and squared.

    Args:
        vectors: (n, dim) of all items.
        words: (n, features) weighted CSR rows of all items.
        anchors: rows that may be neighbours.
        itself: (n,) place of the item among the anchors, -1 where it is none.
        count: neighbours kept.
    """
    kept = min(count, len(anchors))
    place = np.zeros((len(vectors), kept), np.int32)
    weight = np.zeros((len(vectors), kept), np.float32)
    for start in range(0, len(vectors), BLOCK):
        rows = slice(start, min(len(vectors), start + BLOCK))
        place[rows], weight[rows] = _block(vectors, words, anchors, itself, rows, kept)
    return Graph(place, weight)


def _block(
    vectors: Matrix,
    words: object,
    anchors: NDArray[np.int64],
    itself: NDArray[np.int64],
    rows: slice,
    kept: int,
) -> tuple[NDArray[np.int32], Matrix]:
    cosine = vectors[rows] @ vectors[anchors].T
    own = np.flatnonzero(itself[rows] >= 0)
    cosine[own, itself[rows][own]] = -1
    wide = min(CANDIDATES, len(anchors))
    near = np.argpartition(-cosine, wide - 1, axis=1)[:, :wide] if wide else np.zeros((0, 0), int)
    strength = 0.5 * np.take_along_axis(cosine, near, 1)
    strength += 0.5 * _word_cosine(words, rows, anchors[near])
    strength[near == itself[rows][:, None]] = 0
    best = np.argsort(-strength, axis=1, kind="stable")[:, :kept]
    weight = np.clip(np.take_along_axis(strength, best, 1), 0, None) ** 2
    return np.take_along_axis(near, best, 1).astype(np.int32), weight


def _word_cosine(words: object, rows: slice, near: NDArray[np.int64]) -> Matrix:
    own = words[rows]  # type: ignore[index]
    left = np.repeat(np.arange(near.shape[0]), near.shape[1])
    product = own[left].multiply(words[near.ravel()]).sum(axis=1)  # type: ignore[index]
    shaped: Matrix = np.asarray(product, np.float32).reshape(near.shape)
    return shaped


def smooth(scores: Matrix, anchored: Matrix, graph: Graph, keep: float) -> Matrix:
    """Return X = keep · H + (1 - keep) · (W X) / (W 1); an item without neighbours keeps H.

    Args:
        scores: (n, m) H of the items.
        anchored: (a, m) current X of the anchors.
        graph: neighbours of the items among the anchors.
        keep: share of the own score.
    """
    total = graph.weight.sum(1)
    share = graph.weight / np.where(total > 0, total, 1)[:, None]
    around = np.zeros_like(scores)
    for k in range(graph.place.shape[1]):
        around += share[:, k, None] * anchored[graph.place[:, k]]
    smoothed: Matrix = np.where((total > 0)[:, None], keep * scores + (1 - keep) * around, scores)
    return smoothed
