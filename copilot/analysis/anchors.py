"""Scoring under a background: neighbours are its anchors, so a new item moves no other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .background import Background, Frame
from .learning import History, Labels, clamp, prototypes
from .neighbours import Graph, Points, nearest, smooth
from .parameters import Parameters
from .scoring import Group, Similarities, Texts, hybrid, null_base, points_of, similarities
from .similarity import Matrix, Rarity


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """All of a group that no label changes."""

    group: Group
    frame: Frame
    found: Similarities
    graph: Graph
    place: NDArray[np.int64]
    """Row of each anchor in the group, -1 where it is gone."""
    null: Matrix
    """(n,) logit of serving no goal, without b."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """X of one group and where it comes from; (n, m)."""

    dense: Matrix
    hybrid: Matrix
    """H, less what a goal with goals below it scores less."""
    taught: Matrix
    """H with what labels of other items teach."""
    whole: Matrix
    """X, smoothed over the backlog."""

    def with_rows(self, rows: NDArray[np.bool_], other: "Scored") -> "Scored":
        """Return these scores, some rows taken from others."""
        at = rows[:, None]
        return Scored(
            np.where(at, other.dense, self.dense),
            np.where(at, other.hybrid, self.hybrid),
            np.where(at, other.taught, self.taught),
            np.where(at, other.whole, self.whole),
        )


def prepare(
    texts: Texts, one: Group, background: Background, rare: Rarity, parameters: Parameters
) -> Prepared:
    """Compare a group's items with its goals and with the anchors of the background."""
    frame = background.frame(one.key)
    found = similarities(texts, one, rare, frame.likeness)
    row_of = {texts.refs[row]: k for k, row in enumerate(one.rows)}
    place = np.asarray([row_of.get(background.items[k], -1) for k in frame.members], np.int64)
    return Prepared(
        group=one,
        frame=frame,
        found=found,
        graph=_graph(texts, one, background, frame, rare, place, parameters),
        place=place,
        null=null_base(found, frame, parameters),
    )


def score(
    ready: Prepared, texts: Texts, history: History, labels: Labels, parameters: Parameters
) -> Scored:
    """Return X of every pair: H, what labels teach, smoothed with labelled items held."""
    rows, goals = ready.group.rows, ready.group.goals
    dense, own = _hybrid(ready, texts, labels, parameters)
    carried = history.kernel(rows, goals, labels)
    taught = own if carried is None else own + carried
    current = taught
    here = (ready.place >= 0)[:, None]
    for _ in range(parameters.passes):
        held = clamp(current, rows, goals, labels)
        anchored = np.where(here, held[ready.place], 0) if len(here) else held[:0]
        current = smooth(current, anchored, ready.graph, parameters.keep)
    return Scored(dense, own, taught, current)


def _hybrid(
    ready: Prepared, texts: Texts, labels: Labels, parameters: Parameters
) -> tuple[Matrix, Matrix]:
    """Return H with goals moved to the work that people say is theirs."""
    rows, goals = ready.group.rows, ready.group.goals
    found = ready.found
    if labels.serves:
        likeness, vectors = ready.frame.likeness, texts.item_vectors
        moved = prototypes(likeness, goals.tolist(), vectors, labels)
        dense = vectors[rows] @ moved.T
        found = Similarities(found.raw, dense, found.words, found.grams)
    return hybrid(found, ready.frame.columns, texts.inner[goals], parameters)


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
    same = np.asarray(
        [
            background.hashes[m] == texts.hashes[r]
            for m, r in zip(frame.members[here], rows, strict=True)
        ],
        bool,
    )
    width = frame.graph.place.shape[1]
    found = Graph(
        np.zeros((len(one.rows), width), np.int32), np.zeros((len(one.rows), width), np.float32)
    )
    kept = here[same]
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
