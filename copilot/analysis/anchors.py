"""Scoring under a background: neighbours are its anchors, so a new item moves no other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .background import Background, Frame
from .families import NOBODY, keep_of, within
from .learning import History, Labels, clamp, prototypes
from .neighbours import Graph, Points, goal_strips, nearest, smooth
from .parameters import Parameters
from .scoring import (
    Group,
    Lexical,
    Texts,
    closest,
    dense_part,
    everyday_of,
    lexical_part,
    null_base,
    points_of,
    strength_of,
)
from .similarity import Rarity, blocks
from .vectors import Matrix, Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """All of a group that no label changes."""

    group: Group
    frame: Frame
    vectors: Vectors
    """(N, dim) of all items, not of the group's alone."""
    lexical: Matrix
    """(n, m) what words and n-grams add to H, less what inner goals score less."""
    graph: Graph
    """Neighbours among the anchors, what an item hangs below with them."""
    keep: Matrix
    """(n,) what smoothing leaves of each item's own score."""
    strength: Matrix
    """(n,) how much of what a text seems to say its length can carry."""
    place: NDArray[np.int64]
    """Row of each anchor in the group, -1 where it is gone."""
    null: Matrix
    """(n,) logit of serving no goal, without b."""
    everyday: Matrix
    """(n,) how many deviations nearer to everyday work than to any goal."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """X of some items of a group and where it comes from; (n, m)."""

    dense: Matrix
    hybrid: Matrix
    """H, less what a goal with goals below it scores less."""
    taught: Matrix
    """H with what labels of other items teach."""
    whole: Matrix
    """X, smoothed over the backlog and saturated."""

    def with_rows(self, rows: NDArray[np.bool_], other: "Scored") -> "Scored":
        """Return these scores, some rows taken from others."""
        at = rows[:, None]
        return Scored(
            np.where(at, other.dense, self.dense),
            np.where(at, other.hybrid, self.hybrid),
            np.where(at, other.taught, self.taught),
            np.where(at, other.whole, self.whole),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One group, read with what some labels teach.

    Only X is kept of all items, because neighbours give to each other; its parts are computed
    again for the few items that are looked at together.
    """

    ready: Prepared
    history: History | None
    labels: Labels
    parameters: Parameters
    goals: Matrix
    """(m, dim) likeness of the goals, moved to the work that people say is theirs."""
    whole: Matrix

    def at(self, rows: slice) -> Scored:
        """Return X and its parts for some of the group's items."""
        whole = self.whole[rows]
        left = 1 - np.float32(self.parameters.saturation) * np.maximum(0, whole)
        scale = self.ready.strength[rows, None] * left
        dense, own, taught = self.parts(rows)
        return Scored(scale * dense, scale * own, scale * taught, whole)

    def parts(self, rows: slice) -> tuple[Matrix, Matrix, Matrix]:
        """Return what vectors say, what words say beside, and what labels teach beside."""
        ready, chosen = self.ready, self.ready.group.rows[rows]
        cosine = ready.vectors[chosen] @ self.goals.T
        dense = dense_part(cosine, ready.frame.columns[0], self.parameters)
        own = dense + ready.lexical[rows]
        if self.history is None:
            return dense, own, own
        carried = self.history.kernel(chosen, ready.group.goals, self.labels)
        return dense, own, own if carried is None else own + carried


def prepare(
    texts: Texts,
    one: Group,
    background: Background,
    rare: Rarity,
    parameters: Parameters,
    lexical: Lexical | None,
) -> Prepared:
    """Compare a group's items with its goals and with the anchors of the background.

    Args:
        texts: everything that is read.
        one: the group.
        background: what is usual.
        rare: inverse document frequencies of the background.
        parameters: of the recipe.
        lexical: what words say of the group, where that is known.
    """
    frame = background.frame(one.key)
    common = lexical or lexical_part(texts, one, rare, parameters, frame.columns[1:])
    goals = texts.goal_vectors[one.goals]
    row_of = {texts.refs[row]: k for k, row in enumerate(one.rows)}
    place = np.asarray([row_of.get(background.items[k], -1) for k in frame.members], np.int64)
    above = _anchor_above(within(texts.above, one.rows), place)
    graph = _graph(texts, one, background, frame, rare, place, parameters)
    nearest_goal, routine = closest(texts.item_vectors, one, goals), texts.routine[one.rows]
    return Prepared(
        group=one,
        frame=frame,
        vectors=texts.item_vectors,
        lexical=common.part,
        graph=graph.with_family(above),
        keep=keep_of(above, parameters),
        strength=strength_of(texts, one, parameters),
        place=place,
        null=null_base(nearest_goal, common.overlap, routine, len(goals), frame, parameters),
        everyday=everyday_of(nearest_goal, routine, len(goals), frame, parameters),
    )


