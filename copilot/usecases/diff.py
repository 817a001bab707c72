"""What would move if the strategy changed? A draft held against today's goals; nothing is kept."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, tzinfo
from pathlib import Path

from copilot.checks.against import Against
from copilot.checks.scope import in_force, lineage, possible_items, serving_items
from copilot.checks.words import clip, goal_id
from copilot.errors import InputError
from copilot.portfolio import (
    Allowance,
    AnyGoal,
    KeyResult,
    Kpi,
    Objective,
    Passage,
    Portfolio,
    Ref,
    WorkItem,
)
from copilot.ports import Problem
from copilot.prompts.diff import (
    Conflict,
    DiffFacts,
    Fate,
    Gap,
    GoalChange,
    Moved,
    Opposed,
    as_markdown,
    fallback,
    stopped,
)

from .current import current
from .fates import moves
from .goal_changes import Succession, opposed_goals, succession
from .goal_names import spoken
from .goals import GoalView, view_goal
from .judge import compute
from .texts import goal_suffix
from .verbs import EVERYWHERE, verb
from .workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Diff:
    """What a draft would move, in words and in full."""

    name: str
    added: tuple[GoalView, ...]
    dropped: tuple[GoalView, ...]
    changed: tuple[GoalChange, ...]
    items: tuple[Moved, ...]
    """Open items that move."""
    unchanged: int
    stops: tuple[Ref, ...]
    """Work in progress that would lose its goal, largest first."""
    uncovered: tuple[Gap, ...]
    conflicts: tuple[Conflict, ...]
    opposed: tuple[Opposed, ...]
    """Goals of the draft that can't all be had."""
    points: float
    """Effort of the items that lose their goal."""
    people: tuple[str, ...]
    """Who works on them."""
    text: str
    markdown: str
    problems: tuple[Problem, ...] = ()


@verb("diff", EVERYWHERE)
def diff(workspace: Workspace, path: Path) -> Diff:
    """Compare the goals of a file with today's, and say what that does to the open work.

    Raises:
        InputError: the file holds no goals, or nothing is judged yet.
    """
    known = current(workspace)
    if not known.alignments:
        raise InputError("nothing is judged yet; run `copilot scan` first")
    if _said_since(workspace):  # else what people said would look like what the draft moves
        known = compute(workspace, known, read_with=known.goals)
    read = tuple(workspace.read_goals(path).pull())
    draft = [r for r in read if not isinstance(r, (Problem, Passage, WorkItem))]
    problems = tuple(r for r in read if isinstance(r, Problem))
    if not draft:
        why = f": {problems[0].message}" if problems else ""
        raise InputError(f"{path.name} holds no goals{why}")
    proposed = compute(workspace, _with_goals(known, draft, workspace.zone), read_with=known.goals)
    today = [g for g in known.goals if in_force(g, known.as_of.date()) and not isinstance(g, Kpi)]
    changes = succession(workspace, today, [g for g in draft if not isinstance(g, Kpi)])
    return _told(known, proposed, changes, path.name, problems)


def _said_since(workspace: Workspace) -> bool:
    """Whether somebody gave feedback that the last scan does not know."""
    last = max(workspace.store.scored())
    return any(told.at >= last for told in workspace.store.feedback(workspace.now()))


def diff_text(workspace: Workspace, text: str, name: str = "goals.md") -> Diff:
    """Compare goals that were sent as text; `name` says by its ending what they are.

    Raises:
        InputError: as `diff`, or the ending is none of .yaml, .yml, .md, .csv.
    """
    suffix = goal_suffix(name)
    with tempfile.TemporaryDirectory(prefix="copilot-") as folder:
        file = Path(folder) / f"{Path(name).stem}{suffix}"
        file.write_text(text, encoding="utf-8", errors="replace")
        return diff(workspace, file)


def _with_goals(known: Portfolio, draft: Iterable[AnyGoal], zone: tzinfo) -> Portfolio:
    """Put the draft in the place of every goal, on the day it begins.

    Everlasting ones stay unless it names them.
    """
    goals = list(draft)
    starts = [g.cycle.start for g in goals if g.cycle and g.cycle.start]
    begin = datetime.combine(min(starts), time(), zone) if starts else known.as_of
    kpis = {g.id: g for g in (*(k for k in known.kpis if k.cycle is None), *goals)}
    return known.having(
        as_of=max(begin, known.as_of),
        objectives=tuple(g for g in goals if isinstance(g, Objective)),
        key_results=tuple(g for g in goals if isinstance(g, KeyResult)),
        kpis=tuple(g for g in kpis.values() if isinstance(g, Kpi)),
        allowances=tuple(g for g in goals if isinstance(g, Allowance)),
        alignments=(),
        forecasts=(),
    )


