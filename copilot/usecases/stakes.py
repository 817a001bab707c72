"""What is at stake: where the goal is heading, and who else helps it."""

from copilot.analysis.precision import heading_of
from copilot.portfolio import AnyGoal, KeyResult, Link, Portfolio, WorkItem
from copilot.prompts import Stake


def stake_of(portfolio: Portfolio, item: WorkItem, best: Link | None) -> Stake | None:
    """Return it for open work; what is done stakes nothing any more."""
    goal = portfolio.goal.get(best.goal) if best else None
    if goal is None or not item.status.is_open:
        return None
    sizes = [i.effort for i in _helping(portfolio, goal) if i.effort is not None]
    ranked = item.effort is not None and item.ref not in portfolio.containers
    own = item.effort or 0.0
    return Stake(
        standing=_standing(goal),
        helpers=len(_helping(portfolio, goal)),
        sized=len(sizes),
        rank=1 + sum(size > own for size in sizes) if ranked else 0,
        ties=max(0, sizes.count(own) - 1) if ranked else 0,
        heading=_heading(portfolio, goal),
    )


def _helping(portfolio: Portfolio, goal: AnyGoal) -> list[WorkItem]:
    """Open items that help it more than any other goal; not what only holds others."""
    return [
        portfolio.item[link.item]
        for link in portfolio.serving.get(goal.ref, ())
        if link.item not in portfolio.containers
        and portfolio.item[link.item].status.is_open
        and portfolio.alignment[link.item].verdict == "aligned"
        and portfolio.alignment[link.item].best == link
    ]


def _heading(portfolio: Portfolio, goal: AnyGoal) -> str:
    ahead = portfolio.forecast.get(goal.ref)
    if ahead is None or not isinstance(goal, KeyResult):
        return ""
    return heading_of(goal, ahead)


def _standing(goal: AnyGoal) -> str:
    if not isinstance(goal, KeyResult) or goal.current is None or goal.target is None:
        return ""
    due = f" by {goal.due.day} {goal.due:%b}" if goal.due else ""
    unit = f" {goal.unit}" if goal.unit else ""
    return f"{goal.current:g}, target {goal.target:g}{unit}{due}"
