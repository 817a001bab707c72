"""How fast are answers over HTTP, 16 clients at once, and does a hanging model hold anybody up?

Wall times of a shared machine say little; `why_cpu_ms` is what the server itself spends on one.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import quote

import numpy as np

from eval.bench import write_rows
from eval.served import Served, demo_home, hanging, serving

CLIENTS = 16
ITEMS = 48
ROUNDS = 20
PATIENCE = 3.0
"""Seconds that a model may take."""


def run(data: Path | None, out: Path) -> dict[str, float]:  # noqa: ARG001 - suites are called so
    """Return medians and 99th percentiles in milliseconds."""
    with TemporaryDirectory() as folder:
        home, refs = demo_home(Path(folder))
        whys = [f"/api/v1/items/{quote(ref, safe=':/')}/why" for ref in refs[-ITEMS:]]
        with serving(home) as server:
            found = _warm(server, whys)
        with hanging() as address:
            asked = {
                "COPILOT_LLM__BASE_URL": address,
                "COPILOT_LLM__MODEL": "hanging",
                "COPILOT_LLM__SECONDS": str(PATIENCE),
            }
            with serving(home, **asked) as server:
                found |= _waiting(server, whys)
    write_rows(out / "rows.jsonl", [found])
    return found


def _warm(server: Served, whys: Sequence[str]) -> dict[str, float]:
    """`why` with its evidence known, without a model."""
    server.times(whys, 1)
    before = server.cpu_seconds()
    taken = server.times(list(whys) * ROUNDS, CLIENTS)
    spent = server.cpu_seconds() - before
    return {
        "why_p50_ms": _percentile(taken, 50),
        "why_p99_ms": _percentile(taken, 99),
        "why_alone_p50_ms": _percentile(server.times(list(whys) * 4, 1), 50),
        "why_cpu_ms": 1000 * spent / len(taken),
    }


def _waiting(server: Served, whys: Sequence[str]) -> dict[str, float]:
    """`/healthz` while 16 clients wait for a model that does not answer."""
    server.times(["/healthz"] * CLIENTS, CLIENTS)
    waited: list[float] = []
    asking = Thread(target=lambda: waited.extend(server.times(whys[:CLIENTS], CLIENTS)))
    asking.start()
    taken: list[float] = []
    while asking.is_alive():
        taken += server.times(["/healthz"] * (4 * CLIENTS), CLIENTS)
    asking.join()
    return {
        "healthz_p50_ms": _percentile(taken, 50),
        "healthz_p99_ms": _percentile(taken, 99),
        "healthz_requests": float(len(taken)),
        "why_while_hanging_worst_s": max(waited),
    }


def _percentile(seconds: Sequence[float], share: float) -> float:
    return 1000 * float(np.percentile(seconds, share))
