"""Routes that change what is known, or take a text."""

from dataclasses import replace
from datetime import date

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from copilot import usecases
from copilot.portfolio import Decision, Feedback
from copilot.usecases import Diff, Digest, Linted, Scan, Score, Synced
from copilot.usecases.diff import diff_text
from copilot.usecases.texts import lint_text

from .here import Here
from .pages import PAGE, DigestForm, shown

writing = APIRouter()


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


class DiffRequest(BaseModel):
    """A draft of the goals as text; `name` says by its ending what it is."""

    text: str = Field(max_length=2_000_000)
    name: str = "goals.md"


class DigestRequest(BaseModel):
    """Which week; none is the last complete one."""

    week: str | None = None
    as_of: date | None = None


class FeedbackRequest(BaseModel):
    """A person's word on one link."""

    item: str
    goal: str
    answer: str
    against: bool = False
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


@writing.post("/sync")
def sync(here: Here, asked: SyncRequest | None = None) -> tuple[Synced, ...]:
    """Read one source or all."""
    return usecases.sync(here, source=asked.source if asked else None)


@writing.post("/scans", status_code=201)
def scan(here: Here, asked: ScanRequest | None = None) -> Scan:
    """Judge every item, run every check."""
    asked = asked or ScanRequest()
    found = usecases.scan(here, period=asked.period, as_of=asked.as_of)
    return replace(found, items=tuple(found.items))


@writing.post("/score")
def score(here: Here, asked: ScoreRequest) -> Score:
    """Judge a ticket before it is written."""
    return usecases.score(here, asked.text)


@writing.post("/lint")
def lint(here: Here, asked: LintRequest | None = None) -> Linted:
    """Check how well goals are made."""
    if asked is None or asked.text is None:
        return usecases.lint(here)
    return lint_text(here, asked.text, asked.name)


@writing.post("/diff")
def diff(here: Here, asked: DiffRequest) -> Diff:
    """What a new set of goals would move; nothing is kept."""
    return diff_text(here, asked.text, asked.name)


@writing.post("/digests", response_model=Digest, responses=PAGE)
def digest(here: Here, form: DigestForm, asked: DigestRequest | None = None) -> Digest | Response:
    """Tell what is new, worse or resolved; the same week always tells the same."""
    asked = asked or DigestRequest()
    return shown(usecases.digest(here, week=asked.week, as_of=asked.as_of), form)


@writing.post("/feedback", status_code=201)
def feedback(here: Here, told: FeedbackRequest) -> Feedback:
    """Accept or reject one link."""
    return usecases.feedback(
        here,
        told.item,
        told.goal,
        told.answer,
        against=told.against,
        author=told.author,
        note=told.note,
    )


@writing.post("/decisions", status_code=201)
def decide(here: Here, told: DecisionRequest) -> Decision:
    """Record that an item or a goal is parked, kept or moved."""
    return usecases.decide(
        here, told.ref, told.choice, reason=told.reason, goal=told.goal, author=told.author
    )
