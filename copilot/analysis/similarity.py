"""How much each item has to do with each goal, relative to everybody else."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .lexical import Corpus, Rows, inverse_frequency, weigh

Matrix = NDArray[np.float32]
BLOCK = 4096
"""Items scored at once: bounds memory, changes no number."""


class Rarity(NamedTuple):
    """Inverse document frequencies of one background."""

    words: Matrix
    grams: Matrix


class Columns(NamedTuple):
    """Mean and deviation of three similarities (rows: dense, words, grams) per goal."""

    mean: Matrix
    deviation: Matrix


def rarity(word_frequency: Any, gram_frequency: Any, documents: int) -> Rarity:
    """Return idf of words and of n-grams over the whole workspace."""
    return Rarity(
        inverse_frequency(word_frequency, documents), inverse_frequency(gram_frequency, documents)
    )


def similarities(
    item_vectors: Matrix, goal_vectors: Matrix, items: Corpus, goals: Corpus, rare: Rarity
) -> Matrix:
    """Return (3, n, m): cosine of vectors, of weighted words, of weighted n-grams."""
    found = np.zeros((3, len(items), len(goals)), np.float32)
    goal_words = weigh(goals.words, rare.words).T.tocsr()
    goal_grams = weigh(goals.grams(0, len(goals)), rare.grams).T.tocsr()
    for start in range(0, len(items), BLOCK):
        stop = min(len(items), start + BLOCK)
        found[0, start:stop] = item_vectors[start:stop] @ goal_vectors.T
        found[1, start:stop] = _product(weigh(items.words[start:stop], rare.words), goal_words)
        found[2, start:stop] = _product(weigh(items.grams(start, stop), rare.grams), goal_grams)
    return found


def _product(rows: Rows, columns: Rows) -> Matrix:
    product: Matrix = (rows @ columns).toarray()
    return product


def columns(found: Matrix) -> Columns:
    """Return what each goal scores with the items of the background."""
    return Columns(found.mean(axis=1), found.std(axis=1))


def standard(values: Matrix, mean: Matrix, deviation: Matrix) -> Matrix:
    """Return z-scores; where nothing varies, 0."""
    flat = deviation < 1e-6
    z: Matrix = np.where(flat, 0, (values - mean) / np.where(flat, 1, deviation)).astype(
        np.float32
    )
    return z


def relative(values: Matrix, mean: Matrix, deviation: Matrix) -> Matrix:
    """Return S: the mean of the z-score over the item's goals and over the goal's items.

    Args:
        values: (n, m) one similarity.
        mean: (m,) of each goal over the items of the background.
        deviation: (m,) likewise.
    """
    by_row = standard(values, values.mean(1, keepdims=True), values.std(1, keepdims=True))
    both: Matrix = np.float32(0.5) * (by_row + standard(values, mean, deviation))
    return both


def hybrid(found: Matrix, background: Columns, dense: float) -> Matrix:
    """Return (3, n, m), the weighted parts of H; their sum is H."""
    weights = (dense, (1 - dense) / 2, (1 - dense) / 2)
    return np.stack(
        [
            np.float32(w) * relative(found[k], background.mean[k], background.deviation[k])
            for k, w in enumerate(weights)
        ]
    )
