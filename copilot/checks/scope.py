"""What a check looks at: goals in force, goals already met, work that counts for a goal."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time

from copilot.portfolio import (
    Alignment,
    AnyGoal,
    KeyResult,
    Link,
    Objective,
    Portfolio,
    Ref,
    WorkItem,
)


def today(portfolio: Portfolio) -> date:
    """Day of `as_of` in its own zone."""
    return portfolio.as_of.date()


def in_force(goal: AnyGoal, day: date) -> bool:
    """Whether the goal's cycle contains the day; without a dated cycle it always does."""
    cycle = goal.cycle
    if cycle is None:
        return True
    return (cycle.start is None or cycle.start <= day) and (cycle.end is None or day <= cycle.end)


def reached(goal: AnyGoal) -> bool:
    """Whether the last measured value is at or beyond the target."""
    if not isinstance(goal, KeyResult) or goal.target is None or goal.current is None:
        return False
    if goal.direction == "maintain":
        return goal.baseline is not None and abs(goal.current - goal.target) <= abs(
            goal.baseline - goal.target
        )
    falling = goal.direction == "down" or (
        goal.baseline is not None and goal.target < goal.baseline
    )
    return goal.current <= goal.target if falling else goal.current >= goal.target


def days_unseen(goal: KeyResult, as_of: datetime) -> int:
    """Whole days since the last check-in, else since the first day of its cycle, if known."""
    if goal.check_ins:
        return (as_of - max(c.at for c in goal.check_ins)).days
    if goal.cycle is None or goal.cycle.start is None:
        return 0
    return max(0, (as_of - datetime.combine(goal.cycle.start, time(), tzinfo=as_of.tzinfo)).days)


def lineage(portfolio: Portfolio, goal: AnyGoal) -> Iterator[AnyGoal]:
    """The goal, its parent, and so on up; a cycle of parents ends the walk."""
    seen: set[Ref] = set()
    step: AnyGoal | None = goal
    while step is not None and step.ref not in seen:
        seen.add(step.ref)
        yield step
        step = portfolio.goal.get(step.parent) if step.parent else None


def objective_of(portfolio: Portfolio, goal: AnyGoal) -> Objective | None:
    """Nearest objective upwards, itself included."""
    return next((g for g in lineage(portfolio, goal) if isinstance(g, Objective)), None)


def weight_of(portfolio: Portfolio, goal: AnyGoal) -> float | None:
    """Nearest declared weight upwards; an allowance or KPI weighs nothing of its own."""
    weights = (g.weight for g in lineage(portfolio, goal) if isinstance(g, Objective))
    return next((w for w in weights if w is not None), None)


def owner_of(portfolio: Portfolio, goal: AnyGoal) -> str | None:
    """Nearest owner upwards."""
    return next((g.owner for g in lineage(portfolio, goal) if g.owner), None)


def counts(alignment: Alignment, link: Link, min_score: float) -> bool:
    """Whether a link is sure enough to call the goal served."""
    if link.relation != "helps" or link.origin == "rejected":
        return False
    if link.origin in {"stated", "confirmed", "inherited"}:
        return True
    sure = alignment.verdict == "aligned" and link == alignment.best
    return sure or link.score >= min_score


def serving_items(portfolio: Portfolio, min_score: float) -> Mapping[Ref, list[WorkItem]]:
    """Open work that counts for each goal."""
    return open_by_goal(portfolio, lambda a, link: counts(a, link, min_score))


POSSIBLE_SHARE = 0.15
"""Least share of an unsure item at which a goal that is not its nearest is still possible."""


def possible_items(portfolio: Portfolio) -> Mapping[Ref, list[WorkItem]]:
    """Open work that may serve each goal: nobody can tell yet, the goal is among its nearest."""
    return open_by_goal(portfolio, lambda a, link: a.verdict == "unsure" and may_help(a, link))


def may_help(alignment: Alignment, link: Link) -> bool:
    """Whether the goal is among those that an item may serve as far as anybody can tell."""
    if link.relation != "helps" or link.origin == "rejected":
        return False
    return link == alignment.best or link.share >= POSSIBLE_SHARE


def with_those_below(
    portfolio: Portfolio, by_goal: Mapping[Ref, list[WorkItem]]
) -> Mapping[Ref, list[WorkItem]]:
    """Work on each goal or on anything below it, each item once."""
    found: dict[Ref, dict[Ref, WorkItem]] = {}
    for ref, items in by_goal.items():
        for up in lineage(portfolio, portfolio.goal[ref]) if ref in portfolio.goal else ():
            found.setdefault(up.ref, {}).update((item.ref, item) for item in items)
    return {ref: list(items.values()) for ref, items in found.items()}


def open_by_goal(
    portfolio: Portfolio, wanted: Callable[[Alignment, Link], bool]
) -> Mapping[Ref, list[WorkItem]]:
    """Open work by each goal to which it has a wanted link."""
    found: dict[Ref, list[WorkItem]] = {}
    for item in portfolio.open_items:
        alignment = portfolio.alignment.get(item.ref)
        for link in alignment.links if alignment else ():
            if alignment and wanted(alignment, link):
                found.setdefault(link.goal, []).append(item)
    return found


def open_blockers(portfolio: Portfolio, item: WorkItem) -> list[WorkItem]:
    """Known work the item still waits for."""
    before = (portfolio.item.get(ref) for ref in portfolio.blockers.get(item.ref, ()))
    return [b for b in before if b is not None and b.status.is_open and b.ref != item.ref]


def held_up(portfolio: Portfolio) -> Mapping[Ref, list[WorkItem]]:
    """Open work that waits, by the open item it waits for."""
    held: dict[Ref, list[WorkItem]] = {}
    for item in portfolio.open_items:
        for before in open_blockers(portfolio, item):
            held.setdefault(before.ref, []).append(item)
    return held


def served_goal(portfolio: Portfolio, item: WorkItem) -> AnyGoal | None:
    """Return the goal an item is known to help: its best link where the verdict is aligned."""
    judged = portfolio.alignment.get(item.ref)
    best = judged.best if judged is not None and judged.verdict == "aligned" else None
    if best is None or best.relation != "helps":
        return None
    return portfolio.goal.get(best.goal)
