"""What changed in some days: the list that answers `what changed last week?`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo

from copilot.analysis.asked_time import AskedTime
from copilot.analysis.enquiry import Enquiry
from copilot.checks.words import clip, goal_name, person
from copilot.portfolio import CheckIn, Decision, KeyResult, Kpi, Portfolio, Status, WorkItem
from copilot.prompts import Citation
from copilot.prompts.explanation import Explanation

from .listed import Row, days_of, meets, terms_of, title_of, written
from .quoted import day_of

_WEEK = timedelta(days=6)
_ORDER = ("decided", "finished", "dropped", "blocked", "measured", "begun", "new", "edited")
_FEW = 2
_STATES = {Status.DROPPED: "dropped", Status.BLOCKED: "blocked"}

Change = tuple[str, date, Row]


def happened(
    portfolio: Portfolio,
    asked: Enquiry,
    time: AskedTime,
    decisions: Iterable[Decision],
    zone: tzinfo,
) -> Explanation:
    """List what became of work and goals in the days that are asked about, the last week else.

    Args:
        portfolio: as of the end of those days.
        asked: whose and which work is meant.
        time: those days.
        decisions: everything decided up to then.
        zone: whose days they are.
    """
    last = time.last or portfolio.as_of.astimezone(zone).date()
    first = time.first or last - _WEEK

    def inside(at: datetime | None) -> date | None:
        day = at.astimezone(zone).date() if at is not None else None
        return day if day is not None and first <= day <= last else None

    items = [item for item in portfolio.items if meets(portfolio, item, asked)]
    changes = [change for item in items for change in _of(item, inside)]
    if len(items) == len(portfolio.items):
        changes += [*_decided(portfolio, decisions, inside), *_measured(portfolio, inside)]
    changes = _some_of_each(changes)
    count = Counter(kind for kind, _, _ in changes)
    year = portfolio.as_of.year
    told = ", ".join(f"{count[kind]} {kind}" for kind in _ORDER if count[kind])
    rows = [
        Row(row.citation, f"{kind.capitalize()} {day_of(day, year)}: {row.text}")
        for kind, day, row in changes
    ]
    told = told or "nothing changed that the records date"
    return written(rows, days_of(first, last, year), [*terms_of(portfolio, asked), told])


def _some_of_each(changes: Iterable[Change]) -> list[Change]:
    """The last few of every kind before the rest, so that the shown ones tell what happened."""
    ordered = sorted(changes, key=lambda c: (_ORDER.index(c[0]), -c[1].toordinal(), c[2].text))
    seen: Counter[str] = Counter()
    few: list[Change] = []
    rest: list[Change] = []
    for change in ordered:
        seen[change[0]] += 1
        (few if seen[change[0]] <= _FEW else rest).append(change)
    return [*few, *rest]


def _of(item: WorkItem, inside: Callable[[datetime | None], date | None]) -> Iterator[Change]:
    """Yield the weightiest thing that became of an item."""
    stopped = [(_STATES[c.status], c.at) for c in item.history if c.status in _STATES]
    found = (
        ("finished", item.done if item.status is Status.DONE else None),
        *reversed(stopped),
        ("begun", item.started),
        ("new", item.created),
        ("edited", item.updated),
    )
    for kind, at in found:
        day = inside(at)
        if day is not None:
            who = person(item.assignee)
            text = f"{item.called} {clip(item.title)}{f', {who}' if who else ''}"
            yield kind, day, Row(title_of(item.ref, item.title, item.called), text)
            return


def _measured(
    portfolio: Portfolio, inside: Callable[[datetime | None], date | None]
) -> Iterator[Change]:
    for goal in portfolio.goals:
        if isinstance(goal, KeyResult | Kpi):
            yield from _moved(goal, inside)


def _moved(
    goal: KeyResult | Kpi, inside: Callable[[datetime | None], date | None]
) -> Iterator[Change]:
    """Yield where a goal was measured last in those days, and where before them."""
    ordered = sorted(goal.check_ins, key=lambda c: c.at)
    within = [(day, check) for check in ordered if (day := inside(check.at)) is not None]
    if within:
        day, last = within[-1]
        before: list[CheckIn] = [c for c in ordered if c.at < within[0][1].at]
        start = f"{before[-1].value:g} → " if before else ""
        text = f"{goal_name(goal)}: {start}{last.value:g}"
        yield "measured", day, Row(title_of(goal.ref, goal.title, str(goal.place or "")), text)


def _decided(
    portfolio: Portfolio,
    decisions: Iterable[Decision],
    inside: Callable[[datetime | None], date | None],
) -> Iterator[Change]:
    for one in decisions:
        day = inside(one.at)
        if day is not None:
            told = one.reason or one.what
            cited = Citation(
                ref=one.ref,
                field="reason" if one.reason else "what",
                start=0,
                end=len(told),
                quote=told,
                where=f"decision of {one.at:%Y-%m-%d}",
            )
            why = f": “{one.reason}”" if one.reason else ""
            name = _subject(portfolio, one)
            yield "decided", day, Row(cited, f"{name} {one.what[0].lower()}{one.what[1:]}{why}")


def _subject(portfolio: Portfolio, decision: Decision) -> str:
    item = portfolio.item.get(decision.subject)
    if item is not None:
        return item.called
    goal = portfolio.goal.get(decision.subject)
    return goal_name(goal) if goal is not None else decision.subject.partition(":")[2]
