"""Stuck goals: there is work for them, and all of it waits."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from copilot.portfolio import Finding, Portfolio, Severity, Status, WorkItem

from .check import Check
from .coverage import Pursued, pursued_goals
from .scope import open_blockers, serving_items
from .words import Facts, goal_name, joined


class Stuck(Check):
    """Goals whose open work is blocked to the last ticket; an alert unless a blocker moves."""

    code: ClassVar[str] = "stuck"
    min_score: float = Field(0.5, ge=0, le=1)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield one finding per goal."""
        served = serving_items(portfolio, self.min_score)
        for goal in pursued_goals(portfolio).values():
            work = served.get(goal.ref, [])
            if work and all(_waits(item, portfolio) for item in work):
                yield _finding(self.code, goal, work, portfolio)


def _waits(item: WorkItem, portfolio: Portfolio) -> bool:
    return item.status is Status.BLOCKED or bool(open_blockers(portfolio, item))


def _finding(code: str, goal: Pursued, work: list[WorkItem], portfolio: Portfolio) -> Finding:
    before = {b.called: b for item in work for b in open_blockers(portfolio, item)}
    facts: Facts = {
        "goal": goal_name(goal),
        "waiting": len(work),
        "keys": joined([i.called for i in work]),
    }
    tickets = f"all {len(work)} open tickets wait"
    if len(work) == 1:
        tickets = f"its only open ticket, {facts['keys']}, waits"
    if before:
        facts["blockers"] = joined(list(before))
        tickets += f" for {facts['blockers']}"
    moving = any(b.status is Status.ACTIVE for b in before.values())
    return Finding(
        code=code,
        severity=Severity.WARNING if moving else Severity.ALERT,
        subject=goal.ref,
        related=tuple(sorted(b.ref for b in before.values())),
        message=f"{goal_name(goal)}: {tickets}.",
        facts=facts,
        place=goal.place,
        fix="Pull the blocker forward.",
    )
