"""Streams that are closed, full or narrow: one line, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def shell(home: Path, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = f'"{sys.executable}" -m copilot --home "{home}" {line}'
    return subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("scan --no-sync > /dev/full", "the output can't be written: No space left on device"),
        ("--help > /dev/full", "the output can't be written: No space left on device"),
        ("goals --json > /dev/full", "the output can't be written: No space left on device"),
        ("goals >&-", "stdout is closed; send it to a file"),
    ],
)
def test_output_that_can_not_be_written_is_one_line(shop_home: Path, line: str, said: str):
    done = shell(shop_home, line)

    assert done.returncode == 1
    assert done.stderr.startswith(f"copilot: {said}")
    assert done.stderr.count("\n") == 1


def test_a_ticket_from_a_closed_stdin_is_one_line(shop_home: Path):
    done = shell(shop_home, "score - <&-")

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "stdin is closed; pipe the ticket's text in" in done.stderr


def test_a_terminal_without_the_letters_still_shows_the_rest(shop_home: Path):
    narrow = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = shell(shop_home, "goals", **narrow)

    assert (done.returncode, done.stderr) == (0, "")
    assert "goals" in done.stdout


@pytest.mark.parametrize("port", ["-1", "99999999"])
def test_a_port_that_does_not_exist_is_refused(shop_home: Path, port: str):
    done = shell(shop_home, f"serve --port {port}")

    assert done.returncode == 2
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
