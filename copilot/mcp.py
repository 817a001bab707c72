"""The MCP interface: the reading verbs as tools; none of them changes a tracker."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from copilot import usecases
from copilot.errors import CopilotError
from copilot.usecases import (
    Answer,
    Diff,
    Digest,
    Linted,
    Plan,
    Quality,
    Record,
    Review,
    Scan,
    Score,
    Standup,
    SyncPack,
    Understood,
    Why,
    Workspace,
)
from copilot.usecases.diff import diff_text
from copilot.usecases.texts import lint_text

P = ParamSpec("P")
R = TypeVar("R")

_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)


def create_mcp(workspace: Workspace) -> MCPServer:
    """Build the server around a workspace."""
    server = MCPServer(
        "copilot", instructions="Asks how work serves goals. References look like jira:PAY-123."
    )
    _add_looks(server, workspace)
    _add_rituals(server, workspace)
    return server


def _tools(server: MCPServer) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register read-only tools whose expected errors reach the caller in words."""

    def add(run: Callable[P, R]) -> Callable[P, R]:
        @wraps(run)
        def told(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return run(*args, **kwargs)
            except CopilotError as error:
                raise ToolError(str(error)) from error

        server.tool(annotations=_READS)(told)
        return told

    return add


def _add_looks(server: MCPServer, workspace: Workspace) -> None:
    """What may be asked at any time."""
    tool = _tools(server)

    @tool
    def scan(period: str | None = None, as_of: date | None = None, limit: int = 25) -> Scan:
        """What strays from strategy, most severe first; the summary counts every item."""
        found = usecases.scan(workspace, period=period, as_of=as_of)
        return replace(found, items=found.items[:limit])

    @tool
    def why(ref: str, as_of: date | None = None) -> Why:
        """Why one work item matters: the goal it helps, how sure, what is at stake."""
        return usecases.why(workspace, ref, as_of=as_of)

    @tool
    def ask(question: str, as_of: date | None = None) -> Answer:
        """Ask the records: work, comments, goals, documents, decisions; answers are cited."""
        return usecases.ask(workspace, question, as_of=as_of)

    @tool
    def score(text: str) -> Score:
        """Judge a ticket before it is written: goals, what is missing, duplicates."""
        return usecases.score(workspace, text)

    @tool
    def goals() -> Understood:
        """The goals, where each was found and where it stands."""
        return usecases.goals(workspace)

    @tool
    def plan(
        team: str | None = None,
        capacity: float | None = None,
        iteration: str | None = None,
        as_of: date | None = None,
    ) -> Plan:
        """A team's next iteration as planned, and the few swaps that help most."""
        return usecases.plan(
            workspace, team=team, capacity=capacity, iteration=iteration, as_of=as_of
        )

    @tool
    def lint(text: str | None = None, name: str = "goals.md") -> Linted:
        """Check how well goals are made: those of a text, or the workspace's own."""
        return usecases.lint(workspace) if text is None else lint_text(workspace, text, name)


def _add_rituals(server: MCPServer, workspace: Workspace) -> None:
    """What is asked once a day, a week, an iteration, a quarter."""
    tool = _tools(server)

    @tool
    def diff(text: str, name: str = "goals.md") -> Diff:
        """What a new set of goals would move: what rises, what loses its goal, who is affected."""
        return diff_text(workspace, text, name)

    @tool
    def digest(week: str | None = None, as_of: date | None = None) -> Digest:
        """What changed last week, why, what is at stake, what to decide; one line when quiet."""
        return usecases.digest(workspace, week=week, as_of=as_of)

    @tool
    def standup(team: str | None = None, as_of: date | None = None) -> Standup:
        """What is off goal, waiting or unclear in a team's work in progress."""
        return usecases.standup(workspace, team=team, as_of=as_of)

    @tool
    def review(
        iteration: str | None = None, team: str | None = None, as_of: date | None = None
    ) -> Review:
        """What an iteration shipped, what it moved, and what was expected of it."""
        return usecases.review(workspace, iteration=iteration, team=team, as_of=as_of)

    @server.tool(name="sync-pack", annotations=_READS)
    def sync_pack(as_of: date | None = None) -> SyncPack:
        """What no team can settle alone, and the key results that moved."""
        return usecases.sync_pack(workspace, as_of=as_of)

    @tool
    def record() -> Record:
        """How right the co-pilot was: predictions, what came of them, Brier score."""
        return usecases.record(workspace)

    @tool
    def quality() -> Quality:
        """How right the links are here, tested on what people said of them."""
        return usecases.quality(workspace)
