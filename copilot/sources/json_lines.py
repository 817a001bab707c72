"""JSON objects one a line, in one list, or one document: good ones are read, damaged ones told."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

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
_WRAPPERS = ("data", "repository", "project", "team", "issues", "search")
"""Names around the list in answers of GraphQL interfaces."""
_decoder = json.JSONDecoder()


def parsed(line: str) -> Any:
    """Parse one line; None where it is damaged."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def mended(line: str) -> Any:
    """Parse a line whose only fault is a backslash that escapes nothing; else None."""
    return parsed(_BROKEN_ESCAPE.sub(r"\1\\\\", line))


def are_lines(first: Iterable[str]) -> bool:
    """Whether the first lines are objects each by itself rather than one document."""
    heads = [line for line in first if line.strip()]
    whole = [isinstance(parsed(line) or mended(line), dict) for line in heads]
    return len(heads) > 1 and (whole[0] or sum(whole) > len(whole) / 2)


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


def inside(document: Entry) -> list[Entry]:
    """Return the objects that a document lists, or the document where it lists none."""
    for name in _LISTS:
        listed = document.get(name)
        if isinstance(listed, list) and all(isinstance(one, dict) for one in listed):
            return listed
    for name in _WRAPPERS:
        wrapped = document.get(name)
        if isinstance(wrapped, dict) and (found := inside(wrapped)) != [wrapped]:
            return found
    return [document]
