"""Any table with a title column: by the names of its columns, or by a map in the configuration."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from copilot.errors import SourceError
from copilot.portfolio import Status, WorkItem

from .columns import Columns, columns_of, configured
from .draft import Draft
from .file import SourceFile
from .guess import guess, written
from .headless import headless_columns, is_headless
from .mentions import key_in, waits
from .reading import Reading
from .sheet import Sheet, says_something
from .statuses import status_of
from .survey import LINKED_NAME, Survey, survey

_EFFORT = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(?:points?|pts?|sp|h|hrs?|hours?|d|days?|stunden|tage|pt)?",
    re.IGNORECASE,
)
_DURATION = re.compile(r"(?=\d)(?:(\d+)w)?\s?(?:(\d+)d)?\s?(?:(\d+)h)?\s?(?:(\d+)m)?")
"""`1d 4h` in hours, as YouTrack and Jira count: days of 8, weeks of 5 days."""
_TELLING = {"body", "status", "effort", "assignee"}
"""Fields worth a word where a column may hold them and is not read."""
_LIST = re.compile(r"\s*[,;\n]\s*")
_UTC = ZoneInfo("UTC")
_ENTRIES = re.compile(r"\s*[;\n|]\s*")
_OPEN = {Status.PLANNED, Status.ACTIVE, None}
_TRUE = {
    "true",
    "yes",
    "y",
    "1",
    "x",
    "✓",
    "✔",
    "✅",
    "☑",
    "done",
    "ja",
    "wahr",
    "oui",
    "sí",
    "checked",
}
_FALSE = {"false", "no", "n", "0", "nein", "falsch", "non", "unchecked", "☐", "-"}


@dataclass(slots=True)
class Line:
    """One row, by field."""

    cells: list[str]
    columns: Columns
    survey: Survey
    reading: Reading

    def get(self, field: str) -> str:
        """First filled cell of the field."""
        for place in self.columns.get(field, ()):
            if place < len(self.cells) and (text := self.cells[place].strip()):
                return text
        return ""

    def all(self, field: str) -> list[str]:
        """Every filled cell of the field."""
        cells = self.cells
        places = self.columns.get(field, ())
        return [cells[p].strip() for p in places if p < len(cells) and cells[p].strip()]

    def many(self, field: str) -> list[str]:
        """Every value of the field, cells split at commas, semicolons and line ends."""
        return [part for cell in self.all(field) for part in _LIST.split(cell.strip("[]")) if part]

    def keys(self, field: str) -> list[str]:
        """Keys of other items."""
        return [key for cell in self.all(field) for key in self.survey.keys(cell)]

    def key(self, field: str) -> str:
        """Key of one other item."""
        cell = self.get(field)
        if not cell:
            return ""
        return self.survey.known(cell) if len(cell) < 30 else (self.survey.keys(cell) or [""])[0]

    def when(self, field: str, *, end: bool = False) -> datetime | None:
        """Moment in the first filled cell of the field; of a range its start, or its end."""
        for place in self.columns.get(field, ()):
            if place < len(self.cells) and self.cells[place]:
                us = bool(self.survey.us.get(place))
                zone = _UTC if place in self.survey.utc else self.reading.zone
                text = self.cells[place].split("→")[-1 if end else 0]
                return self.reading.moment(text, zone, us=us, column=field)
        return None

    def day(self, field: str) -> date | None:
        """Date in the first filled cell of the field; of a range its end."""
        found = self.when(field, end=True)
        return found.astimezone(self.reading.zone).date() if found else None

    def goals(self) -> list[str]:
        """Goals as named in their columns; a comma splits ids, never titles."""
        found: list[str] = []
        for cell in self.all("goals"):
            if linked := LINKED_NAME.findall(cell):
                found += linked
                continue
            for part in _ENTRIES.split(cell):
                names = part.split(",")
                found += names if not any(" " in name.strip() for name in names) else [part]
        return found

    def effort(self) -> float | None:
        """Points or hours; T-shirt sizes and the like are unknown."""
        text = self.get("effort")
        if hours := _DURATION.fullmatch(text):
            return sum(
                int(n or 0) * h for n, h in zip(hours.groups(), (40, 8, 1, 1 / 60), strict=True)
            )
        found = _EFFORT.fullmatch(text)
        return float(found[1].replace(",", ".")) if found else None


class Table:
    """Reader of any table; the readers of single tools refine it."""

    kind: ClassVar[str] = "table"
    generic: ClassVar[bool] = True
    own: ClassVar[Mapping[str, str]] = {}
    """The tool's own meaning of column names (folded), before the common one."""
    containers: ClassVar[frozenset[str]] = frozenset()
    """Types (in lower case) that hold stories here, though elsewhere they are stories."""
    marks: ClassVar[tuple[frozenset[str], ...]] = ()
    """Sets of column names (folded), each of which only this tool's exports hold."""

    def recognises(self, file: SourceFile) -> bool:
        """Whether some sheet of the file has this tool's columns, or looks like a table."""
        if self.marks:
            return any(self.fits(sheet) for sheet in file.sheets)
        return any(s.is_even or self._is_plain_list(s) for s in file.sheets)

    def _is_plain_list(self, sheet: Sheet) -> bool:
        named = "title" in self.columns(sheet)
        return named and (len(sheet.header) > 1 or all(len(row) == 1 for _, row in sheet.first))

    def fits(self, sheet: Sheet) -> bool:
        """Whether the sheet has the columns by which the tool is known."""
        names = set(sheet.folded)
        return any(mark <= names for mark in self.marks)

    def columns(self, sheet: Sheet) -> Columns:
        """Assign the sheet's columns to fields."""
        return columns_of(sheet.header, self.own)

    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem]:
        """Yield the items of every sheet that has a title column."""
        sheets = self._usable(file.sheets, reading)
        if not sheets:
            sheet = max(file.sheets, key=lambda sheet: len(sheet.first), default=None)
            if sheet is None or not sheet.first:
                raise SourceError(f"{file.shown}: holds no rows; export it again")
            columns = headless_columns(sheet, reading)
            yield from self._rows(sheet, columns, reading, headless=True)
        for sheet, columns in sheets:
            reading.shown = sheet.shown
            yield from self._rows(sheet, columns, reading)

    def _usable(self, sheets: Iterable[Sheet], reading: Reading) -> list[tuple[Sheet, Columns]]:
        usable = []
        for sheet in sheets:
            columns = self.columns(sheet)
            if (
                sheet.first
                and reading.columns
                and not all(isinstance(name, int) for name in reading.columns.values())
            ):
                columns = configured(sheet.header, reading.columns, sheet.shown, columns)
            if "title" in columns and not is_headless(sheet):
                usable.append((sheet, columns))
        return usable

    def _rows(
        self, sheet: Sheet, columns: Columns, reading: Reading, *, headless: bool = False
    ) -> Iterator[WorkItem]:
        if self.generic and not headless and not reading.columns:
            _propose(sheet, columns, reading)
        seen = survey(sheet, columns, reading, headless=headless, containers=self.containers)
        empty = True
        for number, cells in sheet.entries(headless=headless):
            if number == seen.cut:
                continue
            line = Line(cells, columns, seen, reading)
            draft = self.draft(line)
            draft.shifted = any(cell.strip() for cell in cells[len(sheet.header) :])
            if says_something(draft.title) or says_something(draft.key):
                empty = False
                where = {"line": number} if sheet.unit == "line" else {"row": number}
                yield reading.item(draft, **where)
        if empty:
            reading.note("there are no items below the header; export it again with its items")

    def draft(self, line: Line) -> Draft:
        """Fill in what the columns hold."""
        body = "\n\n".join(line.all("body"))
        if criteria := line.get("criteria"):
            body = f"{body}\n\n## Acceptance criteria\n\n{criteria}".strip()
        epic = line.key("epic")
        parent = line.key("parent") or epic
        draft = Draft(
            id=line.get("id"),
            key=line.get("key") or line.get("id") or key_in(line.get("url")) or "",
            title=line.get("title"),
            body=body,
            url=line.get("url"),
            kind=line.get("kind"),
            known_kind="epic" if line.get("kind").casefold() in self.containers else None,
            status=line.get("status"),
            category=line.get("category"),
            resolution=line.get("resolution"),
            parent=parent,
            epic=epic or (parent if parent in line.survey.epics else ""),
            depends_on=line.keys("depends_on"),
            blocks=line.keys("blocks"),
            duplicates=line.keys("duplicates"),
            effort=line.effort(),
            team=line.get("team"),
            assignee=line.get("assignee"),
            priority=line.get("priority"),
            labels=line.many("labels"),
            iteration=(line.all("iteration") or [""])[-1],
            period=line.get("period"),
            created=line.when("created"),
            started=line.when("started"),
            done=line.when("done"),
            updated=line.when("updated"),
            due=line.day("due"),
            comments=[line.reading.comment(text) for text in line.all("comments")],
            goals=line.goals(),
        )
        _flagged(draft, line)
        for cell in line.all("relations"):
            for relation, key in waits(cell):
                getattr(draft, relation).append(key.lstrip("#"))
        _ranked(draft, line)
        return draft


