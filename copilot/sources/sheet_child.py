"""Child process that reads a workbook and prints its rows as lines of JSON: nothing it does hurts.

One stray cell in the last corner of a sheet makes a reader ask for hundreds of gigabytes, and
being refused ends its process: then it is this one.
"""

import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime

MEMORY = 2 * 1024**3
CPU_SECONDS = 120
MOST_CELLS = 20_000_000
"""Cells between the first and the last filled one, empty ones included."""

_DAMAGED = "is no readable workbook ({}); save it again as XLSX or CSV"
_LOCKED = "is protected by a password; save a copy without one"


def limit() -> None:
    """Let this process have so much memory and time and no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lines(path: str) -> Iterator[object]:
    """Yield `{sheet, start}` before the rows of each sheet, and last `{error}`, empty if none.

    Raises:
        MemoryError: it is too large; the end is missing then as where the process is killed.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            (top, left), (bottom, right) = sheet.start or (0, 0), sheet.end or (0, 0)
            if (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
                raise MemoryError
            yield {"sheet": name, "start": top + 1}
            for row in sheet.to_python():
                yield [_shown(cell) for cell in row]
        yield {"error": ""}
    except PasswordError:
        yield {"error": _LOCKED}
    except (CalamineError, OSError, ValueError) as error:
        yield {"error": _DAMAGED.format(error)}


def _shown(cell: object) -> str:
    """Write a workbook's cell as a CSV export would."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def main() -> None:
    """Read the workbook that is named, print JSON."""
    limit()
    for line in lines(sys.argv[1]):
        sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
