"""ClickUp's CSV export: `null` for nothing, milliseconds for time, lists in brackets."""

import json
from collections.abc import Iterator
from typing import Any, ClassVar

from copilot.portfolio import Comment

from .draft import Draft
from .plain import tables, text
from .table import Line, Table

_HOUR = 3_600_000


class ClickUpCsv(Table):
    """`Task ID`, `Task Name` and `List Name` stand together only here."""

    kind: ClassVar[str] = "clickup-csv"
    generic: ClassVar[bool] = False
    marks = (
        frozenset({"task id", "task name", "list name"}),
        frozenset({"task id", "task name", "space name"}),
        frozenset({"task name", "task content", "date created"}),
    )
    own: ClassVar[dict[str, str]] = {
        "task id": "id",
        "task custom id": "key",
        "task name": "title",
        "task content": "body",
        "task type": "kind",
        "list name": "team",
        "date created": "created",
        "date created text": "",
        "due date": "due",
        "start date": "started",
        "date closed": "done",
        "date done": "done",
        "date updated": "updated",
        "assignees": "assignees",
        "folder name": "folder",
        "project name folder name": "folder",
        "space name": "space",
        "project name": "",
        "sprint points": "effort",
        "points estimate rolled up": "",
        "url": "url",
    }

    def draft(self, line: Line) -> Draft:
        """Turn `null`, brackets, milliseconds and comments in JSON into what they mean."""
        line.cells = ["" if cell.strip() == "null" else cell for cell in line.cells]
        draft = super().draft(line)
        people = (line.get("assignees") or draft.assignee).strip("[]").split(",")
        draft.assignee = people[0].strip()
        draft.comments = [c for text in line.all("comments") for c in _comments(text, line)]
        time = line.get("milliseconds")
        if draft.effort is None and time.isdecimal():
            draft.effort = int(time) / _HOUR
        draft.extra = [("folder", line.get("folder")), ("space", line.get("space"))]
        return draft


def _comments(cell: str, line: Line) -> Iterator[Comment]:
    try:
        entries: Any = json.loads(cell)
    except ValueError:
        entries = [{"text": cell}]
    for entry in tables(entries):
        yield line.reading.comment(
            text(entry.get("text")), text(entry.get("by")), entry.get("date")
        )