def score(
    ready: Prepared, history: History | None, labels: Labels, parameters: Parameters
) -> Reading:
    """Read a group: H, what labels teach, smoothed with labelled items held, short texts less."""
    goals, likeness = ready.group.goals, ready.frame.likeness
    moved = prototypes(likeness, goals.tolist(), ready.vectors, labels)
    whole = np.empty_like(ready.lexical)
    reading = Reading(ready, history, labels, parameters, moved, whole)
    for rows in blocks(len(whole)):
        whole[rows] = reading.parts(rows)[2]
    for strip in goal_strips(whole):
        whole[:, strip] = _smoothed(ready, whole[:, strip], goals[strip], labels, parameters)
    for rows in blocks(len(whole)):
        whole[rows] *= ready.strength[rows, None]
        whole[rows] /= 1 + np.float32(parameters.saturation) * np.maximum(0, whole[rows])
    return reading


def _smoothed(
    ready: Prepared,
    scores: Matrix,
    goals: NDArray[np.int64],
    labels: Labels,
    parameters: Parameters,
) -> Matrix:
    """Smooth the scores of a few goals over the anchors that are there."""
    current = np.ascontiguousarray(scores)
    gone = ready.place < 0
    for _ in range(parameters.passes):
        held = clamp(current, ready.group.rows, goals, labels)
        anchored = held[ready.place]
        anchored[gone] = 0
        current = smooth(current, anchored, ready.graph, ready.keep)
    return current


def _anchor_above(above: NDArray[np.int64], place: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the anchor each item hangs below; an epic that is new is nobody's neighbour yet."""
    anchor_of = np.full(len(above) + 1, NOBODY, np.int64)
    here = np.flatnonzero(place >= 0)
    anchor_of[place[here]] = here
    return anchor_of[above]


def _graph(
    texts: Texts,
    one: Group,
    background: Background,
    frame: Frame,
    rare: Rarity,
    place: NDArray[np.int64],
    parameters: Parameters,
) -> Graph:
    """Return neighbours of every item: known ones of the background, new ones looked up."""
    here = np.flatnonzero(place >= 0)
    rows = one.rows[place[here]]
    same = background.hashes[frame.members[here]] == texts.hashes[rows]
    kept = here[same]
    if same.all() and np.array_equal(place, np.arange(len(one.rows))):
        return frame.graph
    width = frame.graph.place.shape[1]
    found = Graph(
        np.zeros((len(one.rows), width), np.int32), np.zeros((len(one.rows), width), np.float32)
    )
    found.place[place[kept]] = frame.graph.place[kept]
    found.weight[place[kept]] = frame.graph.weight[kept]
    new = np.setdiff1d(np.arange(len(one.rows)), place[kept])
    if len(new) and len(here):
        fresh = _neighbours_of(points_of(texts, one, rare), new, place, here, frame, parameters)
        found.place[new, : fresh.place.shape[1]] = here[fresh.place]
        found.weight[new, : fresh.weight.shape[1]] = fresh.weight
    found.weight[:] = np.where(place[found.place] >= 0, found.weight, 0)
    return found


def _neighbours_of(
    points: Points,
    new: NDArray[np.int64],
    place: NDArray[np.int64],
    here: NDArray[np.int64],
    frame: Frame,
    parameters: Parameters,
) -> Graph:
    itself = np.full(len(points.vectors), -1, np.int64)
    itself[place[here]] = np.arange(len(here))
    anchors = points.take(place[here])
    count = min(parameters.neighbours, frame.graph.place.shape[1])
    return nearest(points.take(new), anchors, itself[new], timed=frame.timed, count=count)
