"""The demo workspace as a case: real connectors, and the truth that was planted in it."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import numpy as np

from copilot.portfolio import AnyGoal, WorkItem

from .sets import CaseSet, Period, roots_of

NAME = "note"


@lru_cache(maxsize=1)
def demo_set() -> CaseSet:
    """Read the demo through the product's own connectors and add what is true of it."""
    from copilot.wiring import open_demo

    with TemporaryDirectory(prefix="eval-demo-") as folder:
        home = Path(folder)
        records = [found for source in open_demo(home).sources for found in source.pull()]
        truth = json.loads((home / "truth.json").read_text(encoding="utf-8"))["items"]
    goals = tuple(r for r in records if isinstance(r, get_args(AnyGoal)))
    items = tuple(r for r in records if isinstance(r, WorkItem))
    return CaseSet(name=NAME, periods=(_period(items, goals, {row["ref"]: row for row in truth}),))


def _period(
    items: tuple[WorkItem, ...], goals: tuple[AnyGoal, ...], truth: Mapping[str, Mapping[str, Any]]
) -> Period:
    told = [truth.get(item.ref, {}) for item in items]
    direct = np.array([[row.get("goal") == g.id for g in goals] for row in told], dtype=np.bool_)
    roots = roots_of(goals)
    served = [set(roots[row].tolist()) for row in direct]
    above = [[j in mine for j in range(len(goals))] for mine in served]
    return Period(
        set=NAME,
        name="2026-Q1",
        items=items,
        goals=goals,
        direct=direct,
        related=direct | np.array(above, dtype=np.bool_),
        unaligned=np.array([row.get("verdict") in {"unaligned", "supporting"} for row in told]),
        roots=roots,
        reasons=tuple(str(row.get("reason") or "") for row in told),
        expected=tuple(str(row.get("verdict") or "") for row in told),
    )
