"""`copilot watch` as a process: catches up, says what it did, stops when told."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from copilot.cli import app
from copilot.cli.watching import _do, _scheduler
from copilot.errors import StoreError


def test_it_catches_up_and_ends_well_when_terminated(home: Path):
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "copilot", "--home", str(home), "watch"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as child:
        told = []
        for line in child.stderr:
            told.append(line.strip())
            if "scanned" in line:
                child.send_signal(signal.SIGTERM)

    assert child.returncode == 0
    assert "Mon 08:00 read 2 sources" in told
    assert "copilot: no longer watching" in told  # a job that had begun may still end after it


@contextmanager
def watching(home: Path) -> Iterator[subprocess.Popen[str]]:
    """A watch that has begun."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "copilot", "--home", str(home), "watch"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as child:
        next(line for line in child.stderr if "next at" in line)
        yield child
        child.kill()


def test_two_do_not_watch_one_workspace_and_a_killed_one_is_no_obstacle(home: Path):
    with watching(home):
        second = CliRunner().invoke(app, ["--home", str(home), "watch"])
    with watching(home) as third:
        assert third.poll() is None

    assert isinstance(second.exception, StoreError)
    assert "copilot watch runs already for workspace" in str(second.exception)


def test_what_fails_is_tried_again_later(home: Path, capsys: pytest.CaptureFixture[str]):
    with (home / "copilot.toml").open("a") as file:
        file.write('\n[watch]\nsend = ["email"]\n')
    scheduler = _scheduler()
    _do(scheduler, home, "digest")

    assert "digest failed, trying again in 15 minutes: [channels.email]" in capsys.readouterr().err
    assert [job.id for job in scheduler.get_jobs()] == ["digest again"]
    (home / "copilot.toml").write_text(
        (home / "copilot.toml").read_text().replace("email", "file")
    )
    _do(scheduler, home, "digest")
    assert scheduler.get_jobs() == []


def test_a_wrong_time_is_said_at_once(home: Path):
    with (home / "copilot.toml").open("a") as file:
        file.write('\n[watch]\nscan = "whenever"\n')
    done = CliRunner().invoke(app, ["--home", str(home), "watch"])

    assert "can't be read" in str(done.exception)


def test_the_tour_shows_scan_why_plan_diff_and_digest():
    done = CliRunner().invoke(app, ["demo", "--tour"])

    assert done.exit_code == 0
    for command in ("scan", "why NOTE-412", "plan", "diff okrs/2026-Q2.yaml", "digest"):
        assert f"$ copilot {command}" in done.stdout
