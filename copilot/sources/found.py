"""What a file holds, for a first configuration."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from copilot.errors import SourceError
from copilot.portfolio import KeyResult, Objective, Passage, WorkItem
from copilot.ports import Found, Problem, Source

from .file import SourceFile
from .files import FileSource, proposed_columns
from .reader import Reader

_FORMATS = re.compile(r"(?<=in none of the known formats) \([^)]*\)")


def work_in(path: Path, readers: Sequence[Reader]) -> Found:
    """Read a table or an export whole: how many items, in which form, and why none."""
    columns = proposed_columns(path, readers)
    source = FileSource(
        name=path.stem,
        path=path.name,
        home=path.parent,
        zone=ZoneInfo("UTC"),
        readers=readers,
        **tomllib.loads(columns),
    )
    try:
        count = sum(isinstance(record, WorkItem) for record in source.pull())
        tool = source.reader_of(SourceFile(path, path.name))
    except SourceError as error:
        return Found(records=0, columns=columns, problem=_nameless(str(error), path))
    empty = "" if count else "there are no items in it"
    return Found(records=count, tool=tool, columns=columns, problem=empty)


def goals_in(source: Source, path: Path) -> Found:
    """Read a document whole: how many goals, none where there is only prose; and why nothing."""
    found = tuple(source.pull())
    goals = [r for r in found if not isinstance(r, Problem | Passage | WorkItem)]
    stated = any(isinstance(goal, Objective | KeyResult) for goal in goals)
    lost = [p.message for p in found if isinstance(p, Problem) and p.lost]
    unread = lost[0] if len(lost) == len(found) else ""
    return Found(records=len(goals) if stated else 0, problem=_nameless(unread, path))


def _nameless(message: str, path: Path) -> str:
    """What is said of a file, for whoever names it and lists no formats."""
    return _FORMATS.sub("", message.removeprefix(path.name).lstrip(":, "))
