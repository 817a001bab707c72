"""Opportunities: work that lies low in the backlog and fits a goal that is new or falls behind."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import ClassVar

from pydantic import Field

from copilot.analysis.priority import LOW, priority_level
from copilot.portfolio import (
    AnyGoal,
    Finding,
    KeyResult,
    Objective,
    Portfolio,
    Ref,
    Severity,
    Status,
    WorkItem,
)

from .check import Check
from .scope import in_force, open_blockers, reached, served_goal
from .words import Facts, ask, goal_name, named, percent


class Opportunity(Check):
    """Low-priority open work, begun by nobody, that helps a lagging or a new goal."""

    code: ClassVar[str] = "opportunity"
    chance: float = Field(0.35, ge=0, le=1)
    """A key result lags below this chance."""
    check_ins: int = Field(3, ge=1)
    new_weeks: int = Field(4, ge=0)
    """A goal is new this long after its cycle began, while nothing finished serves it."""
    most: int = Field(5, ge=0)
    low_part: float = Field(0.5, ge=0, le=1)
    """Part of a team's ranked backlog that counts as its end."""

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield the surest links first."""
        wanted = {**self._new(portfolio), **self._lagging(portfolio)}
        if not wanted:
            return
        end = _end_of_backlogs(portfolio, self.low_part)
        fitting = [
            (i, goal)
            for i in portfolio.open_items
            if (goal := served_goal(portfolio, i)) is not None and goal.ref in wanted
            if _is_idle(portfolio, i) and (priority_level(i.priority) >= LOW or i.ref in end)
        ]
        fitting.sort(key=lambda pair: (-_sure(portfolio, pair[0].ref), pair[0].ref))
        for item, goal in islice(fitting, self.most):
            yield _finding(self.code, portfolio, item, goal, wanted[goal.ref])

    def _lagging(self, portfolio: Portfolio) -> Mapping[Ref, str]:
        return {
            f.goal: f"is {max(1, percent(f.chance))} % likely to be met"
            for f in portfolio.forecasts
            if f.chance < self.chance and f.measured >= self.check_ins
        }

    def _new(self, portfolio: Portfolio) -> Mapping[Ref, str]:
        day = portfolio.as_of.date()
        since = day - timedelta(weeks=self.new_weeks)
        goals: tuple[Objective | KeyResult, ...] = (
            *portfolio.objectives,
            *portfolio.key_results,
        )
        return {
            g.ref: f"is new since {g.cycle.start.day} {g.cycle.start:%B}"
            for g in goals
            if g.cycle is not None and g.cycle.start is not None and g.cycle.start >= since
            if in_force(g, day) and not reached(g) and not _has_finished(portfolio, g.ref)
        }


def _has_finished(portfolio: Portfolio, goal: Ref) -> bool:
    found = (portfolio.item.get(link.item) for link in portfolio.serving.get(goal, ()))
    return any(i is not None and i.status is Status.DONE for i in found)


def _is_idle(portfolio: Portfolio, item: WorkItem) -> bool:
    """Nobody works on it, nobody planned it, nothing is in its way."""
    waiting = item.status is Status.PLANNED and item.iteration is None
    return waiting and item.ref not in portfolio.containers and not open_blockers(portfolio, item)


def _end_of_backlogs(portfolio: Portfolio, part: float) -> frozenset[Ref]:
    """References in the last part of each team's own order, where it keeps one."""
    teams: dict[str | None, list[WorkItem]] = {}
    for item in portfolio.open_items:
        if item.rank is not None and item.priority is None:
            teams.setdefault(item.team, []).append(item)
    low: set[Ref] = set()
    for items in teams.values():
        items.sort(key=lambda i: (i.rank or 0.0, i.ref))
        low.update(i.ref for i in items[round(len(items) * (1 - part)) :])
    return frozenset(low)


def _sure(portfolio: Portfolio, item: Ref) -> float:
    best = portfolio.alignment[item].best
    return best.score if best else 0.0


def _finding(code: str, portfolio: Portfolio, item: WorkItem, goal: AnyGoal, why: str) -> Finding:
    facts: Facts = {
        "key": item.called,
        "title": item.title,
        "goal": goal_name(goal),
        "why": why,
        "sure_percent": percent(_sure(portfolio, item.ref)),
    }
    if item.priority:
        facts["priority"] = item.priority
    return Finding(
        code=code,
        severity=Severity.NOTE,
        subject=item.ref,
        related=(goal.ref,),
        message=f"{named(item)} lies low in the backlog and fits {goal_name(goal)}, which {why}."
        f" {ask(item.assignee, 'pull it forward?')}",
        facts=facts,
        fix="Raise its priority, or say why it does not help.",
    )
