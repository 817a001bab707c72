"""The planning page: what is planned, what a few swaps would make of it, and why."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from copilot.portfolio import Ref

from .markup import harmless_page
from .shares import percent

_NAME, _COLUMN, _TITLE = 30, 13, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Effort of one bucket, as planned and with the swaps."""

    name: str
    goal: Ref | None
    planned: float
    proposed: float
    intended: float | None = None
    """Declared share, 0 to 1."""
    allowance: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """What the swaps do to one key result."""

    goal: Ref
    name: str
    """`KR1.1 ≥ 75 %`."""
    before: float
    after: float | None
    """None where nothing finished tells what such work moves."""
    low: float | None = None
    """80 % range of `after`, from the range of what the pulled work moves."""
    high: float | None = None
    references: int = 0
    """Finished items of the same goal and kind that it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One item on its way into the plan or out of it."""

    ref: Ref
    key: str
    title: str
    size: float | None
    why: str
    """`no goal`, `duplicate of LIN-352`, `helps KR1.1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Pull one, with what it waits for; park one, unless there is room."""

    pull: Move
    along: tuple[Move, ...]
    planned_before: tuple[str, ...]
    """Keys of its blockers that are planned already."""
    outside: tuple[str, ...]
    """Keys of its blockers that are not this team's."""
    park: Move | None
    gain: float
    """Relative to the value of the plan."""
    sure: float
    """Share of perturbed worlds in which it gains."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """All that the page may say."""

    title: str
    capacity: float
    unit: str
    rows: tuple[Row, ...]
    chances: tuple[Chance, ...]
    swaps: tuple[Swap, ...]
    not_judged: tuple[str, ...]
    unsized: int
    over: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]
    resting: tuple[str, ...]
    free: str = ""
    """What capacity stays free, and why."""
    source: Literal["template", "model"] = "template"
    """Who wrote the reasons of the swaps; the page has room for sentences, not for terms."""


def fallback(facts: PlanFacts) -> str:
    """Say it plainly, without a language model."""
    swapped = bool(facts.swaps)
    parts = [_head(facts)]
    parts += [_row(row, facts) for row in facts.rows]
    parts += [_chance(chance, swapped) for chance in facts.chances]
    parts += _swaps(facts.swaps, reasoned=facts.source == "model")
    if not swapped:
        parts.append("The plan stands: no swap gains 2 % and surely enough.")
    return harmless_page([*parts, *_notes(facts)])


def _head(facts: PlanFacts) -> str:
    title = f"{facts.title}, {facts.capacity:g} {facts.unit}"
    swaps = f"with {_count(len(facts.swaps), 'swap')}" if facts.swaps else ""
    return _line(title, "as planned", swaps)


def _line(name: str, planned: str, proposed: str = "", remark: str = "") -> str:
    short = name if len(name) < _NAME else f"{name[: _NAME - 2].rstrip()}…"
    cells = f"{planned:<{_COLUMN}}" + (f"{proposed:<{_COLUMN + 2}}" if proposed else "")
    apart = "" if cells.endswith(" ") else " "
    return f"{short:<{_NAME}}{cells}{apart}{remark}".rstrip()


def _row(row: Row, facts: PlanFacts) -> str:
    planned, proposed = (_cell(e, row, facts) for e in (row.planned, row.proposed))
    return _line(row.name, planned, proposed if facts.swaps else "", _intent(row))


def _cell(effort: float, row: Row, facts: PlanFacts) -> str:
    share = f" ({round(100 * effort / facts.capacity)} %)" if facts.capacity else ""
    return f"{effort:>6g}{share if row.intended is not None and not row.allowance else ''}"


def _intent(row: Row) -> str:
    if row.intended is None:
        return ""
    if row.allowance:
        return f"allowance {round(100 * row.intended)} %"
    middle = 100 * row.intended
    return f"intended {max(0, round(middle - 5))}–{min(100, round(middle + 5))} %"


def _chance(chance: Chance, swapped: bool) -> str:
    before = f"{percent(chance.before):>8}"
    name = f"P({chance.name})"
    if not swapped:
        return _line(name, before)
    if chance.after is None or chance.low is None or chance.high is None:
        return _line(name, before, "    no basis")
    spread = f"{percent(chance.low).removesuffix(' %')}–{percent(chance.high)}"
    return _line(
        name,
        before,
        f"{percent(chance.after):>8}",
        f"{spread}, from {chance.references} finished alike",
    )


def _swaps(swaps: Sequence[Swap], *, reasoned: bool) -> list[str]:
    pulls = [f"{n}  pull {_sized(s.pull)}{_with(s)}" for n, s in enumerate(swaps, 1)]
    width = max(map(len, pulls), default=0)
    return [
        line
        for p, s in zip(pulls, swaps, strict=True)
        for line in (f"{p:<{width}}  ← {_making_room(s)}", *_below(s, reasoned=reasoned))
    ]


def _below(swap: Swap, *, reasoned: bool) -> Iterator[str]:
    """What the two are about, below their keys; and why, where somebody put it in words."""
    moves = (swap.pull, swap.park) if swap.park else (swap.pull,)
    titles = [textwrap.shorten(move.title, _TITLE, placeholder="…") for move in moves]
    if any(titles):
        yield f"   {' ← '.join(titles)}"
    if reasoned and swap.reason:
        yield f"   {swap.reason}"


def _making_room(swap: Swap) -> str:
    if swap.park is None:
        return "there is room"
    return f"park {_sized(swap.park)}, {swap.park.why}"


def _with(swap: Swap) -> str:
    parts = [_sized(move) for move in swap.along]
    parts += [f"{key} (0 more)" for key in swap.planned_before]
    noun = "blocker" if len(parts) == 1 else "blockers"
    own = f" + its {noun} {', '.join(parts)}" if parts else ""
    outside = f"; waits for {', '.join(swap.outside)} of another team" if swap.outside else ""
    return own + outside


def _sized(move: Move) -> str:
    return f"{move.key} ({move.size:g})" if move.size is not None else f"{move.key} (no size)"


def _notes(facts: PlanFacts) -> list[str]:
    lines = [facts.free] if facts.free else []
    if facts.not_judged:
        count = _count(len(facts.not_judged), "ticket")
        lines.append(f"Not judged: {count} too thin ({', '.join(facts.not_judged)}).")
    if facts.over:
        lines.append(f"Does not fit: {', '.join(facts.over)}.")
    lines += [f"Cycle, not pulled: {_circle(cycle)}." for cycle in facts.cycles]
    if facts.resting:
        lines.append(f"Moved lately, left alone: {', '.join(facts.resting)}.")
    if facts.unsized:
        lines.append(f"{_count(facts.unsized, 'ticket')} without a size, taken as the usual one.")
    return lines


def _circle(cycle: Sequence[str]) -> str:
    return " waits for ".join((*cycle, cycle[0]))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