def _told(
    known: Portfolio,
    proposed: Portfolio,
    changes: Succession,
    name: str,
    problems: tuple[Problem, ...],
) -> Diff:
    items = tuple(moves(known, proposed, changes))
    facts = DiffFacts(
        added=tuple(_added(proposed, changes)),
        dropped=tuple(_dropped(known, changes)),
        changed=tuple(_changed(proposed, changes)),
        items=items,
        serve=tuple(_served(proposed, changes, items, "newly serves")),
        lean=tuple(_served(proposed, changes, items, "may serve")),
        gaps=tuple(_gaps(proposed)),
        conflicts=tuple(_conflicts(known, proposed)),
        opposed=tuple(opposed_goals(proposed, changes)),
    )
    lost = [m for m in facts.items if m.fate == "loses its goal"]
    return Diff(
        name=name,
        added=tuple(replace(view_goal(g), file=name) for g in changes.added),
        dropped=tuple(map(view_goal, changes.dropped)),
        changed=changes.changed,
        items=tuple(m for m in facts.items if m.fate != "unchanged"),
        unchanged=sum(m.fate == "unchanged" for m in facts.items),
        stops=tuple(m.ref for m in stopped(facts.items)),
        uncovered=facts.gaps,
        conflicts=facts.conflicts,
        opposed=facts.opposed,
        points=sum(m.effort or 0.0 for m in lost),
        people=tuple(sorted({m.assignee for m in lost if m.assignee})),
        text=fallback(facts),
        markdown=as_markdown(facts, name),
        problems=problems,
    )


def _tops(portfolio: Portfolio, goals: Iterable[AnyGoal]) -> list[AnyGoal]:
    """Those whose parent is not among them."""
    refs = {g.ref: g for g in goals}
    return [g for g in refs.values() if not any(u.ref in refs for u in _above(portfolio, g))]


def _above(portfolio: Portfolio, goal: AnyGoal) -> Iterator[AnyGoal]:
    yield from list(lineage(portfolio, goal))[1:]


def _served(
    proposed: Portfolio, changes: Succession, items: Iterable[Moved], fate: Fate
) -> Iterator[str]:
    """Yield the new goals, objectives before their key results, that items come to serve."""
    reached = {item.after for item in items if item.fate == fate}
    for goal in _tops(proposed, changes.added):
        below = {g.ref for g in changes.added if goal in _above(proposed, g)}
        if reached & {goal.ref, *below}:
            yield goal_id(goal)


def _added(proposed: Portfolio, changes: Succession) -> Iterator[str]:
    for goal in _tops(proposed, changes.added):
        yield f"{goal_id(goal)} “{clip(goal.title, 40)}”"


def _dropped(known: Portfolio, changes: Succession) -> Iterator[str]:
    yield from (goal_id(g) for g in _tops(known, changes.dropped))


def _changed(proposed: Portfolio, changes: Succession) -> Iterator[str]:
    """`KR1.1 activation 75 → 80 %`, targets before weights; owners stay for the full list."""
    for field in ("target", "weight", "share"):
        for change in changes.changed:
            if field in change.fields:
                before, after = change.fields[field]
                name = spoken(proposed.goal[change.goal]) if field == "target" else ""
                goal = proposed.goal[change.goal]
                name = name or (goal.title if field == "share" else f"{goal_id(goal)} {field}")
                yield f"{name} {_bare(before, after)} → {after}"


def _bare(before: str, after: str) -> str:
    """Without the unit, where the other one has the same."""
    value, _, unit = before.partition(" ")
    return value if unit and after.endswith(f" {unit}") else before


def _gaps(proposed: Portfolio) -> Iterator[Gap]:
    """Goals of the draft without open work, or with work that nobody sized; objectives whole."""
    served = serving_items(proposed, 0.5)
    near = possible_items(proposed)
    sized = any(i.effort is not None for i in proposed.open_items)
    for goal in proposed.objectives:
        below = [k for k in proposed.key_results if k.parent == goal.ref]
        each = {k.ref: _leaves(proposed, served.get(k.ref, [])) for k in (goal, *below)}
        every = {i.ref: i for items in each.values() for i in items}
        perhaps = [i for g in (goal, *below) for i in _leaves(proposed, near.get(g.ref, []))]
        gap = _gap(goal, list(every.values()), perhaps)
        if not every or (sized and not gap.sized):
            yield gap
            continue
        for k in (k for k in below if not each[k.ref]):
            yield _gap(k, [], _leaves(proposed, near.get(k.ref, [])))


def _leaves(portfolio: Portfolio, items: Iterable[WorkItem]) -> list[WorkItem]:
    return [i for i in items if i.ref not in portfolio.containers]


def _gap(goal: AnyGoal, items: list[WorkItem], perhaps: Iterable[WorkItem]) -> Gap:
    return Gap(
        goal=goal.ref,
        name=goal_id(goal),
        items=len(items),
        sized=sum(i.effort is not None for i in items),
        perhaps=tuple(dict.fromkeys(i.called for i in perhaps)) if not items else (),
    )


def _conflicts(known: Portfolio, proposed: Portfolio) -> Iterator[Conflict]:
    """Work that harms a goal of the draft and harms none today."""
    harmful = {f.subject for f in Against()(known)}
    for finding in Against()(proposed):
        if finding.subject not in harmful:
            item, goal = proposed.item[finding.subject], proposed.goal[finding.related[0]]
            yield Conflict(
                item=item.ref,
                key=item.called,
                title=clip(item.title, 60),
                goal=goal.ref,
                name=goal_id(goal),
                because=str(finding.facts.get("because", "")),
            )
