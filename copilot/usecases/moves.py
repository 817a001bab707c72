"""Which items a plan moved lately: they are left alone for a while, so that plans do not flap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from copilot.portfolio import Ref, from_json, to_json

from .backlog import Backlog
from .workspace import Workspace

REST = timedelta(weeks=2)
Way = Literal["pull", "park"]


@dataclass(frozen=True, slots=True)
class Moved:
    """One suggestion: which way, and when it was first made."""

    way: Way
    at: datetime


@dataclass(frozen=True, slots=True)
class _Moves:
    moves: dict[Ref, Moved]


def recent_moves(workspace: Workspace, backlog: Backlog, at: datetime) -> Mapping[Ref, Moved]:
    """Return what was suggested for this plan in the last two weeks."""
    kept = workspace.store.value("plan", backlog.name)
    known = from_json(_Moves, kept).moves if kept else {}
    return {ref: m for ref, m in known.items() if m.at <= at < m.at + REST}


def remember_moves(
    workspace: Workspace,
    backlog: Backlog,
    at: datetime,
    *,
    pulled: Iterable[Ref],
    parked: Iterable[Ref],
) -> None:
    """Add suggestions; one that was made before keeps its date."""
    known = dict(recent_moves(workspace, backlog, at))
    ways: tuple[tuple[Iterable[Ref], Way], ...] = ((pulled, "pull"), (parked, "park"))
    for refs, way in ways:
        for ref in refs:
            known.setdefault(ref, Moved(way, at))
    workspace.store.save_value("plan", backlog.name, to_json(_Moves(known)).encode(), at=at)
