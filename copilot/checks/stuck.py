"""Stuck goals: there is work for them, and all of it waits."""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from copilot.portfolio import Finding, Portfolio, Ref, Severity, Status, WorkItem

from .check import Check
from .coverage import Pursued, pursued_goals
from .scope import counts, may_help, open_blockers, open_by_goal, with_those_below
from .words import Facts, goal_name, joined

_Work = Mapping[Ref, list[WorkItem]]


class Stuck(Check):
    """Goals whose open work, on them and below, is blocked to the last ticket.

    An alert while nobody moves any of it; where other work may help the goal too, a note. A goal
    below one that is stuck is the same fact.
    """

    code: ClassVar[str] = "stuck"
    min_score: float = Field(0.5, ge=0, le=1)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield one finding per goal."""
        pursued = pursued_goals(portfolio)
        sure, near = _sure_work(portfolio, self.min_score), _near_work(portfolio)
        stuck = {ref for ref in pursued if _all_wait(sure.get(ref, ()), portfolio)}
        for ref in (r for r in pursued if r in stuck and pursued[r].parent not in stuck):
            known = {item.ref for item in sure[ref]}
            further = [item for item in near.get(ref, ()) if item.ref not in known]
            yield _finding(self.code, pursued[ref], sure[ref], further, portfolio)


def _sure_work(portfolio: Portfolio, min_score: float) -> _Work:
    """What an unsure item serves is not known, whatever the chance of one goal."""
    return with_those_below(
        portfolio,
        open_by_goal(
            portfolio, lambda a, link: a.verdict == "aligned" and counts(a, link, min_score)
        ),
    )


def _near_work(portfolio: Portfolio) -> _Work:
    """Work that may help, be it surer of another goal."""
    return with_those_below(
        portfolio,
        open_by_goal(
            portfolio, lambda a, link: a.verdict in {"aligned", "unsure"} and may_help(a, link)
        ),
    )


def _all_wait(work: Iterable[WorkItem], portfolio: Portfolio) -> bool:
    found = list(work)
    return bool(found) and all(_waits(item, portfolio) for item in found)


def _waits(item: WorkItem, portfolio: Portfolio) -> bool:
    return item.status is Status.BLOCKED or bool(open_blockers(portfolio, item))


def _finding(
    code: str, goal: Pursued, work: list[WorkItem], near: list[WorkItem], portfolio: Portfolio
) -> Finding:
    before = {b.called: b for item in work for b in open_blockers(portfolio, item)}
    facts: Facts = {
        "goal": goal_name(goal),
        "waiting": len(work),
        "keys": joined([i.called for i in work]),
    }
    sure = " for sure" if near else ""
    tickets = f"all {len(work)} open tickets{sure} wait"
    if len(work) == 1:
        tickets = f"its only open ticket{sure}, {facts['keys']}, waits"
    if before:
        facts["blockers"] = joined(list(before))
        tickets += f" for {facts['blockers']}"
    if near:
        facts["near"] = joined([i.called for i in near])
        tickets += f"; perhaps {facts['near']} {'helps' if len(near) == 1 else 'help'} it too"
    return Finding(
        code=code,
        severity=_severity([*work, *before.values()], near, portfolio),
        subject=goal.ref,
        related=tuple(sorted(b.ref for b in before.values())),
        message=f"{goal_name(goal)}: {tickets}.",
        facts=facts,
        place=goal.place,
        fix="Pull the blocker forward.",
    )


def _severity(known: list[WorkItem], near: list[WorkItem], portfolio: Portfolio) -> Severity:
    if not all(_waits(item, portfolio) for item in near):
        return Severity.NOTE
    moving = any(item.status is Status.ACTIVE for item in known)
    return Severity.WARNING if moving else Severity.ALERT
