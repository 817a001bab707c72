"""Goals as JSON objects: `kind` goal, objective, key_result, kpi or allowance."""

from collections.abc import Mapping
from typing import Any, Final

from copilot.portfolio import (
    Allowance,
    AnyGoal,
    CheckIn,
    Cycle,
    Direction,
    KeyResult,
    Kpi,
    Objective,
    Place,
    Ref,
    make_ref,
)

from .cleaning import clean, cut, one_line
from .dates import cycle_days
from .json_lines import Entry
from .plain import number, table, tables, text, texts
from .reading import Reading

_KINDS: Final = {"goal", "objective", "key_result", "kpi", "allowance"}
_DIRECTIONS: Final[Mapping[str, Direction]] = {"up": "up", "down": "down", "maintain": "maintain"}


def is_goal(entry: Entry) -> bool:
    """Whether `kind` says that it is a goal; an item's `type` never does."""
    return entry.get("kind") in _KINDS and bool(entry.get("title"))


def period_of(entry: Entry) -> str:
    """Name of the goal's cycle, empty where it has none."""
    return one_line(text(entry.get("period") or entry.get("cycle")))


def goal_of(entry: Entry, periods: Mapping[str, str], reading: Reading, line: int) -> AnyGoal:
    """Build the goal; its parent is looked for in the parent's own period."""
    title = one_line(text(entry["title"]))
    shared: dict[str, Any] = {
        "source": reading.name,
        "id": one_line(text(entry.get("id"))) or title,
        "title": title,
        "text": cut(clean(text(entry.get("text") or entry.get("description")))),
        "owner": ", ".join(texts(entry.get("owner"))) or None,
        "parent": _parent(entry, periods, reading),
        "cycle": _cycle(entry, reading),
        "place": Place(file=reading.shown, line=line),
    }
    measure: dict[str, Any] = {
        "unit": text(entry.get("unit")),
        "target": number(entry.get("target")),
        "direction": _DIRECTIONS.get(text(entry.get("direction"))),
        "check_ins": _check_ins(entry, reading),
    }
    kind = entry["kind"]
    if kind == "key_result":
        return KeyResult(
            **shared,
            **measure,
            baseline=number(entry.get("baseline")),
            due=reading.day(text(entry.get("due"))),
            committed=bool(entry.get("committed")),
        )
    if kind == "kpi":
        return Kpi(**shared, **measure)
    if kind == "allowance":
        return Allowance(
            **shared, share=number(entry.get("share")), labels=tuple(texts(entry.get("labels")))
        )
    return Objective(**shared, weight=number(entry.get("weight")))


def _parent(entry: Entry, periods: Mapping[str, str], reading: Reading) -> Ref | None:
    parent = one_line(text(entry.get("parent_id") or entry.get("parent")))
    if not parent:
        return None
    if ":" in parent:
        return reading.ref(parent)
    period = periods.get(parent, period_of(entry))
    return make_ref(reading.name, f"{period}/{parent}" if period else parent)


def _cycle(entry: Entry, reading: Reading) -> Cycle | None:
    name = period_of(entry)
    if not name:
        return None
    given = table(entry.get("cycle"))
    start, end = cycle_days(name) or (None, None)
    return Cycle(
        name=name,
        start=reading.day(text(given.get("start"))) or start,
        end=reading.day(text(given.get("end"))) or end,
    )


def _check_ins(entry: Entry, reading: Reading) -> tuple[CheckIn, ...]:
    found = (
        (reading.when(text(one.get("at"))), number(one.get("value")), text(one.get("note")))
        for one in tables(entry.get("check_ins"))
    )
    return tuple(
        CheckIn(at=at, value=value, note=note)
        for at, value, note in found
        if at is not None and value is not None
    )
