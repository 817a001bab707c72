"""Why does this ticket matter?"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from copilot.analysis.answered import answered
from copilot.analysis.candidates import Candidates
from copilot.errors import UnknownRef
from copilot.portfolio import Alignment, Evidence, Portfolio, Ref, Verdict, WorkItem
from copilot.prompts import Claim
from copilot.prompts.why import WHY

from .answered_since import answers_since
from .current import current, find_item
from .evidence import spans_of
from .minutes import minutes_about
from .remembered import decided_about, harm_quotes
from .verbs import EVERYWHERE, verb
from .views import LinkView, view_link
from .why_facts import goal_words, why_facts
from .workspace import Workspace
from .writing import write

_MOST_KEPT = 2_000
"""Explanations that a process remembers."""


@dataclass(frozen=True, kw_only=True)
class Why:
    """The verdict on one item, in words and in numbers."""

    ref: Ref
    title: str
    verdict: Verdict
    alignment: float
    certified: bool
    links: tuple[LinkView, ...]
    text: str
    claims: tuple[Claim, ...]
    source: Literal["template", "model"]


@verb("why", EVERYWHERE)
def why(workspace: Workspace, ref: str, *, as_of: date | None = None) -> Why:
    """Explain one work item by the goals it serves; the score is that of the last scan.

    What people have answered about this item since then counts at once.

    Raises:
        UnknownRef: no item has this reference, or it was not scanned yet.
        AmbiguousRef: several items have this key.
    """
    portfolio = current(workspace, as_of)
    item = find_item(workspace, portfolio, ref)
    told = _told(workspace, portfolio)
    known = told.get(item.ref)
    if known is not None:
        return known
    explained = _explained(workspace, portfolio, item)
    if workspace.llm is None or explained.source == "model":
        if len(told) >= _MOST_KEPT:
            told.clear()
        told[item.ref] = explained
    return explained


def _told(workspace: Workspace, portfolio: Portfolio) -> dict[Ref, Why]:
    """What was explained before, while nothing changes; a model that failed is asked again."""
    kept = workspace.cache.get("explained")
    if kept is None or kept[0] is not portfolio or kept[1] is not workspace.llm:
        kept = workspace.cache["explained"] = (portfolio, workspace.llm, {})
    known: dict[Ref, Why] = kept[2]
    return known


def _explained(workspace: Workspace, portfolio: Portfolio, item: WorkItem) -> Why:
    alignment = workspace.store.judged([item.ref], portfolio.as_of).get(item.ref)
    if alignment is None:
        raise UnknownRef(f"{item.ref} was not judged yet; run `copilot scan` first")
    told_since = answers_since(workspace, portfolio, item.ref)
    minutes = minutes_about(workspace, portfolio, item)
    if told_since:
        rivals = Candidates(portfolio.goals, portfolio.as_of).of(item)
        alignment = answered(alignment, told_since, len(rivals))
        portfolio = _with(portfolio, alignment)
    found = spans_of(workspace, portfolio, item, alignment)
    facts = replace(
        why_facts(portfolio, item, alignment, found, _words(workspace, portfolio)),
        harm_quotes=harm_quotes(workspace, portfolio, alignment.harm) if alignment.harm else (),
        decided=decided_about(workspace, portfolio, item.ref),
        minutes=minutes,
        answered=bool(told_since),
    )
    told = write(workspace, WHY, facts)
    return Why(
        ref=item.ref,
        title=item.title,
        verdict=alignment.verdict,
        alignment=alignment.alignment,
        certified=alignment.certified,
        links=_links(portfolio, alignment, found.spans),
        text=told.text,
        claims=told.claims,
        source=told.source,
    )


def _with(portfolio: Portfolio, alignment: Alignment) -> Portfolio:
    """Put what is thought of one item in its place, so that what stands beside it agrees."""
    kept = (alignment if a.item == alignment.item else a for a in portfolio.alignments)
    return portfolio.having(alignments=tuple(kept))


def _links(
    portfolio: Portfolio, alignment: Alignment, spans: tuple[Evidence, ...]
) -> tuple[LinkView, ...]:
    """Give the best link the spans found by deletion instead of those found by words."""
    views = [view_link(portfolio, link) for link in alignment.links]
    if views and spans:
        terms = tuple(e for e in views[0].evidence if e.method != "lexical")
        views[0] = replace(views[0], evidence=(*terms, *spans))
    return tuple(views)


def _words(workspace: Workspace, portfolio: Portfolio) -> frozenset[str]:
    """Words of all goals, read once for each portfolio."""
    kept = workspace.cache.get("goal words")
    if kept is None or kept[0] is not portfolio:
        kept = workspace.cache["goal words"] = (portfolio, goal_words(portfolio))
    known: frozenset[str] = kept[1]
    return known
