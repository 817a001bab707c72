"""CSV and workbooks to an outline: one table a sheet."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from copilot.analysis.quantities import parse_cycle
from copilot.errors import SourceError
from copilot.portfolio import Place
from copilot.sources.columns import columns_of
from copilot.sources.file import SourceFile
from copilot.sources.sheet import Row as SheetRow
from copilot.sources.sheet import Sheet

from .columns import column_roles
from .inline import clean_line
from .outline import Cell, Document, Node, Row, nest
from .sections import section_role
from .vocabulary import Role, read_label

_WORK = """status assignee labels effort created updated done iteration epic parent depends_on
    blocks rank priority kind"""
_KINDS = re.compile(r"objective|key result|kr|goal|kpi", re.IGNORECASE)
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_MANY = 4
"""So many columns of a tracker make a table one of work."""


def read_sheets(file: SourceFile) -> Document:
    """Read every sheet as a table of a section of goals."""
    if file.path.suffix.lower() in _WORKBOOKS and not file.is_text and not file.sheets:
        raise SourceError(f"{file.shown}: is no readable workbook; save it again as XLSX or CSV")
    root = Node(kind="root", place=Place(file=file.shown))
    sheets = [sheet for sheet in file.sheets if not _is_work(sheet)]
    nodes = [node for sheet in sheets for node in _sheet(sheet, file.shown)]
    work = bool(file.sheets) and not sheets
    above = (node.text for node in nodes if node.kind == "text")
    period = next((text for text in above if parse_cycle(text)), "")
    return Document(
        root=nest(nodes, root), file=file.shown, front={"period": period}, goals=True, work=work
    )


def _is_work(sheet: Sheet) -> bool:
    """Say whether the columns are a tracker's; tables of goals have few of them."""
    found = set(columns_of(sheet.header))
    cells = tuple(Cell(text=name) for name in sheet.header)
    goal_columns = set(column_roles(Row(cells=cells, place=Place(file=sheet.shown))))
    stated = "key_result" in goal_columns or {"objective", "target"} <= goal_columns
    rows = sheet.first[sheet.header_row + 1 :]
    typed = any(_KINDS.fullmatch(cell.strip()) for _, cells in rows for cell in cells)
    return (
        "title" in found
        and not (stated or typed)
        and len(found.intersection(_WORK.split())) >= _MANY
    )


def _sheet(sheet: Sheet, shown: str) -> Iterator[Node]:
    rows = [_row(row, sheet, shown) for row in sheet.rows(headless=True)]
    name = sheet.shown.removeprefix(shown).strip(" []")
    if name and section_role(name) is not Role.TOPIC:
        yield Node(kind="heading", level=2, text=name, place=Place(file=shown))
    for table, block in groupby(_blocks(rows), key=lambda found: found[0]):
        if table is None:
            yield from (_line(row) for _, row in block)
        else:
            yield Node(kind="table", rows=tuple(r for _, r in block), place=Place(file=shown))


def _blocks(rows: Sequence[Row]) -> Iterator[tuple[int | None, Row]]:
    """Pair each row with the table it belongs to, None for lines outside of tables.

    A form repeats its header under each objective; lines between are no rows of the table.
    """
    start = _header(rows)
    header = [cell.text for cell in rows[start].cells] if rows else []
    again = sum([cell.text for cell in row.cells] == header for row in rows) > 1
    table: int | None = None
    for at, row in enumerate(rows):
        if at == start or (again and [cell.text for cell in row.cells] == header):
            table = at
        elif again and table is not None and _is_labelled(row):
            table = None
        yield table, row


def _is_labelled(row: Row) -> bool:
    filled = [cell.text for cell in row.cells if cell.text]
    return len(filled) <= 2 and read_label(" ".join(filled)) is not None


def _line(row: Row) -> Node:
    return Node(kind="text", text=" ".join(c.text for c in row.cells if c.text), place=row.place)


def _row(row: SheetRow, sheet: Sheet, shown: str) -> Row:
    number, cells = row
    place = (
        Place(file=shown, line=number) if sheet.unit == "line" else Place(file=shown, row=number)
    )
    filled = sum(1 for cell in cells if cell.strip())
    return Row(cells=tuple(_cell(cell, alone=filled == 1) for cell in cells), place=place)


def _cell(text: str, *, alone: bool) -> Cell:
    line = clean_line(text)
    return Cell(text=line.text, tags=line.tags, bold=alone)


def _header(rows: Sequence[Row]) -> int:
    """Find the header among the first rows: the one with most known columns."""
    known = [len(column_roles(row)) for row in rows[:12]]
    return known.index(max(known)) if any(known) else 0
