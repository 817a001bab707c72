"""Stale goals: nobody has looked for too long, the due day has passed, or the cycle is over."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import ClassVar

from pydantic import Field

from copilot.portfolio import AnyGoal, Cycle, Finding, KeyResult, Portfolio, Severity

from .check import Check
from .scope import days_unseen, in_force, owner_of, reached, today
from .words import Facts, ask, day_name, goal_name, percent


class Stale(Check):
    """Key results without a check-in for two cadences, or past their day; cycles that ended.

    The cadence is the median gap between check-ins in this workspace. Where nobody checks in at
    all, nothing is asked: the figures live elsewhere.
    """

    code: ClassVar[str] = "stale"
    cadences: float = Field(2.0, ge=1)
    default_cadence_days: float = Field(14.0, gt=0)
    """Until there are two check-ins to measure a gap."""

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield one finding per stale key result, or one for goals that are all over."""
        day = today(portfolio)
        live = [g for g in portfolio.goals if in_force(g, day)]
        if portfolio.goals and not live:
            yield from _all_over(self.code, portfolio)
        cadence = _cadence(portfolio.key_results, self.default_cadence_days)
        for goal in live:
            if not isinstance(goal, KeyResult) or reached(goal):
                continue
            if goal.due is not None and goal.due < day:
                yield _overdue(self.code, goal, portfolio)
            elif cadence is not None:
                yield from self._unseen(goal, cadence, portfolio)

    def _unseen(self, goal: KeyResult, cadence: float, portfolio: Portfolio) -> Iterator[Finding]:
        days = days_unseen(goal, portfolio.as_of)
        if days > self.cadences * cadence:
            yield _unseen(self.code, goal, days, cadence, portfolio)


def _cadence(key_results: Sequence[KeyResult], default: float) -> float | None:
    """Median days between check-ins; None where nobody ever checked in."""
    if not any(k.check_ins for k in key_results):
        return None
    gaps = [
        (after - before).total_seconds() / 86_400
        for k in key_results
        for before, after in pairwise(sorted(c.at for c in k.check_ins))
    ]
    return max(1.0, median(gaps)) if gaps else default


def _unseen(
    code: str, goal: KeyResult, days: int, cadence: float, portfolio: Portfolio
) -> Finding:
    usual = max(1, round(cadence))
    seen = f"last check-in {days} days ago" if goal.check_ins else f"no check-in in {days} days"
    return _finding(
        code,
        goal,
        f"{goal_name(goal)}: {seen} (usual here: {usual}). "
        f"{ask(owner_of(portfolio, goal), 'where does it stand?')}",
        {"goal": goal_name(goal), "days": days, "usual_days": usual},
        "Add a check-in.",
    )


def _overdue(code: str, goal: KeyResult, portfolio: Portfolio) -> Finding:
    facts: Facts = {"goal": goal_name(goal), "due": day_name(goal.due) if goal.due else ""}
    stands = ""
    if goal.progress is not None:
        facts["progress_percent"] = percent(goal.progress)
        stands = f", {facts['progress_percent']} % of the way"
    return _finding(
        code,
        goal,
        f"{goal_name(goal)}: was due {facts['due']}{stands}. "
        f"{ask(owner_of(portfolio, goal), 'close it or move the date?')}",
        facts,
        "Close the key result or give it a new date.",
    )


def _all_over(code: str, portfolio: Portfolio) -> Iterator[Finding]:
    """One finding where every goal belongs to a cycle that has ended."""
    past = [(g.cycle, g) for g in portfolio.goals if _ended(g.cycle, portfolio)]
    if len(past) < len(portfolio.goals):
        return
    cycle, goal = max(past, key=lambda pair: (pair[0].end, pair[0].name) if pair[0] else ())
    if cycle is not None and cycle.end is not None:
        yield _finding(
            code,
            goal,
            f"{cycle.name} ended {day_name(cycle.end)}; no goal is in force. "
            "Add the goals of the next cycle.",
            {"cycle": cycle.name, "ended": day_name(cycle.end)},
            "Add the goals of the next cycle.",
        )


def _ended(cycle: Cycle | None, portfolio: Portfolio) -> bool:
    return cycle is not None and cycle.end is not None and cycle.end < today(portfolio)


def _finding(code: str, goal: AnyGoal, message: str, facts: Facts, fix: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        subject=goal.ref,
        message=message,
        facts=facts,
        place=goal.place,
        fix=fix,
    )
