"""Pages of items, goals and findings: a cursor, and the total so that nobody misses the rest."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from copilot.errors import InputError, UnknownRef
from copilot.portfolio import WorkItem

from .current import current, find_goal, find_item
from .goals import GoalView, view_goal
from .shown import view_items
from .views import FindingView, ItemView, view_finding
from .workspace import Workspace

T = TypeVar("T")
LIMIT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some of `total`; `next` is the cursor of the following page, None on the last."""

    total: int
    next: str | None
    rows: tuple[T, ...]


def list_items(
    workspace: Workspace,
    *,
    verdict: str | None = None,
    status: str | None = None,
    cursor: str = "",
    limit: int = LIMIT,
) -> Page[ItemView]:
    """Return judged items by reference, optionally of one verdict or status."""
    portfolio = current(workspace)
    chosen = [
        a
        for a in sorted(portfolio.alignments, key=lambda a: a.item)
        if verdict in {None, a.verdict}
        and a.item in portfolio.item
        and status in {None, portfolio.item[a.item].status.value}
    ]
    page = cut(chosen, cursor, limit)
    rows = view_items(workspace, portfolio, [a.item for a in page.rows])
    return Page(total=page.total, next=page.next, rows=rows)


def show_item(workspace: Workspace, name: str) -> WorkItem:
    """Return one item whole, body and comments included."""
    portfolio = current(workspace)
    ref = find_item(workspace, portfolio, name).ref
    found = workspace.store.item(ref, portfolio.as_of)
    if not isinstance(found, WorkItem):
        raise UnknownRef(f"no work item {name!r}")
    return found


def list_goals(workspace: Workspace, *, cursor: str = "", limit: int = LIMIT) -> Page[GoalView]:
    """Return goals in document order."""
    page = cut(current(workspace).goals, cursor, limit)
    return Page(total=page.total, next=page.next, rows=tuple(view_goal(g) for g in page.rows))


def show_goal(workspace: Workspace, name: str) -> GoalView:
    """Return one goal."""
    return view_goal(find_goal(workspace, current(workspace), name))


def list_findings(
    workspace: Workspace, *, state: str | None = None, cursor: str = "", limit: int = LIMIT
) -> Page[FindingView]:
    """Return the findings of the last scan, gravest first."""
    known = [f for f in workspace.store.findings() if state in {None, f.state}]
    known.sort(key=lambda f: (-f.severity.level, f.code, f.subject))
    page = cut(known, cursor, limit)
    return Page(total=page.total, next=page.next, rows=tuple(view_finding(f) for f in page.rows))


def cut(rows: Sequence[T], cursor: str, limit: int) -> Page[T]:
    """Return the page that starts at a cursor.

    Raises:
        InputError: the cursor is none of ours, or the limit is not 1 to 1,000.
    """
    if not 1 <= limit <= 1000:
        raise InputError(f"limit is {limit}; it must be 1 to 1000")
    start = _position(cursor)
    end = start + limit
    following = _cursor(end) if end < len(rows) else None
    return Page(total=len(rows), next=following, rows=tuple(rows[start:end]))


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(f"v1:{position}".encode()).decode().rstrip("=")


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        version, _, number = base64.urlsafe_b64decode(padded).decode().partition(":")
        if version == "v1" and number.isdigit():
            return int(number)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        pass
    raise InputError(f"{cursor!r} is no cursor of ours; leave it out to start at the beginning")
