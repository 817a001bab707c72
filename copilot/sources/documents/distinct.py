"""Goals of one file: none hides another of its id, and none is above itself."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from copilot.analysis.dependencies import cycles
from copilot.portfolio import AnyGoal, KeyResult, Objective, Ref
from copilot.ports import Problem


def distinct(found: Iterable[AnyGoal | Problem]) -> Iterator[AnyGoal | Problem]:
    """Yield goals in file order, those of an id that stands above under another one."""
    taken: dict[Ref, AnyGoal] = {}
    above: dict[Ref, tuple[Ref, ...]] = {}
    under: tuple[Ref, Objective] | None = None
    for one in found:
        if isinstance(one, Problem):
            yield one
            continue
        made = _placed(one, under, taken)
        if made.id != one.id and made.parent == one.parent:
            yield _doubled(taken.get(one.ref, one), one, made)
        if isinstance(one, Objective) and isinstance(made, Objective):
            under = one.ref, made
            above[made.ref] = (made.parent,) if made.parent else ()
        taken[made.ref] = made
        yield made
    yield from _circles(above, taken)


def _placed(
    goal: AnyGoal, under: tuple[Ref, Objective] | None, taken: dict[Ref, AnyGoal]
) -> AnyGoal:
    """Hang a goal under its objective, and give it an id that is free."""
    if under and isinstance(goal, KeyResult) and goal.parent == under[0]:
        goal = replace(goal, parent=under[1].ref)
    return next(made for made in _choices(goal, under) if made.ref not in taken)


def _choices(goal: AnyGoal, under: tuple[Ref, Objective] | None) -> Iterator[AnyGoal]:
    yield goal
    if under and isinstance(goal, KeyResult):
        yield replace(goal, id=f"{under[1].id}.{goal.id.rpartition('.')[2]}")
    number = 2
    while True:
        yield replace(goal, id=f"{goal.id}~{number}")
        number += 1


def _doubled(first: AnyGoal, again: AnyGoal, made: AnyGoal) -> Problem:
    where = first.place.line if first.place else None
    return Problem(
        message=f"the id {again.id} stands in line {where} too; this goal is called {made.id};"
        " give every goal its own id",
        place=again.place,
        lost=False,
        hint=True,
    )


def _circles(above: dict[Ref, tuple[Ref, ...]], goals: dict[Ref, AnyGoal]) -> Iterator[Problem]:
    for circle in cycles(above):
        ids = [goals[ref].id for ref in circle]
        yield Problem(
            message=f"the parents go round in a circle ({' > '.join([*ids, ids[0]])});"
            f" give {ids[0]} another `parent`, or none",
            place=goals[circle[0]].place,
            lost=False,
        )
