"""Which sentence carries the score: found once by deletion, then remembered."""

from dataclasses import dataclass

from copilot.analysis.alignment import evidence_variants, goal_texts, item_texts
from copilot.analysis.hollow import in_a_row, without_asides
from copilot.analysis.quoting import deletion_falls, told_best
from copilot.analysis.verdicts import HOLLOW
from copilot.portfolio import (
    Alignment,
    AnyGoal,
    Evidence,
    Portfolio,
    WorkItem,
    content_hash,
    from_json,
    to_json,
)

from .workspace import Workspace

_ITEM_VARIANTS = 8
_GOAL_VARIANTS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """Spans of either side, and the item's body that they count in."""

    spans: tuple[Evidence, ...] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class _Spans:
    spans: tuple[Evidence, ...]


def spans_of(
    workspace: Workspace, portfolio: Portfolio, item: WorkItem, alignment: Alignment
) -> Found:
    """Return the spans for the best link; at most one batch of model calls, the first time."""
    goal = portfolio.goal.get(alignment.best.goal) if alignment.best else None
    if goal is None or alignment.verdict == "thin":
        return Found()
    body = workspace.store.texts([item.ref], portfolio.as_of).get(item.ref, "")
    read = without_asides(item.title, body) if HOLLOW in alignment.note else body
    parts = (item.ref, item.title, read, goal.ref, goal.passage, workspace.embedder.fingerprint)
    key = ("quotes", content_hash("\0".join(parts)))
    kept = workspace.store.value(*key)
    if kept is not None:
        return Found(from_json(_Spans, kept).spans, body)
    spans = _found(workspace, item, read, goal)
    workspace.store.save_value(*key, to_json(_Spans(spans)).encode(), at=workspace.now())
    return Found(spans, body)


def _found(workspace: Workspace, item: WorkItem, read: str, goal: AnyGoal) -> tuple[Evidence, ...]:
    """Leave out each sentence of either side in turn, in one batch of at most 12 variants.

    However little a sentence carries, the one that carries most is shown.
    """
    own = evidence_variants(item.title, read, limit=_ITEM_VARIANTS)
    other = evidence_variants(goal.title, goal.text, limit=_GOAL_VARIANTS, field="text")
    (goal_text,) = goal_texts([goal])
    item_text = in_a_row(*item_texts([item], {item.ref: read}))
    texts = [item_text, goal_text, *(v.text for v in (*own, *other))]
    vectors = workspace.embedder(texts)
    mine, theirs = vectors[2 : 2 + len(own)], vectors[2 + len(own) :]
    said = deletion_falls(mine, vectors[0], vectors[1])
    wanted = deletion_falls(theirs, vectors[1], vectors[0])
    return (
        *told_best(item.ref, own, said, read, goal.passage),
        *told_best(goal.ref, other, wanted, goal.text, item_text, of_title=0),
    )
