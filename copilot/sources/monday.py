"""Monday.com boards as workbooks: groups with a header each, subitems in tables of their own."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from copilot.portfolio import WorkItem

from .columns import ALIAS
from .file import SourceFile
from .reading import Reading
from .sheet import Cells, Row, Sheet, fold
from .table import Table

_ADDED = ["Group", "Parent item"]


class MondayBoard(Table):
    """`Subitems` beside `Name`, or the item id that Monday generates."""

    kind: ClassVar[str] = "monday-xlsx"
    generic: ClassVar[bool] = False
    marks = (
        frozenset({"name", "subitems"}),
        frozenset({"name", "item id auto generated"}),
    )
    own: ClassVar[dict[str, str]] = {
        "name": "title",
        "item id auto generated": "key",
        "subitems": "",
        "parent item": "parent",
        "group": "team",
        "timeline start": "started",
        "timeline end": "due",
        "date": "due",
        "owner": "assignee",
    }

    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem]:
        """Yield the items and subitems of every board."""
        for sheet in file.sheets:
            if self.fits(sheet):
                flat = _flat(sheet)
                reading.shown = sheet.shown
                yield from self._rows(flat, self.columns(flat), reading)


def _flat(sheet: Sheet) -> Sheet:
    """Make one table of a board: under its header every row with its group and parent."""

    def every() -> Iterator[Row]:
        yield sheet.first[sheet.header_row][0], [*sheet.header, *_ADDED]
        yield from _items(list(sheet.header), sheet.first[: sheet.header_row], sheet.rows())

    return Sheet(sheet.shown, every, sheet.unit)


def _items(header: Cells, above: Sequence[Row], rows: Iterator[Row]) -> Iterator[Row]:
    names = list(map(fold, header))
    group = _alone(above[-1][1]) if above else ""
    parent, inner = "", dict[int, int]()
    for (number, cells), (_, following) in pairwise(_ended(rows)):
        if fold(cells[0]) == "subitems":
            inner = _positions(cells, names)
        elif _is_header(cells, names):
            inner = {}
        elif _is_header(following, names) and _alone(cells):
            group = _alone(cells)
        elif inner and not cells[0].strip():
            yield number, [*_moved(cells, inner, len(header)), group, parent]
        else:
            parent, inner = cells[0], {}
            padded = [*cells, *[""] * len(header)][: len(header)]
            yield number, [*padded, group, ""]


def _ended(rows: Iterator[Row]) -> Iterator[Row]:
    yield from rows
    yield 0, [""]


def _alone(cells: Cells) -> str:
    """Return the text of a row in which nothing else stands."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return filled[0] if len(filled) == 1 else ""


def _is_header(cells: Cells, names: Sequence[str]) -> bool:
    return [fold(cell) for cell in cells][: len(names)] == list(names)


def _positions(cells: Cells, names: Sequence[str]) -> dict[int, int]:
    """Say under which column of the board each column of the subitems belongs."""
    fields = [MondayBoard.own.get(name, ALIAS.get(name, name)) for name in names]
    found: dict[int, int] = {}
    for place, name in enumerate(map(fold, cells)):
        field = MondayBoard.own.get(name, ALIAS.get(name, name))
        if field and field in fields:
            found[place] = fields.index(field)
    return found


def _moved(cells: Cells, positions: dict[int, int], width: int) -> Cells:
    made = [""] * width
    for place, to in positions.items():
        if place < len(cells):
            made[to] = cells[place]
    return made
