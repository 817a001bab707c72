"""Priority inversion: work on a goal waits for work that matters less."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from copilot.analysis.dependencies import chain
from copilot.portfolio import AnyGoal, Finding, Portfolio, Ref, Severity, Status, WorkItem

from .check import Check
from .scope import held_up, open_blockers, owner_of, served_goal, weight_of
from .words import Facts, ask, count, goal_id, goal_name, joined, named


class Dependencies(Check):
    """Blockers that serve no goal or a lighter one, while work on a goal waits for them.

    One finding per blocker. It is an alert while nobody works on the blocker.
    """

    code: ClassVar[str] = "dependency"
    lighter: float = Field(0.1, ge=0, le=1)
    """The blocker's goal must weigh less by at least this share of effort."""
    alerts: int = Field(3, ge=0)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield the blockers that hold up most first."""
        held = {
            ref: [i for i in waiting if self._matters_less(portfolio.item[ref], i, portfolio)]
            for ref, waiting in held_up(portfolio).items()
        }
        ranked = sorted(
            (pair for pair in held.items() if pair[1]), key=lambda pair: (-len(pair[1]), pair[0])
        )
        alerts = self.alerts
        for ref, waiting in ranked:
            blocker = portfolio.item[ref]
            idle = blocker.status is not Status.ACTIVE
            severity = Severity.ALERT if idle and alerts > 0 else Severity.WARNING
            alerts -= severity is Severity.ALERT
            yield _finding(self.code, blocker, waiting, severity, portfolio)

    def _matters_less(self, before: WorkItem, item: WorkItem, portfolio: Portfolio) -> bool:
        goal = served_goal(portfolio, item)
        judged = portfolio.alignment.get(before.ref)
        if goal is None or judged is None:
            return False
        if judged.verdict in {"unaligned", "supporting"}:
            return True
        lesser = served_goal(portfolio, before)
        heavy, light = (weight_of(portfolio, g) if g else None for g in (goal, lesser))
        return heavy is not None and light is not None and heavy - light >= self.lighter


def _finding(
    code: str,
    blocker: WorkItem,
    waiting: list[WorkItem],
    severity: Severity,
    portfolio: Portfolio,
) -> Finding:
    goals = _goals(waiting, portfolio)
    own = served_goal(portfolio, blocker)
    facts: Facts = {
        "key": blocker.called,
        "title": blocker.title,
        "waiting": len(waiting),
        "keys": joined([i.called for i in waiting]),
        "goals": joined([goal_name(g) for g in goals]),
        "status": blocker.status.value,
        "serves": goal_name(own) if own else "no goal",
    }
    tickets = facts["keys"] if len(waiting) < 4 else count(len(waiting), "ticket")
    verb = "waits" if len(waiting) == 1 else "wait"
    message = (
        f"{tickets} ({joined([goal_id(g) for g in goals])}) {verb} for {named(blocker)}, "
        f"which serves {goal_id(own) if own else 'no goal'} {_state(blocker)}."
    )
    further = _further(blocker, portfolio)
    if further:
        facts["chain"] = " ".join(further)
        message += f" It waits for {', which waits for '.join(further)}."
    return Finding(
        code=code,
        severity=severity,
        subject=blocker.ref,
        related=tuple(sorted(i.ref for i in waiting)),
        message=f"{message} {ask(_asked(blocker, goals, portfolio), 'pull it forward?')}",
        facts=facts,
        fix="Pull the blocker forward, or cut the dependency.",
    )


def _state(blocker: WorkItem) -> str:
    if blocker.status is Status.ACTIVE:
        return "and is in progress"
    return "and is itself blocked" if blocker.status is Status.BLOCKED else "and is not started"


def _goals(waiting: list[WorkItem], portfolio: Portfolio) -> list[AnyGoal]:
    goals = (served_goal(portfolio, item) for item in waiting)
    return list({g.ref: g for g in goals if g is not None}.values())


def _further(blocker: WorkItem, portfolio: Portfolio) -> list[str]:
    """Keys of what the blocker waits for in turn, nearest first."""
    path = chain(blocker.ref, lambda ref: _waits(ref, portfolio))
    return [portfolio.item[ref].called for ref in path[1:]]


def _waits(ref: Ref, portfolio: Portfolio) -> list[Ref]:
    return [b.ref for b in open_blockers(portfolio, portfolio.item[ref])]


def _asked(blocker: WorkItem, goals: list[AnyGoal], portfolio: Portfolio) -> str | None:
    return blocker.assignee or next((owner_of(portfolio, g) for g in goals), None)
