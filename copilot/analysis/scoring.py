"""From texts and vectors to the similarities of a group, H, and the logit of no goal."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Ref

from .background import Frame, key_of
from .lexical import Corpus, taken, weigh
from .neighbours import Points
from .parameters import Parameters
from .similarity import (
    Columns,
    Matrix,
    Rarity,
    columns,
    excess,
    lexical_similarities,
    relative,
    weights,
)

Places = tuple[int, ...]
OVERLAP_COUNTS = 0.3
"""Word overlap beyond which more says no more."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Items that share one set of candidate goals."""

    rows: NDArray[np.int64]
    goals: NDArray[np.int64]
    key: str


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Everything that is read of items and goals."""

    refs: tuple[Ref, ...]
    hashes: tuple[str, ...]
    items: Corpus
    goals: Corpus
    item_vectors: Matrix
    goal_vectors: Matrix
    days: NDArray[np.float64]
    """When each item was created, NaN where unknown."""
    inner: NDArray[np.bool_]
    """Goals with goals below them."""


@dataclass(frozen=True, slots=True, eq=False)
class Similarities:
    """What one group's items and goals have in common; (n, m), absolute."""

    raw: Matrix
    """Cosine with the goals as they are written."""
    dense: Matrix
    """Cosine with the goals as their items read."""
    words: Matrix
    grams: Matrix


def group(candidates: Sequence[Places], goals: Sequence[Ref]) -> list[Group]:
    """Gather items by their candidates; items without any are in no group."""
    rows: dict[Places, list[int]] = {}
    for row, places in enumerate(candidates):
        if places:
            rows.setdefault(places, []).append(row)
    return [
        Group(np.asarray(found), np.asarray(places), key_of([goals[k] for k in places]))
        for places, found in rows.items()
    ]


def points_of(texts: Texts, one: Group, rare: Rarity) -> Points:
    """Return what the graph reads of a group's items."""
    words = weigh(taken(texts.items.words, one.rows), rare.words)
    return Points(taken(texts.item_vectors, one.rows), words, texts.days[one.rows])


def similarities(texts: Texts, one: Group, rare: Rarity, likeness: Matrix) -> Similarities:
    """Return the similarities of a group, to the goals as written and as `likeness` has them."""
    items = taken(texts.item_vectors, one.rows)
    words, grams = lexical_similarities(
        texts.items.take(one.rows), texts.goals.take(one.goals), rare
    )
    return Similarities(items @ texts.goal_vectors[one.goals].T, items @ likeness.T, words, grams)


def columns_of(found: Similarities, parameters: Parameters) -> tuple[Columns, Columns, Columns]:
    """Return the statistics of each goal, shrunk to what is usual."""
    dense, words, grams = parameters.usual
    pseudo = parameters.pseudo_items
    return (
        columns(found.dense, dense, pseudo),
        columns(found.words, words, pseudo),
        columns(found.grams, grams, pseudo),
    )


def hybrid(
    found: Similarities,
    usual: tuple[Columns, Columns, Columns],
    inner: NDArray[np.bool_],
    parameters: Parameters,
) -> tuple[Matrix, Matrix]:
    """Return the part of the vectors, and H less the parents' share."""
    parts = [
        np.float32(weight) * relative(values, common, column, parameters.pseudo_goals)
        for weight, values, common, column in zip(
            weights(parameters),
            (found.dense, found.words, found.grams),
            parameters.usual,
            usual,
            strict=True,
        )
    ]
    whole: Matrix = parts[0] + parts[1] + parts[2] - np.float32(parameters.parent) * inner
    return parts[0], whole


def null_base(found: Similarities, frame: Frame, parameters: Parameters) -> Matrix:
    """Return ln n_goals, lowered by words in common, raised where nothing comes close.

    Relative scores always have a winner. Whether winning means anything, absolute closeness
    tells: an item is in doubt where neither it nor the nearest fifth of its backlog comes
    closer to any goal than unrelated texts do. The logit of none is this and b.
    """
    overlap = np.minimum(found.words.max(axis=1), OVERLAP_COUNTS)
    closest = np.maximum(excess(found.raw, frame.stretch, parameters), frame.closeness)
    null: Matrix = (
        np.log(found.raw.shape[1])
        - parameters.wordless * overlap
        + parameters.doubt * np.maximum(0, parameters.related - closest)
    ).astype(np.float32)
    return null
