"""One Notion database as CSV: the first column is the title, relations carry links."""

import re
from typing import ClassVar

from .columns import Columns
from .draft import Draft
from .sheet import Sheet
from .table import Line, Table

_RELATION = re.compile(r"https://(?:www\.)?notion\.so/|%20[0-9a-f]{32}\.(?:md|csv)")
_ID = re.compile(r"[0-9a-f]{32}")


class NotionCsv(Table):
    """Known by its relations or by the names of Notion's automatic properties."""

    kind: ClassVar[str] = "notion-csv"
    generic: ClassVar[bool] = False
    marks = (
        frozenset({"created time", "last edited time"}),
        frozenset({"created by", "last edited by"}),
        frozenset({"created time", "last edited by"}),
    )
    own: ClassVar[dict[str, str]] = {
        "sub item": "",
        "sub items": "",
        "sub task": "",
        "sub tasks": "",
        "parent item": "parent",
        "parent task": "parent",
        "created by": "",
        "last edited by": "",
        "completed on": "done",
        "task name": "title",
    }

    def fits(self, sheet: Sheet) -> bool:
        """Also where some cell of the first rows is a relation."""
        return super().fits(sheet) or any(
            _RELATION.search(cell) for _, cells in sheet.first for cell in cells
        )

    def columns(self, sheet: Sheet) -> Columns:
        """Where no column is named like a title, the first one is it."""
        found = super().columns(sheet)
        return found if "title" in found else {**found, "title": [0]}

    def draft(self, line: Line) -> Draft:
        """People and tags are lists."""
        draft = super().draft(line)
        draft.assignee = draft.assignee.split(",")[0]
        return draft
