"""Linear's CSV export, and the shorter one its importers exchange."""

from typing import ClassVar

from .draft import Draft
from .table import Line, Table


class LinearCsv(Table):
    """Cycles, estimates, initiatives and the dates of every state."""

    kind: ClassVar[str] = "linear-csv"
    generic: ClassVar[bool] = False
    marks = (
        frozenset({"title", "cycle name", "cycle start", "cycle end", "completed"}),
        frozenset({"id", "team", "title", "status", "cycle number"}),
        frozenset({"title", "parent issue", "canceled", "triaged"}),
    )
    own: ClassVar[dict[str, str]] = {
        "completed": "done",
        "canceled": "canceled",
        "project": "project",
        "project id": "",
        "project milestone": "project_milestone",
        "project milestone id": "",
        "initiatives": "goals",
        "cycle number": "cycle_number",
        "name": "",
    }

    def draft(self, line: Line) -> Draft:
        """A cycle without a name goes by its number; cancelled is not done."""
        draft = super().draft(line)
        number = line.get("cycle_number").removesuffix(".0")
        draft.iteration = draft.iteration or (f"Cycle {number}" if number else "")
        if line.get("canceled") and not draft.status:
            draft.category = "canceled"
        draft.extra = [
            ("project", line.get("project")),
            ("project milestone", line.get("project_milestone")),
        ]
        return draft
