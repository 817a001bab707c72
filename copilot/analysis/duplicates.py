"""Duplicates: the same request written twice, found by meaning and by words.

Candidates are the nearest by vector and by words; a few features of each pair go into one fixed
logistic. Work that is linked, nested, or one of a series ("… for iOS", "… for Android") is left
out: people already know about those.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Duplicate, Ref, Status, WorkItem

from .lexical import document_frequency, inverse_frequency, read_words, weigh
from .nearest import Near, nearest_by_vector, nearest_by_words
from .series import Titles
from .stacking import Rows, stacked
from .vectors import Matrix, Vectors

Places = NDArray[np.int64]

NEIGHBOURS = 20
"""Candidates of each item, by vector and by words each."""
MONTHS = 12
"""Items created further apart are no candidates."""
READ_CHARACTERS = 240
"""Of each text: title and opening say what is asked for."""
BROAD_WORDS = 400_000
"""A word in more than this / n items finds no candidates: keeps the work linear."""
HUB_NEIGHBOURS = 10
PRIOR, USUAL = 5, 0.4
"""Neighbours added to those of a small backlog, and how alike they are."""
MIN_COSINE = 0.4
"""Below, no wording makes a pair a duplicate; spares the features of most candidates."""
BLOCK = 8192
SQUARE = 4096
"""Rows compared with as many others."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The logistic over a pair's features; docs/decisions/duplicates.md has the fit."""

    cosine: float = 8.0
    margin: float = 10.0
    """Cosine above what is usual around the two."""
    half_shared: float = -14.0
    """Titles that share much and still each say something else are siblings, not twins."""
    component: float = 0.3
    """A common label."""
    bias: float = -7.0


WEIGHTS = Weights()

_HOLDS_WORK = frozenset(("initiative", "epic"))
"""Kinds that hold work: such an item and a ticket are never twins."""


class Pairs(NamedTuple):
    """Pairs of rows, a < b, and how alike they are."""

    a: Places
    b: Places
    score: Matrix


def find_duplicates(
    items: Sequence[WorkItem], texts: Sequence[str], vectors: Vectors, *, min_score: float = 0.5
) -> tuple[Duplicate, ...]:
    """Return pairs that ask for the same thing, surest first.

    Args:
        items: the backlog, closed work included.
        texts: what was embedded, one per item, title first.
        vectors: (n, dim), unit rows.
        min_score: probability from which a pair is shown, 0 to 1.
    """
    floor = float(np.log(min_score / (1 - min_score))) if 0 < min_score < 1 else -np.inf
    a, b, score = score_pairs(items, texts, vectors, floor=floor)
    shown = np.flatnonzero(score >= min_score)
    order = shown[np.argsort(-score[shown], kind="stable")]
    return tuple(_duplicate(items[a[n]], items[b[n]], float(score[n])) for n in order)


def score_pairs(
    items: Sequence[WorkItem], texts: Sequence[str], vectors: Vectors, *, floor: float = -np.inf
) -> Pairs:
    """Return candidate pairs with their probability of being duplicates.

    Args:
        items: the backlog.
        texts: one per item.
        vectors: (n, dim), unit rows.
        floor: pairs whose logit can't reach this are left out early, for speed.
    """
    pairs, features = pair_features(items, texts, vectors, floor=floor)
    *factors, bias = astuple(WEIGHTS)
    logit = features @ np.array(factors, np.float32) + np.float32(bias)
    return Pairs(pairs.a, pairs.b, 1 / (1 + np.exp(-logit)))


def pair_features(
    items: Sequence[WorkItem], texts: Sequence[str], vectors: Vectors, *, floor: float = -np.inf
) -> tuple[Pairs, Matrix]:
    """Return candidate pairs with their cosine, and (pairs, 4) features in order of `Weights`."""
    near, crowd = _by_vector(vectors)
    said = [text[:READ_CHARACTERS] for text in texts]
    alike, rarity = _by_words(said)
    pairs = _alike(_pairs(len(items), near, alike), vectors)
    best = WEIGHTS.cosine * pairs.score + WEIGHTS.margin * (pairs.score - _around(crowd, pairs))
    pairs = _chosen(pairs, best + WEIGHTS.component + WEIGHTS.bias >= floor)
    pairs = _chosen(pairs, _eligible(items, pairs))
    features = (
        pairs.score,
        pairs.score - _around(crowd, pairs),
        _half_shared([item.title for item in items], said, rarity, pairs),
        np.array([_together(items[a], items[b]) for a, b in _rows(pairs)], np.float32),
    )
    return pairs, np.column_stack(features).astype(np.float32)


