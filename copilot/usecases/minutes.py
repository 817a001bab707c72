"""What memos and minutes say was decided about a ticket."""

from dataclasses import dataclass

from copilot.analysis.resolved import says_decision, speaks_of
from copilot.portfolio import Portfolio, WorkItem
from copilot.prompts import Citation

from .recall import Said, said_in
from .workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Kept:
    portfolio: Portfolio
    said: tuple[Said, ...]
    """Oldest first; what bears no date stands first."""


def minutes_about(workspace: Workspace, portfolio: Portfolio, item: WorkItem) -> Citation | None:
    """Quote the last sentence of a document that decides something about an item."""
    for one in reversed(_decisions(workspace, portfolio)):
        if speaks_of(one.text, item.key, item.title):
            return Citation(
                ref=one.ref,
                field=one.field,
                start=one.start,
                end=one.start + len(one.text),
                quote=one.text,
                where=one.where,
            )
    return None


def _decisions(workspace: Workspace, portfolio: Portfolio) -> tuple[Said, ...]:
    """Sentences that decide something, read once for each portfolio."""
    kept = workspace.cache.get("minutes")
    if isinstance(kept, _Kept) and kept.portfolio is portfolio:
        return kept.said
    passages = workspace.store.passages(portfolio.as_of)
    every = (said for passage in passages for said in said_in(passage, portfolio.as_of))
    found = [one for one in every if says_decision(one.text)]
    inner = [one for one in found if not _holds_another(one, found)]
    told = tuple(sorted(inner, key=lambda s: s.at.toordinal() if s.at else 0))
    workspace.cache["minutes"] = _Kept(portfolio, told)
    return told


def _holds_another(one: Said, found: list[Said]) -> bool:
    """Whether it is a stretch of several sentences, of which one alone says it."""
    end = one.start + len(one.text)
    return any(
        other.ref == one.ref
        and other is not one
        and one.start <= other.start
        and other.start + len(other.text) <= end
        for other in found
    )
