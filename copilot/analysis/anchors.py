"""Scoring under a background: neighbours are its anchors, so a new item moves no other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .background import Background, Frame
from .neighbours import Graph, Points, nearest, smooth
from .parameters import Parameters
from .scoring import Group, Texts, hybrid, null_logit, points_of, similarities
from .similarity import Matrix, Rarity, rarity


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Logits of one group; (n, m) unless said otherwise."""

    dense: Matrix
    hybrid: Matrix
    """H / T, less what a goal with goals below it scores less."""
    logits: Matrix
    """X / T."""
    null: Matrix
    """(n,) logit of serving no goal."""


def score(texts: Texts, one: Group, background: Background, parameters: Parameters) -> Scored:
    """Return the logits of every pair of a group, and of none."""
    rare = rarity(background.word_frequency, background.gram_frequency, background.documents)
    frame = background.frame(one.key)
    found = similarities(texts, one, rare, frame.likeness)
    dense, own = hybrid(found, frame.columns, texts.inner[one.goals], parameters)
    whole = smoothed(own, texts, one, background, frame, rare, parameters)
    t = np.float32(parameters.temperature)
    return Scored(dense / t, own / t, whole / t, null_logit(found, frame, parameters))


def smoothed(
    own: Matrix,
    texts: Texts,
    one: Group,
    background: Background,
    frame: Frame,
    rare: Rarity,
    parameters: Parameters,
) -> Matrix:
    """Smooth over the anchors that are still there; theirs is the graph of the background."""
    row_of = {texts.refs[row]: k for k, row in enumerate(one.rows)}
    place = np.asarray([row_of.get(background.items[k], -1) for k in frame.members], np.int64)
    graph = _graph(texts, one, background, frame, rare, place, parameters)
    score = own
    for _ in range(parameters.passes):
        anchored = np.where((place >= 0)[:, None], score[place], 0)
        score = smooth(score, anchored, graph, parameters.keep)
    return score


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
