"""How much each item has to do with each goal, relative to everybody else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from .lexical import Corpus, inverse_frequency, weigh
from .parameters import Parameters, Usual
from .stacking import Rows
from .vectors import Matrix, Vectors

STRETCH_PAIRS = 20
"""Fewer pairs may all be related, and tell nothing about the embedder."""
BLOCK = 1024
"""Items scored at once: bounds memory, changes no number."""


class Rarity(NamedTuple):
    """Inverse document frequencies of one background."""

    words: Matrix
    grams: Matrix


class Columns(NamedTuple):
    """Mean and deviation of one similarity per goal, over the items of the background."""

    mean: Matrix
    deviation: Matrix


def rarity(word_frequency: Any, gram_frequency: Any, documents: int) -> Rarity:
    """Return idf of words and of n-grams over the whole workspace."""
    return Rarity(
        inverse_frequency(word_frequency, documents), inverse_frequency(gram_frequency, documents)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """Tf-idf cosines of texts with goals, by words and by character n-grams; (n, m)."""

    items: Corpus
    rare: Rarity
    one_word: float
    """A cosine that rests on k shared words or pairs counts k/(k + this)."""
    goal_words: Rows
    goal_flags: Rows
    goal_grams: Rows

    @classmethod
    def between(cls, items: Corpus, goals: Corpus, rare: Rarity, one_word: float) -> "Letters":
        """Get ready to compare n texts with m goals."""
        grams = goals.grams(0, len(goals))
        flags, weighed = _flags(goals.words), weigh(goals.words, rare.words)
        across = [rows.T.tocsr() for rows in (weighed, flags, weigh(grams, rare.grams))]
        return cls(items, rare, one_word, *across)

    def words(self, at: slice) -> Matrix:
        """Compare the words of some of the texts."""
        own = self.items.words[at]
        shared = _product(_flags(own), self.goal_flags)
        found = _product(weigh(own, self.rare.words), self.goal_words)
        return found * (shared / (shared + np.float32(self.one_word)))

    def grams(self, at: slice) -> Matrix:
        """Compare the n-grams of some of the texts."""
        own = self.items.grams(at.start, at.stop)
        return _product(weigh(own, self.rare.grams), self.goal_grams)


def _flags(rows: Rows) -> Rows:
    """Return 1 for each feature a text has."""
    flags = rows.copy()
    flags.data = np.ones_like(flags.data)
    return flags


def _product(rows: Rows, columns: Rows) -> Matrix:
    product: Matrix = (rows @ columns).toarray()
    return product


def blocks(count: int) -> Iterator[slice]:
    """Yield the places of so many items, a few thousand at once."""
    return (slice(at, min(count, at + BLOCK)) for at in range(0, count, BLOCK))


def cosines(
    vectors: Vectors, rows: NDArray[np.int64], goals: Matrix
) -> Iterator[tuple[slice, Matrix]]:
    """Yield the cosines of some rows with all goals, block by block."""
    return ((at, vectors[rows[at]] @ goals.T) for at in blocks(len(rows)))


def columns(parts: Iterable[Matrix], usual: Usual, pseudo: float) -> Columns:
    """Return what each goal scores with the items; few items are shrunk to what is usual.

    Mean and variance weigh n/(n + pseudo), the usual ones the rest.

    Args:
        parts: blocks of (n, m) one similarity.
        usual: what it scores in a typical workspace.
        pseudo: how many items the usual ones weigh.
    """
    count, total, squares = 0, np.zeros(1), np.zeros(1)
    for part in parts:
        wide = part.astype(np.float64)
        count += len(wide)
        total = total + wide.sum(axis=0)
        squares = squares + (wide * wide).sum(axis=0)
    own = total / max(1, count)
    weight = count / (count + pseudo)
    mean = weight * own + (1 - weight) * usual.mean
    spread = np.maximum(0, squares / max(1, count) - own * own)
    variance = weight * spread + (1 - weight) * usual.by_goal**2
    return Columns(mean.astype(np.float32), np.sqrt(variance).astype(np.float32))


def relative(values: Matrix, usual: Usual, column: Columns, pseudo_goals: float) -> Matrix:
    """Return S: the mean of the z-score over the item's goals and over the goal's items.

    The row deviation of m goals weighs m/(m + pseudo_goals), so that three goals that are all
    alike have no winner.

    Args:
        values: (n, m) one similarity.
        usual: what it scores in a typical workspace.
        column: statistics of each goal.
        pseudo_goals: weight of the usual row deviation, in goals.
    """
    weight = values.shape[1] / (values.shape[1] + pseudo_goals)
    spread = np.sqrt(weight * values.var(axis=1) + (1 - weight) * usual.by_item**2)
    by_row = (values - values.mean(axis=1, keepdims=True)) / spread[:, None]
    both: Matrix = np.float32(0.5) * (by_row + (values - column.mean) / column.deviation)
    return both


def weights(parameters: Parameters) -> tuple[float, float, float]:
    """Return what vectors, words and n-grams weigh in H."""
    lexical = (1 - parameters.dense) / 2
    return parameters.dense, lexical, lexical


def stretch_of(cosine: Matrix, parameters: Parameters, *, mine: bool = False) -> float:
    """Return the cosine that counts as 0: above 0 only where unrelated texts score high.

    Some embedders give any two texts .7. The tenth of all pairs that is least alike scores
    about 0 with the shipped one; where it scores high, that is what nothing looks like.

    Args:
        cosine: of all pairs.
        parameters: of the recipe.
        mine: whether the matrix may be put in another order; a copy is large.
    """
    if cosine.size < STRETCH_PAIRS:
        return 0.0
    least = float(np.quantile(cosine, 0.1, overwrite_input=mine))
    return least if least > parameters.crowded else 0.0


def excess(closest: Matrix, count: int, stretch: float, parameters: Parameters) -> Matrix:
    """Return how far each item's best cosine exceeds that of unrelated texts, in deviations.

    The best of m unrelated texts is expected Φ⁻¹((m - 3/8)/(m + 1/4)) deviations above their
    mean (Blom 1958).

    Args:
        closest: (n,) best cosine with the goals as written.
        count: how many goals there are, m.
        stretch: the cosine that counts as 0, from `stretch_of`.
        parameters: what unrelated texts score.
    """
    expected = float(ndtri((count - 0.375) / (count + 0.25))) if count > 1 else 0.0
    best = (closest - stretch) / max(1e-3, 1 - stretch)
    found: Matrix = (best - parameters.unrelated_mean) / parameters.unrelated_deviation - expected
    return found
