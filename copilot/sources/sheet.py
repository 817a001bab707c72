"""Tables in CSV and workbooks as one shape: a header and numbered rows."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import IO, Any

from copilot.errors import SourceError

Cells = list[str]
Row = tuple[int, Cells]
"""Number from 1 (the line where the row starts in CSV, the row in a workbook) and cells."""

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

_CHILD = Path(__file__).with_name("sheet_child.py")
_TIMEOUT_SECONDS = 180
_STRETCHED = (
    "can't be read with the memory and time granted, as where a cell stands far from the table;"
    " delete that cell (Ctrl+End finds it), or save the sheet as CSV"
)
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
    ended: Callable[[], bool] = lambda: True
    """Whether the last line has its line break; asked where the last row looks cut."""

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

    def entries(self, *, headless: bool = False) -> Iterator[Row]:
        """Yield the rows; a header that comes again, as in joined exports, is none."""
        rows = self.rows(headless=headless)
        return rows if headless else (row for row in rows if not self._is_header(row[1]))

    def _is_header(self, cells: Cells) -> bool:
        if len(cells) != len(self.header) or cells[-1].strip() != self.header[-1]:
            return False
        return tuple(cell.strip().lstrip("\ufeff") for cell in cells) == self.header

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

    def ended() -> bool:
        last = ""
        with open_text() as stream:
            while part := stream.read(2**20):
                last = part
        return last.endswith(("\n", "\r"))

    return (Sheet(shown, every, ended=ended),)


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
    """Return every sheet of a workbook, read in a child process under limits.

    Raises:
        SourceError: it is protected by a password, damaged, or takes too much to read.
    """
    grids: list[tuple[str, int, list[Cells]]] = []
    fault = _STRETCHED
    for line in _printed(path):
        if isinstance(line, list):
            grids[-1][2].append(line)
        elif "sheet" in line:
            grids.append((line["sheet"], line["start"], []))
        else:
            fault = line["error"]
    if fault:
        raise SourceError(f"{shown}: {' '.join(fault.split())}")
    many = len(grids) > 1
    return tuple(
        Sheet(f"{shown} [{name}]" if many else shown, partial(_numbered, start, grid), "row")
        for name, start, grid in grids
    )


def _printed(path: Path) -> Iterator[Any]:
    """Yield what the child says, up to where it died."""
    command = [sys.executable, "-I", str(_CHILD), str(path.resolve())]
    with suppress(subprocess.TimeoutExpired, json.JSONDecodeError):
        done = subprocess.run(  # noqa: S603 - our own file, our own interpreter
            command, capture_output=True, timeout=_TIMEOUT_SECONDS, check=False
        )
        yield from map(json.loads, done.stdout.splitlines())


def _numbered(start: int, grid: Sequence[Cells]) -> Iterator[Row]:
    return enumerate(grid, start)