def _by_vector(vectors: Vectors) -> tuple[Places, Matrix]:
    """Return pairs that are near in meaning, and how crowded it is around each item."""
    near = nearest_by_vector(vectors, NEIGHBOURS)
    return _mutual(near), _crowd(near)


def _by_words(texts: Sequence[str]) -> tuple[Places, Matrix]:
    """Return pairs that share rare words, and how rare each word is."""
    words = read_words(texts)
    frequency = document_frequency(words)
    rarity = inverse_frequency(frequency, len(texts))
    return _mutual(nearest_by_words(_rare(words, rarity, frequency), NEIGHBOURS)), rarity


def _rare(words: Rows, rarity: Matrix, frequency: NDArray[np.int32]) -> Rows:
    """Weigh words, without those so common that they would pair everything with everything."""
    count = words.shape[0]
    kept = frequency <= max(20, BROAD_WORDS // max(1, count))
    blocks = (
        _without(weigh(words[at : at + BLOCK], rarity), kept) for at in range(0, count, BLOCK)
    )
    return stacked(blocks, words.shape[1], np.float32)


def _without(rows: Rows, kept: NDArray[np.bool_]) -> Rows:
    rows.data[~kept[rows.indices]] = 0
    rows.eliminate_zeros()
    return rows


def _mutual(near: Near) -> Places:
    """Return a number for each pair of rows that are both among the other's nearest."""
    count = len(near.place)
    codes = np.empty(near.place.shape, np.int64)
    for start in range(0, count, BLOCK):
        column = near.place[start : start + BLOCK].astype(np.int64)
        row = np.arange(start, start + len(column))[:, None]
        code = np.minimum(row, column) * count + np.maximum(row, column)
        codes[start : start + BLOCK] = np.where(column < 0, -1, code)
    # Seen from either side, a pair comes twice; sorting in place beats hashing here by far.
    ordered = codes.ravel()
    ordered.sort()
    twice: Places = ordered[1:][(ordered[1:] == ordered[:-1]) & (ordered[1:] >= 0)]
    return twice


def _pairs(count: int, *found: Places) -> Pairs:
    """Pairs that are each among the other's nearest in at least one way."""
    both = np.sort(np.concatenate(found))
    a, b = np.divmod(both[np.diff(both, prepend=-1) > 0], max(1, count))
    return Pairs(a, b, np.zeros(len(a), np.float32))


def _alike(pairs: Pairs, vectors: Vectors, square: int = SQUARE) -> Pairs:
    """Compare pairs, ascending by their first, a square of rows at a time.

    Each row is then read with those beside it, not once a pair from where vectors are kept.
    """
    cosine = np.zeros(len(pairs.a), np.float32)
    edges = [*range(0, len(vectors), square), len(vectors)]
    for start, stop in pairwise(edges):
        left = vectors[start:stop]
        first, last = np.searchsorted(pairs.a, (start, stop))
        order = first + np.argsort(pairs.b[first:last], kind="stable")
        ends = np.searchsorted(pairs.b[order], edges)
        for (low, high), (begin, end) in zip(pairwise(edges), pairwise(ends), strict=True):
            right = vectors[low:high] if end > begin else left
            for at in range(begin, end, BLOCK):
                some = order[at : min(end, at + BLOCK)]
                pair = left[pairs.a[some] - start], right[pairs.b[some] - low]
                cosine[some] = np.einsum("ij,ij->i", *pair)
    pairs = Pairs(pairs.a, pairs.b, cosine)
    return _chosen(pairs, cosine >= MIN_COSINE)


def _chosen(pairs: Pairs, kept: NDArray[np.bool_]) -> Pairs:
    return Pairs(pairs.a[kept], pairs.b[kept], pairs.score[kept])


def _rows(pairs: Pairs) -> "zip[tuple[int, int]]":
    return zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)


