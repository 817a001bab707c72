"""Routes that read."""

from datetime import date

from fastapi import APIRouter, Response

from copilot import usecases
from copilot.portfolio import Status, Verdict, WorkItem
from copilot.usecases import Digest, Plan, Quality, Record, Review, Standup, SyncPack, Why
from copilot.usecases.goals import GoalView
from copilot.usecases.listing import (
    Page,
    list_findings,
    list_goals,
    list_items,
    show_goal,
    show_item,
)
from copilot.usecases.views import FindingView, ItemView

from .here import Cursor, Here, Limit
from .pages import PAGE, DigestForm, shown

reading = APIRouter()


@reading.get("/items")
def items(
    here: Here,
    verdict: Verdict | None = None,
    status: Status | None = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Page[ItemView]:
    """Judged items, by reference."""
    return list_items(here, verdict=verdict, status=status, cursor=cursor, limit=limit)


@reading.get("/items/{ref:path}/why")
def why(here: Here, ref: str, as_of: date | None = None) -> Why:
    """Why one work item matters."""
    return usecases.why(here, ref, as_of=as_of)


@reading.get("/items/{ref:path}")
def item(here: Here, ref: str) -> WorkItem:
    """One work item, whole."""
    return show_item(here, ref)


@reading.get("/goals")
def goals(here: Here, cursor: Cursor = "", limit: Limit = 100) -> Page[GoalView]:
    """The goals, in document order."""
    return list_goals(here, cursor=cursor, limit=limit)


@reading.get("/goals/{ref:path}")
def goal(here: Here, ref: str) -> GoalView:
    """One goal."""
    return show_goal(here, ref)


@reading.get("/findings")
def findings(
    here: Here, state: str | None = None, cursor: Cursor = "", limit: Limit = 100
) -> Page[FindingView]:
    """What strays from strategy, gravest first."""
    return list_findings(here, state=state, cursor=cursor, limit=limit)


@reading.get("/plan")
def plan(
    here: Here,
    team: str | None = None,
    capacity: float | None = None,
    iteration: str | None = None,
    as_of: date | None = None,
) -> Plan:
    """A team's next iteration, and the few swaps that help most."""
    return usecases.plan(here, team=team, capacity=capacity, iteration=iteration, as_of=as_of)


@reading.get("/standup")
def standup(here: Here, team: str | None = None, as_of: date | None = None) -> Standup:
    """What is off goal, waiting or unclear in a team's work in progress."""
    return usecases.standup(here, team=team, as_of=as_of)


@reading.get("/review")
def review(
    here: Here,
    iteration: str | None = None,
    team: str | None = None,
    as_of: date | None = None,
) -> Review:
    """What an iteration shipped, and what moved."""
    return usecases.review(here, iteration=iteration, team=team, as_of=as_of)


@reading.get("/sync-pack")
def sync_pack(here: Here, as_of: date | None = None) -> SyncPack:
    """What no team can settle alone, and the key results that moved."""
    return usecases.sync_pack(here, as_of=as_of)


@reading.get("/record")
def record(here: Here) -> Record:
    """How right the co-pilot was."""
    return usecases.record(here)


@reading.get("/quality")
def quality(here: Here) -> Quality:
    """How right the links are here, tested on what people said."""
    return usecases.quality(here)


@reading.get("/digests/latest", response_model=Digest, responses=PAGE)
def latest_digest(here: Here, form: DigestForm) -> Digest | Response:
    """The digest of the latest week that was told; as a page with `format=html` or by `Accept`."""
    return shown(usecases.latest_digest(here), form)


@reading.get("/scans/{id}")
def scanned(here: Here, id: str) -> usecases.ScanRecord:  # noqa: A002 - the contract's name
    """Summary and findings of an earlier scan; `latest` is the last one."""
    return usecases.recall_scan(here, id)
