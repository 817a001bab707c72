"""Speed and memory of the whole line on synthetic backlogs, with a model that costs nothing."""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

import numpy as np

from copilot import usecases
from eval.incremental import difference
from eval.synthetic import Backlog, FreeEncoder, open_synthetic

SMALL = 10_000
LARGE = 100_000
_COMMAND = str(Path(sys.executable).with_name("copilot"))


def measure() -> dict[str, float]:
    """Measure everything: about three CPU minutes."""
    measured = {**_small(), **difference(), **_fresh("large"), **_fresh("base")}
    return {**measured, "help_cpu_s": _help()}


def _cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of a call, all threads together."""
    start = process_time()
    work()
    return process_time() - start


def _small() -> dict[str, float]:
    """Sync, scan, scan again, change 1 %, change the goals, ask why: 10,000 items."""
    with tempfile.TemporaryDirectory() as folder:
        backlog, encoder = Backlog(SMALL), FreeEncoder()
        workspace = open_synthetic(Path(folder), backlog, encoder)
        found = {"overhead_ms_per_item": 1e3 * _cpu(lambda: usecases.sync(workspace)) / SMALL}
        found["scan_cpu_s_10k"] = _cpu(lambda: usecases.scan(workspace))
        encoder.asked = 0
        again = _cpu(lambda: (usecases.sync(workspace), usecases.scan(workspace)))
        found["rescan_model_calls"] = encoder.asked
        # To make items up is no work of the product: reading a file is measured elsewhere.
        made_up = _cpu(lambda: [*backlog.pull()])
        found["rescan_ms_per_item"] = 1e3 * (again - made_up) / SMALL
        backlog.edits, encoder.asked = SMALL // 100, 0
        changed = _cpu(lambda: (usecases.sync(workspace), usecases.scan(workspace)))
        found["rescan_changed_excess_calls"] = encoder.asked - backlog.edits
        found["rescan_changed_cpu_s"] = changed
        backlog.goal_word, encoder.asked = "new", 0
        usecases.sync(workspace)
        found["relink_cpu_s_10k"] = _cpu(lambda: usecases.scan(workspace))
        found["relink_item_calls"] = encoder.asked - backlog.goals // 5
        found["why_p50_ms"] = _why(workspace)
        return found


def _why(workspace: usecases.Workspace) -> float:
    """Median CPU milliseconds of `why` by reference, evidence cached, process warm."""
    refs = [f"S-{n}" for n in range(0, SMALL, SMALL // 50)]
    for ref in refs:
        usecases.why(workspace, ref)
    taken = [1e3 * _cpu(partial(usecases.why, workspace, ref)) for ref in refs]
    return float(np.median(taken))


def _fresh(part: str) -> dict[str, float]:
    """Run one measurement in a process of its own."""
    code = f"from eval.backlog import {part}; {part}()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def _peak_mb() -> float:
    """Peak resident memory of this very process; `ru_maxrss` would count the parent's too."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) / 1024


def base() -> None:
    """Memory of a process that has opened the default embedder and embedded one text."""
    from copilot.embeddings.batching import BatchedEmbedder
    from copilot.embeddings.onnx import OnnxEmbedder

    BatchedEmbedder(OnnxEmbedder())(["Does it answer?"])
    print(json.dumps({"base_mb": _peak_mb()}))


def large() -> None:
    """100,000 items with 100 goals: first scan, 1 % changed, goals changed; memory of all."""
    with tempfile.TemporaryDirectory() as folder:
        backlog, encoder = Backlog(LARGE), FreeEncoder()
        workspace = open_synthetic(Path(folder), backlog, encoder)
        before = _peak_mb()
        usecases.sync(workspace)
        first = _cpu(lambda: usecases.scan(workspace))
        grown = _peak_mb() - before
        backlog.edits = LARGE // 100
        usecases.sync(workspace)
        changed = _cpu(lambda: usecases.scan(workspace))
        backlog.goal_word = "new"
        usecases.sync(workspace)
        again = _cpu(lambda: usecases.scan(workspace))
        most = _peak_mb() - before
    found = {
        "scan_cpu_s_100k": first,
        "incremental_cpu_s_100k": changed,
        "relink_cpu_s_100k": again,
        "mb_per_100k": grown,
        "mb_per_100k_scanned_again": most,
    }
    print(json.dumps(found))


def _help() -> float:
    """CPU seconds of `copilot --help`, the least of five."""
    return min(_child_cpu([_COMMAND, "--help"]) for _ in range(5))


def _child_cpu(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