def _propose(sheet: Sheet, columns: Columns, reading: Reading) -> None:
    """Say once which columns were not read, and what they look like."""
    proposal = guess(sheet, columns)
    if proposal.keys() & _TELLING:
        unread = ", ".join(f'"{" ".join(name.split())}"' for name in proposal.values())
        reading.note(
            f"not read: {unread}; if the columns are what they look like, say so in copilot.toml:"
            f" {written(proposal)}",
            lost=False,
        )


def _flagged(draft: Draft, line: Line) -> None:
    """A column `Completed` may tick the item off or say when that was."""
    if line.get("blocked").casefold() in _TRUE and status_of(draft.status) in _OPEN:
        draft.category = "blocked"
    if draft.done and not draft.status:
        draft.category = draft.category or "done"
    flag = line.get("flag")
    if not flag:
        return
    if flag.casefold() in _TRUE | _FALSE:
        draft.category = draft.category or ("done" if flag.casefold() in _TRUE else "")
        draft.status = draft.status or ("" if flag.casefold() in _FALSE else "Completed")
    else:
        draft.done = draft.done or line.when("flag")
        if draft.done and not draft.status:
            draft.category = "done"


def _ranked(draft: Draft, line: Line) -> None:
    """A rank is kept where it is a number."""
    try:
        draft.rank = float(line.get("rank")) if line.get("rank") else None
    except ValueError:
        draft.rank = None
