"""Why does this ticket matter?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from copilot.analysis.precision import heading, share_heading
from copilot.errors import UnknownRef
from copilot.portfolio import (
    Alignment,
    AnyGoal,
    Evidence,
    KeyResult,
    Link,
    Portfolio,
    Ref,
    Verdict,
    WorkItem,
)
from copilot.prompts import (
    Blocker,
    Citation,
    Claim,
    GoalFacts,
    Stake,
    WhyFacts,
)
from copilot.prompts.pack import Piece
from copilot.prompts.why import WHY

from .current import current, find_item
from .evidence import Found, spans_of
from .quoted import clipped
from .remembered import decided_about, harm_quotes
from .verbs import EVERYWHERE, verb
from .views import LinkView, view_link
from .workspace import Workspace
from .writing import write

_SHOWN = 4_000
"""Characters of a text that a model sees."""


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

    Raises:
        UnknownRef: no item has this reference, or it was not scanned yet.
        AmbiguousRef: several items have this key.
    """
    portfolio = current(workspace, as_of)
    item = find_item(workspace, portfolio, ref)
    alignment = portfolio.alignment.get(item.ref)
    if alignment is None:
        raise UnknownRef(f"{item.ref} was not judged yet; run `copilot scan` first")
    found = spans_of(workspace, portfolio, item, alignment)
    facts = replace(
        why_facts(portfolio, item, alignment, found),
        harm_quotes=harm_quotes(workspace, portfolio, alignment.harm) if alignment.harm else (),
        decided=decided_about(workspace, portfolio, item.ref),
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


def _links(
    portfolio: Portfolio, alignment: Alignment, spans: tuple[Evidence, ...]
) -> tuple[LinkView, ...]:
    """Give the best link the spans found by deletion instead of those found by words."""
    views = [view_link(portfolio, link) for link in alignment.links]
    if views and spans:
        terms = tuple(e for e in views[0].evidence if e.method != "lexical")
        views[0] = replace(views[0], evidence=(*terms, *spans))
    return tuple(views)


def why_facts(
    portfolio: Portfolio, item: WorkItem, alignment: Alignment, found: Found
) -> WhyFacts:
    """Collect what may be said about one item."""
    best = alignment.best
    goal = portfolio.goal.get(best.goal) if best else None
    harm = alignment.harm
    return WhyFacts(
        ref=item.ref,
        key=item.key,
        title=item.title,
        verdict=alignment.verdict,
        sure=best.score if best and alignment.verdict == "aligned" else alignment.none,
        goal=_goal(goal),
        goal_chance=best.score if best else 0.0,
        against=_goal(portfolio.goal.get(harm.goal)) if harm else None,
        harm=_how(harm),
        stated=_stated(item, best),
        item_quote=_citation(portfolio, found, item.ref),
        goal_quote=_citation(portfolio, found, best.goal) if best else None,
        stake=_stake(portfolio, item, best),
        waits=_waits(portfolio, item),
        effort=item.effort,
        who=item.assignee,
        reason=alignment.reason,
        allowance=goal.title if goal is not None and goal.kind == "allowance" else "",
        note=alignment.note,
        pieces=tuple(_pieces(item, goal, found)),
        names=portfolio.names,
    )


def _pieces(item: WorkItem, goal: AnyGoal | None, found: Found) -> Iterator[Piece]:
    """What item and goal say, in the order of their numbers."""
    told = [
        ("title of the ticket", item.ref, "title", item.title, f"{item.key}, title"),
        ("description of the ticket", item.ref, "body", found.body[:_SHOWN], item.key),
    ]
    if goal is not None:
        place = str(goal.place) if goal.place else goal.id
        told += [
            ("title of the goal", goal.ref, "title", goal.title, place),
            ("definition of the goal", goal.ref, "text", goal.text[:_SHOWN], place),
        ]
    for number, (name, ref, field, text, where) in enumerate(told, 1):
        yield Piece(
            id=f"E{number}",
            name=name,
            ref=ref,
            field=field,
            text=text,
            where=where,
            by_line=field == "body",
        )


def _how(harm: Link | None) -> str:
    """What the item does that may harm, or who confirmed that it does."""
    told = (e.text for e in harm.evidence if e.ref is None) if harm else ()
    return next(iter(told), "")


def _stated(item: WorkItem, best: Link | None) -> str:
    if best is None:
        return ""
    if best.origin == "inherited":
        above = (item.epic or item.parent or "its epic").split(":", 1)[-1]
        return f"{above} above it is linked to this goal."
    return "A person linked it." if best.origin in {"stated", "confirmed"} else ""


def _goal(goal: AnyGoal | None) -> GoalFacts | None:
    if goal is None:
        return None
    name = goal.title if goal.title.startswith(goal.id) else f"{goal.id} {goal.title}"
    return GoalFacts(ref=goal.ref, id=goal.id, name=name)


def _citation(portfolio: Portfolio, found: Found, ref: Ref) -> Citation | None:
    for span in found.spans:
        if span.ref == ref and span.start is not None:
            quote = clipped(span.text)
            field = span.field or "title"
            return Citation(
                ref=ref,
                field=field,
                start=span.start,
                end=span.start + len(quote),
                quote=quote,
                where=_where(portfolio, found, ref, span),
            )
    return None


def _where(portfolio: Portfolio, found: Found, ref: Ref, span: Evidence) -> str:
    goal = portfolio.goal.get(ref)
    if goal is not None:
        return str(goal.place) if goal.place else f"{goal.id} {span.field}"
    key = portfolio.item[ref].key
    if span.field == "title":
        return f"{key}, title"
    return f"{key}, line {found.body.count(chr(10), 0, span.start) + 1}"


def _stake(portfolio: Portfolio, item: WorkItem, best: Link | None) -> Stake | None:
    goal = portfolio.goal.get(best.goal) if best else None
    if goal is None or not item.status.is_open:
        return None
    helping = [
        portfolio.item[link.item]
        for link in portfolio.serving.get(goal.ref, ())
        if link.item not in portfolio.containers
        and portfolio.item[link.item].status.is_open
        and portfolio.alignment[link.item].verdict == "aligned"
        and portfolio.alignment[link.item].best == link
    ]
    larger = [i for i in helping if (i.effort or 0) > (item.effort or 0)]
    ranked = item.effort is not None and item.ref not in portfolio.containers
    rank = len(larger) + 1 if ranked else 0
    return Stake(
        standing=_standing(goal),
        helpers=len(helping),
        rank=rank,
        heading=_heading(portfolio, goal),
    )


def _heading(portfolio: Portfolio, goal: AnyGoal) -> str:
    ahead = portfolio.forecast.get(goal.ref)
    if ahead is None or not isinstance(goal, KeyResult):
        return ""
    return share_heading(ahead) if goal.target is None else heading(ahead, goal.unit)


def _standing(goal: AnyGoal) -> str:
    if not isinstance(goal, KeyResult) or goal.current is None or goal.target is None:
        return ""
    due = f" by {goal.due.day} {goal.due:%b}" if goal.due else ""
    unit = f" {goal.unit}" if goal.unit else ""
    return f"{goal.current:g}, target {goal.target:g}{unit}{due}"


def _waits(portfolio: Portfolio, item: WorkItem) -> tuple[Blocker, ...]:
    before = [portfolio.item.get(ref) for ref in portfolio.blockers.get(item.ref, ())]
    return tuple(
        Blocker(key=b.key, who=b.assignee, status=(b.native_status or b.status.value).lower())
        for b in before
        if b is not None and b.status.is_open
    )
