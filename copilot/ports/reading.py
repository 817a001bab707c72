"""Where records come from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from copilot.portfolio import (
    Place,
    Record,
)

NO_GOALS = "no goals found"
"""How a problem begins that a document yields in which no goal was understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in the input that was left out, in one line: what, where, and the remedy."""

    message: str
    place: Place | None = None
    lost: bool = True
    """Whether a record may be missing because of it: then absence proves nothing."""
    hint: bool = False
    """Said once, and again only after it was gone: nothing need be done about it."""

    @property
    def goalless(self) -> str:
        """The file that is named like goals and in which none was understood, if it is that."""
        missing = self.message.startswith(NO_GOALS) and not self.hint
        return self.place.file if missing and self.place else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one file turned out to hold, before it is configured."""

    records: int
    """Items, or goals."""
    tool: str = ""
    """The form that its work is in: `jira-csv`, `trello-json`, `table`, …"""
    columns: str = ""
    """A column map that is proposed, as `copilot.toml` says it."""
    problem: str = ""
    """Why nothing can be read from it."""


class Source(Protocol):
    """A tracker, a sheet, a strategy document.

    `pull` yields what could be read and a `Problem` for what could not; it raises `SourceError`
    only where nothing at all can be read. A file source ignores `since`.
    """

    name: str

    def pull(self, since: datetime | None = None) -> Iterator[Record | Problem]: ...
