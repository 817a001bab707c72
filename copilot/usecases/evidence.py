"""Which sentence carries the score: found once by deletion, then remembered."""

from dataclasses import dataclass

from copilot.analysis.alignment import deletion_evidence, evidence_variants, goal_texts
from copilot.portfolio import (
    Alignment,
    Evidence,
    Portfolio,
    WorkItem,
    content_hash,
    from_json,
    to_json,
)

from .workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Spans:
    spans: tuple[Evidence, ...]


def spans_of(
    workspace: Workspace, portfolio: Portfolio, item: WorkItem, alignment: Alignment
) -> tuple[Evidence, ...]:
    """Return the spans for the best link; at most one batch of model calls, the first time."""
    goal = portfolio.goal.get(alignment.best.goal) if alignment.best else None
    if goal is None or alignment.verdict == "thin":
        return ()
    body = workspace.store.texts([item.ref], portfolio.as_of).get(item.ref, "")
    (goal_text,) = goal_texts([goal])
    parts = (item.ref, item.title, body, goal.ref, goal_text, workspace.embedder.fingerprint)
    key = ("evidence", content_hash("\0".join(parts)))
    kept = workspace.store.value(*key)
    if kept is not None:
        return from_json(_Spans, kept).spans
    variants = evidence_variants(item.title, body)
    vectors = workspace.embedder([goal_text, *(v.text for v in variants)])
    spans = deletion_evidence(item, body, goal, variants, vectors[1:], vectors[0])
    workspace.store.save_value(*key, to_json(_Spans(spans)).encode(), at=workspace.now())
    return spans
