"""Tables without a header: what a column means, judged by what it holds."""

import re
from collections.abc import Callable, Sequence

from copilot.errors import SourceError

from .columns import Columns, columns_of
from .guess import KEY, guess, written
from .kinds import kind_of
from .reading import Reading
from .sheet import Sheet
from .statuses import folded, is_status

_URL = re.compile(r"https?://\S+")
_WORK = {"task", "chore", "spike", "tâche", "aufgabe"}

_Column = Sequence[str]


def headless_columns(sheet: Sheet, reading: Reading) -> Columns:
    """Say which column holds what.

    Raises:
        SourceError: no column can be the title; names the header and the remedy.
    """
    numbered = {f: [n - 1] for f, n in reading.columns.items() if isinstance(n, int)}
    if "title" in numbered:
        return numbered
    if not is_headless(sheet):
        proposal = guess(sheet, columns_of(sheet.header))
        remedy = written(proposal if "title" in proposal else {"title": "…"})
        raise SourceError(
            f"{sheet.shown}: no column is known to hold titles; say which in copilot.toml:"
            f" {remedy}; the columns are {', '.join(filter(None, sheet.header))[:300]}"
        )
    found = _judge(sheet)
    if "title" not in found:
        raise SourceError(
            f"{sheet.shown}: the table has no header and no column that can be the title;"
            " add a header row, or number the columns in copilot.toml: columns = {title = 2}"
        )
    told = ", ".join(f"{name} = {places[0] + 1}" for name, places in found.items())
    reading.note(
        f"the table has no header; its columns were judged by what they hold ({told});"
        " add a header row, or number them so in copilot.toml: columns = {…}",
        line=1,
        lost=False,
    )
    return found


def is_headless(sheet: Sheet) -> bool:
    """Whether the first row is an item rather than names of columns."""
    return any(_URL.fullmatch(c) or KEY.fullmatch(c) or len(c) > 80 for c in sheet.header)


def _judge(sheet: Sheet) -> Columns:
    rows = [cells for _, cells in sheet.first]
    width = max(map(len, rows))
    columns = {i: [row[i].strip() if i < len(row) else "" for row in rows] for i in range(width)}
    found: Columns = {}
    for field, test in _TESTS:
        place = next((i for i, column in columns.items() if test(column)), None)
        if place is not None:
            found[field] = [place]
            del columns[place]
    texts = [i for i, column in columns.items() if _differs(column)]
    if texts:
        found["title"] = [texts[0]]
        found["body"] = texts[1:]
    return {field: places for field, places in found.items() if places}


def _share(test: Callable[[str], object]) -> Callable[[_Column], bool]:
    return lambda column: sum(1 for cell in column if test(cell)) > 0.6 * len(column)


def _differs(column: _Column) -> bool:
    return len(set(filter(None, column))) > len(column) / 2


_TESTS: tuple[tuple[str, Callable[[_Column], bool]], ...] = (
    ("url", _share(_URL.fullmatch)),
    ("key", lambda column: _share(KEY.fullmatch)(column) and _differs(column)),
    ("kind", _share(lambda cell: kind_of(cell) != "task" or folded(cell) in _WORK)),
    ("status", _share(is_status)),
)
