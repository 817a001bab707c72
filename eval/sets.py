"""Cases of the alignment suites: goals, items and the links that people made between them.

A set is one organisation's folder `goals.jsonl, items.jsonl, links.jsonl`; it is judged period by
period, because the goals that compete for an item are those of its own period.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np
from numpy.typing import NDArray

from copilot.errors import InputError
from copilot.portfolio import (
    AnyGoal,
    Cycle,
    KeyResult,
    Kind,
    Objective,
    Ref,
    Status,
    WorkItem,
    make_ref,
    to_json,
)

OWN_CASES = Path(__file__).parent / "cases"
Row = Mapping[str, Any]
Flags = NDArray[np.bool_]

_STATUS = {
    "open": Status.PLANNED,
    "closed": Status.DONE,
    "in_progress": Status.ACTIVE,
    **{s.value: s for s in Status},
}


@dataclass(frozen=True, kw_only=True)
class Period:
    """The items and goals of one organisation in one period, and what is true of them."""

    set: str
    name: str
    items: tuple[WorkItem, ...]
    goals: tuple[AnyGoal, ...]
    direct: Flags
    """Item i was put under goal j: shape (items, goals)."""
    related: Flags
    """Direct links and those to the ancestors of a direct goal."""
    unaligned: Flags
    """Somebody says that the item serves no goal: shape (items,)."""
    roots: NDArray[np.int64]
    """Number of each goal's outermost ancestor inside the period: shape (goals,)."""
    reasons: tuple[str, ...]
    """Why an item serves no goal, empty where it does or nobody knows."""
    expected: tuple[str, ...] = ()
    """Verdict a reader would give, empty where nobody said."""
    harmed: Mapping[str, str] | None = None
    """Goal id an item works against, by item id."""

    def only_goals(self, keep: Flags) -> "Period":
        """The same items with a part of the goals."""
        return replace(
            self,
            goals=tuple(goal for goal, stays in zip(self.goals, keep, strict=True) if stays),
            direct=self.direct[:, keep],
            related=self.related[:, keep],
            roots=self.roots[keep],
        )

    @property
    def linked(self) -> Flags:
        """Items with at least one direct link."""
        return np.asarray(self.direct.any(axis=1))

    @cached_property
    def bodies(self) -> dict[Ref, str]:
        """Body texts by reference, in the form the product passes them."""
        return {item.ref: item.body for item in self.items}

    @cached_property
    def clusters(self) -> list[str]:
        """The group of each item: its first direct goal, else the item alone."""
        return [
            f"{self.set}/{self.name}/{self.goals[int(row.argmax())].id if row.any() else item.id}"
            for item, row in zip(self.items, self.direct, strict=True)
        ]


@dataclass(frozen=True, kw_only=True)
class CaseSet:
    """One organisation."""

    name: str
    periods: tuple[Period, ...]

    @cached_property
    def items(self) -> tuple[WorkItem, ...]:
        """Every item, period after period."""
        return tuple(item for period in self.periods for item in period.items)

    @cached_property
    def goals(self) -> tuple[AnyGoal, ...]:
        """Every goal, period after period."""
        return tuple(goal for period in self.periods for goal in period.goals)

    @cached_property
    def digest(self) -> str:
        """Hash of everything in the set, the key under which answers are kept."""
        texts = [to_json(record) for record in (*self.items, *self.goals)]
        parts = texts + [period.direct.tobytes().hex() for period in self.periods]
        return blake2b(
            "\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=8
        ).hexdigest()


def read_sets(folder: Path | None = None) -> tuple[CaseSet, ...]:
    """Read every set below a folder, in name order; without a folder the project's own.

    Raises:
        InputError: there is no set, or a line is no JSON.
    """
    root = OWN_CASES if folder is None else folder
    found = sorted(
        path.parent for path in (*root.glob("links.jsonl"), *root.glob("*/links.jsonl"))
    )
    if not found:
        raise InputError(
            f"{root}: no set here; expected <set>/goals.jsonl, items.jsonl, links.jsonl"
        )
    return tuple(read_set(path) for path in found)


