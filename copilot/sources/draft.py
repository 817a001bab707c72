"""What a reader fills in, in the tool's own words, before it becomes a work item."""

from dataclasses import dataclass, field
from datetime import date, datetime

from copilot.portfolio import Comment, Kind, StatusChange

from .markup import Markup


@dataclass(slots=True, kw_only=True)
class Draft:
    """An item as exported. Whatever the tool does not say stays as it is here: unknown.

    Parent and dependencies are keys of the same source, or `source:key` of another one.
    """

    title: str
    key: str = ""
    id: str = ""
    body: str = ""
    markup: Markup = "markdown"
    url: str = ""
    kind: str = ""
    known_kind: Kind | None = None
    """What it is here, where the tool's own word means another thing elsewhere."""
    status: str = ""
    category: str = ""
    """Status in the tool's own coarse classes, where it has some; it decides."""
    resolution: str = ""
    parent: str = ""
    epic: str = ""
    depends_on: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    effort: float | None = None
    team: str = ""
    assignee: str = ""
    priority: str = ""
    labels: list[str] = field(default_factory=list)
    rank: float | None = None
    iteration: str = ""
    period: str = ""
    created: datetime | None = None
    started: datetime | None = None
    done: datetime | None = None
    updated: datetime | None = None
    due: date | None = None
    comments: list[Comment] = field(default_factory=list)
    history: list[StatusChange] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    shifted: bool = False
    """Its row has more fields than the header: they may stand under the wrong columns."""
    extra: list[tuple[str, str]] = field(default_factory=list)
