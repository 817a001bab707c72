"""Work: what people do."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from .record import Ref, content_hash, make_ref

Kind = Literal["initiative", "epic", "story", "task", "bug", "subtask"]


class Status(StrEnum):
    """A tracker's own status, mapped to the five that strategy cares about."""

    PLANNED = "planned"
    ACTIVE = "active"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        """Whether effort may still be spent."""
        return self in {Status.PLANNED, Status.ACTIVE, Status.BLOCKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody said on an item."""

    text: str
    author: str | None = None
    at: AwareDatetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """One entry of an item's history, where the tool exports it."""

    at: AwareDatetime
    status: Status
    native: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One ticket, card, epic or row. What a tool does not export stays None or empty.

    References to other items (`parent`, `epic`, `depends_on`, …) are in `source:key` form and
    may point at items that were not exported.
    """

    source: str
    """Configured name of the connection."""
    id: str
    """The tool's immutable id where exported, else the key."""
    key: str
    """What people call it: `PAY-123`."""
    title: str
    body: str = ""
    """Markdown; empty inside a `Portfolio` (the store has it)."""
    url: str | None = None
    kind: Kind = "task"
    native_kind: str = ""
    status: Status = Status.PLANNED
    native_status: str = ""
    parent: Ref | None = None
    epic: Ref | None = None
    depends_on: tuple[Ref, ...] = ()
    blocks: tuple[Ref, ...] = ()
    duplicates: tuple[Ref, ...] = ()
    effort: float | None = None
    """Points or hours as the tool gives them; None is unknown, never 0 or 1."""
    team: str | None = None
    assignee: str | None = None
    priority: str | None = None
    labels: tuple[str, ...] = ()
    rank: float | None = None
    """Order in the tool's backlog; smaller is earlier."""
    iteration: str | None = None
    period: str | None = None
    """Name of the cycle the item says it belongs to."""
    created: AwareDatetime | None = None
    started: AwareDatetime | None = None
    done: AwareDatetime | None = None
    updated: AwareDatetime | None = None
    due: date | None = None
    comments: tuple[Comment, ...] = ()
    history: tuple[StatusChange, ...] = ()
    stated_goals: tuple[str, ...] = ()
    """Goal ids, titles or URLs a person wrote: from a goal column, a label or the text."""
    extra: tuple[tuple[str, str], ...] = field(default=())
    """Further exported columns worth keeping, as (name, value)."""

    @property
    def ref(self) -> Ref:
        """`source:key`."""
        return make_ref(self.source, self.key)

    @property
    def called(self) -> str:
        """The key; `source:key` where the key is a bare number, which reads like an amount."""
        return self.ref if self.key.isdecimal() else self.key

    @property
    def passage(self) -> str:
        """Title and body, title first: what analysis reads."""
        return f"{self.title.rstrip('. ')}. {self.body}".strip() if self.body else self.title

    @property
    def content_hash(self) -> str:
        """Hash of title and body: equal hashes need no new vector."""
        return content_hash(self.passage)
