"""From texts and vectors to the logit of every pair: H, the backlog graph, the null."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Ref

from .background import Background, key_of
from .lexical import Corpus, document_frequency, weigh
from .neighbours import nearest, smooth
from .parameters import Parameters
from .similarity import Columns, Matrix, Rarity, columns, hybrid, rarity, similarities

Places = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Items that share one set of candidate goals."""

    rows: NDArray[np.int64]
    goals: Places
    key: str


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Pairs of one group, in logits; (n, m) unless said otherwise."""

    dense: Matrix
    words: Matrix
    graph: Matrix
    null: Matrix
    """(n,) logit of serving no goal."""

    @property
    def logits(self) -> Matrix:
        """X / T."""
        return self.dense + self.words + self.graph


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Everything that is read of items and goals."""

    refs: tuple[Ref, ...]
    items: Corpus
    goals: Corpus
    item_vectors: Matrix
    goal_vectors: Matrix


def group(candidates: Sequence[Places], goals: Sequence[Ref]) -> list[Group]:
    """Gather items by their candidates; items without any are in no group."""
    rows: dict[Places, list[int]] = {}
    for row, places in enumerate(candidates):
        if places:
            rows.setdefault(places, []).append(row)
    return [
        Group(np.asarray(found), places, key_of([goals[k] for k in places]))
        for places, found in rows.items()
    ]


def build_background(
    texts: Texts, groups: Sequence[Group], goals: str, hashes: Sequence[str]
) -> Background:
    """Measure what is usual in this workspace now."""
    words = document_frequency(texts.items.words) + document_frequency(texts.goals.words)
    grams = _gram_frequency(texts.items) + _gram_frequency(texts.goals)
    documents = len(texts.items) + len(texts.goals)
    rare = rarity(words, grams, documents)
    usual = [columns(_found(texts, one, rare)) for one in groups]
    return Background(
        goals=goals,
        goal_vectors=texts.goal_vectors,
        documents=documents,
        word_frequency=words,
        gram_frequency=grams,
        items=texts.refs,
        hashes=tuple(hashes),
        groups=tuple(one.key for one in groups),
        means=tuple(u.mean for u in usual),
        deviations=tuple(u.deviation for u in usual),
    )


def _gram_frequency(corpus: Corpus, block: int = 4096) -> NDArray[np.int64]:
    starts = range(0, max(1, len(corpus)), block)
    counts = [document_frequency(corpus.grams(s, min(len(corpus), s + block))) for s in starts]
    total: NDArray[np.int64] = np.sum(counts, axis=0)
    return total


def _found(texts: Texts, one: Group, rare: Rarity) -> Matrix:
    places = list(one.goals)
    return similarities(
        texts.item_vectors[one.rows],
        texts.goal_vectors[places],
        texts.items.take(one.rows),
        texts.goals.take(np.asarray(places)),
        rare,
    )


def score(texts: Texts, one: Group, background: Background, parameters: Parameters) -> Scored:
    """Return the logits of every pair of a group, and of none."""
    rare = rarity(background.word_frequency, background.gram_frequency, background.documents)
    found = _found(texts, one, rare)
    parts = hybrid(found, background.columns(one.key), parameters.dense)
    smoothed = _smoothed(parts.sum(axis=0), texts, one, background, rare, parameters)
    t = np.float32(parameters.temperature)
    return Scored(
        dense=parts[0] / t,
        words=(parts[1] + parts[2]) / t,
        graph=(smoothed - parts.sum(axis=0)) / t,
        null=null_logit(found, parameters),
    )


def null_logit(found: Matrix, parameters: Parameters) -> Matrix:
    """Return b + ln n_goals, raised where even the best goal has little to do with the item.

    Relative scores always have a winner; vectors and words compared with what unrelated texts
    score tell whether winning means anything.
    """
    best = found[0].max(axis=1) + 0.5 * found[1].max(axis=1)
    poor = parameters.absolute * (0.45 - best) / 0.1
    null: Matrix = (parameters.bias + np.log(found.shape[2]) + poor).astype(np.float32)
    return null


def _smoothed(
    own: Matrix,
    texts: Texts,
    one: Group,
    background: Background,
    rare: Rarity,
    parameters: Parameters,
) -> Matrix:
    known = set(background.items)
    anchors = np.asarray([k for k, r in enumerate(one.rows) if texts.refs[r] in known], np.int64)
    itself = np.full(len(one.rows), -1, np.int64)
    itself[anchors] = np.arange(len(anchors))
    words = weigh(texts.items.words[one.rows], rare.words)
    graph = nearest(
        texts.item_vectors[one.rows], words, anchors, itself, count=parameters.neighbours
    )
    current = own
    for _ in range(parameters.passes):
        current = smooth(own, current[anchors], graph, parameters.keep)
    return current


__all__ = ["Columns", "Group", "Scored", "Texts", "build_background", "group", "score"]
