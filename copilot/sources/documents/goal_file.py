"""The goal file of our own: YAML with cycle, objectives, KPIs, allowances and documents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from difflib import get_close_matches
from typing import Any

from copilot.analysis.quantities import numbers, parse_cycle, parse_due, parse_measure
from copilot.portfolio import (
    Allowance,
    AnyGoal,
    CheckIn,
    Cycle,
    Direction,
    Goal,
    KeyResult,
    Kpi,
    Objective,
    Place,
    is_likely,
)
from copilot.ports import Problem

from .foreign_keys import own_words
from .yaml_tree import LINE, load_yaml

_GOAL = ("id", "title", "definition", "owner")
_KEYS = {
    "file": ("cycle", "objectives", "kpis", "allowances", "documents"),
    "cycle": ("name", "start", "end"),
    "objective": (*_GOAL, "weight", "parent", "key_results"),
    "key result": (
        *_GOAL, "unit", "baseline", "target", "direction", "due", "committed", "check_ins",
    ),
    "KPI": (*_GOAL, "unit", "target", "direction", "check_ins"),
    "allowance": (*_GOAL, "share", "labels"),
    "check-in": ("at", "value", "note"),
}  # fmt: skip
_DIRECTIONS = ("up", "down", "maintain")


@dataclass(slots=True, kw_only=True)
class GoalFile:
    """Reads one file; `documents` are the globs it names, known once it has been read."""

    source: str
    shown: str
    zone: tzinfo
    documents: list[str] = field(default_factory=list)
    _cycle: Cycle | None = None
    _problems: list[Problem] = field(default_factory=list)

    def read(self, text: str) -> Iterator[AnyGoal | Problem]:
        """Yield goals in file order, and a problem for whatever had to be left out.

        Raises:
            SourceError: the YAML is malformed or a bomb.
        """
        for content, doubles in load_yaml(text, self.shown):
            for key, line in doubles:
                self.problem(
                    f"the key {key!r} stands twice, the last one counts; merge them", line
                )
            yield from self._document(own_words(content))
            yield from self._drained()

    def problem(self, message: str, line: int | None, *, lost: bool = False) -> None:
        """Note what was left out; `lost` where that is a whole goal."""
        place = Place(file=self.shown, line=line)
        self._problems.append(Problem(message=message, place=place, lost=lost))

    def _drained(self) -> list[Problem]:
        found, self._problems = self._problems, []
        return found

    def _document(self, content: Any) -> Iterator[AnyGoal]:
        if not isinstance(content, dict):
            if content is not None:
                self.problem(
                    "expected `objectives:` at the top; see the goal file format", 1, lost=True
                )
            return
        self._check(content, "file")
        self._cycle = self._read_cycle(content.get("cycle"))
        self.documents += [str(name) for name in _listed(content.get("documents"))]
        for number, entry in enumerate(self._entries(content, "objectives", "objective"), 1):
            yield from self._objective(entry, f"O{number}")
        for number, entry in enumerate(self._entries(content, "kpis", "KPI"), 1):
            yield from self._kpi(entry, f"K{number}")
        for number, entry in enumerate(self._entries(content, "allowances", "allowance"), 1):
            yield from self._allowance(entry, f"A{number}")

    def _check(self, entry: Mapping[str, Any], what: str) -> None:
        """Report keys that mean nothing here, with the nearest that does."""
        for key in entry:
            if key == LINE or key in _KEYS[what]:
                continue
            near = get_close_matches(str(key), _KEYS[what], 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_KEYS[what])}"
            self.problem(f"unknown key {str(key)!r} of a {what}; {hint}", entry[LINE])

    def _entries(self, entry: Mapping[str, Any], key: str, what: str) -> Iterator[dict[str, Any]]:
        """Yield the mappings of a list that have a title; plain text is a title."""
        for item in _listed(entry.get(key)):
            made = {"title": item, LINE: entry[LINE]} if isinstance(item, str) else item
            if not isinstance(made, dict) or not str(made.get("title") or "").strip():
                line = made[LINE] if isinstance(made, dict) else entry[LINE]
                self.problem(
                    f"a {what} without title was left out; give it a `title`", line, lost=True
                )
                continue
            self._check(made, what)
            yield made

    def _read_cycle(self, value: Any) -> Cycle | None:
        if isinstance(value, dict):
            self._check(value, "cycle")
            known = parse_cycle(str(value.get("name", "")))
            start, end = (self._day(value, key) for key in ("start", "end"))
            if start and end and end < start:
                self.problem(
                    f"the cycle ends ({end}) before it starts ({start}), and counts without these"
                    " dates; correct `start` or `end`",
                    value[LINE],
                )
                start = end = None
            return Cycle(
                name=str(value.get("name") or (f"{start}" if start else "cycle")),
                start=start or (known.start if known else None),
                end=end or (known.end if known else None),
            )
        if value is None:
            return parse_cycle(self.shown)
        return parse_cycle(str(value)) or Cycle(name=str(value))

    def _plain(self, entry: Mapping[str, Any], number: str) -> dict[str, Any]:
        return {
            "source": self.source,
            "id": str(entry.get("id") or number),
            "title": " ".join(str(entry["title"]).split()),
            "text": str(entry.get("definition") or ""),
            "owner": str(entry["owner"]) if entry.get("owner") else None,
            "cycle": self._cycle,
            "place": Place(file=self.shown, line=entry[LINE]),
        }

    def _objective(self, entry: Mapping[str, Any], number: str) -> Iterator[AnyGoal]:
        plain = self._plain(entry, number)
        parent = entry.get("parent")
        ref = (
            Goal(source=self.source, id=str(parent), title="", cycle=self._cycle).ref
            if parent
            else None
        )
        made = Objective(**plain, parent=ref, weight=self._share(entry, "weight"))
        yield made
        for count, child in enumerate(self._entries(entry, "key_results", "key result"), 1):
            yield self._key_result(child, f"{made.id}.KR{count}", made)

    def _key_result(self, entry: Mapping[str, Any], number: str, parent: Objective) -> KeyResult:
        plain = self._plain(entry, number)
        measure = parse_measure(plain["title"])
        baseline, target = self._number(entry, "baseline"), self._number(entry, "target")
        due = self._day(entry, "due") or parse_due(plain["title"], self._cycle)
        return KeyResult(
            **plain,
            parent=parent.ref,
            unit=str(entry.get("unit") or measure.unit),
            baseline=measure.baseline if baseline is None else baseline,
            target=measure.target if target is None else target,
            direction=self._direction(entry) or _way(baseline, target) or measure.direction,
            due=due,
            committed=bool(entry.get("committed", False)),
            check_ins=tuple(self._check_ins(entry)),
        )

    def _kpi(self, entry: Mapping[str, Any], number: str) -> Iterator[AnyGoal]:
        plain = self._plain(entry, number)
        measure = parse_measure(plain["title"])
        target = self._number(entry, "target")
        yield Kpi(
            **plain,
            unit=str(entry.get("unit") or measure.unit),
            target=measure.target if target is None else target,
            direction=self._direction(entry) or measure.direction,
            check_ins=tuple(self._check_ins(entry)),
        )

    def _allowance(self, entry: Mapping[str, Any], number: str) -> Iterator[AnyGoal]:
        labels = tuple(str(label) for label in _listed(entry.get("labels")))
        yield Allowance(
            **self._plain(entry, number), share=self._share(entry, "share"), labels=labels
        )

    def _check_ins(self, entry: Mapping[str, Any]) -> Iterator[CheckIn]:
        for item in _listed(entry.get("check_ins")):
            if not isinstance(item, dict):
                self.problem("a check-in needs `at` and `value`; it was left out", entry[LINE])
                continue
            self._check(item, "check-in")
            at, value = self._moment(item), self._number(item, "value")
            if at is not None and value is not None:
                yield CheckIn(at=at, value=value, note=str(item.get("note") or ""))
            elif "at" not in item or "value" not in item:
                self.problem("a check-in needs `at` and `value`; it was left out", item[LINE])

    def _number(self, entry: Mapping[str, Any], key: str) -> float | None:
        value = entry.get(key)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return None if value is None else float(value)
        found = numbers(str(value))
        if len(found) == 1 and not isinstance(value, bool):
            return found[0].value
        self.problem(f"`{key}: {value}` is no number; write it like 75", entry[LINE])
        return None

    def _share(self, entry: Mapping[str, Any], key: str) -> float | None:
        """Read `0.2` or `20 %`."""
        value = self._number(entry, key)
        if value is not None and "%" in str(entry[key]):
            value /= 100
        if value is not None and not 0 <= value <= 1:
            self.problem(f"`{key}: {entry[key]}` is no share; write it like 0.2", entry[LINE])
            return None
        return value

    def _day(self, entry: Mapping[str, Any], key: str) -> date | None:
        value = entry.get(key)
        if value is None:
            return None
        found = value if isinstance(value, date) else parse_due(f"by {value}", self._cycle)
        if found is None or not is_likely(found):
            self.problem(f"`{key}: {value}` is no date; write it like 2026-03-31", entry[LINE])
            return None
        return found.date() if isinstance(found, datetime) else found

    def _moment(self, entry: Mapping[str, Any]) -> datetime | None:
        value, day = entry.get("at"), self._day(entry, "at")
        if day is None:
            return None
        if not isinstance(value, datetime):
            value = datetime.combine(day, time())
        return value.replace(tzinfo=self.zone) if value.tzinfo is None else value

    def _direction(self, entry: Mapping[str, Any]) -> Any:
        value = entry.get("direction")
        if value is None or value in _DIRECTIONS:
            return value
        self.problem(f"`direction: {value}` is none of {', '.join(_DIRECTIONS)}", entry[LINE])
        return None


def _way(baseline: float | None, target: float | None) -> Direction | None:
    if baseline is None or target is None or baseline == target:
        return None
    return "up" if target > baseline else "down"


def _listed(value: Any) -> Sequence[Any]:
    """Return a list as it is, nothing as an empty one, and one thing as a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
