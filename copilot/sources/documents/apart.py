"""Goals of one id in several files: each file keeps names of its own, and none is lost."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import PurePath
from typing import TypeGuard

from copilot.portfolio import AnyGoal, Passage, Place, Ref
from copilot.ports import Problem

Found = AnyGoal | Passage | Problem
Holder = Callable[[Ref], str | None]
"""Says in which file the goal of a reference was found at the last reading."""


def nobody(ref: Ref) -> None:
    """Nothing was read before."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one file says."""

    shown: str
    found: Sequence[Found]

    @property
    def goals(self) -> tuple[AnyGoal, ...]:
        """The goals among it."""
        return tuple(one for one in self.found if _is_goal(one))


def apart(files: Iterable[Told], holder: Holder = nobody) -> Iterator[Found]:
    """Yield what all files say; ids that an earlier file has too get the file's name in front.

    A file that bore a name at the last reading keeps it, whatever files came since.
    """
    told = [*files]
    names = _names(told, holder)
    shown: dict[str, int] = {}
    for number, (file, name) in enumerate(zip(told, names, strict=True)):
        twin = number - shown.setdefault(file.shown, number)
        yield from _renamed(file, name, twin)
    yield from _said([(f, name) for f, name in zip(told, names, strict=True) if name])


def _names(told: Sequence[Told], holder: Holder) -> list[str]:
    """What goes in front of every file's ids: nothing wherever that is possible."""
    bearers: dict[Ref, int] = {}
    for file in told:
        for ref in {goal.ref for goal in file.goals}:
            bearers[ref] = bearers.get(ref, 0) + 1
    shared = {ref for ref, bearing in bearers.items() if bearing > 1}
    before = [_before(file, shared, holder) for file in told]
    taken: set[Ref] = set()
    names = [""] * len(told)
    for k in sorted(range(len(told)), key=lambda k: before[k] is None):
        names[k] = next(n for n in _choices(told[k], before[k]) if not _refs(told[k], n) & taken)
        taken |= _refs(told[k], names[k])
    return names


def _before(file: Told, shared: set[Ref], holder: Holder) -> str | None:
    """The name a file bore at the last reading; None where it is new, or nothing is shared."""
    asked = next((goal for goal in file.goals if goal.ref in shared), None)
    if asked is None:
        return None
    known = ["", *_own(file.shown)]
    return next((n for n in known if holder(_called(asked, n).ref) == file.shown), None)


def _choices(file: Told, before: str | None) -> Iterator[str]:
    if before is not None:
        yield before
    yield ""
    yield from _own(file.shown)
    yield from (f"{PurePath(file.shown).stem}~{number}" for number in count(2))


def _own(shown: str) -> list[str]:
    """`okr`, `shops/okr`, `shops/okr.md`: the shortest that is free is taken."""
    path = PurePath(shown)
    return [path.stem, path.with_suffix("").as_posix(), path.as_posix()]


def _refs(file: Told, name: str) -> set[Ref]:
    return {_called(goal, name).ref for goal in file.goals}


def _called(goal: AnyGoal, name: str) -> AnyGoal:
    return replace(goal, id=f"{name}/{goal.id}") if name else goal


def _renamed(file: Told, name: str, twin: int) -> Iterator[Found]:
    """Yield a file's findings under its name; `twin` counts files that are shown alike."""
    new = {goal.ref: _called(goal, name) for goal in file.goals}
    for one in file.found:
        if _is_goal(one):
            made = _called(one, name)
            parent = new[made.parent].ref if made.parent in new else made.parent
            yield replace(made, parent=parent)
        elif isinstance(one, Passage) and twin:
            yield replace(one, id=f"{one.id}~{twin + 1}")
        else:
            yield one


def _said(renamed: Sequence[tuple[Told, str]]) -> Iterator[Problem]:
    """Say once for all files which names were made."""
    if not renamed:
        return
    (first, name), *others = renamed
    ids = [_called(goal, name).id for goal in first.goals]
    yield Problem(
        message=f"has ids that another file has too: its goals are called {', '.join(ids[:2])}"
        f"{', …' if len(ids) > 2 else ''}; write other ids into it to name them yourself",
        place=Place(file=f"{first.shown} and {len(others)} more" if others else first.shown),
        lost=False,
        hint=True,
    )


def _is_goal(found: Found) -> TypeGuard[AnyGoal]:
    return not isinstance(found, Passage | Problem)
