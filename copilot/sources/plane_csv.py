"""Plane's CSV and Excel exports."""

from typing import ClassVar

from .draft import Draft
from .table import Line, Table


class PlaneCsv(Table):
    """Modules and cycles with their dates beside each work item."""

    kind: ClassVar[str] = "plane-csv"
    generic: ClassVar[bool] = False
    marks = (
        frozenset({"name", "state", "module name", "cycle name"}),
        frozenset({"name", "state", "target date", "archived at"}),
        frozenset({"name", "state name", "module name"}),
    )
    own: ClassVar[dict[str, str]] = {
        "id": "key",
        "identifier": "key",
        "name": "title",
        "state name": "status",
        "project": "team",
        "project name": "team",
        "target date": "due",
        "module name": "module",
        "cycle name": "iteration",
        "labels": "labels",
        "sub issue count": "",
        "project identifier": "",
    }

    def draft(self, line: Line) -> Draft:
        """Descriptions are HTML in newer exports."""
        draft = super().draft(line)
        draft.extra = [("module", line.get("module"))]
        return draft
