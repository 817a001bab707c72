"""Forecasts of key results on curve families that the model does not contain."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from copilot.analysis.forecast import forecast
from eval.bench import Bench, write_rows
from eval.curve_families import FAMILIAR, UNSEEN, WEEKS, Floats
from eval.forecast_rivals import Answer, Oracle, four_curves, line, pace
from eval.key_results import SETTINGS, Case, simulate
from eval.suite import Bar, Suite

START = datetime(2026, 1, 5, tzinfo=UTC)
AT = (4, 6, 9, 11)
"""Weeks of 13 at which a forecast is made; 6 is half-time."""
SEEDS = 100
BARRED = "published"
"""The setting in which skill has a bar: the one in which published figures can be compared."""

Row = dict[str, object]
Cases = Mapping[str, Sequence[Case]]
"""By setting."""


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
        attainment=case.usual.attainment,
        spread=case.usual.spread,
    )
    return (found.chance, found.low, found.high) if found else (0.5, 0.0, 0.0)


METHODS: dict[str, Callable[[Case, int], Answer]] = {
    "model": model,
    "four_curves": four_curves,
    "line": line,
    "pace": pace,
}


def _cases(seeds: int) -> dict[str, list[Case]]:
    return {name: simulate(setting, UNSEEN, seeds) for name, setting in SETTINGS.items()}


def _evaluate(cases: Cases, bench: Bench) -> dict[str, float]:
    """Forecast every case at every week with every method; keep the rows."""
    rows = [
        _row(setting, method, case, week)
        for setting, found in cases.items()
        for method in METHODS
        for case in found
        for week in AT
    ]
    write_rows(bench.out / "forecast" / "rows.jsonl", rows)
    made: dict[str, float] = {}
    for setting in cases:
        for method in METHODS:
            chosen = [r for r in rows if r["setting"] == setting and r["method"] == method]
            made |= _metrics(f"{setting}.{method}", chosen)
    ours = [r for r in rows if r["setting"] == BARRED and r["method"] == "model"]
    for family in UNSEEN:
        half = [r for r in ours if r["family"] == family and r["week"] == 6]
        made[f"{BARRED}.model.{family}.skill_half"] = _skill(half)
    return made


def _ceiling(cases: Cases, bench: Bench) -> dict[str, float]:
    """What knowing the simulator would give: no method can do better on these cases."""
    del bench
    made: dict[str, float] = {}
    for name, found in cases.items():
        oracle = Oracle(SETTINGS[name], UNSEEN)
        rows: list[Row] = [
            {"week": week, "chance": oracle.chance(case, week), "met": case.met}
            for case in found
            for week in AT
        ]
        made |= _skills(f"{name}.ceiling", rows)
    return made


def _familiar(cases: Cases, bench: Bench) -> dict[str, float]:
    """The same on the families that chose the parameters: how much choosing flattered."""
    del bench
    seeds = max(1, len(cases[BARRED]) // len(UNSEEN) // 2)
    made: dict[str, float] = {}
    for name, setting in SETTINGS.items():
        known = simulate(setting, FAMILIAR, seeds)
        rows = [_row(name, "model", case, week) for case in known for week in AT]
        made |= _metrics(f"familiar.{name}.model", rows)
    return made


def _row(setting: str, method: str, case: Case, week: int) -> Row:
    chance, low, high = METHODS[method](case, week)
    return {
        "setting": setting,
        "method": method,
        "family": case.family,
        "seed": case.seed,
        "week": week,
        "chance": chance,
        "met": case.met,
        "inside": bool(low <= float(case.progress[-1]) <= high),
    }


def _metrics(prefix: str, rows: Sequence[Row]) -> dict[str, float]:
    found = _skills(prefix, rows)
    for week in AT:
        chosen = [r for r in rows if r["week"] == week]
        found[f"{prefix}.coverage80_{_label(week)}"] = _share(chosen, "inside")
    found[f"{prefix}.coverage80"] = _share(rows, "inside")
    found[f"{prefix}.ece"] = _ece(rows)
    return found


def _skills(prefix: str, rows: Sequence[Row]) -> dict[str, float]:
    return {
        f"{prefix}.skill_{_label(week)}": _skill([r for r in rows if r["week"] == week])
        for week in AT
    }


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
    cases=lambda _: _cases(SEEDS),
    evaluators=(_evaluate, _ceiling, _familiar),
    bars=(
        Bar(metric=f"{BARRED}.model.skill_half", side="at least", limit=0.25),
        *(
            bar
            for name in SETTINGS
            for bar in (
                Bar(metric=f"{name}.model.coverage80", side="at least", limit=0.75),
                Bar(metric=f"{name}.model.coverage80", side="at most", limit=0.85),
            )
        ),
    ),
)
