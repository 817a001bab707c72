"""Forecasts of key results on curve families that the model does not contain."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from copilot.analysis.forecast import forecast
from eval.bench import Bench
from eval.key_results import WEEKS, Case, Floats, Oracle, simulate
from eval.suite import Bar, Suite

START = datetime(2026, 1, 5, tzinfo=UTC)
AT = (4, 6, 9, 11)
"""Weeks of 13 at which a forecast is made; 6 is half-time."""
SEEDS = 250

Row = dict[str, object]
Answer = tuple[float, float, float]
"""Chance, and the 80 % range of the final progress."""


def model(case: Case, week: int) -> Answer:
    """Ours."""
    days = [(START + timedelta(weeks=w), float(case.progress[w])) for w in range(1, week + 1)]
    found = forecast(
        days,
        baseline=0.0,
        target=1.0,
        start=START,
        end=START + timedelta(weeks=WEEKS),
        as_of=START + timedelta(weeks=week),
    )
    return (found.chance, found.low, found.high) if found else (0.5, 0.0, 0.0)


def pace(case: Case, week: int) -> Answer:
    """On track where progress is at least the elapsed share: what most tools show."""
    ahead = float(case.progress[week] >= week / WEEKS)
    end = float(case.progress[week] * WEEKS / week)
    return ahead, end, end


def line(case: Case, week: int) -> Answer:
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


METHODS: dict[str, Callable[[Case, int], Answer]] = {"model": model, "pace": pace, "line": line}


def _evaluate(cases: Sequence[Case], bench: Bench) -> dict[str, float]:
    """Forecast every case at every week with every method; keep the rows."""
    rows = [_row(name, case, week) for name in METHODS for case in cases for week in AT]
    _write(rows, bench.out / "forecast" / "rows.jsonl")
    found: dict[str, float] = {}
    for name in METHODS:
        found |= _metrics(name, [r for r in rows if r["method"] == name])
    half = [r for r in rows if r["method"] == "model" and r["week"] == 6]
    for family in dict.fromkeys(case.family for case in cases):
        found[f"{family}.skill_half"] = _skill([r for r in half if r["family"] == family])
    return found


def _ceiling(cases: Sequence[Case], bench: Bench) -> dict[str, float]:
    """What knowing the simulator would give: no method can do better on these cases."""
    del bench
    oracle = Oracle()
    rows: list[Row] = [
        {"week": week, "chance": oracle.chance(case.progress, week), "met": case.met}
        for case in cases
        for week in AT
    ]
    return {f"oracle.{name}": value for name, value in _skills(rows).items()}


def _write(rows: Sequence[Row], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def _row(name: str, case: Case, week: int) -> Row:
    chance, low, high = METHODS[name](case, week)
    return {
        "method": name,
        "family": case.family,
        "seed": case.seed,
        "week": week,
        "chance": chance,
        "met": case.met,
        "inside": low <= float(case.progress[-1]) <= high,
    }


def _metrics(name: str, rows: Sequence[Row]) -> dict[str, float]:
    prefix = "" if name == "model" else f"{name}."
    found = {f"{prefix}{key}": value for key, value in _skills(rows).items()}
    for week in AT:
        chosen = [r for r in rows if r["week"] == week]
        found[f"{prefix}coverage80_{_label(week)}"] = _share(chosen, "inside")
    found[f"{prefix}coverage80"] = _share(rows, "inside")
    found[f"{prefix}ece"] = _ece(rows)
    return found


def _skills(rows: Sequence[Row]) -> dict[str, float]:
    return {f"skill_{_label(w)}": _skill([r for r in rows if r["week"] == w]) for w in AT}


def _label(week: int) -> str:
    return "half" if week == 6 else f"week{week}"


def _column(rows: Sequence[Row], name: str) -> Floats:
    return np.array([r[name] for r in rows], dtype=np.float64)


def _share(rows: Sequence[Row], name: str) -> float:
    return float(_column(rows, name).mean())


def _skill(rows: Sequence[Row]) -> float:
    """Brier skill against always saying the share that was met."""
    chance, met = _column(rows, "chance"), _column(rows, "met")
    return float(1 - np.mean((chance - met) ** 2) / np.mean((met.mean() - met) ** 2))


def _ece(rows: Sequence[Row]) -> float:
    """Expected calibration error over ten bins of equal width."""
    chance, met = _column(rows, "chance"), _column(rows, "met")
    bins = np.minimum((chance * 10).astype(int), 9)
    gaps = [abs(np.sum(chance[bins == b] - met[bins == b])) for b in range(10)]
    return float(np.sum(gaps) / len(rows))


SUITE = Suite(
    name="forecast",
    cases=lambda _: simulate(SEEDS),
    evaluators=(_evaluate, _ceiling),
    bars=(
        Bar(metric="coverage80", side="at least", limit=0.75),
        Bar(metric="coverage80", side="at most", limit=0.85),
    ),
)
