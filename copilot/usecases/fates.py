"""What becomes of every open item when the goals change."""

from collections.abc import Iterator

from copilot.checks.scope import served_goal, weight_of
from copilot.checks.words import clip
from copilot.portfolio import AnyGoal, Portfolio, Ref, Status, WorkItem
from copilot.prompts.diff import Fate, Moved

from .goal_changes import Succession

_LIFT = 1.2
"""By what factor the weight behind an item has to grow to count as a rise."""


def moves(known: Portfolio, proposed: Portfolio, changes: Succession) -> Iterator[Moved]:
    """Yield every open item that is no container, under both strategies."""
    new = {g.ref for g in changes.added}
    for item in known.open_items:
        if item.ref in known.containers:
            continue
        before, after = served_goal(known, item), served_goal(proposed, item)
        fate = _fate(known, proposed, item, new)
        leans = _leans(proposed, item) if fate == "may serve" else None
        yield Moved(
            ref=item.ref,
            key=item.called,
            title=clip(item.title),
            fate=fate,
            before=before.ref if before else None,
            after=after.ref if after else leans,
            effort=item.effort,
            assignee=item.assignee,
            team=item.team,
            begun=item.status is Status.ACTIVE,
        )


def _fate(known: Portfolio, proposed: Portfolio, item: WorkItem, new: set[Ref]) -> Fate:
    before, after = served_goal(known, item), served_goal(proposed, item)
    if after is None and before is None:
        return "may serve" if _leans(proposed, item) in new else "unchanged"
    if after is None:
        return "loses its goal"
    if before is None or after.ref in new:
        return "newly serves"
    was, will = _behind(known, before), _behind(proposed, after)
    if will > was * _LIFT:
        return "rises"
    return "falls" if will * _LIFT < was else "unchanged"


def _leans(proposed: Portfolio, item: WorkItem) -> Ref | None:
    """Return the goal that an item reads like most, where that is not sure."""
    judged = proposed.alignment.get(item.ref)
    if judged is None or judged.verdict != "unsure" or judged.best is None:
        return None
    return judged.best.goal


def _behind(portfolio: Portfolio, goal: AnyGoal) -> float:
    """Declared weight of its objective, else an equal part."""
    declared = weight_of(portfolio, goal)
    return 1.0 / max(1, len(portfolio.objectives)) if declared is None else declared
