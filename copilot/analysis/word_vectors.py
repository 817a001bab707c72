"""What words mean, without a model call: one vector a word.

Rough beside the embedder, and enough to tell whether two texts are about one thing. The table
comes from the packaged embedder's own words; docs/decisions/stuffing.md says how.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .vectors import Matrix

FILE = "data/word_vectors.npz"
_WORD = re.compile(r"[a-z]+")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers")
_SHORTEST = 3
"""Letters of a stem."""
UNKNOWN = -1
"""In the place of a row: of the last weight, which is 0."""


class Meaning(NamedTuple):
    """Of one text."""

    words: Matrix
    """Unit vectors of its known words: shape (k, dim)."""
    rarity: Matrix
    """How much each counts, up to 1: shape (k,)."""
    whole: Matrix
    """Their unit sum, zeros where no word is known: shape (dim,)."""


@dataclass(frozen=True, eq=False)
class WordVectors:
    """English words, and what is usual for the sentences of tickets."""

    row: Mapping[str, int]
    vectors: Matrix
    """Shape (words, dim)."""
    rarity: Matrix
    mean: Matrix
    """Of the unit sums of many sentences: shape (dim,)."""
    moment: Matrix
    """Of the same, the mean of their outer products: shape (dim, dim)."""

    def of(self, text: str) -> Meaning:
        """Return what a text means; unknown words say nothing."""
        rows = [row for row in self._rows(text) if row != UNKNOWN]
        vectors, rarity = self.vectors[rows].astype(np.float32), self.rarity[rows]
        return Meaning(_unit(vectors), rarity, _unit(rarity @ vectors))

    def with_rests(self, texts: Sequence[Sequence[str]]) -> tuple[Matrix, Matrix]:
        """Return the unit sum of each part of some texts, and of all other parts of its text.

        Args:
            texts: each in parts.

        Returns:
            Two arrays of shape (parts, dim).
        """
        rows = [[UNKNOWN, *self._rows(part)] for text in texts for part in text]
        every = list(chain.from_iterable(rows))
        weighed = self.vectors[every] * self._weight[every, None]
        sums = np.add.reduceat(weighed, _starts([len(part) for part in rows]))
        sizes = [len(text) for text in texts]
        wholes = np.add.reduceat(sums, _starts(sizes))
        return _unit(sums), _unit(np.repeat(wholes, sizes, axis=0) - sums)

    def _rows(self, text: str) -> list[int]:
        # A cache would leave an entry in every stretch of memory that a scan could give back.
        known = self.row
        words = _WORD.findall(text.lower())
        return [known[word] if word in known else _stem(known, word) for word in words]

    @cached_property
    def _weight(self) -> Matrix:
        """Rarities, and nothing for what is unknown."""
        return np.append(self.rarity, np.float32(0))

    def nearness(self, one: Matrix, other: Matrix) -> Matrix:
        """Return cosines in deviations from what is usual for the first.

        Args:
            one: the unit sum of a text, or several: shape (..., dim).
            other: of as many other texts.
        """
        usual = dot(one, self.mean)
        square = dot(np.einsum("...i,ij->...j", one, self.moment), one)
        spread = np.sqrt(np.maximum(square - usual**2, 0))
        near: Matrix = (dot(one, other) - usual) / (spread + 1e-6)
        return near


def dot(one: Matrix, other: Matrix) -> Matrix:
    """Return products of rows to the same bit in any company, which BLAS does not promise.

    Else a text could change because another ticket came, and be embedded again.
    """
    found: Matrix = np.einsum("...i,...i->...", one, other)
    return found


def coverage(one: Meaning, other: Meaning) -> float:
    """Return how much of a text another says too, -1 to 1: by the nearest of each word.

    Rare words count more. The recall of BERTScore (Zhang et al. 2020) without a model.
    """
    if not len(one.words) or not len(other.words):
        return 0.0
    nearest = (one.words @ other.words.T).max(axis=1)
    return float(nearest @ one.rarity / one.rarity.sum())


@lru_cache(maxsize=1)
def word_vectors() -> WordVectors:
    """Read the table that ships, once: about a megabyte."""
    with np.load(BytesIO((files("copilot.analysis") / FILE).read_bytes())) as kept:
        words = bytes(kept["words"]).decode().split()
        return WordVectors(
            row={word: k for k, word in enumerate(words)},
            vectors=kept["vectors"],
            rarity=kept["rarity"],
            mean=kept["mean"],
            moment=kept["moment"],
        )


def _stem(row: Mapping[str, int], word: str) -> int:
    stems = (word[: -len(end)] for end in _ENDINGS if word.endswith(end))
    return next((row[s] for s in stems if len(s) >= _SHORTEST and s in row), UNKNOWN)


def _starts(sizes: Sequence[int]) -> NDArray[np.int64]:
    return np.cumsum([0, *sizes[:-1]])


def _unit(vectors: Matrix) -> Matrix:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Matrix = vectors / np.maximum(norms, 1e-9)
    return unit
