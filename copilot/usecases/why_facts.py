"""All that may be said about one item, collected from what is known."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from copilot.analysis.phrases import own_phrase, shared_phrases, stems_of
from copilot.analysis.reasons import named_class
from copilot.analysis.verdicts import EQUAL, READS_LIKE, UNSURE, WASHED
from copilot.checks.words import clip
from copilot.portfolio import (
    Alignment,
    Allowance,
    AnyGoal,
    Evidence,
    Link,
    Portfolio,
    Ref,
    Status,
    WorkItem,
)
from copilot.prompts import Blocker, Citation, GoalFacts, WhyFacts
from copilot.prompts.pack import Piece

from .evidence import Found
from .quoted import day_of
from .stakes import stake_of

_SHOWN = 4_000
"""Characters of a text that a model sees."""
_LONG = 90
"""Characters of a goal's title that are told."""
_RIVAL, _NEAR = 0.3, 0.6
"""Least chance of a second goal worth naming, and its least share of the first one's."""
_WEEK = timedelta(days=6)


def why_facts(
    portfolio: Portfolio,
    item: WorkItem,
    alignment: Alignment,
    found: Found,
    words: frozenset[str],
) -> WhyFacts:
    """Collect what may be said about one item.

    Args:
        portfolio: everything known.
        item: what is asked about.
        alignment: what is thought of it.
        found: the sentences that carry its best link.
        words: stems of all goals.
    """
    best = alignment.best
    goal = portfolio.goal.get(best.goal) if best else None
    harm = alignment.harm
    allowance = goal if isinstance(goal, Allowance) else None
    fitting = _fitting(portfolio, alignment) if allowance is None else None
    rival = _rival(portfolio, alignment)
    own = own_phrase(item.title, words)
    washed = WASHED in alignment.note
    shared = tuple(_shared(item, goal))
    return WhyFacts(
        ref=item.ref,
        key=item.called,
        typed=portfolio.typed(item.ref),
        title=item.title,
        verdict=alignment.verdict,
        sure=best.score if best and alignment.verdict == "aligned" else alignment.none,
        goal=_goal(portfolio, goal),
        goal_chance=best.score if best else 0.0,
        against=_goal(portfolio, portfolio.goal.get(harm.goal)) if harm else None,
        harm=_how(harm),
        stated=_stated(item, best, goal),
        item_quote=None if washed else _citation(portfolio, found, item.ref),
        goal_quote=_citation(portfolio, found, best.goal) if best else None,
        washed=washed,
        shared=shared,
        shared_at=_titled(goal, shared),
        unnamed=item.title[slice(*own)] if own else "",
        rival=_goal(portfolio, portfolio.goal.get(rival.goal)) if rival else None,
        rival_chance=rival.score if rival else 0.0,
        reads_like=_goal(portfolio, _reads_like(portfolio, alignment)),
        stake=stake_of(portfolio, item, best),
        waits=tuple(_waits(portfolio, item)),
        effort=item.effort,
        who=item.assignee,
        reason=alignment.reason,
        allowance=allowance.title if allowance else "",
        fitting=fitting.title if fitting else "",
        mark=next(iter(fitting.labels), fitting.title) if fitting else "",
        note=_note(alignment),
        closed=_closed(item, portfolio.as_of),
        cycle=_cycle(goal),
        until=_until(goal, portfolio.as_of),
        pieces=tuple(_pieces(item, goal, found)),
        names=portfolio.names,
    )


def goal_words(portfolio: Portfolio) -> frozenset[str]:
    """Stems of everything that goals say; allowances are no goals to help."""
    return frozenset().union(
        *(stems_of(g.passage) for g in portfolio.goals if g.kind != "allowance")
    )


