"""Duplicates: the same request written twice, found by meaning and by words.

Candidates are the nearest by vector and by words; a few features of each pair go into one fixed
logistic. Work that is linked, nested, or one of a series ("… for iOS", "… for Android") is left
out: people already know about those.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Duplicate, Ref, Status, WorkItem

from .lexical import document_frequency, inverse_frequency, read, weigh
from .nearest import Near, nearest_by_vector, nearest_by_words
from .series import Titles

Matrix = NDArray[np.float32]
Places = NDArray[np.int64]

NEIGHBOURS = 20
"""Candidates of each item, by vector and by words each."""
MONTHS = 12
"""Items created further apart are no candidates."""
READ_CHARACTERS = 400
"""Of each text: title and opening say what is asked for."""
BROAD_WORDS = 400_000
"""A word in more than this / n items finds no candidates: keeps the work linear."""
HUB_NEIGHBOURS = 10
MIN_COSINE = 0.4
"""Below, no wording makes a pair a duplicate; spares the features of most candidates."""
BLOCK = 8192


@dataclass(frozen=True, slots=True)
class Weights:
    """The logistic over a pair's features; docs/decisions/duplicates.md has the fit."""

    cosine: float = 8.0
    words: float = 2.0
    title_words: float = 3.0
    spelling: float = 1.5
    margin: float = 3.0
    component: float = 0.3
    bias: float = -9.0


class Pairs(NamedTuple):
    """Pairs of rows, a < b, and how alike they are."""

    a: Places
    b: Places
    score: Matrix


def find_duplicates(
    items: Sequence[WorkItem], texts: Sequence[str], vectors: Matrix, *, min_score: float = 0.5
) -> tuple[Duplicate, ...]:
    """Return pairs that ask for the same thing, surest first.

    Args:
        items: the backlog, closed work included.
        texts: what was embedded, one per item, title first.
        vectors: (n, dim), unit rows.
        min_score: probability from which a pair is shown, 0 to 1.
    """
    a, b, score = score_pairs(items, texts, vectors)
    shown = np.flatnonzero(score >= min_score)
    order = shown[np.argsort(-score[shown], kind="stable")]
    return tuple(_duplicate(items[a[n]], items[b[n]], float(score[n])) for n in order)


def score_pairs(
    items: Sequence[WorkItem],
    texts: Sequence[str],
    vectors: Matrix,
    weights: Weights | None = None,
) -> Pairs:
    """Return every candidate pair with its probability of being a duplicate."""
    pairs, features = pair_features(items, texts, vectors)
    *factors, bias = astuple(weights or Weights())
    logit = features @ np.array(factors, np.float32) + np.float32(bias)
    return Pairs(pairs.a, pairs.b, 1 / (1 + np.exp(-logit)))


def pair_features(
    items: Sequence[WorkItem], texts: Sequence[str], vectors: Matrix
) -> tuple[Pairs, Matrix]:
    """Return candidate pairs with their cosine, and (pairs, 6) features in order of `Weights`."""
    clipped = [text[:READ_CHARACTERS] for text in texts]
    words = _weighted(clipped)
    by_vector = nearest_by_vector(np.asarray(vectors, np.float32), NEIGHBOURS)
    by_words = nearest_by_words(_rare(words), NEIGHBOURS)
    pairs = _alike(_mutual(by_vector, by_words), vectors)
    pairs = _chosen(pairs, _eligible(items, pairs))
    titles = [item.title for item in items]
    shared = (
        _cosines(words, pairs),
        _cosines(_weighted(titles), pairs),
        _spelling(titles, pairs),
        pairs.score - _crowding(by_vector, pairs),
        np.array([_together(items[a], items[b]) for a, b in _rows(pairs)], np.float32),
    )
    return pairs, np.column_stack([pairs.score, *shared]).astype(np.float32)


def _weighted(texts: Sequence[str]) -> Any:
    words = read(texts).words
    return weigh(words, inverse_frequency(document_frequency(words), len(texts)))


