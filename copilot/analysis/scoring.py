"""From texts and vectors to the similarities of a group, H, and the logit of no goal."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Ref

from .background import Frame, key_of
from .hashes import Hashes
from .lexical import Corpus, taken, weigh
from .neighbours import Points
from .parameters import Parameters
from .similarity import (
    Columns,
    Letters,
    Rarity,
    blocks,
    columns,
    cosines,
    excess,
    relative,
    weights,
)
from .vectors import Matrix, Vectors, chosen

Places = tuple[int, ...]
USUAL_WORDS = 8
"""Words that carry content in a usual title."""
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
    hashes: Hashes
    items: Corpus
    goals: Corpus
    item_vectors: Vectors
    goal_vectors: Matrix
    days: NDArray[np.float64]
    """When each item was created, NaN where unknown."""
    inner: NDArray[np.bool_]
    """Goals with goals below them."""
    above: NDArray[np.int64]
    """Row of what each item hangs below, -1 for nothing."""
    routine: Matrix
    """(N,) how far everyday work is closer to each item than unrelated texts are."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexical:
    """What one group's items and goals have in common in their letters."""

    part: Matrix
    """(n, m) what words and n-grams add to H, less what goals with goals below them score less."""
    overlap: Matrix
    """(n,) words in common with the best goal."""
    columns: tuple[Columns, Columns]
    """Statistics of words and n-grams that made it relative."""


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
    return Points(chosen(texts.item_vectors, one.rows), words, texts.days[one.rows])


def lexical_part(
    texts: Texts,
    one: Group,
    rare: Rarity,
    parameters: Parameters,
    usual: tuple[Columns, Columns] | None = None,
) -> Lexical:
    """Return what words and n-grams say of a group; `usual` is measured where it is not known."""
    letters = Letters.between(
        texts.items.take(one.rows), texts.goals.take(one.goals), rare, parameters.one_word
    )
    # Of the two only one is kept: the other costs less to compute again than to keep.
    part = np.empty((len(one.rows), len(one.goals)), np.float32)
    for at in blocks(len(part)):
        part[at] = letters.words(at)
    (of_words, of_grams), pseudo = parameters.usual[1:], parameters.pseudo_items
    words, grams = usual or (
        columns((part[at] for at in blocks(len(part))), of_words, pseudo),
        columns((letters.grams(at) for at in blocks(len(part))), of_grams, pseudo),
    )
    overlap = part.max(axis=1)
    _, share_of_words, share_of_grams = map(np.float32, weights(parameters))
    for at in blocks(len(part)):
        said = relative(part[at], of_words, words, parameters.pseudo_goals)
        spelt = relative(letters.grams(at), of_grams, grams, parameters.pseudo_goals)
        part[at] = share_of_words * said + share_of_grams * spelt
        part[at] -= np.float32(parameters.parent) * texts.inner[one.goals]
    return Lexical(part, overlap, (words, grams))


def words_of(texts: Texts, one: Group) -> NDArray[np.float64]:
    """Return how many words of a group's items carry content, (n,)."""
    # Of w words that carry content there are w - 1 pairs.
    found: NDArray[np.float64] = (np.diff(texts.items.words.indptr)[one.rows] + 1) / 2
    return found


def strength_of(texts: Texts, one: Group, parameters: Parameters) -> Matrix:
    """Return w/(w + terse) of a group's items, (n,), 1 for a usual text.

    What few words seem to say is less sure than the same said in many: like a mean of w
    observations it is shrunk to nothing.
    """
    words = words_of(texts, one)
    found: Matrix = (words / (words + parameters.terse)).astype(np.float32)
    return found * np.float32(1 + parameters.terse / USUAL_WORDS)


def dense_columns(vectors: Vectors, one: Group, goals: Matrix, parameters: Parameters) -> Columns:
    """Return the statistics of each goal's cosine with a group's items."""
    found = (cosine for _, cosine in cosines(vectors, one.rows, goals))
    return columns(found, parameters.usual[0], parameters.pseudo_items)


def dense_part(cosine: Matrix, column: Columns, parameters: Parameters) -> Matrix:
    """Return what the vectors add to H."""
    common = parameters.usual[0]
    weight = np.float32(weights(parameters)[0])
    part: Matrix = weight * relative(cosine, common, column, parameters.pseudo_goals)
    return part


def closest(vectors: Vectors, one: Group, goals: Matrix) -> Matrix:
    """Return the cosine of each item with the nearest goal, (n,)."""
    best = np.zeros(len(one.rows), np.float32)
    for at, cosine in cosines(vectors, one.rows, goals):
        best[at] = cosine.max(axis=1)
    return best


def everyday_of(
    nearest: Matrix, routine: Matrix, goals: int, frame: Frame, parameters: Parameters
) -> Matrix:
    """Return how many deviations nearer to everyday work than to any goal, at least 0, (n,).

    Arguments as `null_base` has them.
    """
    found: Matrix = np.maximum(0, routine - excess(nearest, goals, frame.stretch, parameters))
    return found


def null_base(
    nearest: Matrix,
    overlap: Matrix,
    routine: Matrix,
    goals: int,
    frame: Frame,
    parameters: Parameters,
) -> Matrix:
    """Return ln n_goals, lowered by words in common, raised where nothing comes close.

    Relative scores always have a winner. Whether winning means anything, absolute closeness
    tells: an item is in doubt where neither it nor the nearest fifth of its backlog comes
    closer to any goal than unrelated texts do, and as far as it is nearer to everyday work
    than to any goal. Far from what strangers show, on either side, relative scores mislead: X
    is high for what is near to all goals, and for what is nearest of all that is far away. So
    they do where texts are long. The logit of none is this and b.

    Args:
        nearest: (n,) cosine with the nearest goal.
        overlap: (n,) words in common with the best goal.
        routine: (n,) how far everyday work is closer than strangers are, in deviations.
        goals: how many compete, m.
        frame: what is usual.
        parameters: of the recipe.
    """
    beyond = excess(nearest, goals, frame.stretch, parameters)
    close = np.maximum(beyond, frame.closeness)
    null: Matrix = (
        np.log(goals)
        - parameters.wordless * np.minimum(overlap, OVERLAP_COUNTS)
        + parameters.doubt * np.clip(parameters.related - close, 0, 1)
        + parameters.routine * everyday_of(nearest, routine, goals, frame, parameters)
        + parameters.odd * np.abs(beyond)
        + parameters.wordy * np.log(max(1, frame.words) / USUAL_WORDS)
    ).astype(np.float32)
    return null
