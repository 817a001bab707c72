"""Building a background: what is usual now, and what the goals look like in their own work."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .background import Background, Frame
from .calibration import shares
from .lexical import Corpus, document_frequency
from .neighbours import nearest, smooth
from .parameters import Parameters
from .scoring import Group, Similarities, Texts, columns_of, hybrid, points_of, similarities
from .similarity import Matrix, Rarity, excess, rarity, stretch_of

CLOSEST = 0.8
"""Quantile of the items' closeness that speaks for the whole group."""


def build_background(
    texts: Texts, groups: Sequence[Group], goals: str, parameters: Parameters
) -> Background:
    """Measure what is usual in this workspace now."""
    words = document_frequency(texts.items.words) + document_frequency(texts.goals.words)
    grams = _gram_frequency(texts.items) + _gram_frequency(texts.goals)
    documents = len(texts.items) + len(texts.goals)
    rare = rarity(words, grams, documents)
    return Background(
        goals=goals,
        goal_vectors=texts.goal_vectors,
        documents=documents,
        word_frequency=words,
        gram_frequency=grams,
        items=texts.refs,
        hashes=texts.hashes,
        frames=tuple(_frame(texts, one, rare, parameters) for one in groups),
    )


def _gram_frequency(corpus: Corpus, block: int = 4096) -> NDArray[np.int64]:
    starts = range(0, max(1, len(corpus)), block)
    counts = [document_frequency(corpus.grams(s, min(len(corpus), s + block))) for s in starts]
    total: NDArray[np.int64] = np.sum(counts, axis=0)
    return total


def _frame(texts: Texts, one: Group, rare: Rarity, parameters: Parameters) -> Frame:
    """Score once with the goals as written, move them to what is surely theirs, and freeze."""
    points = points_of(texts, one, rare)
    timed = bool(np.isfinite(points.days).mean() > 0.5)
    place = np.arange(len(one.rows))
    graph = nearest(points, points, place, timed=timed, count=parameters.neighbours)
    goals = texts.goal_vectors[one.goals]
    found = similarities(texts, one, rare, goals)
    usual = columns_of(found, parameters)
    score = hybrid(found, usual, texts.inner[one.goals], parameters)[1]
    for _ in range(parameters.passes):
        score = smooth(score, score, graph, parameters.keep)
    likeness = _moved(goals, points.vectors, score, parameters)
    moved = Similarities(found.raw, points.vectors @ likeness.T, found.words, found.grams)
    stretch = stretch_of(found.raw, parameters)
    return Frame(
        key=one.key,
        members=one.rows,
        likeness=likeness,
        columns=columns_of(moved, parameters),
        graph=graph,
        timed=timed,
        stretch=stretch,
        closeness=float(np.quantile(excess(found.raw, stretch, parameters), CLOSEST)),
    )


def _moved(goals: Matrix, items: Matrix, score: Matrix, parameters: Parameters) -> Matrix:
    """Return normalise(g + w · mean of its items), items weighed by their squared share.

    Pseudo-relevance feedback (Rocchio 1971) without labels: squares leave the sure ones.
    """
    share, _ = shares(score / parameters.temperature, np.full(len(score), _plain(score)))
    sure = share**2
    mean = _unit(sure.T @ items) * np.minimum(1, sure.sum(axis=0))[:, None]
    return _unit(goals + np.float32(parameters.likeness) * mean)


def _plain(score: Matrix) -> np.float32:
    return np.float32(np.log(score.shape[1]))


def _unit(vectors: Matrix) -> Matrix:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Matrix = (vectors / np.where(length > 0, length, 1)).astype(np.float32)
    return unit
