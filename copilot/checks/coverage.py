"""Coverage: goals that no open work serves."""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from copilot.portfolio import (
    Finding,
    KeyResult,
    Objective,
    Portfolio,
    Ref,
    Severity,
    WorkItem,
)

from .check import Check
from .scope import (
    days_unseen,
    in_force,
    lineage,
    owner_of,
    possible_items,
    reached,
    serving_items,
    today,
)
from .words import Facts, ask, count, goal_name, joined

Pursued = Objective | KeyResult


class Coverage(Check):
    """Objectives and key results in force, not reached, without open work.

    An objective is covered through what is below it; where nothing serves any of that, it is one
    fact about the objective. A gap is an alert while it is an exception: once most goals lack
    work, backlog and goals are simply not connected, and a page of alerts would not help.
    """

    code: ClassVar[str] = "coverage"
    min_score: float = Field(0.5, ge=0, le=1)
    exception: float = Field(0.34, ge=0, le=1)
    """Largest share of goals without work at which a gap is still an alert."""
    alerts: int = Field(3, ge=0)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield one finding per gap, objectives first."""
        if not portfolio.alignments:
            return
        served = serving_items(portfolio, self.min_score)
        pursued = pursued_goals(portfolio)
        bare = _bare(pursued, served, portfolio)
        possible = possible_items(portfolio)
        alerts = self.alerts if len(bare) <= self.exception * len(pursued) else 0
        for goal in (g for g in bare.values() if g.parent not in bare):
            below = [g.ref for g in bare.values() if g is not goal and _under(g, goal, portfolio)]
            near = _once(item for ref in (goal.ref, *below) for item in possible.get(ref, []))
            severity = _severity(near, alerts)
            alerts -= severity is Severity.ALERT
            yield _gap(self.code, goal, below, near, severity, portfolio)

    def uncovered(self, portfolio: Portfolio) -> tuple[Ref, ...]:
        """Return the goals in force and not reached that no open work serves."""
        served = serving_items(portfolio, self.min_score)
        return tuple(_bare(pursued_goals(portfolio), served, portfolio))


def pursued_goals(portfolio: Portfolio) -> dict[Ref, Pursued]:
    """Objectives and key results in force that are not reached yet."""
    day = today(portfolio)
    unmet = {k.ref: k for k in portfolio.key_results if in_force(k, day) and not reached(k)}
    parents = {k.parent for k in portfolio.key_results}
    live = {g.ref for k in unmet.values() for g in lineage(portfolio, k)}
    objectives = {
        o.ref: o
        for o in portfolio.objectives
        if in_force(o, day) and (o.ref in live or o.ref not in parents)
    }
    return {**objectives, **unmet}


def _bare(
    pursued: Mapping[Ref, Pursued], served: Mapping[Ref, list[WorkItem]], portfolio: Portfolio
) -> dict[Ref, Pursued]:
    covered = {
        up.ref
        for ref in served
        if ref in portfolio.goal
        for up in lineage(portfolio, portfolio.goal[ref])
    }
    return {ref: goal for ref, goal in pursued.items() if ref not in covered}


def _once(items: Iterable[WorkItem]) -> list[WorkItem]:
    return list({item.ref: item for item in items}.values())


def _severity(near: list[WorkItem], alerts: int) -> Severity:
    """Work that may serve the goal makes the gap a question, not an alarm."""
    if near:
        return Severity.NOTE
    return Severity.ALERT if alerts > 0 else Severity.WARNING


def _under(goal: Pursued, root: Pursued, portfolio: Portfolio) -> bool:
    return any(up.ref == root.ref for up in lineage(portfolio, goal))


def _gap(
    code: str,
    goal: Pursued,
    below: list[Ref],
    near: list[WorkItem],
    severity: Severity,
    portfolio: Portfolio,
) -> Finding:
    facts: Facts = {"goal": goal_name(goal), "possible": len(near)}
    verdict = f"{goal_name(goal)}: no open work" + (" for sure" if near else "")
    if below:
        facts["below"] = len(below)
        verdict += f", nor on {'any of its' if len(below) > 1 else 'its'} "
        verdict += count(len(below), "goal") + " below" if len(below) > 1 else "goal below"
    since = _weeks_without_check_in(goal, portfolio)
    if since:
        facts["weeks"] = since
        verdict += f", no check-in for {count(since, 'week')}"
    owner = owner_of(portfolio, goal)
    if owner:
        facts["owner"] = owner
    if near:
        facts["near"] = joined([i.called for i in near])
        verdict += f"; perhaps {facts['near']}"
        question = "which one serves it?" if len(near) > 1 else "does it?"
    else:
        question = "drop or staff?"
    return Finding(
        code=code,
        severity=severity,
        subject=goal.ref,
        related=tuple(below),
        message=f"{verdict}. {ask(owner, question)}",
        facts=facts,
        place=goal.place,
        fix="Plan work for it, link the work that serves it, or drop the goal.",
    )


def _weeks_without_check_in(goal: Pursued, portfolio: Portfolio) -> int:
    """Whole weeks since the last check-in; 0 where none was ever made or it is fresh."""
    if not isinstance(goal, KeyResult) or not goal.check_ins:
        return 0
    return days_unseen(goal, portfolio.as_of) // 7
