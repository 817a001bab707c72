"""What surprised people who tried the product: each is told or does what they meant."""

import json
import socket
from pathlib import Path

import pytest
from anyio import run as run_async
from fastapi.testclient import TestClient
from mcp.server.mcpserver.exceptions import ToolError
from typer.testing import CliRunner, Result

from copilot.cli import app
from copilot.cli.serving import http_app
from copilot.errors import ConfigError, InputError
from copilot.mcp import create_mcp
from copilot.usecases import Workspace

SECOND = "objectives:\n  - {id: O9, title: Fewer parcels come back, owner: Dora}\n"


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), *words])


def ids(home: Path) -> set[str]:
    return {row["id"] for row in json.loads(run(home, "goals", "--json").stdout)}


def add(home: Path, text: str) -> None:
    with (home / "copilot.toml").open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_second_goal_file_adds_to_the_first(home: Path):
    (home / "more.yaml").write_text(SECOND, encoding="utf-8")
    add(home, '\n[[goals]]\npath = "more.yaml"\n')
    run(home, "sync")
    run(home, "sync")

    assert {"O1", "KR1.1", "O9"} <= ids(home)


def test_one_broken_place_of_a_name_keeps_what_the_others_hold(home: Path):
    add(home, '\n[[goals]]\npath = "nowhere.yaml"\n')
    done = run(home, "sync")

    assert "nowhere.yaml" in done.stderr
    assert "O1" in ids(home)


def test_a_name_whose_places_are_all_gone_is_an_error(tmp_path: Path):
    add(tmp_path, '[[goals]]\npath = "a.yaml"\n[[goals]]\npath = "b.yaml"\n')
    done = run(tmp_path, "sync")

    assert done.exit_code == 2
    assert "a.yaml" in done.stderr
    assert "b.yaml" in done.stderr


@pytest.mark.parametrize("verb", ["scan", "init"])
def test_a_folder_that_does_not_exist_is_named(tmp_path: Path, verb: str):
    missing = tmp_path / "nope"

    assert isinstance(run(missing, verb).exception, ConfigError)
    assert not missing.exists()


def test_an_unknown_cycle_lists_those_there_are(shop_home: Path):
    done = run(shop_home, "scan", "--no-sync", "--period", "2099-Q9")

    assert isinstance(done.exception, InputError)
    assert "2026-Q1" in str(done.exception)


def test_a_scan_over_a_dead_export_is_printed_and_fails(home: Path):
    add(home, '\n[[source]]\nname = "gone"\npath = "nowhere.csv"\n')
    done = run(home, "scan", "--fail-on", "never")

    assert done.exit_code == 2
    assert "5 items" in done.stdout


def test_an_empty_text_is_not_scored(shop_home: Path):
    assert isinstance(run(shop_home, "score", "  ").exception, InputError)


def test_a_port_in_use_is_said_before_anything_starts(shop_home: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run(shop_home, "serve", "--port", port)

    assert isinstance(done.exception, ConfigError)
    assert "--port" in str(done.exception)


def test_a_tool_says_what_went_wrong(shop: Workspace):
    server = create_mcp(shop)

    async def ask() -> None:
        await server.call_tool("why", {"ref": "NOPE-1"})

    with pytest.raises(ToolError, match="NOPE-1"):
        run_async(ask)


def test_a_page_of_another_site_can_not_make_the_server_work(shop: Workspace):
    with TestClient(http_app(shop), base_url="http://127.0.0.1:8000") as client:
        own = client.get("/api/v1/goals", headers={"Origin": "http://localhost:3000"})
        foreign = client.post("/api/v1/sync", headers={"Origin": "https://evil.example"})

    assert own.status_code == 200
    assert foreign.status_code == 403


def test_no_page_of_the_server_loads_from_elsewhere(shop: Workspace):
    with TestClient(http_app(shop), base_url="http://127.0.0.1") as client:
        assert client.get("/docs").status_code == 404
        assert client.get("/api/v1/items?verdict=banana").status_code == 422
