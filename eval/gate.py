"""The gate: no invariant broken, and no metric surely worse than the baseline on record.

The record holds one number an item, so that old and new are compared item by item. Bars that were
never reached stand in it by hand, under `missed`, with the best value so far: the gate says "MISS"
each time, and fails when the value gets worse.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from copilot.errors import InputError

from .bench import Bench
from .judgement import judge_set
from .metrics import ranks_of_first_hit
from .sets import CaseSet
from .statistics import Interval, cluster_bootstrap
from .suites import suite
from .suites.alignment import read_cases
from .verdicts import utility

RECORD = Path(__file__).parent / "baseline.json"
SUITES = ("alignment", "stuffing", "languages", "against")
MISSED = "missed"
TOLERANCE = 0.01

Values = Mapping[str, Mapping[str, float]]
"""Measure, then `set/item`, then a number where more is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One line of the gate."""

    text: str
    passed: bool
    missed: bool = False
    """A bar is not reached."""

    @property
    def word(self) -> str:
        """How the line begins."""
        if not self.passed:
            return "FAIL"
        return "MISS" if self.missed else "ok  "


def measure(sets: Sequence[CaseSet], bench: Bench) -> dict[str, dict[str, float]]:
    """Per item: whether its best goal is right, its reciprocal rank, the worth of its verdict."""
    found: dict[str, dict[str, float]] = {"hit1": {}, "mrr": {}, "verdict_utility": {}}
    for case_set in sets:
        for period, judged in zip(case_set.periods, judge_set(case_set, bench), strict=True):
            ranks = ranks_of_first_hit(judged.shares, period.direct)
            worth = utility(period, judged)
            for item, rank, value in zip(period.items, ranks, worth, strict=True):
                name = f"{case_set.name}/{item.id}"
                if rank:
                    found["hit1"][name] = float(rank == 1)
                    found["mrr"][name] = round(1.0 / int(rank), 4)
                if np.isfinite(value):
                    found["verdict_utility"][name] = float(value)
    return found


def regressions(old: Values, new: Values, clusters: Mapping[str, str]) -> Iterator[Outcome]:
    """Compare item by item; worse for sure is an upper bound of new - old below -.01."""
    for name, before in old.items():
        shared = sorted(before.keys() & new.get(name, {}).keys())
        if shared:
            change = _change(name, before, new, clusters, shared)
            text = f"{name} {change.mean:+.4f} [{change.lower:+.4f}, {change.upper:+.4f}]"
            yield Outcome(text=f"{text} on {len(shared)} items", passed=change.upper >= -TOLERANCE)


def _change(
    name: str,
    before: Mapping[str, float],
    new: Values,
    clusters: Mapping[str, str],
    shared: Sequence[str],
) -> Interval:
    return cluster_bootstrap(
        [new[name][item] - before[item] for item in shared],
        [clusters.get(item, item) for item in shared],
        [item.partition("/")[0] for item in shared],
    )


def bars(
    found: Mapping[str, Mapping[str, float]], missed: Mapping[str, float] | None = None
) -> Iterator[Outcome]:
    """Check each suite's invariants; a metric that is missing breaks its bar.

    Args:
        found: metrics by suite.
        missed: `suite.metric` of bars never reached, and the best value so far.
    """
    for name, metrics in found.items():
        for bar in suite(name).bars:
            value = metrics.get(bar.metric, np.nan)
            best = (missed or {}).get(f"{name}.{bar.metric}", bar.limit)
            yield Outcome(
                text=f"{name}.{bar.metric} {value:.4f}, {bar.side} {bar.limit:g}",
                passed=not replace(bar, limit=best).broken_by(value),
                missed=bar.broken_by(value),
            )


def run_gate(
    bench: Bench, record: Path = RECORD, *, update: bool = False, suites: Sequence[str] = SUITES
) -> list[Outcome]:
    """Run the gated suites on the project's own cases and compare; on request renew the record."""
    found = {name: suite(name).run(None, bench) for name in suites}
    sets = read_cases(None)
    new = measure(sets, bench)
    if update:
        _write(record, new)
    old = _recorded(record)
    return [*bars(found, old.get(MISSED)), *regressions(old, new, _clusters(sets))]


def _write(record: Path, new: Values) -> None:
    """Renew the record; what was missed stays as a person wrote it."""
    kept = {MISSED: _recorded(record).get(MISSED, {})} if record.exists() else {}
    text = json.dumps({**new, **kept}, indent=0, sort_keys=True)
    record.write_text(text + "\n", encoding="utf-8")


def _recorded(record: Path) -> Values:
    try:
        old: Values = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{record}: no record to compare with; make one with `python -m eval gate --update`"
        ) from error
    return old


def _clusters(sets: Sequence[CaseSet]) -> dict[str, str]:
    return {
        f"{s.name}/{item.id}": cluster
        for s in sets
        for period in s.periods
        for item, cluster in zip(period.items, period.clusters, strict=True)
    }