def _pieces(item: WorkItem, goal: AnyGoal | None, found: Found) -> Iterator[Piece]:
    """What item and goal say, in the order of their numbers."""
    told = [
        ("title of the ticket", item.ref, "title", item.title, f"{item.called}, title"),
        ("description of the ticket", item.ref, "body", found.body[:_SHOWN], item.called),
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


def _stated(item: WorkItem, best: Link | None, goal: AnyGoal | None) -> str:
    """Who says so, beside the texts."""
    if best is None or goal is None or best.origin in {"inferred", "rejected"}:
        return ""
    said = next((e.text for e in best.evidence if e.kind == best.origin), "")
    if best.origin == "confirmed":
        return f"{said[:1].upper()}{said[1:]}." if said else "Confirmed."
    if best.origin == "stated":
        return f"Linked to {goal.id} in {item.source}."
    above = said.split(" ")[0]
    own = (item.epic or "").partition(":")[2] == above
    return f"{f'Its epic {above}' if own else f'{above} above it'} is linked to {goal.id}."


def _goal(portfolio: Portfolio, goal: AnyGoal | None) -> GoalFacts | None:
    if goal is None:
        return None
    title = clip(goal.title, _LONG)
    name = title if goal.title.startswith(goal.id) else f"{goal.id} {title}"
    return GoalFacts(ref=goal.ref, id=goal.id, name=name, typed=portfolio.typed(goal.ref))


def _rival(portfolio: Portfolio, alignment: Alignment) -> Link | None:
    """The second goal it may be for, where people said nothing and neither holds the other."""
    best = alignment.best
    if best is None or best.origin != "inferred" or alignment.verdict not in {"aligned", "unsure"}:
        return None
    above = portfolio.goal[best.goal].parent if best.goal in portfolio.goal else None
    return next(
        (
            link
            for link in alignment.links
            if link.relation == "helps"
            and link.origin == "inferred"
            and link.goal not in {best.goal, above}
            and getattr(portfolio.goal.get(link.goal), "parent", None) != best.goal
            and link.score >= max(_RIVAL, _NEAR * best.score)
        ),
        None,
    )


def _fitting(portfolio: Portfolio, alignment: Alignment) -> Allowance | None:
    """The allowance that such work would count for, if it were marked so."""
    if alignment.reason is None:
        return None
    named = (a for a in portfolio.allowances if named_class(a.title) == alignment.reason)
    return next(named, None)


def _note(alignment: Alignment) -> str:
    """What is worth saying of it, beside the verdict and the second goal."""
    told = alignment.note.replace(UNSURE, "")
    for said_elsewhere in (rf"\d+ {EQUAL}", rf"{READS_LIKE} \S+"):
        told = re.sub(said_elsewhere, "", told)
    return told.strip("; ")


def _reads_like(portfolio: Portfolio, alignment: Alignment) -> AnyGoal | None:
    """The goal that the text speaks for against the stated one; not its own objective or part."""
    found = re.search(rf"{READS_LIKE} (\S+)", alignment.note)
    goal = portfolio.goal.get(found[1].rstrip(";")) if found else None
    linked = portfolio.goal.get(alignment.best.goal) if alignment.best else None
    if goal is None or linked is None or goal.ref == linked.parent or goal.parent == linked.ref:
        return None
    return goal


def _citation(portfolio: Portfolio, found: Found, ref: Ref) -> Citation | None:
    """The sentence that was found in a record, whole."""
    span = next((s for s in found.spans if s.ref == ref and s.start is not None), None)
    if span is None or span.start is None:
        return None
    return Citation(
        ref=ref,
        field=span.field or "title",
        start=span.start,
        end=span.start + len(span.text),
        quote=span.text,
        where=_where(portfolio, found, ref, span),
    )


def _shared(item: WorkItem, goal: AnyGoal | None) -> Iterator[Citation]:
    """Stretches of the title whose words the goal has too."""
    for start, end in shared_phrases(item.title, stems_of(goal.passage)) if goal else ():
        yield Citation(
            ref=item.ref,
            field="title",
            start=start,
            end=end,
            quote=item.title[start:end],
            where=f"{item.called}, title",
        )


def _titled(goal: AnyGoal | None, shared: Sequence[Citation]) -> Citation | None:
    """The goal's title, where it has these words."""
    if goal is None or not stems_of(" ".join(c.quote for c in shared)) <= stems_of(goal.title):
        return None
    place = str(goal.place) if goal.place else goal.id
    return Citation(
        ref=goal.ref, field="title", start=0, end=len(goal.title), quote=goal.title, where=place
    )


def _where(portfolio: Portfolio, found: Found, ref: Ref, span: Evidence) -> str:
    goal = portfolio.goal.get(ref)
    if goal is not None:
        return str(goal.place) if goal.place else f"{goal.id} {span.field}"
    key = portfolio.item[ref].called
    if span.field == "title":
        return f"{key}, title"
    return f"{key}, line {found.body.count(chr(10), 0, span.start) + 1}"


def _closed(item: WorkItem, now: datetime) -> str:
    """`Done 18 Dec`; empty while it is open."""
    if item.status.is_open:
        return ""
    word = "Done" if item.status is Status.DONE else "Dropped"
    return f"{word} {day_of(item.done.date(), now.year)}" if item.done else word


def _cycle(goal: AnyGoal | None) -> str:
    """The cycle's name, where it reads like one."""
    name = goal.cycle.name if goal and goal.cycle else ""
    return name if any(c.isdigit() for c in name) else ""


def _until(goal: AnyGoal | None, now: datetime) -> str:
    """The day after the cycle, while it lasts."""
    end: date | None = goal.cycle.end if goal and goal.cycle else None
    if end is None or end < now.date():
        return ""
    return day_of(end + timedelta(days=1), now.year)


def _waits(portfolio: Portfolio, item: WorkItem) -> Iterator[Blocker]:
    for ref in portfolio.blockers.get(item.ref, ()):
        before = portfolio.item.get(ref)
        if before is not None and before.status.is_open:
            yield Blocker(
                key=before.called,
                who=before.assignee,
                status=(before.native_status or before.status.value).lower(),
                since=_since(before, portfolio.as_of),
                mutual=item.ref in portfolio.blockers.get(ref, ()),
            )


def _since(item: WorkItem, now: datetime) -> str:
    """`Tue`, or `10 Feb` where that is longer ago: when it got where it is."""
    moved = max((c.at for c in item.history if c.at <= now), default=None)
    if moved is None:
        return ""
    day = moved.astimezone(now.tzinfo)
    return f"{day:%a}" if now - moved < _WEEK else day_of(day.date(), now.year)
