"""One walk over all interfaces: the same verbs, the same answers, as the contract says."""

import json
from pathlib import Path

import pytest
from anyio import run
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from copilot.api import create_api
from copilot.cli import app
from copilot.mcp import create_mcp
from copilot.usecases import VERBS, Workspace, verbs_on
from copilot.wiring import open_workspace
from tests.conftest import write_workspace

TERMINAL_ONLY = {
    "init",
    "demo",
    "serve",
    "mcp",
    "doctor",
    "reindex",
    "llm",
    "receipts",
    "rewrite",
    "synthesis",
    "watch",
}
WRITING = {"sync", "feedback", "decide"}
EVERYWHERE = {
    "scan",
    "why",
    "ask",
    "score",
    "goals",
    "lint",
    "plan",
    "digest",
    "diff",
    "standup",
    "review",
    "sync-pack",
    "record",
    "quality",
}
STARTERS = {"demo", "serve", "mcp", "watch"}
"""Verbs of the terminal that start something instead of answering."""

ROUTES = {
    "sync": ("POST", "/api/v1/sync"),
    "feedback": ("POST", "/api/v1/feedback"),
    "decide": ("POST", "/api/v1/decisions"),
    "scan": ("POST", "/api/v1/scans"),
    "why": ("GET", "/api/v1/items/{ref}/why"),
    "ask": ("POST", "/api/v1/ask"),
    "score": ("POST", "/api/v1/score"),
    "goals": ("GET", "/api/v1/goals"),
    "lint": ("POST", "/api/v1/lint"),
    "plan": ("GET", "/api/v1/plan"),
    "digest": ("POST", "/api/v1/digests"),
    "diff": ("POST", "/api/v1/diff"),
    "standup": ("GET", "/api/v1/standup"),
    "review": ("GET", "/api/v1/review"),
    "record": ("GET", "/api/v1/record"),
    "quality": ("GET", "/api/v1/quality"),
    "sync-pack": ("GET", "/api/v1/sync-pack"),
}


@pytest.fixture
def client(shop: Workspace) -> TestClient:
    return TestClient(create_api(shop))


def call_tool(workspace: Workspace, name: str, /, **arguments: object) -> object:
    async def ask() -> object:
        result = await create_mcp(workspace).call_tool(name, arguments)
        content = getattr(result, "structured_content", None)
        return content if content is not None else result

    return run(ask)


def terminal(home: Path, *words: str, code: int = 0) -> object:
    done = CliRunner().invoke(app, ["--home", str(home), *words, "--json"])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def test_the_declared_verbs_are_those_of_the_contract():
    assert verbs_on("http") == WRITING | EVERYWHERE
    assert verbs_on("mcp") == EVERYWHERE
    assert set(VERBS) | STARTERS == TERMINAL_ONLY | WRITING | EVERYWHERE


def test_the_terminal_offers_every_verb():
    listed = CliRunner().invoke(app, ["--help"]).stdout
    commands = {line.split()[0] for line in listed.split("Commands:")[1].splitlines() if line}

    assert commands == set(VERBS) | STARTERS


def test_http_offers_its_verbs_and_no_others(client: TestClient):
    paths = client.get("/openapi.json").json()["paths"]
    offered = {
        (method.upper(), path.replace("{ref}", "{ref}"))
        for path, methods in paths.items()
        for method in methods
    }

    assert set(ROUTES) == verbs_on("http")
    assert set(ROUTES.values()) <= offered
    assert {path for method, path in offered if method == "POST"} == {
        path for method, path in ROUTES.values() if method == "POST"
    }


def test_mcp_offers_its_verbs_read_only(shop: Workspace):
    tools = run(create_mcp(shop).list_tools)

    assert {tool.name for tool in tools} == verbs_on("mcp")
    assert all(tool.annotations.read_only_hint for tool in tools)


def test_scan_answers_alike_everywhere(shop: Workspace, shop_home: Path, client: TestClient):
    told = terminal(shop_home, "scan", "--no-sync", "--fail-on", "never")

    assert client.post("/api/v1/scans").json() == told
    assert call_tool(shop, "scan") == told


def test_why_answers_alike_everywhere(shop: Workspace, shop_home: Path, client: TestClient):
    told = terminal(shop_home, "why", "SHOP-1")

    assert client.get("/api/v1/items/jira:SHOP-1/why").json() == told
    assert call_tool(shop, "why", ref="SHOP-1") == told


