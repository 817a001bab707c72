"""Verbs that start something: demo, serve, mcp."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Home, opened
from .output import say, tell
from .reading import scanned
from .writing import freshen

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from copilot.usecases import Workspace


def register(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    for run in (demo, serve, mcp):
        app.command()(run)


def demo(
    keep: Annotated[
        Path | None, typer.Option("--keep", help="Copy the demo workspace here and keep it.")
    ] = None,
    tour: Annotated[
        bool, typer.Option("--tour", help="Go on: the plan, a strategy diff, the digest.")
    ] = False,
) -> None:
    """Watch the built-in workspace "Note": a scan, and why one ticket matters."""
    if keep is not None:
        _show(keep, tour)
        tell(f"The demo workspace is in {keep}: try `copilot --home {keep} why NOTE-377`")
        return
    with tempfile.TemporaryDirectory(prefix="copilot-demo-") as folder:
        _show(Path(folder), tour)


def _show(home: Path, tour: bool) -> None:
    from copilot import usecases
    from copilot.wiring import open_demo

    from .findings import as_text

    workspace = open_demo(home.resolve())
    freshen(workspace)
    say("$ copilot scan")
    found = scanned(workspace, aloud=True)
    say(f"\n{as_text(found.findings, everything=False)}")
    for ref in ("NOTE-412", "NOTE-377"):
        say(f"\n$ copilot why {ref}\n{usecases.why(workspace, ref).text}")
    if tour:
        _tour(workspace)


def _tour(workspace: "Workspace") -> None:
    """What comes after the scan: the next sprint, the next quarter, last week."""
    from copilot import usecases

    planned = usecases.plan(workspace, team="Import", capacity=40)
    say(f"\n$ copilot plan --team Import --capacity 40\n{planned.text}")
    draft = "okrs/2026-Q2.yaml"
    say(f"\n$ copilot diff {draft}\n{usecases.diff(workspace, workspace.home / draft).text}")
    say(f"\n$ copilot digest\n{usecases.digest(workspace).text}")


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 8000,
    home: Home = None,
) -> None:
    """Serve the verbs over HTTP, and MCP at /mcp; beyond 127.0.0.1 only with a token."""
    import uvicorn

    from copilot.settings import load_settings

    token = load_settings(home or context.obj).api_token
    _refuse_open_door(host, token)
    app = http_app(opened(context, home), token=token, host=host)
    _refuse_taken_port(host, port)
    tell(f"copilot answers at http://{host}:{port}/api/v1; routes: /openapi.json")
    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=10)


def _refuse_open_door(host: str, token: str) -> None:
    from copilot.errors import ConfigError
    from copilot.web.guard import LOOPBACK

    if host not in LOOPBACK and not token:
        raise ConfigError(f"to serve on {host} set COPILOT_API_TOKEN; 127.0.0.1 needs none")


def _refuse_taken_port(host: str, port: int) -> None:
    import socket

    from copilot.errors import ConfigError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigError(
                f"can't listen on {host}:{port} ({error.strerror}); choose another --port"
            ) from error


def http_app(workspace: "Workspace", *, token: str = "", host: str = "127.0.0.1") -> "ASGIApp":
    """Compose API, MCP and guard into one application."""
    from copilot.api import create_api
    from copilot.mcp import create_mcp
    from copilot.web.guard import Guard

    api = create_api(workspace)
    mcp = create_mcp(workspace).streamable_http_app(stateless_http=True, host=host)
    api.router.lifespan_context = mcp.router.lifespan_context
    api.router.routes.extend(mcp.routes)
    return Guard(api, token=token)


def mcp(context: typer.Context, home: Home = None) -> None:
    """Speak MCP on stdin and stdout, for desktop clients and coding agents."""
    from copilot.mcp import create_mcp

    create_mcp(opened(context, home)).run("stdio")
