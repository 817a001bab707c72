"""What every reader of a file format keeps, built-in or not: run it in your own tests."""

import json
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from copilot.errors import SourceError
from copilot.portfolio import (
    Allowance,
    KeyResult,
    Kpi,
    Objective,
    Passage,
    WorkItem,
    from_json,
    to_json,
)
from copilot.ports import Problem

from .cleaning import BODY_LIMIT, clean
from .file import SourceFile
from .reader import Reader
from .reading import Reading

_RECORDS = (WorkItem, Objective, KeyResult, Kpi, Allowance, Passage)
_FOREIGN: dict[str, bytes] = {
    "prose": b"# Notes\n\nNothing to do, really. Not one task.\n",
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "settings": json.dumps({"theme": "dark", "tabs": [1, 2]}, indent=1).encode(),
    "damaged": b'{"cards": [',
}


def check_reader(reader: Reader, sample: Path, scratch: Path) -> None:
    """Check one reader with one of its files.

    Args:
        reader: under test.
        sample: a file in its format that holds at least one record.
        scratch: empty folder for files of other shapes.

    Raises:
        AssertionError: a rule is broken; the message says which.
    """
    _require(bool(reader.kind) and " " not in reader.kind, "`kind` is one word")
    _require(reader.recognises(SourceFile(sample)), f"{reader.kind} recognises its own file")
    renamed = scratch / "renamed.bin"
    renamed.write_bytes(sample.read_bytes())
    _require(
        reader.recognises(SourceFile(renamed)), "a file is known by its content, not its name"
    )
    first, again = _read(reader, sample), _read(reader, sample)
    _require(any(isinstance(r, _RECORDS) for r in first), "the sample holds a record")
    _require(first == again, "reading twice gives the same")
    for record in first:
        _check_record(record)
    for name, content in _FOREIGN.items():
        path = scratch / name
        path.write_bytes(content)
        _require(not _claims(reader, path), f"{reader.kind} does not claim {name}")


def _read(reader: Reader, path: Path) -> list[object]:
    reading = Reading(name="contract", zone=ZoneInfo("Europe/Berlin"), shown=path.name)
    return list(islice(reader.read(SourceFile(path), reading), 1000))


def _check_record(record: object) -> None:
    if isinstance(record, Problem):
        _require("\n" not in record.message, "a problem is one line")
        return
    _require(isinstance(record, _RECORDS), "every record is one of the domain")
    _require(from_json(type(record), to_json(record)) == record, "a record survives JSON")
    if isinstance(record, WorkItem):
        _require(record.source == "contract", "`source` is the configured name")
        _require(bool(record.key and record.id and record.title), "key, id and title are filled")
        _require(clean(record.body) == record.body, "the text is clean")
        _require(len(record.body.encode()) <= BODY_LIMIT, "the text is bounded")


def _claims(reader: Reader, path: Path) -> bool:
    """A damaged file may be refused by error; it must never be claimed in silence."""
    try:
        return reader.recognises(SourceFile(path))
    except SourceError:
        return False


def _require(kept: bool, rule: str) -> None:
    if not kept:
        raise AssertionError(rule)
