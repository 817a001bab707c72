"""Tables in CSV and workbooks as one shape: a header and numbered rows."""

import csv
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import IO

from copilot.errors import SourceError

Cells = list[str]
Row = tuple[int, Cells]
"""Number from 1 (the line where the row starts in CSV, the row in a workbook) and cells."""

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

_SEPARATORS = ",;\t|"
_SIGNS = {"#": "number", "№": "number"}
_WORDS = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """Column names compare by words alone: `Issue_Key ` is `issue key`."""
    plain = name.replace("%", " percent ")
    return _WORDS.sub(" ", plain).strip().casefold() or _SIGNS.get(name.strip(), "")


def says_something(text: str) -> bool:
    """Say whether more stands there than separators gone astray."""
    return bool(text.strip(" ;,|\t-"))


@dataclass(frozen=True)
class Sheet:
    """One table; `every` starts over each time it is called, so nothing is held twice."""

    shown: str
    every: Callable[[], Iterator[Row]]
    unit: str = "line"
    """What a row number counts: `line` or `row`."""

    @cached_property
    def first(self) -> list[Row]:
        """First rows that are not empty, for recognition."""
        return list(islice(self._filled(), 30))

    @cached_property
    def header_row(self) -> int:
        """Position of the header among the first rows: sheets often start with a caption."""
        wide = [sum(1 for cell in cells if cell.strip()) for _, cells in self.first[:10]]
        enough = max(wide, default=0) * 0.6
        return next((i for i, width in enumerate(wide) if width >= max(1, enough)), 0)

    @cached_property
    def header(self) -> tuple[str, ...]:
        """Column names as they stand."""
        if not self.first:
            return ()
        return tuple(cell.strip().lstrip("\ufeff") for cell in self.first[self.header_row][1])

    @property
    def is_even(self) -> bool:
        """Whether most first rows have the same number of cells, more than one: a real table."""
        widths = [len(cells) for _, cells in self.first]
        widest = max(widths, default=0)
        return widest > 1 and len(widths) > 1 and widths.count(widest) > 0.6 * len(widths)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Column names for comparison."""
        return tuple(map(fold, self.header))

    def rows(self, *, headless: bool = False) -> Iterator[Row]:
        """Yield the rows below the header (all rows where `headless`), empty ones left out."""
        return islice(self._filled(), 0 if headless else self.header_row + 1, None)

    def _filled(self) -> Iterator[Row]:
        return (row for row in self.every() if any(row[1]) and any(c.strip() for c in row[1]))


def csv_sheets(open_text: Callable[[], IO[str]], start: str, shown: str) -> tuple[Sheet, ...]:
    """Return the one table of a delimited text file."""
    separator = _separator(start)

    def every() -> Iterator[Row]:
        with open_text() as stream:
            reader = csv.reader(stream, delimiter=separator)
            line = 1
            while True:
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    raise SourceError(
                        f"{shown}, line {line}: {error}; export the file again as CSV"
                    ) from error
                if not (line == 1 and _is_hint(cells)):
                    yield line, cells
                line = reader.line_num + 1

    return (Sheet(shown, every),)


def _is_hint(cells: Sequence[str]) -> bool:
    """Whether a first line is a spreadsheet's own `sep=;`."""
    return "".join(cells).lstrip("\ufeff").strip().casefold() in {"sep=", "sep=;", "sep=,"}


def _separator(start: str) -> str:
    """Pick the separator that cuts the first records into the most cells, evenly."""
    lines = start.splitlines()
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0]) > 4:
        return lines[0][4]
    sample = start.splitlines(keepends=True)[:200]

    def evenness(separator: str) -> tuple[float, int]:
        rows = list(islice(csv.reader(sample, delimiter=separator), 8))
        widths = [len(row) for row in rows if len(row) > 1]
        return (widths.count(max(widths)) * max(widths) if widths else 0, len(widths))

    return max(_SEPARATORS, key=evenness)


def workbook_sheets(path: Path, shown: str) -> tuple[Sheet, ...]:
    """Return every sheet of a workbook.

    Raises:
        SourceError: it is protected by a password or damaged.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_path(str(path))
        found = [book.get_sheet_by_name(name) for name in book.sheet_names]
        grids = [(x.name, (x.start or (0, 0))[0] + 1, x.to_python()) for x in found]
    except PasswordError as error:
        raise SourceError(
            f"{shown}: is protected by a password; save a copy without one"
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise SourceError(
            f"{shown}: is no readable workbook ({error}); save it again as XLSX or CSV"
        ) from error
    many = len(grids) > 1
    return tuple(
        Sheet(f"{shown} [{name}]" if many else shown, _grid(grid, start), "row")
        for name, start, grid in grids
    )


def _grid(grid: Sequence[Sequence[object]], start: int) -> Callable[[], Iterator[Row]]:
    def every() -> Iterator[Row]:
        for number, cells in enumerate(grid, start):
            yield number, [_shown(cell) for cell in cells]

    return every


def _shown(cell: object) -> str:
    """Write a workbook's cell as a CSV export would."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
