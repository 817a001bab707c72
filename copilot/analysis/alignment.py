"""The facade of alignment: items, goals and their vectors in; verdicts with reasons out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Alignment, AnyGoal, Feedback, Ref, WorkItem, content_hash

from .anchors import score
from .background import Background, key_of
from .calibration import shares, sigmoid
from .candidates import Candidates
from .evidence import Variant, deletion_evidence, evidence_variants
from .frames import build_background
from .lexical import read
from .parameters import SHIPPED, Parameters
from .scoring import Group, Texts, group
from .similarity import Matrix
from .structure import Statements, settle, statements
from .texts import content_words, goal_texts, item_texts
from .verdicts import Judged, judge_row, without_goals

__all__ = [
    "SHIPPED",
    "Aligned",
    "Background",
    "Parameters",
    "Variant",
    "align",
    "deletion_evidence",
    "evidence_variants",
    "goal_texts",
    "item_texts",
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
    multilingual: bool = False,  # noqa: ARG001
    parameters: Parameters = SHIPPED,
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
    """
    embedded = item_texts(items, bodies)
    texts = Texts(
        refs=tuple(item.ref for item in items),
        hashes=tuple(content_hash(text) for text in embedded),
        items=read(embedded),
        goals=read(goal_texts(goals)),
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
    judged = [_judged(texts, one, used, said, parameters) for one in groups]
    alignments = _alignments(items, embedded, goals, judged, said, parameters)
    return Aligned(
        alignments=alignments,
        background=used,
        background_rebuilt=rebuilt,
        goals=tuple(goal.ref for goal in goals),
        shares=_spread(judged, "shares", len(items), len(goals)),
        scores=_spread(judged, "scores", len(items), len(goals)),
        none=np.asarray([a.none for a in alignments], np.float32),
        notes=tuple(candidates.notes),
    )


def _day(item: WorkItem) -> float:
    return item.created.timestamp() / 86400 if item.created else np.nan


def _inner(goals: Sequence[AnyGoal]) -> NDArray[np.bool_]:
    above = {goal.parent for goal in goals if goal.parent}
    return np.asarray([goal.ref in above for goal in goals], bool)


def _finite(vectors: NDArray[np.float32]) -> Matrix:
    return np.nan_to_num(np.asarray(vectors, np.float32))


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


def _judged(
    texts: Texts, one: Group, background: Background, said: Statements, parameters: Parameters
) -> Judged:
    scored = score(texts, one, background, parameters)
    own = {k: said[row] for k, row in enumerate(one.rows.tolist()) if row in said}
    column = {place: c for c, place in enumerate(one.goals.tolist())}
    stated = settle(scored.logits, scored.null, own, column)
    logits = scored.logits + stated
    parts, none = shares(logits, scored.null)
    return Judged(one, scored, stated, sigmoid(logits - scored.null[:, None]), parts, none)


def _alignments(
    items: Sequence[WorkItem],
    embedded: Sequence[str],
    goals: Sequence[AnyGoal],
    judged: Sequence[Judged],
    said: Statements,
    parameters: Parameters,
) -> tuple[Alignment, ...]:
    found: dict[int, Alignment] = {}
    for one in judged:
        for k, row in enumerate(one.group.rows.tolist()):
            found[row] = judge_row(
                one,
                k,
                items[row],
                goals,
                said.get(row, {}),
                thin=content_words(embedded[row]) < parameters.thin_words,
                doubt="",
                parameters=parameters,
            )
    return tuple(found.get(k) or without_goals(item) for k, item in enumerate(items))


def _spread(judged: Sequence[Judged], what: str, rows: int, width: int) -> Matrix:
    matrix = np.zeros((rows, width), np.float32)
    for one in judged:
        matrix[np.ix_(one.group.rows, one.group.goals)] = getattr(one, what)
    return matrix
