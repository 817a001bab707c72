"""The facade of alignment: items, goals and their vectors in; verdicts with reasons out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Alignment, AnyGoal, Feedback, Ref, WorkItem, content_hash
from copilot.portfolio.building import building

from .anchors import Prepared, Scored, prepare, score
from .background import Background, key_of
from .candidates import Candidates
from .circumstances import cases
from .evidence import Variant, evidence_variants
from .fitting import certify, refit, samples
from .frames import build_background
from .judged import Judged, judged
from .learning import NOTHING, History, Labels, labels_of
from .lexical import read as count
from .lexical import weigh
from .parameters import SHIPPED, Parameters
from .scoring import Group, Texts, group
from .similarity import Matrix, Rarity, rarity
from .structure import Statements, statements
from .texts import ItemText, goal_texts, item_texts, read_items
from .verdicts import Case, verdict_of, without_goals

__all__ = [
    "SHIPPED",
    "Aligned",
    "Background",
    "Parameters",
    "Variant",
    "align",
    "evidence_variants",
    "goal_texts",
    "item_texts",
    "read_items",
]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Aligned:
    """Every item's alignment, and the matrices behind it (n items, m goals)."""

    alignments: tuple[Alignment, ...]
    """In the order of the items."""
    background: Background
    background_rebuilt: bool
    goals: tuple[Ref, ...]
    """Columns of the matrices; a goal that is no candidate of an item scores 0."""
    shares: Matrix
    scores: Matrix
    none: Matrix
    """(n,) p(none); 1 where an item has no candidates."""
    notes: tuple[str, ...] = ()
    """What a reader of the whole scan should know, a line each."""


@building()
def align(
    items: Sequence[WorkItem],
    bodies: Mapping[Ref, str],
    goals: Sequence[AnyGoal],
    item_vectors: NDArray[np.float32],
    goal_vectors: NDArray[np.float32],
    *,
    as_of: datetime,
    feedback: Sequence[Feedback] = (),
    background: Background | None = None,
    multilingual: bool = False,
    parameters: Parameters = SHIPPED,
    read: Sequence[ItemText] = (),
) -> Aligned:
    """Judge every item against the goals that compete for it.

    Args:
        items: work of any state.
        bodies: text of items by reference, where the items carry none.
        goals: every goal of every cycle, allowances too.
        item_vectors: (n, dim) unit rows of `item_texts`.
        goal_vectors: (m, dim) unit rows of `goal_texts`.
        as_of: decides which cycle is in force for open work.
        feedback: what people said of links.
        background: that of an earlier call; kept while it fits.
        multilingual: whether the embedder reads other languages than English.
        parameters: of the recipe.
        read: what `read_items` read of them with these goals, where that is known.
    """
    written = read or read_items(items, bodies, goals, multilingual=multilingual)
    embedded = [text.text for text in written]
    texts = Texts(
        refs=tuple(item.ref for item in items),
        hashes=tuple(content_hash(text) for text in embedded),
        items=count(embedded),
        goals=count(goal_texts(goals)),
        item_vectors=_finite(item_vectors),
        goal_vectors=_finite(goal_vectors),
        days=np.asarray([_day(item) for item in items], np.float64),
        inner=_inner(goals),
    )
    candidates = Candidates(goals, as_of)
    places = [candidates.of(item) for item in items]
    groups = group(places, [goal.ref for goal in goals])
    used, rebuilt = _background(texts, groups, goals, background, parameters)
    said = statements(items, goals, places, feedback)
    found, threshold = _judge(
        texts, groups, used, said, _judged_by_people(items, feedback), parameters
    )
    known = cases(
        items,
        bodies,
        written,
        goals,
        said,
        multilingual=multilingual,
        thin_words=parameters.thin_words,
    )
    alignments = _alignments(known, goals, found, threshold)
    return Aligned(
        alignments=alignments,
        background=used,
        background_rebuilt=rebuilt,
        goals=tuple(goal.ref for goal in goals),
        shares=_spread(found, "shares", len(items), len(goals)),
        scores=_spread(found, "scores", len(items), len(goals)),
        none=np.asarray([a.none for a in alignments], np.float32),
        notes=candidates.notes,
    )