def _rare(words: Any) -> Any:
    """Drop the columns of words so common that they would pair everything with everything."""
    broad = max(20, BROAD_WORDS // max(1, words.shape[0]))
    kept = words.copy()
    kept.data[document_frequency(words)[words.indices] > broad] = 0
    kept.eliminate_zeros()
    return kept


def _mutual(*found: Near) -> Pairs:
    """Pairs that are each among the other's nearest in at least one way."""
    count = len(found[0].place)
    codes = []
    for near in found:
        row = np.repeat(np.arange(count), near.place.shape[1])
        column = near.place.ravel()
        row, column = row[column >= 0], column[column >= 0]
        codes.append(np.intersect1d(row * count + column, column * count + row))
    both = np.unique(np.concatenate(codes))
    a, b = np.divmod(both, max(1, count))
    ahead = a < b
    return Pairs(a[ahead], b[ahead], np.zeros(int(ahead.sum()), np.float32))


def _alike(pairs: Pairs, vectors: Matrix) -> Pairs:
    cosine = np.zeros(len(pairs.a), np.float32)
    for start in range(0, len(cosine), BLOCK):
        at = slice(start, start + BLOCK)
        cosine[at] = np.einsum("ij,ij->i", vectors[pairs.a[at]], vectors[pairs.b[at]])
    pairs = Pairs(pairs.a, pairs.b, cosine)
    return _chosen(pairs, cosine >= MIN_COSINE)


def _chosen(pairs: Pairs, kept: NDArray[np.bool_]) -> Pairs:
    return Pairs(pairs.a[kept], pairs.b[kept], pairs.score[kept])


def _rows(pairs: Pairs) -> "zip[tuple[int, int]]":
    return zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)


def _eligible(items: Sequence[WorkItem], pairs: Pairs) -> NDArray[np.bool_]:
    titles = Titles([item.title for item in items])
    known = [_known(item) for item in items]
    return np.array(
        [
            _in_reach(items[a], items[b])
            and items[b].ref not in known[a]
            and items[a].ref not in known[b]
            and not titles.differ_in_kind(a, b)
            for a, b in _rows(pairs)
        ],
        bool,
    )


def _known(item: WorkItem) -> frozenset[Ref]:
    """References an item already names: nobody needs to be told about those."""
    named = (item.parent, item.epic, *item.depends_on, *item.blocks, *item.duplicates)
    return frozenset(ref for ref in named if ref)


def _in_reach(one: WorkItem, other: WorkItem) -> bool:
    if one.status is other.status is Status.DROPPED:
        return False
    if one.created is None or other.created is None:
        return True
    return abs((one.created - other.created).days) <= MONTHS * 30.5


def _cosines(rows: Any, pairs: Pairs) -> Matrix:
    found = np.zeros(len(pairs.a), np.float32)
    for start in range(0, len(found), BLOCK):
        at = slice(start, start + BLOCK)
        product = rows[pairs.a[at]].multiply(rows[pairs.b[at]]).sum(axis=1)
        found[at] = np.asarray(product).ravel()
    return found


def _spelling(titles: Sequence[str], pairs: Pairs) -> Matrix:
    """Cosine of the titles' character n-grams: forgives inflection and typing errors."""
    rows, place = np.unique(np.concatenate([pairs.a, pairs.b]), return_inverse=True)
    corpus = read([titles[n] for n in rows.tolist()])
    grams = weigh(corpus.grams(0, len(corpus)), np.ones(corpus.spelling.shape[1], np.float32))
    a, b = np.split(place, 2)
    return _cosines(grams, Pairs(a, b, pairs.score))


def _crowding(near: Near, pairs: Pairs) -> Matrix:
    """Mean likeness of both to their surroundings: in a crowd, being alike says little (CSLS)."""
    around = near.likeness[:, :HUB_NEIGHBOURS]
    mean: Matrix = (around.sum(axis=1) / max(1, around.shape[1])).astype(np.float32)
    return np.asarray((mean[pairs.a] + mean[pairs.b]) / 2, np.float32)


def _together(one: WorkItem, other: WorkItem) -> bool:
    """Whether both carry a common label."""
    return not set(one.labels).isdisjoint(other.labels)


def _duplicate(one: WorkItem, other: WorkItem, score: float) -> Duplicate:
    a, b = sorted((one.ref, other.ref))
    return Duplicate(a=a, b=b, score=round(score, 4))
