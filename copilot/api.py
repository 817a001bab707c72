"""The HTTP interface: a route is a use case and a status code."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from copilot import usecases
from copilot.errors import CopilotError, UnknownRef
from copilot.portfolio import Decision, Feedback, WorkItem
from copilot.usecases import Linted, Plan, Scan, Score, Synced, Why, Workspace
from copilot.usecases.goals import GoalView
from copilot.usecases.listing import (
    Page,
    list_findings,
    list_goals,
    list_items,
    show_goal,
    show_item,
)
from copilot.usecases.texts import lint_text
from copilot.usecases.views import FindingView, ItemView

PROBLEM = "application/problem+json"


class ScanRequest(BaseModel):
    """What to scan."""

    period: str | None = None
    as_of: date | None = None


class ScoreRequest(BaseModel):
    """A ticket that is not written yet."""

    text: str = Field(max_length=64_000)


class LintRequest(BaseModel):
    """Goals as text; without a text, the workspace's own."""

    text: str | None = None
    name: str = "goals.md"


class FeedbackRequest(BaseModel):
    """A person's word on one link."""

    item: str
    goal: str
    answer: str
    author: str = ""
    note: str = ""


class DecisionRequest(BaseModel):
    """What happens to an item or a goal, and why."""

    ref: str
    choice: str
    reason: str = Field(max_length=8_000)
    goal: str | None = None
    author: str = ""


class SyncRequest(BaseModel):
    """Which source; none is all."""

    source: str | None = None


def create_api(workspace: Workspace) -> FastAPI:
    """Build the app around a workspace; tests pass their own."""
    app = FastAPI(title="copilot", summary="Why does this ticket matter?", version="1")
    app.dependency_overrides[_workspace] = lambda: workspace
    app.include_router(_reading, prefix="/api/v1")
    app.include_router(_writing, prefix="/api/v1")
    app.include_router(_operating)
    app.add_exception_handler(CopilotError, _say)
    app.add_exception_handler(HTTPException, _say_http)
    app.add_exception_handler(RequestValidationError, _say_invalid)
    return app


def _workspace() -> Workspace:
    raise UnknownRef("no workspace is bound to this app")


Here = Annotated[Workspace, Depends(_workspace)]
Cursor = Annotated[str, Query(description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=1000)]
_reading, _writing, _operating = APIRouter(), APIRouter(), APIRouter()


@_reading.get("/items")
def items(
    here: Here,
    verdict: str | None = None,
    status: str | None = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Page[ItemView]:
    """Judged items, by reference."""
    return list_items(here, verdict=verdict, status=status, cursor=cursor, limit=limit)


@_reading.get("/items/{ref:path}/why")
def why(here: Here, ref: str, as_of: date | None = None) -> Why:
    """Why one work item matters."""
    return usecases.why(here, ref, as_of=as_of)


@_reading.get("/items/{ref:path}")
def item(here: Here, ref: str) -> WorkItem:
    """One work item, whole."""
    return show_item(here, ref)


@_reading.get("/goals")
def goals(here: Here, cursor: Cursor = "", limit: Limit = 100) -> Page[GoalView]:
    """The goals, in document order."""
    return list_goals(here, cursor=cursor, limit=limit)


@_reading.get("/goals/{ref:path}")
def goal(here: Here, ref: str) -> GoalView:
    """One goal."""
    return show_goal(here, ref)


@_reading.get("/findings")
def findings(
    here: Here, state: str | None = None, cursor: Cursor = "", limit: Limit = 100
) -> Page[FindingView]:
    """What strays from strategy, gravest first."""
    return list_findings(here, state=state, cursor=cursor, limit=limit)


@_reading.get("/plan")
def plan(
    here: Here,
    team: str | None = None,
    capacity: float | None = None,
    iteration: str | None = None,
    as_of: date | None = None,
) -> Plan:
    """A team's next iteration, and the few swaps that help most."""
    return usecases.plan(here, team=team, capacity=capacity, iteration=iteration, as_of=as_of)


@_reading.get("/scans/{id}")
def scanned(here: Here, id: str) -> usecases.ScanRecord:  # noqa: A002 - the contract's name
    """Summary and findings of an earlier scan; `latest` is the last one."""
    return usecases.recall_scan(here, id)


@_writing.post("/sync")
def sync(here: Here, asked: SyncRequest | None = None) -> tuple[Synced, ...]:
    """Read one source or all."""
    return usecases.sync(here, source=asked.source if asked else None)


@_writing.post("/scans", status_code=201)
def scan(here: Here, asked: ScanRequest | None = None) -> Scan:
    """Judge every item, run every check."""
    asked = asked or ScanRequest()
    return usecases.scan(here, period=asked.period, as_of=asked.as_of)


@_writing.post("/score")
def score(here: Here, asked: ScoreRequest) -> Score:
    """Judge a ticket before it is written."""
    return usecases.score(here, asked.text)


@_writing.post("/lint")
def lint(here: Here, asked: LintRequest | None = None) -> Linted:
    """Check how well goals are made."""
    if asked is None or asked.text is None:
        return usecases.lint(here)
    return lint_text(here, asked.text, asked.name)


@_writing.post("/feedback", status_code=201)
def feedback(here: Here, told: FeedbackRequest) -> Feedback:
    """Accept or reject one link."""
    return usecases.feedback(
        here, told.item, told.goal, told.answer, author=told.author, note=told.note
    )


@_writing.post("/decisions", status_code=201)
def decide(here: Here, told: DecisionRequest) -> Decision:
    """Record that an item or a goal is parked, kept or moved."""
    return usecases.decide(
        here, told.ref, told.choice, reason=told.reason, goal=told.goal, author=told.author
    )


@_operating.get("/healthz")
async def healthz() -> dict[str, str]:
    """Alive: answered by the event loop itself, whatever the threads do."""
    return {"status": "ok"}


@_operating.get("/readyz")
def readyz(here: Here) -> dict[str, str]:
    """Ready: the store answers."""
    here.store.revision()
    return {"status": "ready"}


@_operating.get("/metrics", response_class=PlainTextResponse)
def metrics(here: Here) -> str:
    """Counts in the Prometheus text format."""
    return usecases.metrics(here)


def _problem(status: int, title: str, detail: str) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status_code=status, media_type=PROBLEM)


def _say(_: Request, error: Exception) -> JSONResponse:
    status = error.status if isinstance(error, CopilotError) else 500
    return _problem(status, type(error).__name__, str(error))


def _say_http(_: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _problem(status, "HTTP error", str(getattr(error, "detail", "")))


def _say_invalid(_: Request, error: Exception) -> JSONResponse:
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    where = ".".join(str(part) for part in first.get("loc", ()))
    return _problem(422, "Invalid request", f"{where}: {first.get('msg', '')}")
