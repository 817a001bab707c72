"""A whole backlog judged, block by block: only a block's matrices and reasons exist at once."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .anchors import Prepared, Reading, Scored, prepare, score
from .background import Background
from .fitting import by_lot, certify, refit, samples
from .judged import Judged, judged
from .learning import NOTHING, History, Labels, labels_of
from .lexical import weigh
from .parameters import Parameters
from .scoring import Group, Lexical, Texts
from .similarity import Rarity, rarity
from .structure import Statements

BLOCK = 1024
"""Items judged at once."""
Read = Callable[[slice], Scored]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some items of one group."""

    rows: NDArray[np.int64]
    """Their rows among all items."""
    judged: Judged


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """A backlog prepared once; any of its groups can be scored by any labels."""

    ready: Sequence[Prepared]
    history: History | None
    said: Statements
    labels: Labels
    """Everything that teaches."""
    parameters: Parameters

    def __call__(self, one: Prepared, taught: Labels) -> Reading:
        """Score a group by some labels."""
        return score(one, self.history, taught, self.parameters)


@dataclass(frozen=True, slots=True, eq=False)
class Judging:
    """Every group, ready to be judged."""

    scorer: Scorer
    groups: Sequence[tuple[Prepared, Read]]
    parameters: Parameters
    """As fitted to the workspace."""
    threshold: float | None
    """Share from which a best goal is promised right, None where nothing is."""

    def blocks(self, count: int) -> Iterator[tuple[range, list[Part]]]:
        """Yield the items in their order, a few thousand at once, with the parts of the groups."""
        for start in range(0, count, BLOCK):
            items = range(start, min(count, start + BLOCK))
            yield items, [*self._parts(items)]

    def _parts(self, items: range) -> Iterator[Part]:
        for ready, read in self.groups:
            rows = ready.group.rows
            at = slice(*np.searchsorted(rows, (items.start, items.stop)).tolist())
            if at.stop > at.start:
                yield Part(
                    rows[at], judged(ready, at, read(at), self.scorer.said, self.parameters)
                )


def scorer(
    texts: Texts,
    groups: Sequence[tuple[Group, Lexical | None]],
    background: Background,
    said: Statements,
    parameters: Parameters,
) -> Scorer:
    """Prepare every group.

    Args:
        texts: everything that is read.
        groups: with what words say of each, where that is known.
        background: what is usual.
        said: statements by row.
        parameters: of the recipe.
    """
    rare = rarity(background.word_frequency, background.gram_frequency, background.documents)
    ready = [prepare(texts, one, background, rare, parameters, known) for one, known in groups]
    labels = labels_of(said)
    return Scorer(ready, _history(texts, rare) if labels else None, said, labels, parameters)


def judging(scored: Scorer, by_people: Collection[int]) -> Judging:
    """Score every group, calibrated to what people said.

    Args:
        scored: the backlog.
        by_people: rows of items that somebody gave feedback on.
    """
    labels, parameters = scored.labels, scored.parameters

    def read_apart(one: Prepared) -> Read:
        """Nobody is evidence for itself: labelled items are read as if nothing was labelled."""
        taught = scored(one, labels)
        if not labels:
            return taught.at
        known, plain = np.isin(one.group.rows, list(labels.serves)), scored(one, NOTHING)
        return lambda at: taught.at(at).with_rows(known[at], plain.at(at))

    found = samples(scored.ready, labels, by_lot(by_people), scored)
    fitted = refit(found, parameters)
    read = [(one, read_apart(one)) for one in scored.ready]
    return Judging(scored, read, fitted, certify(found, fitted))


def _history(texts: Texts, rare: Rarity) -> History:
    return History(
        texts.item_vectors,
        weigh(texts.items.words, rare.words),
        texts.goal_vectors,
        weigh(texts.goals.words, rare.words),
    )
