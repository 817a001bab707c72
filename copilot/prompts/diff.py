"""What a change of strategy would move: three lines, or a pull-request comment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from copilot.portfolio import Ref

from .digest_page import escaped
from .markup import harmless_page

Fate = Literal["loses its goal", "newly serves", "may serve", "rises", "falls", "unchanged"]
_SHOWN, _FEW = 5, 3
_LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChange:
    """A goal that goes on, otherwise."""

    goal: Ref
    before: Ref
    name: str
    fields: Mapping[str, tuple[str, str]]
    """Name of the field to what it was and what it will be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One open item under both strategies."""

    ref: Ref
    key: str
    title: str
    fate: Fate
    before: Ref | None
    after: Ref | None
    effort: float | None
    assignee: str | None
    team: str | None
    begun: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A goal of the draft that open work does not carry."""

    goal: Ref
    name: str
    items: int
    sized: int
    perhaps: tuple[str, ...] = ()
    """Keys of open work that may help it, where none does for sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Open work that a goal of the draft makes wrong."""

    item: Ref
    key: str
    title: str
    goal: Ref
    name: str
    because: str = ""
    """What it would do, in the words of the check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposed:
    """Goals of the draft that can't all be had."""

    goals: tuple[Ref, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffFacts:
    """All that the comparison may say."""

    added: tuple[str, ...]
    """Ids with titles: `O4 “EU data residency”`."""
    dropped: tuple[str, ...]
    changed: tuple[str, ...]
    """`KR1.1 activation 75 → 80 %`."""
    items: tuple[Moved, ...]
    serve: tuple[str, ...]
    """Ids of the new goals that items serve."""
    lean: tuple[str, ...] = ()
    """Ids of the new goals that items may serve."""
    gaps: tuple[Gap, ...]
    conflicts: tuple[Conflict, ...]
    opposed: tuple[Opposed, ...] = ()


def fallback(facts: DiffFacts) -> str:
    """Say it plainly, in a few lines."""
    lines = [_goals(facts), _items(facts)]
    stops = stopped(facts.items)
    if stops:
        lines.append(f"Stops in progress: {_keys(stops)}{_points(stops)}.")
    lines += [*_gaps(facts.gaps), *_conflicts(facts.conflicts), *_opposed(facts.opposed)]
    return harmless_page(lines)


def as_markdown(facts: DiffFacts, name: str) -> str:
    """A comment under a pull request: the same lines, and every item that moves to fold out."""
    parts = [f"### Strategy diff: {escaped(name)}", *map(_bold, fallback(facts).splitlines())]
    moved = [m for m in facts.items if m.fate != "unchanged"]
    if moved:
        rows = [_row(m) for m in moved[:_LISTED]]
        more = [f"| … | {len(moved) - _LISTED} more | | | |"] if len(moved) > _LISTED else []
        head = ["| item | | fate | points | who |", "| --- | --- | --- | --- | --- |"]
        table = "\n".join([*head, *rows, *more])
        summary = f"<summary>{len(moved)} items that move</summary>"
        parts.append(f"<details>{summary}\n\n{table}\n\n</details>")
    return "\n\n".join(parts)


def stopped(items: Iterable[Moved]) -> list[Moved]:
    """Work in progress that would lose its goal, largest first."""
    found = [m for m in items if m.begun and m.fate == "loses its goal"]
    return sorted(found, key=lambda m: (-(m.effort or 0), m.key))


def _goals(facts: DiffFacts) -> str:
    parts = [
        _some(facts.changed),
        f"new: {', '.join(facts.added)}" if facts.added else "",
        f"dropped: {', '.join(facts.dropped)}" if facts.dropped else "",
    ]
    return "   ".join(filter(None, parts)) or "The goals stay as they are."


def _some(changes: Sequence[str]) -> str:
    more = f"{len(changes) - _FEW} more changes" if len(changes) > _FEW + 1 else ""
    return "; ".join([*changes[:_FEW], more] if more else changes)


def _items(facts: DiffFacts) -> str:
    lost = _of(facts, "loses its goal")
    served = _of(facts, "newly serves")
    goals, leant = (f" {_joined(names) or 'a goal'}" for names in (facts.serve, facts.lean))
    parts = [
        _part(len(_of(facts, "rises")), "rises", "rise"),
        _part(len(_of(facts, "falls")), "falls", "fall"),
        _part(len(lost), "loses its goal", "lose their goal") + _people(lost),
        _part(len(served), f"now serves{goals}", f"now serve{goals}"),
        _part(len(_of(facts, "may serve")), *[f"may serve{leant}, not sure"] * 2),
        f"{len(_of(facts, 'unchanged'))} unchanged",
    ]
    return f"{len(facts.items)} open items:  {' · '.join(filter(None, parts))}"


def _of(facts: DiffFacts, fate: Fate) -> list[Moved]:
    return [m for m in facts.items if m.fate == fate]


def _part(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _people(items: Sequence[Moved]) -> str:
    """`(121 pts, 3 people on Retention)`."""
    people = {m.assignee for m in items if m.assignee}
    teams = sorted({m.team for m in items if m.team})
    where = f" on {_joined(teams)}" if teams else ""
    who = f"{len(people)} {'person' if len(people) == 1 else 'people'}{where}" if people else ""
    told = ", ".join(filter(None, (_sum(items), who)))
    return f" ({told})" if told else ""


def _sum(items: Iterable[Moved]) -> str:
    points = sum(m.effort or 0 for m in items)
    return f"{points:g} pts" if points else ""


def _points(items: Sequence[Moved]) -> str:
    return f" ({_sum(items)})" if _sum(items) else ""


def _keys(items: Sequence[Moved]) -> str:
    shown = [f"{m.key}{f' {m.assignee}' if m.assignee else ''}" for m in items[:_SHOWN]]
    more = [f"{len(items) - _SHOWN} more"] if len(items) > _SHOWN else []
    return ", ".join([*shown, *more])


def _gaps(gaps: Sequence[Gap]) -> list[str]:
    if not gaps:
        return []
    return [f"Uncovered: {'; '.join(map(_gap, gaps[:_SHOWN]))}."]


def _gap(gap: Gap) -> str:
    if not gap.items:
        return f"{gap.name} has no open work{_perhaps(gap.perhaps)}"
    noun = "item" if gap.items == 1 else "items"
    return f"{gap.name} has {gap.items} {noun}, none sized"


def _perhaps(keys: Sequence[str]) -> str:
    if not keys:
        return ""
    more = f" and {len(keys) - _FEW} more" if len(keys) > _FEW else ""
    return f" for sure (perhaps {', '.join(keys[:_FEW])}{more})"


def _conflicts(conflicts: Sequence[Conflict]) -> list[str]:
    if not conflicts:
        return []
    return [f"Starts conflicts: {'; '.join(map(_conflict, conflicts[:_SHOWN]))}."]


def _conflict(conflict: Conflict) -> str:
    because = f" ({conflict.because})" if conflict.because else ""
    return f"{conflict.key} “{conflict.title}” possibly works against {conflict.name}{because}"


def _opposed(opposed: Sequence[Opposed]) -> list[str]:
    return [f"Goals contradict: {'; '.join(o.text for o in opposed[:_SHOWN])}."] if opposed else []


def _joined(names: Sequence[str]) -> str:
    """`A, B and C`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _bold(line: str) -> str:
    label, colon, rest = line.partition(":")
    short = colon and len(label) < 30
    return f"**{escaped(label)}:**{escaped(rest)}" if short else escaped(line)


def _row(item: Moved) -> str:
    effort = f"{item.effort:g}" if item.effort is not None else ""
    cells = (item.key, item.title, _fate(item), effort, item.assignee or "")
    return f"| {' | '.join(escaped(c) for c in cells)} |"


def _fate(item: Moved) -> str:
    before, after = (r.rpartition("/")[2] if r else "–" for r in (item.before, item.after))
    return item.fate if before == after else f"{item.fate} ({before} → {after})"
