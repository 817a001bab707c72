"""What was understood of the goals, and where each was found."""

from dataclasses import dataclass
from pathlib import Path

from copilot.portfolio import AnyGoal, GoalKind, KeyResult, Passage, WorkItem
from copilot.ports import Problem

from .current import current
from .verbs import EVERYWHERE, verb
from .workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """One goal as it was read; positions count from 1."""

    kind: GoalKind
    id: str
    ref: str
    title: str
    parent: str | None
    owner: str | None
    cycle: str | None
    file: str | None
    line: int | None = None
    page: int | None = None
    slide: int | None = None
    row: int | None = None
    paragraph: int | None = None
    baseline: float | None = None
    target: float | None = None
    current: float | None = None
    unit: str = ""
    direction: str | None = None
    due: str | None = None
    weight: float | None = None
    """Intended share of effort, of an objective or an allowance."""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """The goals of a document or of the workspace, and what could not be read."""

    goals: tuple[GoalView, ...]
    passages: int
    problems: tuple[Problem, ...] = ()


@verb("goals", EVERYWHERE)
def goals(workspace: Workspace, path: Path | None = None) -> Understood:
    """Show the workspace's goals, or what would be understood of a file or folder."""
    if path is None:
        portfolio = current(workspace)
        passages = workspace.store.passages(portfolio.as_of)
        return Understood(goals=tuple(map(view_goal, portfolio.goals)), passages=len(passages))
    found = tuple(workspace.read_goals(path).pull())
    return Understood(
        goals=tuple(view_goal(g) for g in found if not isinstance(g, _NO_GOAL)),
        passages=sum(isinstance(g, Passage) for g in found),
        problems=tuple(p for p in found if isinstance(p, Problem)),
    )


_NO_GOAL = (Problem, Passage, WorkItem)


def view_goal(goal: AnyGoal) -> GoalView:
    """Show one goal."""
    place = goal.place
    where = {} if place is None else {p: getattr(place, p) for p in _POSITIONS}
    return GoalView(
        kind=goal.kind,
        id=goal.id,
        ref=goal.ref,
        title=goal.title,
        parent=goal.parent,
        owner=goal.owner,
        cycle=goal.cycle.name if goal.cycle else None,
        file=place.file if place else None,
        **where,
        baseline=getattr(goal, "baseline", None),
        target=getattr(goal, "target", None),
        current=getattr(goal, "current", None),
        unit=getattr(goal, "unit", ""),
        direction=getattr(goal, "direction", None),
        due=goal.due.isoformat() if isinstance(goal, KeyResult) and goal.due else None,
        weight=getattr(goal, "weight", getattr(goal, "share", None)),
        text=goal.text,
    )


_POSITIONS = ("line", "page", "slide", "row", "paragraph")
