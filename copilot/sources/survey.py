"""A first pass over a table: how its dates are written and which row a name means."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from . import dates
from .columns import Columns
from .kinds import kind_of
from .reading import Reading, slug
from .sheet import Sheet, says_something

_DATES = ("created", "started", "done", "updated", "due", "flag")
_LINKS = ("parent", "epic", "depends_on", "blocks", "duplicates")
LINKED_NAME = re.compile(r"\s*(.+?)\s*\((?:https?://[^)]*|[^()]*\.(?:md|html))\)\s*,?")
_LAG = re.compile(r"(?<=\d)(?:FS|SS|FF|SF)(?:\s*[+-]\s*\d+\s*\w+)?(?=\s*(?:[,;]|$))")
"""How a predecessor is waited for, in MS Project and Smartsheet: `3FS +2d`."""
_SEPARATOR = re.compile(r"\s*[,;\n|]\s*")


@dataclass
class Survey:
    """What must be known of all rows before the first can be read."""

    us: dict[int, bool | None] = field(default_factory=dict)
    """By column: the month comes first in its numeric dates."""
    names: dict[str, str] = field(default_factory=dict)
    """Keys by key, by id and by title in lower case."""
    utc: set[int] = field(default_factory=set)
    """Columns whose name says that their times are UTC."""
    epics: set[str] = field(default_factory=set)
    cut: int = 0
    """Line of the row in which the file breaks off; 0 where it is whole."""

    def known(self, name: str) -> str:
        """Return the key that a key, id or title means; other text comes back."""
        name = name.strip()
        return self.names.get(name) or self.names.get(name.casefold()) or name

    def keys(self, cell: str) -> list[str]:
        """Return the keys of a cell: `PAY-1, PAY-2`, titles, titles with a link behind each."""
        cell = _LAG.sub("", cell.strip())
        if not cell:
            return []
        if cell in self.names or cell.casefold() in self.names:
            return [self.known(cell)]
        if linked := LINKED_NAME.findall(cell):
            return [self.known(name) for name in linked]
        return list(self._split(_SEPARATOR.split(cell)))

    def _split(self, parts: list[str]) -> Iterator[str]:
        """Take the longest run of parts that is a known title: titles hold commas too."""
        start = 0
        while start < len(parts):
            for end in range(min(len(parts), start + 8), start + 1, -1):
                whole = ", ".join(parts[start:end]).casefold()
                if whole in self.names:
                    yield self.names[whole]
                    start = end
                    break
            else:
                if parts[start]:
                    yield self.known(parts[start])
                start += 1


def survey(
    sheet: Sheet,
    columns: Columns,
    reading: Reading,
    *,
    headless: bool = False,
    containers: frozenset[str] = frozenset(),
) -> Survey:
    """Look at every row once and hold only what is needed."""
    utc = {place for place, name in enumerate(sheet.folded) if name.endswith(" utc")}
    result = Survey(utc=utc)
    ragged: list[tuple[int, int]] = []
    dated = [place for name in _DATES for place in columns.get(name, ())]
    linked = any(name in columns for name in _LINKS)
    ambiguous: set[int] = set()
    last: tuple[int, list[str]] = (0, [])
    position = 0
    for number, cells in sheet.entries(headless=headless):
        last = (number, cells)
        stray = not any(map(says_something, cells))
        if (
            not stray
            and len(cells) != len(sheet.header)
            and any(cells[len(sheet.header) :] or ["short"])
        ):
            ragged.append((number, len(cells)))
        _see_dates(cells, dated, result.us, ambiguous)
        if linked:
            position += 1
            _see_names(cells, columns, result, containers, position)
    _settle(result.us, ambiguous, reading)
    if _breaks_off(ragged, last, sheet):
        result.cut = ragged.pop()[0]
        reading.note(
            "the file breaks off in this row, which was left out; export it again, or end the row"
            " with a line break if it is whole",
            line=result.cut,
        )
    _note_ragged(ragged, last, len(sheet.header), sheet, reading)
    return result


def _see_dates(
    cells: list[str], dated: Iterable[int], us: dict[int, bool | None], ambiguous: set[int]
) -> None:
    for place in dated:
        if place < len(cells) and us.get(place) is None and len(cells[place]) > 5:
            text = cells[place].strip()
            us[place] = dates.month_first((text,))
            if us[place] is None and dates.is_ambiguous(text):
                ambiguous.add(place)


def _settle(us: dict[int, bool | None], ambiguous: set[int], reading: Reading) -> None:
    """Undecided columns follow the decided ones, then the configuration, then the zone."""
    decided = [value for value in us.values() if value is not None]
    american = reading.zone.key.startswith(("America/", "US/"))
    fallback = reading.us if reading.us is not None else (any(decided) if decided else american)
    if any(us.get(place) is None for place in ambiguous) and not decided and reading.us is None:
        order = "month/day" if american else "day/month"
        reading.note(
            f"dates like 03/04/2026 could mean two days and were read as {order}/year;"
            ' say dates = "month first" or "day first" for this source',
            lost=False,
        )
    for place, value in us.items():
        us[place] = fallback if value is None or reading.us is not None else value


def _see_names(
    cells: list[str], columns: Columns, result: Survey, containers: frozenset[str], at: int
) -> None:
    """Note by which names a row is called; without a key its number is one, as in Smartsheet."""

    def cell(name: str) -> str:
        places = columns.get(name, ())
        texts = (cells[p].strip() for p in places if p < len(cells))
        return next((text for text in texts if text and text != "null"), "")

    title = cell("title")
    key = cell("key") or cell("id") or slug(title)
    if kind_of(cell("kind")) == "epic" or cell("kind").casefold() in containers:
        result.epics.add(key)
    number = "" if {"key", "id"} & columns.keys() else str(at)
    for name in (title.casefold()[:500], cell("id"), key, number):
        if name:
            result.names.setdefault(name, key)


def _breaks_off(ragged: list[tuple[int, int]], last: tuple[int, list[str]], sheet: Sheet) -> bool:
    """Whether the last row, and no other, is short, and has no line break at its end."""
    width = len(sheet.header)
    short = [number for number, cells in ragged if cells < width]
    return short == [last[0]] and not sheet.ended()


def _note_ragged(
    ragged: list[tuple[int, int]],
    last: tuple[int, list[str]],
    width: int,
    sheet: Sheet,
    reading: Reading,
) -> None:
    number, cells = last
    if ragged and ragged[-1][0] == number and len(cells) < width and "\n" in cells[-1]:
        ragged.pop()
        reading.note(
            "the last row breaks off inside a quoted cell; export the file again", line=number
        )
    if ragged:
        first, count = ragged[0]
        others = f", {len(ragged) - 1} more rows are like it" if ragged[1:] else ""
        reading.note(
            f"this row has {count} field{'s' * (count > 1)}, expected {width}{others}; missing"
            " ones were read as empty, surplus ones left out; quote text that holds the separator",
            line=first if sheet.unit == "line" else None,
            row=first if sheet.unit == "row" else None,
            lost=False,
        )
