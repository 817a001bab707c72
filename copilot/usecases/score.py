"""A gate for a new ticket: which goals, how sure, what is missing, is it a duplicate."""

from dataclasses import dataclass

from copilot.analysis.alignment import item_texts
from copilot.analysis.completeness import missing_from
from copilot.errors import InputError
from copilot.portfolio import Portfolio, Ref, Verdict, WorkItem

from .current import current
from .indexing import searchable
from .judge import judge_drafts
from .verbs import EVERYWHERE, verb
from .views import LinkView, view_link
from .workspace import Workspace

_ALIKE = 0.75
"""Cosine from which a ticket of the same wording is worth a look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """An existing item that may ask for the same thing."""

    ref: Ref
    title: str
    status: str
    similarity: float


@dataclass(frozen=True, kw_only=True)
class Score:
    """What is thought of a text that is no ticket yet."""

    title: str
    verdict: Verdict
    alignment: float
    certified: bool
    note: str
    links: tuple[LinkView, ...]
    missing: tuple[str, ...]
    alike: tuple[Alike, ...]


@verb("score", EVERYWHERE)
def score(workspace: Workspace, text: str) -> Score:
    """Judge a text as if it were a ticket: first line title, the rest its body.

    Raises:
        InputError: the text is empty.
    """
    title, _, body = text.strip().partition("\n")
    if not title:
        raise InputError("there is no text to score; write a title, and what it is for below it")
    draft = WorkItem(source="draft", id="new", key="new", title=title.strip(), body=body.strip())
    portfolio = current(workspace)
    (judged,) = judge_drafts(workspace, portfolio, [draft])
    return Score(
        title=draft.title,
        verdict=judged.verdict,
        alignment=judged.alignment,
        certified=judged.certified,
        note=judged.note,
        links=tuple(view_link(portfolio, link) for link in judged.links),
        missing=missing_from(draft),
        alike=_alike(workspace, portfolio, draft),
    )


def _alike(workspace: Workspace, portfolio: Portfolio, draft: WorkItem) -> tuple[Alike, ...]:
    """Search the index, then compare by cosine: a fused rank says nothing about likeness."""
    (vector,) = workspace.embedder([draft.passage])
    hits = searchable(workspace, portfolio).search(vector, draft.passage, limit=5, kinds=["item"])
    found = [portfolio.item[h.ref] for h in hits if h.ref in portfolio.item]
    if not found:
        return ()
    bodies = workspace.store.texts([i.ref for i in found], portfolio.as_of)
    likeness = workspace.embedder(item_texts(found, bodies)) @ vector
    return tuple(
        Alike(ref=i.ref, title=i.title, status=i.status.value, similarity=float(s))
        for s, i in sorted(zip(likeness, found, strict=True), key=lambda pair: -pair[0])
        if s >= _ALIKE
    )