def test_ask_answers_alike_everywhere(shop: Workspace, shop_home: Path, client: TestClient):
    question = "Why do people lose their cart?"
    told = terminal(shop_home, "ask", question)
    stream = client.post("/api/v1/ask", json={"question": question})
    events = [block.split("\n", 1) for block in stream.text.strip().split("\n\n")]
    sent = [(name.removeprefix("event: "), json.loads(line[6:])) for name, line in events]

    assert stream.headers["content-type"].startswith("text/event-stream")
    assert [value for name, value in sent if name == "claim"] == told["claims"]
    assert sent[-1] == ("answer", told)
    assert call_tool(shop, "ask", question=question) == told
    assert client.post("/api/v1/ask", json={"question": "?"}).status_code == 422


def test_score_answers_alike_everywhere(shop: Workspace, shop_home: Path, client: TestClient):
    text = "Card payments fail at night\nRetry a refused card payment once before giving up."
    told = terminal(shop_home, "score", text)

    assert client.post("/api/v1/score", json={"text": text}).json() == told
    assert call_tool(shop, "score", text=text) == told


def test_goals_and_lint_answer_alike_everywhere(
    shop: Workspace, shop_home: Path, client: TestClient
):
    goals = terminal(shop_home, "goals")
    assert client.get("/api/v1/goals").json()["rows"] == goals
    assert call_tool(shop, "goals")["goals"] == goals

    findings = terminal(shop_home, "lint", "--fail-on", "never")
    assert client.post("/api/v1/lint").json() == findings
    assert call_tool(shop, "lint") == findings


def test_plan_answers_alike_everywhere(shop: Workspace, shop_home: Path, client: TestClient):
    told = terminal(shop_home, "plan", "--capacity", "8")

    assert client.get("/api/v1/plan", params={"capacity": 8}).json() == told
    assert call_tool(shop, "plan", capacity=8) == told


def test_decide_answers_alike_in_terminal_and_http(tmp_path: Path):
    home = write_workspace(tmp_path)
    terminal(home, "sync")
    words = ("SHOP-4", "move", "--goal", "KR1.1", "--reason", "It pays", "--author", "Ana")
    told = terminal(home, "decide", *words)
    body = {"ref": "SHOP-4", "choice": "move", "goal": "KR1.1", "reason": "It pays"}
    with TestClient(create_api(open_workspace(home))) as client:
        answer = client.post("/api/v1/decisions", json=body | {"author": "Ana"})
        refused = client.post("/api/v1/decisions", json=body | {"choice": "burn"})

    assert (answer.status_code, refused.status_code) == (201, 422)
    assert {**answer.json(), "at": ""} == {**told, "at": ""}
    assert told["subject"] == "jira:SHOP-4"
    assert told["goal"] == "okr:2026-Q1/KR1.1"


def test_digest_answers_alike_everywhere(shop: Workspace, shop_home: Path, client: TestClient):
    told = terminal(shop_home, "digest")

    assert client.post("/api/v1/digests").json() == told
    assert client.get("/api/v1/digests/latest").json() == told
    assert call_tool(shop, "digest") == told


def test_diff_answers_alike_everywhere(shop: Workspace, shop_home: Path, client: TestClient):
    draft = shop_home / "okrs" / "2026-Q1.yaml"
    text = draft.read_text().replace("2026-Q1", "2026-Q2")
    told = terminal(shop_home, "diff", str(_draft(shop_home, text)))

    sent = {"text": text, "name": "draft.yaml"}
    assert client.post("/api/v1/diff", json=sent).json() == told
    assert call_tool(shop, "diff", **sent) == told


@pytest.mark.parametrize("ritual", ["standup", "review", "sync-pack", "record", "quality"])
def test_rituals_answer_alike_everywhere(ritual: str, scanned_note: Path):
    told = terminal(scanned_note, ritual)
    workspace = open_workspace(scanned_note)

    assert TestClient(create_api(workspace)).get(f"/api/v1/{ritual}").json() == told
    assert call_tool(workspace, ritual) == told


def _draft(home: Path, text: str) -> Path:
    folder = home / "drafts"
    folder.mkdir(exist_ok=True)
    file = folder / "draft.yaml"
    file.write_text(text)
    return file


def test_sync_answers_alike_in_terminal_and_http(shop_home: Path, client: TestClient):
    told = terminal(shop_home, "sync")

    assert client.post("/api/v1/sync").json() == told
    assert [(s["source"], s["records"], s["error"]) for s in told] == [
        ("okr", 6, ""),
        ("jira", 5, ""),
    ]
