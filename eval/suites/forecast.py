"""Forecasts of key results on curve families that the model does not contain.

The simulator ranks methods; it says nothing about the accuracy in a given company.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copilot.analysis.forecast import forecast

Floats = NDArray[np.float64]
WEEKS = 13
START = datetime(2026, 1, 5, tzinfo=UTC)
AT = (4, 6, 9, 11)
"""Weeks of 13 at which a forecast is made; 6 is half-time."""
SEEDS = 400


def _steps(rng: np.random.Generator) -> Floats:
    """Two or three releases, each with its own jump."""
    at = np.sort(rng.uniform(0.1, 0.95, rng.integers(2, 4)))
    size = rng.dirichlet(np.ones(len(at)))
    u = np.arange(WEEKS + 1) / WEEKS
    return np.asarray((size * (u[:, None] > at)).sum(axis=1))


def _delayed(rng: np.random.Generator) -> Floats:
    """Nothing for a while, then a straight climb."""
    wait = rng.uniform(0.2, 0.6)
    u = np.arange(WEEKS + 1) / WEEKS
    return np.clip((u - wait) / (1 - wait), 0, 1)


def _plateau(rng: np.random.Generator) -> Floats:
    """A climb that stalls for good."""
    stall = rng.uniform(0.4, 0.8)
    u = np.arange(WEEKS + 1) / WEEKS
    return np.minimum(u / stall, 1)


def _wave(rng: np.random.Generator) -> Floats:
    """A trend with a monthly swing."""
    u = np.arange(WEEKS + 1) / WEEKS
    swing = 0.08 * np.sin(2 * np.pi * (3 * u + rng.uniform()))
    return np.asarray(u + swing - swing[0])


def _gompertz(rng: np.random.Generator) -> Floats:
    """Adoption: slow, fast, slow, but not symmetric."""
    rate = rng.uniform(3, 7)
    u = np.arange(WEEKS + 1) / WEEKS
    raw = np.exp(-4 * np.exp(-rate * u))
    return np.asarray((raw - raw[0]) / (raw[-1] - raw[0]))


FAMILIES: dict[str, Callable[[np.random.Generator], Floats]] = {
    "steps": _steps,
    "delayed": _delayed,
    "plateau": _plateau,
    "wave": _wave,
    "gompertz": _gompertz,
}


@dataclass(frozen=True)
class Case:
    """One simulated key result: progress by week, 0 at the start."""

    family: str
    seed: int
    progress: Floats

    @property
    def met(self) -> bool:
        """Whether it ended at its target."""
        return bool(self.progress[-1] >= 1)


def cases(seeds: int = SEEDS) -> list[Case]:
    """Simulate every family with the attainments and noises of aspirational goals."""
    return [_case(family, seed) for family in FAMILIES for seed in range(seeds)]


def _case(family: str, seed: int) -> Case:
    rng = np.random.default_rng([seed, sorted(FAMILIES).index(family)])
    attainment = rng.normal(0.8, 0.35)
    walk = rng.normal(0, rng.uniform(0.02, 0.06), WEEKS + 1).cumsum()
    curve = attainment * FAMILIES[family](rng) + walk - walk[0]
    return Case(family, seed, curve)


def model(case: Case, week: int) -> tuple[float, float, float]:
    """Ours: chance, low, high."""
    days = [(START + timedelta(weeks=w), float(case.progress[w])) for w in range(1, week + 1)]
    found = forecast(
        days,
        baseline=0.0,
        target=1.0,
        start=START,
        end=START + timedelta(weeks=WEEKS),
        as_of=START + timedelta(weeks=week),
    )
    assert found is not None  # noqa: S101 - every case is measured
    return found.chance, found.low, found.high


def pace(case: Case, week: int) -> tuple[float, float, float]:
    """On track where progress is at least the elapsed share: what most tools show."""
    ahead = float(case.progress[week] >= week / WEEKS)
    end = float(case.progress[week] * WEEKS / week)
    return ahead, end, end


def line(case: Case, week: int) -> tuple[float, float, float]:
    """Least squares through what was measured, with its textbook prediction interval."""
    from scipy.stats import t

    x, y = np.arange(week + 1.0), case.progress[: week + 1]
    slope, level = np.polyfit(x, y, 1)
    free = len(x) - 2
    error = float(np.sqrt(np.sum((y - level - slope * x) ** 2) / free))
    reach = 1 + 1 / len(x) + (WEEKS - x.mean()) ** 2 / np.sum((x - x.mean()) ** 2)
    scale, end = max(error * float(np.sqrt(reach)), 1e-9), float(level + slope * WEEKS)
    low, high = t.interval(0.8, free, end, scale)
    return float(t.sf((1 - end) / scale, free)), float(low), float(high)


METHODS = {"model": model, "pace": pace, "line": line}


def run(data: Path | None, out: Path) -> dict[str, float]:
    """Forecast every case at every week; write rows and metrics, print a table."""
    del data
    every = cases()
    rows = [_row(name, case, week) for name in METHODS for case in every for week in AT]
    metrics = _metrics(rows)
    folder = out / "forecast"
    folder.mkdir(parents=True, exist_ok=True)
    lines = "\n".join(json.dumps(row) for row in rows)
    (folder / "rows.jsonl").write_text(lines + "\n", encoding="utf-8")
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=2), encoding="utf-8")
    for name, value in metrics.items():
        print(f"{name:24} {value:+.3f}")
    return metrics


def _row(name: str, case: Case, week: int) -> dict[str, object]:
    chance, low, high = METHODS[name](case, week)
    inside = low <= float(case.progress[-1]) <= high
    return {
        "method": name,
        "family": case.family,
        "seed": case.seed,
        "week": week,
        "chance": chance,
        "met": case.met,
        "inside": inside,
    }


def _metrics(rows: list[dict[str, object]]) -> dict[str, float]:
    metrics: dict[str, float] = {}
    for name in METHODS:
        prefix = "" if name == "model" else f"{name}."
        for week in AT:
            chosen = [r for r in rows if r["method"] == name and r["week"] == week]
            label = "half" if week == 6 else f"week{week}"
            metrics[f"{prefix}skill_{label}"] = _skill(chosen)
            metrics[f"{prefix}coverage80_{label}"] = _share(chosen, "inside")
        chosen = [r for r in rows if r["method"] == name]
        metrics[f"{prefix}coverage80"] = _share(chosen, "inside")
        metrics[f"{prefix}ece"] = _ece(chosen)
    return metrics


def _column(rows: list[dict[str, object]], name: str) -> Floats:
    return np.array([r[name] for r in rows], dtype=np.float64)


def _share(rows: list[dict[str, object]], name: str) -> float:
    return float(_column(rows, name).mean())


def _skill(rows: list[dict[str, object]]) -> float:
    """Brier skill against always saying the share that was met."""
    chance, met = _column(rows, "chance"), _column(rows, "met")
    return float(1 - np.mean((chance - met) ** 2) / np.mean((met.mean() - met) ** 2))


def _ece(rows: list[dict[str, object]]) -> float:
    """Expected calibration error over ten bins of equal width."""
    chance, met = _column(rows, "chance"), _column(rows, "met")
    bins = np.minimum((chance * 10).astype(int), 9)
    gaps = [abs(np.sum(chance[bins == b] - met[bins == b])) for b in range(10)]
    return float(np.sum(gaps) / len(rows))