def _day(item: WorkItem) -> float:
    return item.created.timestamp() / 86400 if item.created else np.nan


def _inner(goals: Sequence[AnyGoal]) -> NDArray[np.bool_]:
    above = {goal.parent for goal in goals if goal.parent}
    return np.asarray([goal.ref in above for goal in goals], bool)


def _finite(vectors: NDArray[np.float32]) -> Matrix:
    """Return the vectors with zeros for what is no number; themselves where all are numbers."""
    found = np.asarray(vectors, np.float32)
    return found if np.isfinite(found.sum(axis=1)).all() else np.nan_to_num(found)


def _background(
    texts: Texts,
    groups: Sequence[Group],
    goals: Sequence[AnyGoal],
    kept: Background | None,
    parameters: Parameters,
) -> tuple[Background, bool]:
    key = key_of([part for goal in goals for part in (goal.ref, goal.passage)])
    fits = kept is not None and kept.fits(key, texts.goal_vectors, [g.key for g in groups])
    if (
        kept is not None
        and fits
        and not kept.stale(dict(zip(texts.refs, texts.hashes, strict=True)))
    ):
        return kept, False
    return build_background(texts, groups, key, parameters), True


def _judge(
    texts: Texts,
    groups: Sequence[Group],
    background: Background,
    said: Statements,
    judged_rows: Collection[int],
    parameters: Parameters,
) -> tuple[list[Judged], float | None]:
    """Score every group, calibrated to what people said; and the certified threshold."""
    rare = rarity(background.word_frequency, background.gram_frequency, background.documents)
    ready = [prepare(texts, one, background, rare, parameters) for one in groups]
    labels, history = labels_of(said), _history(texts, rare)

    def scored(one: Prepared, taught: Labels) -> Scored:
        return score(one, texts, history, taught, parameters)

    def read_apart(one: Prepared) -> Scored:
        """Nobody is evidence for itself: labelled items are read as if nothing was labelled."""
        taught = scored(one, labels)
        if not labels:
            return taught
        known = np.isin(one.group.rows, list(labels.serves))
        return taught.with_rows(known, scored(one, NOTHING))

    found = samples(ready, labels, judged_rows, scored)
    fitted = refit(found, parameters)
    return [judged(r, read_apart(r), said, fitted) for r in ready], certify(found, fitted)


def _history(texts: Texts, rare: Rarity) -> History:
    return History(
        texts.item_vectors,
        weigh(texts.items.words, rare.words),
        texts.goal_vectors,
        weigh(texts.goals.words, rare.words),
    )


def _judged_by_people(items: Sequence[WorkItem], feedback: Sequence[Feedback]) -> set[int]:
    """Return rows of items that somebody gave feedback on."""
    named = {word.item for word in feedback}
    return {k for k, item in enumerate(items) if item.ref in named}


def _alignments(
    known: Sequence[Case],
    goals: Sequence[AnyGoal],
    judged: Sequence[Judged],
    threshold: float | None,
) -> tuple[Alignment, ...]:
    found: dict[int, Alignment] = {}
    for one in judged:
        for k, row in enumerate(one.ready.group.rows.tolist()):
            found[row] = verdict_of(one, k, known[row], goals, threshold)
    return tuple(found.get(k) or without_goals(case.item) for k, case in enumerate(known))


def _spread(judged: Sequence[Judged], what: str, rows: int, width: int) -> Matrix:
    matrix = np.zeros((rows, width), np.float32)
    for one in judged:
        matrix[np.ix_(one.ready.group.rows, one.ready.group.goals)] = getattr(one, what)
    return matrix
