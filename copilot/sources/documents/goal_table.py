"""A table of goals: which column says what, and what a row says of its goal."""

import re
from collections import Counter
from dataclasses import dataclass

from .outline import Cell, Row
from .vocabulary import read_label

BARE_CODE = re.compile(
    r"(?:O|OKR|KR|Objective|Goal|Key Result)\s?\d+(?:[.-](?:KR)?\d+)*", re.IGNORECASE
)
"""An id that says what its row is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalTable:
    """A table of goals whose columns have been recognised: role to column number."""

    columns: dict[str, int]
    rows: tuple[Row, ...]
    header: Row
    results: tuple[int, ...] = ()
    """Columns of key results: one, or `KR 1`, `KR 2`, … side by side."""

    def cell(self, row: Row, role: str) -> Cell:
        """Return a row's cell in the column of a role, empty where there is none."""
        at = self.columns.get(role)
        return row.cells[at] if at is not None and at < len(row.cells) else Cell(text="")

    def heading(self, role: str) -> str:
        """Return the words over a column."""
        return self.cell(self.header, role).text.casefold()

    def fields(self, row: Row, title: str) -> dict[str, str]:
        """Return what the row says about its goal beyond title and kind."""
        names = ("owner", "due", "baseline", "target", "current", "unit", "weight", "id", "parent")
        found = {
            name: text for name in names if (text := self.cell(row, name).text) and text != title
        }
        label = read_label(found.get("id", ""))
        return found | ({"id": label.id} if label and label.id else {})

    def wordiest(self, besides: int) -> int:
        """Return the column with the most text, which says what the numbered rows are."""
        counts = Counter(
            {
                at: sum(len(row.cells[at].text) for row in self.rows if at < len(row.cells))
                for at in range(max(len(row.cells) for row in self.rows))
                if at not in (besides, self.columns.get("owner"))
            }
        )
        return counts.most_common(1)[0][0] if counts else besides
