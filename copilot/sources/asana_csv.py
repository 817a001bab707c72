"""Asana's CSV export; parents and dependencies are given by name."""

from typing import ClassVar

from .draft import Draft
from .statuses import status_of
from .table import Line, Table


class AsanaCsv(Table):
    """`Section/Column` holds the board column, `Completed At` says what is done."""

    kind: ClassVar[str] = "asana-csv"
    generic: ClassVar[bool] = False
    marks = (
        frozenset({"task id", "section column"}),
        frozenset({"task id", "name", "completed at", "last modified"}),
        frozenset({"name", "section column", "projects"}),
    )
    own: ClassVar[dict[str, str]] = {
        "task id": "key",
        "name": "title",
        "notes": "body",
        "section column": "section",
        "projects": "team",
        "assignee email": "",
        "type": "kind",
        "task type": "kind",
    }

    def draft(self, line: Line) -> Draft:
        """A Status field comes before the section, which may be a topic; completion wins."""
        draft = super().draft(line)
        section = line.get("section")
        if not draft.status and status_of(section):
            draft.status = section
        draft.extra = [("section", section)]
        draft.team = draft.team.split(",")[0]
        if draft.done:
            draft.category = "done"
        return draft
