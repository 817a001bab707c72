"""Building a background: what is usual now, and what the goals look like in their own work."""

from collections.abc import Callable, Sequence

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
from .similarity import Columns, Rarity, blocks, cosines, excess, rarity, stretch_of
from .vectors import Matrix

CLOSEST = 0.8
"""Quantile of the items' closeness that speaks for the whole group."""


def build_background(
    texts: Texts,
    groups: Sequence[Group],
    goals: str,
    parameters: Parameters,
    pause: Callable[[], object],
) -> tuple[Background, Sequence[Lexical]]:
    """Measure what is usual in this workspace now; return it with what words say of each group.

    `pause` is called where much was built and dropped.
    """
    words, grams = document_frequency(texts.items.words), _gram_frequency(texts.items)
    words += document_frequency(texts.goals.words)
    grams += _gram_frequency(texts.goals)
    documents = len(texts.items) + len(texts.goals)
    rare = rarity(words, grams, documents)
    found = [_frame(texts, one, rare, parameters, pause) for one in groups]
    background = Background(
        goals=goals,
        goal_vectors=texts.goal_vectors,
        documents=documents,
        word_frequency=words,
        gram_frequency=grams,
        items=texts.refs,
        hashes=texts.hashes,
        frames=tuple(frame for frame, _ in found),
    )
    return background, [lexical for _, lexical in found]


def _gram_frequency(corpus: Corpus) -> NDArray[np.int32]:
    total = np.zeros(corpus.spelling.shape[1], np.int32)
    for at in blocks(len(corpus)):
        total += document_frequency(corpus.grams(at.start, at.stop))
    return total


def _frame(
    texts: Texts, one: Group, rare: Rarity, parameters: Parameters, pause: Callable[[], object]
) -> tuple[Frame, Lexical]:
    """Score once with the goals as written, move them to what is surely theirs, and freeze."""
    vectors, goals = texts.item_vectors, texts.goal_vectors[one.goals]
    stretch = _stretch(texts, one, parameters)
    graph, timed = _graph(texts, one, rare, parameters)
    pause()
    likeness, columns = _likeness(texts, one, rare, graph, parameters)
    pause()
    beyond = excess(closest(vectors, one, goals), len(goals), stretch, parameters)
    frame = Frame(
        key=one.key,
        members=one.rows,
        likeness=likeness,
        columns=(dense_columns(vectors, one, likeness, parameters), *columns),
        graph=graph,
        timed=timed,
        stretch=stretch,
        closeness=float(np.quantile(beyond, CLOSEST)),
        words=float(np.median(words_of(texts, one))),
    )
    # What words say was overwritten: to compare them again costs less than to keep them twice.
    return frame, lexical_part(texts, one, rare, parameters, columns)


def _likeness(
    texts: Texts, one: Group, rare: Rarity, graph: Graph, parameters: Parameters
) -> tuple[Matrix, tuple[Columns, Columns]]:
    """Return goals moved to their work, and the statistics of words and n-grams."""
    lexical = lexical_part(texts, one, rare, parameters)
    score = _score(texts, one, lexical.part, graph, parameters)
    goals = texts.goal_vectors[one.goals]
    return _moved(goals, texts, one, score, parameters), lexical.columns


def _stretch(texts: Texts, one: Group, parameters: Parameters) -> float:
    """Return the cosine that counts as 0 among the items and goals of a group."""
    cosine = np.empty((len(one.rows), len(one.goals)), np.float32)
    for at, found in cosines(texts.item_vectors, one.rows, texts.goal_vectors[one.goals]):
        cosine[at] = found
    return stretch_of(cosine, parameters, mine=True)


def _graph(texts: Texts, one: Group, rare: Rarity, parameters: Parameters) -> tuple[Graph, bool]:
    """Return who is near whom, and whether creation times count."""
    points = points_of(texts, one, rare)
    timed = bool(np.isfinite(points.days).mean() > 0.5)
    place = np.arange(len(one.rows))
    return nearest(points, points, place, timed=timed, count=parameters.neighbours), timed


def _score(
    texts: Texts, one: Group, score: Matrix, graph: Graph, parameters: Parameters
) -> Matrix:
    """Return X with the goals as written, smoothed, in place of what words say."""
    goals = texts.goal_vectors[one.goals]
    usual = dense_columns(texts.item_vectors, one, goals, parameters)
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
