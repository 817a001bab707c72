"""Duplicates: the same thing asked for twice, most telling across tools and teams."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from copilot.portfolio import Duplicate, Finding, Portfolio, Severity, Status, WorkItem

from .check import Check
from .words import Facts, day_name, named, percent, person


class Duplicates(Check):
    """Pairs that read alike. Both under way in different teams is paid for twice: an alert."""

    code: ClassVar[str] = "duplicate"
    min_score: float = Field(0.5, ge=0, le=1)
    alert_score: float = Field(0.8, ge=0, le=1)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield pairs with open work in them; across teams and both open first."""
        found = []
        for pair in portfolio.duplicates:
            items = _ordered(pair, portfolio)
            if pair.score >= self.min_score and items and items[0].status.is_open:
                found.append(_finding(self.code, *items, self._severity(*items, pair), pair))
        yield from sorted(found, key=lambda f: -f.severity.level)

    def _severity(self, item: WorkItem, twin: WorkItem, pair: Duplicate) -> Severity:
        if not twin.status.is_open or not _apart(item, twin):
            return Severity.NOTE
        both = item.status is twin.status is Status.ACTIVE
        return Severity.ALERT if both and pair.score >= self.alert_score else Severity.WARNING


def _ordered(pair: Duplicate, portfolio: Portfolio) -> tuple[WorkItem, WorkItem] | None:
    """Open one first, then the later one: it is the one to close."""
    a, b = portfolio.item.get(pair.a), portfolio.item.get(pair.b)
    if a is None or b is None or Status.DROPPED in {a.status, b.status}:
        return None
    late = a.created is not None and b.created is not None and a.created > b.created
    first, second = (a, b) if late or b.created == a.created else (b, a)
    return (first, second) if first.status.is_open else (second, first)


def _apart(item: WorkItem, twin: WorkItem) -> bool:
    teams = item.team is not None and twin.team is not None and item.team != twin.team
    return item.source != twin.source or teams


def _finding(
    code: str, item: WorkItem, twin: WorkItem, severity: Severity, pair: Duplicate
) -> Finding:
    facts: Facts = {
        "key": item.called,
        "title": item.title,
        "twin": twin.called,
        "twin_title": twin.title,
        "alike_percent": percent(pair.score),
    }
    whose = ", ".join(filter(None, (twin.team, person(twin.assignee))))
    if whose:
        facts["whose"] = whose
    other = named(twin) + (f" ({whose})" if whose else "")
    if twin.status.is_open:
        question = "Merge or link them?"
    else:
        when = f" on {day_name(twin.done.date())}" if twin.done else ""
        other += f", done{when}"
        facts["done"] = when.removeprefix(" on ")
        question = "Is it done?"
    return Finding(
        code=code,
        severity=severity,
        subject=pair.a,
        related=(pair.b,),
        message=f"{named(item)} reads like {other}. {question}",
        facts=facts,
        fix=f"Close one as a duplicate of the other, or link {item.called} and {twin.called}.",
    )
