"""Azure DevOps query results as CSV, flat or as a tree with a title column for each level."""

import re
from collections.abc import Iterator
from typing import ClassVar

from copilot.portfolio import WorkItem

from .columns import Columns
from .draft import Draft
from .file import SourceFile
from .reading import Reading
from .sheet import Sheet
from .table import Line, Table

_LEVEL = re.compile(r"title (\d+)")
_ADDRESS = re.compile(r"\s*<[^>]*>\s*$")


class AzureCsv(Table):
    """HTML descriptions, `Iteration Path`, tags between semicolons."""

    kind: ClassVar[str] = "azure-csv"
    generic: ClassVar[bool] = False
    containers: ClassVar[frozenset[str]] = frozenset({"feature"})
    marks = (frozenset({"id", "work item type"}), frozenset({"work item type", "state"}))
    own: ClassVar[dict[str, str]] = {
        "id": "key",
        "area path": "team",
        "node name": "",
        "story points": "effort",
        "effort": "effort",
        "iteration path": "iteration",
        "state change date": "",
        "closed date": "done",
        "activated date": "started",
        "changed date": "updated",
        "target date": "due",
        "stack rank": "rank",
        "backlog priority": "rank",
        "original estimate": "hours",
        "reason": "resolution",
        "related": "",
    }

    def columns(self, sheet: Sheet) -> Columns:
        """In a tree the level of the title is the depth of the item."""
        found = super().columns(sheet)
        levels = [place for place, name in enumerate(sheet.folded) if _LEVEL.fullmatch(name)]
        return {**found, "title": levels, "levels": levels} if levels else found

    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem]:
        """Yield items; the open branch of the tree is remembered on the way."""
        self._branch: list[str] = []
        yield from super().read(file, reading)

    def draft(self, line: Line) -> Draft:
        """Parents from the tree where there is no parent column."""
        draft = super().draft(line)
        draft.markup = "html"
        if draft.status.casefold() == "committed":
            draft.category = "active"
        draft.assignee = _ADDRESS.sub("", draft.assignee)
        if draft.effort is None:
            hours = line.get("hours")
            draft.effort = float(hours) if hours.replace(".", "", 1).isdecimal() else None
        if draft.done and draft.status.casefold() not in {
            "closed",
            "done",
            "resolved",
            "completed",
        }:
            draft.done = None
        self._climb(draft, line)
        return draft

    def _climb(self, draft: Draft, line: Line) -> None:
        levels = line.columns.get("levels", [])
        depth = next(
            (i for i, p in enumerate(levels) if p < len(line.cells) and line.cells[p].strip()), 0
        )
        if not levels:
            return
        self._branch[depth:] = [draft.key]
        if depth and not draft.parent and len(self._branch) > depth:
            draft.parent = self._branch[depth - 1]