def _eligible(items: Sequence[WorkItem], pairs: Pairs) -> NDArray[np.bool_]:
    rows, place = np.unique(np.concatenate([pairs.a, pairs.b]), return_inverse=True)
    met = [items[n] for n in rows.tolist()]
    titles = Titles([item.title for item in met])
    known = [_known(item) for item in met]
    a, b = np.split(place, 2)
    return np.array(
        [
            _in_reach(met[x], met[y])
            and met[y].ref not in known[x]
            and met[x].ref not in known[y]
            and not titles.differ_in_kind(x, y)
            for x, y in zip(a.tolist(), b.tolist(), strict=True)
        ],
        bool,
    )


def _known(item: WorkItem) -> frozenset[Ref]:
    """References an item already names: nobody needs to be told about those."""
    named = (item.parent, item.epic, *item.depends_on, *item.blocks, *item.duplicates)
    return frozenset(ref for ref in named if ref)


def _in_reach(one: WorkItem, other: WorkItem) -> bool:
    """Whether two items can be twins: not both dropped, no plan and its part, not years apart."""
    if one.status is other.status is Status.DROPPED:
        return False
    if (one.kind in _HOLDS_WORK) != (other.kind in _HOLDS_WORK):
        return False
    if {one.parent, one.epic} & {other.parent, other.epic} - {None}:
        return False
    if one.period and other.period and one.period != other.period:
        return False
    if one.created is None or other.created is None:
        return True
    return abs((one.created - other.created).days) <= MONTHS * 30.5


def _products(left: Any, right: Any, a: Places, b: Places) -> Matrix:
    """Inner product of row a of the one with row b of the other."""
    found = np.zeros(len(a), np.float32)
    for start in range(0, len(found), BLOCK):
        at = slice(start, start + BLOCK)
        product = left[a[at]].multiply(right[b[at]]).sum(axis=1)
        found[at] = np.asarray(product).ravel()
    return found


def _half_shared(
    titles: Sequence[str], texts: Sequence[str], rarity: Matrix, pairs: Pairs
) -> Matrix:
    """Likeness of the titles times the share of either that the other text lacks.

    Nothing for twins in other words, who share no words, and for copies, who lack none.
    """
    rows, place = np.unique(np.concatenate([pairs.a, pairs.b]), return_inverse=True)
    asked, said = (read_words([known[n] for n in rows.tolist()]) for known in (titles, texts))
    unit = weigh(asked, rarity)
    asked.data, said.data = rarity[asked.indices], np.ones(said.nnz, np.float32)
    whole = np.maximum(np.asarray(asked.sum(axis=1)).ravel(), 1e-6)
    a, b = np.split(place, 2)
    held = [_products(asked, said, x, y) / whole[x] for x, y in ((a, b), (b, a))]
    return np.asarray(_products(unit, unit, a, b) * (1 - np.maximum(*held)), np.float32)


def _crowd(near: Near) -> Matrix:
    """Mean likeness of each to what else is near: in a crowd, being alike says little (CSLS).

    The nearest is left out, for it may be the twin; few neighbours are filled up with usual ones.
    """
    others = near.likeness[:, 1:HUB_NEIGHBOURS]
    mean = (others.clip(0).sum(axis=1) + PRIOR * USUAL) / (others.shape[1] + PRIOR)
    return np.asarray(mean, np.float32)


def _around(crowd: Matrix, pairs: Pairs) -> Matrix:
    """Return how crowded it is around both."""
    return np.asarray((crowd[pairs.a] + crowd[pairs.b]) / 2, np.float32)


def _together(one: WorkItem, other: WorkItem) -> bool:
    """Whether both carry a common label."""
    return not set(one.labels).isdisjoint(other.labels)


def _duplicate(one: WorkItem, other: WorkItem, score: float) -> Duplicate:
    a, b = sorted((one.ref, other.ref))
    return Duplicate(a=a, b=b, score=round(score, 4))
