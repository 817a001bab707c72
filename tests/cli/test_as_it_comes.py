"""A scan says what it knows as soon as it knows it: through a pipe, in a real process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from copilot import usecases
from copilot.usecases import Workspace
from copilot.usecases.scan import Part
from copilot.usecases.views import Counted, Summary
from tests.fakes import HashingEncoder


class HeldModel(ThreadingHTTPServer):
    """An embedding server on this machine that answers once it may."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.may_answer = Event()

    @property
    def settings(self) -> str:
        url = f"http://127.0.0.1:{self.server_address[1]}/v1"
        return f'\n[embedder]\nkind = "openai"\nmodel = "held"\nbase_url = "{url}"\n'


class _Answer(BaseHTTPRequestHandler):
    server: HeldModel

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.may_answer.wait(60)
        vectors = HashingEncoder().encode(asked["input"])
        rows = [{"index": n, "embedding": v.tolist()} for n, v in enumerate(vectors)]
        body = json.dumps({"object": "list", "model": "held", "data": rows}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def held() -> Iterator[HeldModel]:
    server = HeldModel()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.may_answer.set()
    server.shutdown()
    server.server_close()


def test_what_was_read_arrives_while_the_model_has_not_answered_yet(home: Path, held: HeldModel):
    with (home / "copilot.toml").open("a") as settings:
        settings.write(held.settings)
    command = [sys.executable, "-m", "copilot", "--home", str(home), "scan", "--fail-on", "never"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        running = process.poll() is None
        held.may_answer.set()
        rest = process.stdout.read()

    assert "items" in first
    assert "goals" in first
    assert running
    assert rest.splitlines()[1] == ""
    assert process.returncode == 0


def parts_of(workspace: Workspace) -> tuple[Counted, Summary, usecases.Scan]:
    heard: list[Part] = []
    found = usecases.scan(workspace, heard=heard.append)
    counted, summary = heard
    assert isinstance(counted, Counted)
    assert isinstance(summary, Summary)
    return counted, summary, found


def test_the_parts_of_a_scan_say_what_its_result_says(note: Workspace):
    for _ in ("judged anew", "standing"):
        counted, summary, found = parts_of(note)
        assert summary == found.summary
        assert counted.as_of == found.as_of
        assert (counted.items, counted.goals) == (summary.items, summary.goals)
        assert counted.open_items == summary.open_items


def test_goals_without_work_are_those_that_the_findings_name(note: Workspace):
    _, summary, found = parts_of(note)
    bare = {f.subject for f in found.findings if f.code == "coverage" and f.severity != "note"}
    assert summary.uncovered_goals == len(bare)