def folder_with(name: str, folder: Path | None) -> Path:
    """The given folder where it has cases of that name, else the project's own."""
    return folder if folder is not None and (folder / name).is_dir() else OWN_CASES


def read_set(folder: Path) -> CaseSet:
    """Read one organisation; items of a period without goals have nothing to be judged against."""
    rows = {
        name: list(read_rows(folder / f"{name}.jsonl")) for name in ("goals", "items", "links")
    }
    with_goals = {str(row.get("period")) for row in rows["goals"]}
    periods = sorted(with_goals & {str(row.get("period")) for row in rows["items"]})
    return CaseSet(
        name=folder.name,
        periods=tuple(_period(folder.name, period, rows) for period in periods),
    )


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSONL file; a line that is none is an InputError with its number."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise InputError(f"{path}, line {number}: no JSON ({error})") from error


def _period(set_name: str, name: str, rows: Mapping[str, list[dict[str, Any]]]) -> Period:
    goals = tuple(build_goal(set_name, r) for r in rows["goals"] if str(r.get("period")) == name)
    mine = [r for r in rows["items"] if str(r.get("period")) == name]
    items = tuple(build_item(set_name, r) for r in mine)
    direct = np.zeros((len(items), len(goals)), dtype=np.bool_)
    related = direct.copy()
    row_of = {item.id: i for i, item in enumerate(items)}
    column_of = {goal.id: j for j, goal in enumerate(goals)}
    for link in rows["links"]:
        i, j = row_of.get(link["item_id"]), column_of.get(link["goal_id"])
        if i is not None and j is not None and link.get("label", 1):
            related[i, j] = True
            direct[i, j] |= link.get("level", "direct") == "direct"
    return Period(
        set=set_name,
        name=name,
        items=items,
        goals=goals,
        direct=direct,
        related=related,
        roots=roots_of(goals),
        unaligned=np.array([bool(r.get("unaligned")) for r in mine], dtype=np.bool_),
        reasons=tuple(str(r.get("unaligned") or "") for r in mine),
        expected=tuple(str(r.get("expected") or "") for r in mine),
        harmed={r["id"]: r["against"] for r in mine if r.get("against")},
    )


def roots_of(goals: tuple[AnyGoal, ...]) -> NDArray[np.int64]:
    """Column of each goal's outermost ancestor among these goals."""
    column = {goal.ref: j for j, goal in enumerate(goals)}
    roots = np.array([column.get(g.parent or "", j) for j, g in enumerate(goals)], dtype=np.int64)
    for _ in goals:
        roots = roots[roots]
    return roots


def build_goal(set_name: str, row: Row) -> AnyGoal:
    """One goal row as a domain value; everything that is no key result is an objective."""
    kind = KeyResult if row.get("kind") == "key_result" else Objective
    cycle = Cycle(name=str(row.get("period")))
    parent = row.get("parent_id")
    owner = row.get("owner") or []
    return kind(
        source=set_name,
        id=row["id"],
        title=row["title"],
        text=row.get("text") or "",
        owner=owner[0] if owner else None,
        parent=make_ref(set_name, f"{cycle.name}/{parent}") if parent else None,
        cycle=cycle,
    )


def build_item(set_name: str, row: Row) -> WorkItem:
    """One item row as a domain value."""
    native = str(row.get("type") or "")
    epic = row.get("epic")
    return WorkItem(
        source=set_name,
        id=row["id"],
        key=row["id"],
        title=row["title"],
        body=row.get("description") or "",
        kind=cast("Kind", native) if native in get_args(Kind) else "task",
        native_kind=native,
        status=_STATUS.get(str(row.get("status") or "").lower(), Status.PLANNED),
        native_status=str(row.get("status") or ""),
        epic=make_ref(set_name, epic) if epic else None,
        labels=tuple(row.get("labels") or ()),
        team=row.get("team"),
        period=str(row.get("period")),
        created=_moment(row["created"]) if row.get("created") else None,
        stated_goals=tuple(row.get("stated") or ()),
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
