"""Keep the vector index in step with the store, which is the truth."""

import json
from collections.abc import Iterator

from copilot.analysis.alignment import goal_texts, item_texts
from copilot.analysis.hollow import in_a_row
from copilot.errors import IndexUnavailable
from copilot.portfolio import Portfolio, content_hash
from copilot.ports import Index, Point

from .decide import decisions_until
from .workspace import Workspace


def points(workspace: Workspace, portfolio: Portfolio) -> Iterator[Point]:
    """Yield one point per item, goal, passage and decision; known texts cost no model call."""
    bodies = workspace.store.texts([i.ref for i in portfolio.items], portfolio.as_of)
    passages = workspace.store.passages(portfolio.as_of)
    decided = decisions_until(workspace, portfolio.as_of)
    rows = (
        (
            "item",
            [i.ref for i in portfolio.items],
            item_texts(
                portfolio.items,
                bodies,
                portfolio.goals,
                multilingual=workspace.embedder.multilingual,
            ),
        ),
        ("goal", [g.ref for g in portfolio.goals], goal_texts(portfolio.goals)),
        ("passage", [p.ref for p in passages], [p.text for p in passages]),
        ("decision", [d.ref for d in decided], [f"{d.what}. {d.reason}" for d in decided]),
    )
    for kind, refs, texts in rows:
        vectors = workspace.embedder(texts)
        for ref, text, vector in zip(refs, texts, vectors, strict=True):
            yield Point(ref=ref, kind=kind, text=in_a_row(text), vector=vector)  # type: ignore[arg-type]


def refresh_index(workspace: Workspace, portfolio: Portfolio) -> None:
    """Write what changed since the last time; an index that is down gets it the next time."""
    if not workspace.index.persistent:
        return
    key = ("indexed", workspace.embedder.fingerprint)
    known = json.loads(workspace.store.value(*key) or b"{}")
    every = {p.ref: p for p in points(workspace, portfolio)}
    now = {ref: content_hash(p.text) for ref, p in every.items()}
    try:
        workspace.index.upsert(p for ref, p in every.items() if known.get(ref) != now[ref])
        workspace.index.delete([ref for ref in known if ref not in now])
    except IndexUnavailable:
        return
    workspace.store.save_value(*key, json.dumps(now).encode(), at=workspace.now())


def searchable(workspace: Workspace, portfolio: Portfolio) -> Index:
    """Return the index; one that lives in memory is filled anew when the store has changed."""
    index, revision = workspace.index, workspace.store.revision()
    if not index.persistent and workspace.cache.get("indexed") != revision:
        index.clear()
        index.upsert(points(workspace, portfolio))
        workspace.cache["indexed"] = revision
    return index
