"""`kill -9` in the middle of a scan: the next one loses nothing, doubles nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from copilot import usecases
from eval.synthetic import Backlog, FreeEncoder, open_synthetic

SIZE = 600
CHILD = """
import sys, time
from pathlib import Path
from copilot import usecases
from eval.synthetic import Backlog, FreeEncoder, open_synthetic

class Slow(FreeEncoder):
    def encode(self, texts):
        vectors = super().encode(texts)
        with open(sys.argv[2], "a") as log:
            log.write(f"{len(texts)}\\n")
        time.sleep(0.05)
        return vectors

workspace = open_synthetic(Path(sys.argv[1]), Backlog(int(sys.argv[3]), goals=10), Slow())
usecases.sync(workspace)
usecases.scan(workspace)
"""


def test_a_killed_scan_goes_on_where_it_was(tmp_path: Path):
    log, killed = tmp_path / "embedded", tmp_path / "killed"
    killed.mkdir()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(killed), str(log), str(SIZE)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and batches(log) < 3 and child.poll() is None:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    before = [int(n) for n in log.read_text(encoding="utf-8").split()]
    assert sum(before) < SIZE

    encoder = FreeEncoder()
    resumed = open_synthetic(killed, Backlog(SIZE, goals=10), encoder)
    usecases.sync(resumed)
    again = usecases.scan(resumed)

    whole = tmp_path / "whole"
    whole.mkdir()
    fresh = FreeEncoder()
    undisturbed = open_synthetic(whole, Backlog(SIZE, goals=10), fresh)
    usecases.sync(undisturbed)
    assert usecases.scan(undisturbed) == again
    assert sum(before) + encoder.asked <= fresh.asked + max(before)


def batches(log: Path) -> int:
    return len(log.read_text(encoding="utf-8").split()) if log.exists() else 0
