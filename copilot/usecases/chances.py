"""What a plan's swaps do to the key results, where finished work tells."""

from collections.abc import Iterable, Sequence
from math import hypot

from copilot.analysis.forecasts import course_of
from copilot.analysis.impact import Z80, Impact, Impacts
from copilot.analysis.swaps import Exchange
from copilot.checks.scope import served_goal
from copilot.checks.words import goal_id
from copilot.portfolio import KeyResult, Portfolio, Ref, WorkItem
from copilot.prompts.plan import Chance

LAGGING = 0.35
SHOWN = 3


def chances_of(
    portfolio: Portfolio, planned: Iterable[Ref], exchanges: Sequence[Exchange]
) -> tuple[Chance, ...]:
    """Tell the key results that a swap touches, or that lag while work on them is planned."""
    pulled = [portfolio.item[r] for e in exchanges for r in e.pulled]
    parked = [portfolio.item[r] for e in exchanges for r in e.parked]
    touched = {g.ref for i in (*pulled, *parked) if (g := served_goal(portfolio, i))}
    served = {g.ref for r in planned if (g := served_goal(portfolio, portfolio.item[r]))}
    impacts = Impacts(portfolio)
    found = []
    for goal in portfolio.key_results:
        ahead = portfolio.forecast.get(goal.ref)
        if ahead is None or goal.target is None:
            continue
        if goal.ref in touched:
            found.append(_chance(portfolio, goal, impacts, pulled, parked))
        elif goal.ref in served and ahead.chance < LAGGING:
            found.append(Chance(goal=goal.ref, name=_name(goal), before=ahead.chance, after=None))
    return tuple(sorted(found, key=lambda c: c.before)[:SHOWN])


def _chance(
    portfolio: Portfolio,
    goal: KeyResult,
    impacts: Impacts,
    pulled: Sequence[WorkItem],
    parked: Sequence[WorkItem],
) -> Chance:
    before = portfolio.forecast[goal.ref].chance
    bare = Chance(goal=goal.ref, name=_name(goal), before=before, after=None)
    more = _impact(portfolio, goal, impacts, pulled)
    less = _impact(portfolio, goal, impacts, parked)
    way = course_of(portfolio, goal)
    if more is None or less is None or way is None:
        return bare
    mean, doubt = more.mean - less.mean, hypot(more.deviation, less.deviation)
    ahead = way.outlook()
    return Chance(
        goal=goal.ref,
        name=_name(goal),
        before=before,
        after=ahead.chance(more=mean, doubt=doubt),
        low=ahead.chance(more=mean - Z80 * doubt),
        high=ahead.chance(more=mean + Z80 * doubt),
        references=max(more.references, less.references),
    )


def _impact(
    portfolio: Portfolio, goal: KeyResult, impacts: Impacts, items: Sequence[WorkItem]
) -> Impact | None:
    """Impact of those that serve the goal; none of them moves nothing."""
    mine = [i for i in items if served_goal(portfolio, i) == goal]
    if not mine:
        return Impact(goal=goal.ref, mean=0.0, deviation=0.0, references=0)
    return impacts.of(goal.ref, mine)


def _name(goal: KeyResult) -> str:
    falling = goal.direction == "down" or (
        goal.baseline is not None and goal.target is not None and goal.target < goal.baseline
    )
    unit = f" {goal.unit}" if goal.unit else ""
    return f"{goal_id(goal)} {'≤' if falling else '≥'} {goal.target:g}{unit}"
