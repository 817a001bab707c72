"""What the product must beat: scorers that anybody could write in an afternoon.

Each turns one period into a matrix of scores (items, goals), higher is nearer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copilot.analysis.lexical import Corpus, document_frequency, inverse_frequency, read, weigh

Floats = NDArray[np.float64]

RRF_K = 60
"""Cormack, Clarke and Büttcher 2009."""
CSLS_NEIGHBOURS = 10
"""Conneau et al. 2018."""
K1, B = 1.2, 0.75
"""Of BM25, as in Robertson and Zaragoza 2009."""


@dataclass(frozen=True, kw_only=True)
class Texts:
    """What a baseline may look at: one period's texts and their vectors."""

    items: Sequence[str]
    goals: Sequence[str]
    item_vectors: NDArray[np.float32]
    goal_vectors: NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """A scorer, how it says that an item serves some goal, and where it draws the line."""

    score: Callable[[Texts], Floats]
    threshold: float | None = None
    """A fixed cut, as open tools have it; None: learnt from the other organisations."""
    best: int = 1
    """The mean of so many best goals says whether the item serves any."""


def random(texts: Texts) -> Floats:
    """Chance."""
    return np.random.default_rng(17).random((len(texts.items), len(texts.goals)))


def cosine(texts: Texts) -> Floats:
    """Raw cosine of the embeddings."""
    return np.asarray(texts.item_vectors @ texts.goal_vectors.T, np.float64)


def keyword_overlap(texts: Texts) -> Floats:
    """Share of a goal's words that the item repeats."""
    items, goals = _flags(texts)
    overlap: Floats = items @ goals.T / np.maximum(goals.sum(axis=1), 1)
    return overlap


def _flags(texts: Texts) -> tuple[Floats, Floats]:
    both = read([*texts.items, *texts.goals])
    present = (both.tokens.toarray() > 0).astype(np.float64)
    return present[: len(texts.items)], present[len(texts.items) :]


def tfidf(texts: Texts) -> Floats:
    """Cosine of tf-idf weighted, stemmed words and pairs of words."""
    items, goals = read(texts.items), read(texts.goals)
    rarity = _rarity(items, goals)
    product = weigh(items.words, rarity) @ weigh(goals.words, rarity).T
    return np.asarray(product.toarray(), np.float64)


def _rarity(items: Corpus, goals: Corpus) -> NDArray[np.float32]:
    frequency = document_frequency(items.words) + document_frequency(goals.words)
    return inverse_frequency(frequency, len(items) + len(goals))


def bm25(texts: Texts) -> Floats:
    """BM25 with the goals as documents and the item as query."""
    items, goals = read(texts.items), read(texts.goals)
    counts = goals.words.tocsr().copy()
    length = np.asarray(counts.sum(axis=1)).ravel()
    norm = K1 * (1 - B + B * length / max(1e-9, float(length.mean())))
    counts.data = counts.data * (K1 + 1) / (counts.data + np.repeat(norm, np.diff(counts.indptr)))
    query = items.words.tocsr().copy()
    query.data = np.ones_like(query.data) * _rarity(items, goals)[query.indices]
    return np.asarray((query @ counts.T).toarray(), np.float64)


def rrf(texts: Texts) -> Floats:
    """Reciprocal rank fusion of cosine and BM25."""
    return sum((1.0 / (RRF_K + _ranks(s)) for s in (cosine(texts), bm25(texts))), np.zeros(()))


def _ranks(scores: Floats) -> Floats:
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.empty_like(scores)
    np.put_along_axis(ranks, order, np.arange(1.0, scores.shape[1] + 1)[None, :], axis=1)
    return ranks


def csls(texts: Texts) -> Floats:
    """Cosine less the mean of each side's nearest neighbours, against hubs."""
    raw = cosine(texts)
    return (
        2 * raw
        - _mean_of_best(raw, CSLS_NEIGHBOURS)[:, None]
        - _mean_of_best(raw.T, CSLS_NEIGHBOURS)
    )


def _mean_of_best(scores: Floats, count: int) -> Floats:
    return np.asarray(np.sort(scores, axis=1)[:, ::-1][:, :count].mean(axis=1))


def some_goal(scores: Floats, baseline: Baseline) -> Floats:
    """How surely each item serves any goal, from its best scores; a fixed cut says yes or no."""
    best = _mean_of_best(scores, baseline.best)
    return best if baseline.threshold is None else (best >= baseline.threshold).astype(np.float64)


BASELINES: Mapping[str, Baseline] = {
    "random": Baseline(score=random),
    "keyword50": Baseline(score=keyword_overlap, threshold=0.5),
    "bm25": Baseline(score=bm25),
    "tfidf": Baseline(score=tfidf),
    "cosine": Baseline(score=cosine),
    "cosine30": Baseline(score=cosine, threshold=0.3),
    "cosine60": Baseline(score=cosine, threshold=0.6),
    "top3mean": Baseline(score=cosine, best=3),
    "rrf": Baseline(score=rrf),
    "csls": Baseline(score=csls),
}
