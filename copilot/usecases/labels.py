"""Answers from a file: CSV or JSON lines of item, goal and answer."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from copilot.errors import CopilotError, InputError
from copilot.portfolio import Feedback, Place
from copilot.ports import Problem

from .feedback import read_answer
from .workspace import Workspace

_NEEDED = ("item", "goal", "answer")
_KNOWN = frozenset({*_NEEDED, "author", "note", "relation", "at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How reading a file of answers went."""

    saved: int
    problems: tuple[Problem, ...] = ()


def import_feedback(workspace: Workspace, file: Path) -> Imported:
    """Save every answer of a file; what can't be used is told by its row.

    Columns or keys: `item`, `goal` (or `none`), `answer`, and where known `author`, `note`,
    `relation` (`helps` or `against`) and `at` (ISO 8601).

    Raises:
        InputError: the file can't be read, or has not these columns.
    """
    found: list[Feedback] = []
    problems: list[Problem] = []
    for row, told in _rows(file):
        try:
            found.append(_answer(workspace, told))
        except (CopilotError, ValueError) as error:
            problems.append(Problem(message=str(error), place=Place(file=str(file), row=row)))
    workspace.store.save_feedback(found)
    return Imported(saved=len(found), problems=tuple(problems))


def _answer(workspace: Workspace, told: Mapping[str, Any]) -> Feedback:
    missing = [name for name in _NEEDED if not told.get(name)]
    if missing:
        raise InputError(f"no {missing[0]}; each row needs {', '.join(_NEEDED)}")
    relation = told.get("relation") or "helps"
    if relation not in {"helps", "against"}:
        raise InputError(f"{relation!r} is no relation; say helps or against")
    at = datetime.fromisoformat(told["at"]) if told.get("at") else workspace.now()
    return read_answer(
        workspace,
        *(str(told[name]).strip() for name in _NEEDED),
        against=relation == "against",
        author=str(told.get("author") or ""),
        note=str(told.get("note") or ""),
        at=at if at.tzinfo else at.replace(tzinfo=workspace.zone),
    )


def _rows(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield rows with the line they stand on, counted from 1."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"there is no file {file}; check the path") from error
    except OSError as error:
        raise InputError(f"{file} can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is no UTF-8 text; save it as UTF-8") from error
    return _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(file, text)


def _json_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, _json_row(line)


def _json_row(line: str) -> Mapping[str, Any]:
    """A line that is no object has nothing of what a row needs."""
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _csv_rows(file: Path, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(StringIO(text, newline=""))
    names = {name.strip().casefold() for name in reader.fieldnames or ()}
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise InputError(
            f"{file}, row 1: no column {missing[0]!r}; the first row names"
            f" {', '.join(_NEEDED)} (and maybe {', '.join(sorted(_KNOWN - set(_NEEDED)))})"
        )
    for row in reader:
        yield reader.line_num, {str(k).strip().casefold(): v for k, v in row.items()}
