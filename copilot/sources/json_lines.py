"""JSON objects one a line, or in one list: good ones are read, damaged ones are told."""

import json
import re
from collections.abc import Iterator
from typing import Any

from copilot.errors import SourceError

from .file import JSON_LIMIT, SourceFile
from .reading import Reading

Entry = dict[str, Any]

_BROKEN_ESCAPE = re.compile(r'(?<!\\)((?:\\\\)*)\\(?=u(?![0-9a-fA-F]{4})|[^"\\/bfnrtu])')
_LISTS = (
    "items",
    "issues",
    "tasks",
    "work_items",
    "workItems",
    "results",
    "values",
    "nodes",
    "data",
)
_decoder = json.JSONDecoder()


def first_entry(file: SourceFile) -> Entry | None:
    """Return the first object of JSON lines, or of a list; None where the file is neither."""
    start = file.start
    if start[:1] == "{":
        line = start.split("\n", 1)[0]
        entry = (
            parsed(line) if len(start) > len(line) or file.size <= len(file.head) else _cut(start)
        )
        return entry if isinstance(entry, dict) else None
    if start[:1] == "[":
        return next(list_entries(start), (0, None))[1]
    return None


def _cut(start: str) -> Entry | None:
    """A first line longer than what was looked at: enough to know the names it begins with."""
    return dict.fromkeys(re.findall(r'"(\w+)":', start)) or None


def parsed(line: str) -> Any:
    """Parse one line; None where it is damaged."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def entries(file: SourceFile, reading: Reading) -> Iterator[tuple[int, Entry]]:
    """Yield (line, object) from lines or a list; what is damaged is noted and left out."""
    if file.start[:1] == "[":
        yield from _of_list(file, reading)
        return
    for number, line in file.lines():
        entry = parsed(line)
        if entry is None:
            entry = _mended(line, number, reading)
        if isinstance(entry, dict):
            yield number, entry


def _mended(line: str, number: int, reading: Reading) -> Any:
    entry = parsed(_BROKEN_ESCAPE.sub(r"\1\\\\", line))
    if entry is None:
        reading.note(
            "no complete JSON object; the line was left out; export it again", line=number
        )
    else:
        reading.note("a wrong escape in the JSON was read as plain text", line=number)
    return entry


def _of_list(file: SourceFile, reading: Reading) -> Iterator[tuple[int, Entry]]:
    """Yield the objects of a list one by one, so that a half-written one gives what it has."""
    text = file.text(JSON_LIMIT).lstrip()
    line, end = 1, 0
    for end, entry in list_entries(text):
        yield line, entry
        line = 1 + text.count("\n", 0, end)
    rest = text[end:].lstrip(" \t\r\n,")
    if not rest.startswith("]"):
        if end == 0:
            raise SourceError(
                f"{file.shown}, line {line}: the JSON is damaged here; export it again"
            )
        reading.note(
            "the list breaks off here; what follows is missing: export it again", line=line
        )


def list_entries(text: str) -> Iterator[tuple[int, Entry]]:
    """Yield (end, object) for the leading complete objects of a list."""
    position = 1
    while True:
        while text[position : position + 1] in {" ", "\n", "\t", "\r", ","}:
            position += 1
        try:
            entry, position = _decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return
        if isinstance(entry, dict):
            yield position, entry
