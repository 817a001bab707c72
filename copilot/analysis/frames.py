"""Building a background: what is usual now, and what the goals look like in their own work."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .background import Background, Frame
from .calibration import shares
from .families import keep_of, within
from .lexical import Corpus, document_frequency
from .neighbours import Graph, goal_strips, nearest, smooth
from .parameters import Parameters
from .scoring import (
    Group,
    Lexical,
    Texts,
    closest,
    dense_columns,
    dense_part,
    lexical_part,
    points_of,
    words_of,
)
from .similarity import Rarity, blocks, cosines, excess, rarity, stretch_of
from .vectors import Matrix

CLOSEST = 0.8
"""Quantile of the items' closeness that speaks for the whole group."""


def build_background(
    texts: Texts, groups: Sequence[Group], goals: str, parameters: Parameters
) -> tuple[Background, Sequence[Lexical]]:
    """Measure what is usual in this workspace now; return it with what words say of each group."""
    words = document_frequency(texts.items.words) + document_frequency(texts.goals.words)
    grams = _gram_frequency(texts.items) + _gram_frequency(texts.goals)
    documents = len(texts.items) + len(texts.goals)
    rare = rarity(words, grams, documents)
    lexical = [lexical_part(texts, one, rare, parameters) for one in groups]
    frames = (_frame(texts, *pair, rare, parameters) for pair in zip(groups, lexical, strict=True))
    background = Background(
        goals=goals,
        goal_vectors=texts.goal_vectors,
        documents=documents,
        word_frequency=words,
        gram_frequency=grams,
        items=texts.refs,
        hashes=texts.hashes,
        frames=tuple(frames),
    )
    return background, lexical


def _gram_frequency(corpus: Corpus, block: int = 4096) -> NDArray[np.int64]:
    starts = range(0, max(1, len(corpus)), block)
    counts = [document_frequency(corpus.grams(s, min(len(corpus), s + block))) for s in starts]
    total: NDArray[np.int64] = np.sum(counts, axis=0)
    return total


def _frame(
    texts: Texts, one: Group, lexical: Lexical, rare: Rarity, parameters: Parameters
) -> Frame:
    """Score once with the goals as written, move them to what is surely theirs, and freeze."""
    graph, timed = _graph(texts, one, rare, parameters)
    vectors, goals = texts.item_vectors, texts.goal_vectors[one.goals]
    stretch = stretch_of(np.vstack([c for _, c in cosines(vectors, one.rows, goals)]), parameters)
    beyond = excess(closest(vectors, one, goals), len(goals), stretch, parameters)
    likeness = _moved(
        goals, texts, one, _score(texts, one, lexical, graph, parameters), parameters
    )
    return Frame(
        key=one.key,
        members=one.rows,
        likeness=likeness,
        columns=(dense_columns(vectors, one, likeness, parameters), *lexical.columns),
        graph=graph,
        timed=timed,
        stretch=stretch,
        closeness=float(np.quantile(beyond, CLOSEST)),
        words=float(np.median(words_of(texts, one))),
    )


def _graph(texts: Texts, one: Group, rare: Rarity, parameters: Parameters) -> tuple[Graph, bool]:
    """Return who is near whom, and whether creation times count."""
    points = points_of(texts, one, rare)
    timed = bool(np.isfinite(points.days).mean() > 0.5)
    place = np.arange(len(one.rows))
    return nearest(points, points, place, timed=timed, count=parameters.neighbours), timed


def _score(
    texts: Texts, one: Group, lexical: Lexical, graph: Graph, parameters: Parameters
) -> Matrix:
    """Return X with the goals as written, smoothed."""
    goals = texts.goal_vectors[one.goals]
    usual = dense_columns(texts.item_vectors, one, goals, parameters)
    score = lexical.part.copy()
    for at, cosine in cosines(texts.item_vectors, one.rows, goals):
        score[at] += dense_part(cosine, usual, parameters)
    above = within(texts.above, one.rows)
    around, keep = graph.with_family(above), keep_of(above, parameters)
    for strip in goal_strips(score):
        part = np.ascontiguousarray(score[:, strip])
        for _ in range(parameters.passes):
            part = smooth(part, part, around, keep)
        score[:, strip] = part
    return score


def _moved(
    goals: Matrix, texts: Texts, one: Group, score: Matrix, parameters: Parameters
) -> Matrix:
    """Return normalise(g + w · mean of its items), items weighed by their squared share.

    Pseudo-relevance feedback (Rocchio 1971) without labels: squares leave the sure ones.
    """
    mean, total = np.zeros_like(goals), np.zeros(len(goals), np.float32)
    for at in blocks(len(score)):
        null = np.full(at.stop - at.start, np.log(len(goals)), np.float32)
        sure = shares(score[at] / np.float32(parameters.moving), null)[0] ** 2
        mean += sure.T @ texts.item_vectors[one.rows[at]]
        total += sure.sum(axis=0)
    near = _unit(mean) * np.minimum(1, total)[:, None]
    return _unit(goals + np.float32(parameters.likeness) * near)


def _unit(vectors: Matrix) -> Matrix:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Matrix = (vectors / np.where(length > 0, length, 1)).astype(np.float32)
    return unit
