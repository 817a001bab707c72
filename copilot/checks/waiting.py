"""Waiting: work held up by something that takes unusually long for this place."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import ClassVar, NamedTuple

from pydantic import Field

from copilot.portfolio import Finding, Portfolio, Severity, Status, WorkItem

from .check import Check
from .scope import held_up
from .words import Facts, ask, joined, named

DAY = 86_400.0


class Stay(NamedTuple):
    """How long an item has been where it is, and what is usual there, in days."""

    where: str
    days: float
    usual: float


class Waiting(Check):
    """Blockers under way that stay in one status far longer than others do.

    The usual stay is the median over finished stays in the same status of the same source; where
    a tool exports no history, the median time from start to done. Too few of them: silence.
    """

    code: ClassVar[str] = "waiting"
    times: float = Field(3.0, gt=1)
    """A stay is unusual from this multiple of the median on …"""
    min_days: float = Field(2.0, ge=0)
    """… and never before that many days."""
    min_stays: int = Field(5, ge=2)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield one finding per blocker."""
        usual = _usual_stays(portfolio, self.min_stays)
        for ref, waiting in held_up(portfolio).items():
            stay = _stay(portfolio.item[ref], portfolio.as_of, usual)
            if stay and stay.days >= max(self.min_days, self.times * stay.usual):
                yield _finding(self.code, portfolio.item[ref], waiting, stay)


Usual = Mapping[tuple[str, str], float]
"""Median days by (source, native status); the status is empty for start to done."""


def _usual_stays(portfolio: Portfolio, min_stays: int) -> Usual:
    days: dict[tuple[str, str], list[float]] = {}
    for item in portfolio.items:
        steps = sorted(item.history, key=lambda c: c.at)
        for one, following in pairwise(steps):
            stays = days.setdefault((item.source, one.native or one.status.value), [])
            stays.append((following.at - one.at).total_seconds() / DAY)
        if item.started and item.done and item.done >= item.started:
            days.setdefault((item.source, ""), []).append(
                (item.done - item.started).total_seconds() / DAY
            )
    return {key: median(found) for key, found in days.items() if len(found) >= min_stays}


def _stay(item: WorkItem, now: datetime, usual: Usual) -> Stay | None:
    if item.status is Status.PLANNED:
        return None
    if item.history:
        last = max(item.history, key=lambda c: c.at)
        where, since = last.native or last.status.value, last.at
        known = usual.get((item.source, where))
    else:
        where, since = "in progress", item.started or now
        known = usual.get((item.source, ""))
    if known is None:
        return None
    return Stay(where, (now - since).total_seconds() / DAY, known)


def _finding(code: str, blocker: WorkItem, waiting: list[WorkItem], stay: Stay) -> Finding:
    keys = joined([i.called for i in waiting])
    facts: Facts = {
        "key": blocker.called,
        "title": blocker.title,
        "keys": keys,
        "where": stay.where,
        "days": int(stay.days),
        "usual_days": max(1, round(stay.usual)),
    }
    verb = "waits" if len(waiting) == 1 else "wait"
    where = stay.where if stay.where.lower().startswith("in ") else f"in {stay.where}"
    return Finding(
        code=code,
        severity=Severity.WARNING,
        subject=blocker.ref,
        message=(
            f"{keys} {verb} for {named(blocker)}, {where} {facts['days']} days "
            f"(usual here: {facts['usual_days']}). {ask(blocker.assignee, 'what is in the way?')}"
        ),
        facts=facts,
        fix="Unblock it, or plan the waiting work without it.",
    )
