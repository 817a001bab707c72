"""Which goals of a draft are those of today, which are new, which are dropped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from copilot.analysis.alignment import goal_texts
from copilot.analysis.contradictions import Contradiction, contradictions, share_of
from copilot.checks.words import goal_id, goal_name, percent
from copilot.portfolio import AnyGoal, KeyResult, Kpi, Objective, Portfolio, Ref
from copilot.prompts.diff import GoalChange, Opposed

from .workspace import Workspace

_SAME_ID, _OTHER_ID = 0.5, 0.8
"""Cosine from which two goals of a kind are the same one, with and without the same id."""


@dataclass(frozen=True, kw_only=True)
class Succession:
    """Today's goals and what becomes of them."""

    successor: Mapping[Ref, AnyGoal]
    """By today's reference; dropped goals have none."""
    added: tuple[AnyGoal, ...]
    dropped: tuple[AnyGoal, ...]
    changed: tuple[GoalChange, ...]


def succession(
    workspace: Workspace, today: Sequence[AnyGoal], draft: Sequence[AnyGoal]
) -> Succession:
    """Match goals by what they mean first, by id second; then compare the pairs."""
    pairs = dict(_matched(workspace, today, draft))
    kept = {draft[n].ref for n in pairs.values()}
    successor = {today[old].ref: draft[new] for old, new in pairs.items()}
    return Succession(
        successor=successor,
        added=tuple(g for g in draft if g.ref not in kept),
        dropped=tuple(g for g in today if g.ref not in successor),
        changed=tuple(
            change
            for old, new in sorted(pairs.items())
            if (change := _change(today[old], draft[new])).fields
        ),
    )


def _matched(
    workspace: Workspace, today: Sequence[AnyGoal], draft: Sequence[AnyGoal]
) -> Iterator[tuple[int, int]]:
    """Best pairs first, each goal at most once."""
    if not today or not draft:
        return
    alike = _alike(workspace, today, draft)
    used: tuple[set[int], set[int]] = (set(), set())
    for place in np.argsort(-alike, axis=None, kind="stable"):
        old, new = divmod(int(place), len(draft))
        if alike[old, new] < 0:
            return
        if old not in used[0] and new not in used[1]:
            used[0].add(old)
            used[1].add(new)
            yield old, new


def _alike(
    workspace: Workspace, today: Sequence[AnyGoal], draft: Sequence[AnyGoal]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """How far each pair lies above the bar it has to take; below it is negative."""
    one, other = (workspace.embedder(goal_texts(goals)) for goals in (today, draft))
    cosine = one.astype(np.float64) @ other.T.astype(np.float64)
    for row, old in enumerate(today):
        for column, new in enumerate(draft):
            bar = _SAME_ID if old.id == new.id else _OTHER_ID
            cosine[row, column] = cosine[row, column] - bar if old.kind == new.kind else -1.0
    return cosine


def _change(old: AnyGoal, new: AnyGoal) -> GoalChange:
    return GoalChange(
        goal=new.ref, before=old.ref, name=goal_name(new), fields=dict(_fields(old, new))
    )


def _fields(old: AnyGoal, new: AnyGoal) -> Iterator[tuple[str, tuple[str, str]]]:
    """What differs, as people write it; a new cycle's own dates and baseline are expected."""
    for name, before, after in _compared(old, new):
        if before != after:
            yield name, (before or "none", after or "none")


def _compared(old: AnyGoal, new: AnyGoal) -> Iterable[tuple[str, str, str]]:
    yield "owner", old.owner or "", new.owner or ""
    if isinstance(old, KeyResult | Kpi) and isinstance(new, KeyResult | Kpi):
        yield "direction", old.direction or "", new.direction or ""
    if isinstance(old, KeyResult) and isinstance(new, KeyResult):
        yield "target", _value(old.target, old.unit), _value(new.target, new.unit)
    elif isinstance(old, Objective) and isinstance(new, Objective):
        yield "weight", _share(old.weight), _share(new.weight)
    else:
        yield "share", _share(getattr(old, "share", None)), _share(getattr(new, "share", None))


_CLASHES = {
    "direction": "pull one measure in opposite directions",
    "target": "set different targets for one measure",
}


def opposed_goals(proposed: Portfolio, changes: Succession) -> Iterator[Opposed]:
    """Say which goals of a draft can't all be had, and which turn round what people do today."""
    for change in changes.changed:
        before, after = change.fields.get("direction", ("", ""))
        if {before, after} == {"up", "down"}:
            name = goal_name(proposed.goal[change.goal])
            yield Opposed(goals=(change.goal,), text=f"{name} turns round, {before} until now")
    for found in contradictions(tuple(proposed.goal.values())):
        refs = tuple(goal.ref for goal in found.goals)
        yield Opposed(goals=refs, text=_opposed(found))


def _opposed(found: Contradiction) -> str:
    if found.clash == "shares":
        total = percent(sum(map(share_of, found.goals)))
        return f"weights and allowances add up to {total} %"
    names = " and ".join(goal_id(goal) for goal in found.goals)
    return f"{names} {_CLASHES[found.clash]}"


def _value(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:g} {unit}".strip()


def _share(value: float | None) -> str:
    return "" if value is None else f"{percent(value)} %"
