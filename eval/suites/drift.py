"""Drift: years in which nothing happens, and steps, ramps and pulses that should be seen.

Simulators rank methods; the real streams are real items of other organisations, weeks shuffled.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from copilot.analysis.drift import LEAD, Drifting, Floats, measure
from copilot.analysis.null_years import Limits, limits, null_years, scores
from copilot.checks.drift import Drift
from eval.drift_rivals import RIVALS
from eval.drift_streams import (
    CHANGE,
    KINDS,
    NOTHING,
    Regime,
    Shift,
    Stream,
    shuffled,
    simulated,
    stream,
)

BUDGETS = {"a10": 0.10, "a50": 0.50}
SIZES = (0.05, 0.10, 0.15, 0.20)
FEWEST = 10
"""Items a week from which on the product judges at all."""
YEARS = 1000
SEEDS = 200
_NEVER = np.inf
_COOL_DOWN = 4
_SEED = 7
Row = dict[str, float | str]


@dataclass(frozen=True)
class Bench:
    """One regime with everything that is learnt once: null years and limits."""

    regime: Regime
    years: int
    _limits: dict[tuple[float, float], Limits] = field(default_factory=dict)
    _noises: dict[float, Drifting] = field(default_factory=dict)

    @cached_property
    def null(self) -> Stream:
        """Years without drift."""
        return stream(self.regime, NOTHING, self.years, [_SEED, self.regime.rate])

    @cached_property
    def rivals_null(self) -> dict[str, Floats]:
        """Scores of the rivals in those years."""
        return {n: r.score(self.null, self.intent)[:, LEAD:] for n, r in RIVALS.items()}

    @property
    def intent(self) -> Floats:
        """Intended shares as the rivals take them: the true split, which is kind to them."""
        return np.maximum(self.regime.usual, 0.01)

    def alarms(self, drawn: Stream, budget: float) -> Floats:
        """Whether the product alarms, (years, weeks): its limits follow the noise it sees."""
        found = measure(drawn.shares, drawn.counts, self.regime.intent)
        noise = np.clip(np.round(found.dispersion / 0.25) * 0.25, 0.5, 4.0)
        on = np.zeros(drawn.counts.shape, dtype=np.float64)
        for level in np.unique(noise[:, LEAD:]):
            reached = self._reached(float(level), budget)
            score = scores(found, reached.quantiles)
            on = np.where((noise == level) & (score >= reached.limit), 1.0, on)
        return np.where(_judged(drawn), on, 0.0)

    def _reached(self, noise: float, budget: float) -> Limits:
        key = (noise, budget)
        if key not in self._limits:
            if noise not in self._noises:
                counts = np.quantile(self.null.counts, (0.1, 0.3, 0.5, 0.7, 0.9))
                self._noises[noise] = null_years(
                    self.regime.usual, counts, noise, self.regime.intent, years=self.years * 2
                )
            self._limits[key] = limits(self._noises[noise], budget)
        return self._limits[key]


def run(data: Path | None, out: Path, years: int = YEARS, seeds: int = SEEDS) -> dict[str, float]:
    """Measure null years and delays; write rows and metrics.

    Args:
        data: folder of alignment sets for the shuffled streams; None takes the project's own.
        out: folder for rows and metrics.
        years: null years per regime.
        seeds: repetitions per injected drift.
    """
    rows: list[Row] = []
    for regime in simulated():
        bench = Bench(regime, years)
        rows += _null_rows(bench)
        rows += [row for shift in _shifts() for row in _delay_rows(bench, shift, seeds)]
    for regime in shuffled(data):
        rows += _null_rows(Bench(regime, years))
    metrics = dict(_metrics(rows))
    out.mkdir(parents=True, exist_ok=True)
    lines = "\n".join(json.dumps(row) for row in rows)
    (out / "rows.jsonl").write_text(lines + "\n", encoding="utf-8")
    (out / "metrics.json").write_text(json.dumps(metrics, indent=2), encoding="utf-8")
    return metrics


def _judged(drawn: Stream) -> NDArray[np.bool_]:
    """Whether the usual week of the last quarter had enough items, by week."""
    check = Drift()
    usual = [
        np.median(drawn.items[:, max(0, week - 12) : week + 1], axis=1)
        for week in range(drawn.items.shape[1])
    ]
    return np.stack(usual, axis=1) >= check.min_items


def _shifts() -> Iterator[Shift]:
    for kind in KINDS:
        for size in SIZES:
            yield Shift(kind=kind, size=size)


def _null_rows(bench: Bench) -> Iterator[Row]:
    """Share of null years that alarm, and of their weeks that are quiet."""
    for name, budget in BUDGETS.items():
        yield _null_row(bench, "", name, bench.alarms(bench.null, budget)[:, LEAD:])
    for rival, method in RIVALS.items():
        on = (bench.rivals_null[rival] > method.usual).astype(np.float64)
        yield _null_row(bench, rival, "usual", on)


def _null_row(bench: Bench, method: str, level: str, on: Floats) -> Row:
    alarmed = float(np.any(on > 0, axis=1).mean())
    return {
        "kind": "null",
        "regime": bench.regime.name,
        "noise": bench.regime.noise,
        "rate": bench.regime.rate,
        "method": method,
        "level": level,
        "years": len(on),
        "alarmed": alarmed,
        "alarms_a_year": float(np.diff(on, axis=1, prepend=0).clip(0).sum(axis=1).mean()),
        "quiet_weeks": 1 - float(_held(on).mean()),
    }


def _held(on: Floats) -> Floats:
    """An alarm is told again for a few weeks after it was last raised."""
    held = on.copy()
    for late in range(1, _COOL_DOWN + 1):
        held[:, late:] = np.maximum(held[:, late:], on[:, :-late])
    return held


def _delay_rows(bench: Bench, shift: Shift, seeds: int) -> Iterator[Row]:
    drawn = stream(bench.regime, shift, seeds, [_SEED, bench.regime.rate, int(shift.size * 100)])
    for name, budget in BUDGETS.items():
        yield _delay_row(bench, shift, "", name, bench.alarms(drawn, budget))
    for rival, method in RIVALS.items():
        score = method.score(drawn, bench.intent)
        yearly = bench.rivals_null[rival].max(axis=1)
        levels = {n: float(np.quantile(yearly, 1 - b)) for n, b in BUDGETS.items()}
        for name, level in {**levels, "usual": method.usual}.items():
            on = (score > level).astype(np.float64)
            yield _delay_row(bench, shift, rival, name, on)


def _delay_row(bench: Bench, shift: Shift, method: str, level: str, on: Floats) -> Row:
    """Weeks from the change to the alarm; runs that alarmed just before it do not count."""
    fair = ~np.any(on[:, CHANGE - _COOL_DOWN : CHANGE] > 0, axis=1)
    after = on[fair, CHANGE:] > 0
    weeks = np.where(after.any(axis=1), after.argmax(axis=1) + 1.0, _NEVER)
    return {
        "kind": shift.kind,
        "size": shift.size,
        "regime": bench.regime.name,
        "noise": bench.regime.noise,
        "rate": bench.regime.rate,
        "method": method,
        "level": level,
        "runs": int(fair.sum()),
        "delays": json.dumps([None if np.isinf(w) else int(w) for w in weeks]),
        "found_in_13": float((weeks <= 13).mean()) if len(weeks) else 0.0,
    }


def _metrics(rows: list[Row]) -> Iterator[tuple[str, float]]:
    for method in ("", *RIVALS):
        prefix = f"{method}." if method else ""
        mine = [r for r in rows if r["method"] == method]
        null = [r for r in mine if r["kind"] == "null" and float(r["rate"]) >= FEWEST]
        yield from _null_metrics(prefix, [r for r in null if r["noise"] != "real"])
        yield from _null_metrics(f"{prefix}real.", [r for r in null if r["noise"] == "real"])
        steps = [r for r in mine if r["kind"] == "step" and r["size"] == 0.15]
        for rate in (25, 60):
            for level in sorted({str(r["level"]) for r in steps}):
                chosen = [r for r in steps if (r["rate"], r["level"]) == (rate, level)]
                yield f"{prefix}median_delay_{rate}_{level}", _median_delay(chosen)


def _null_metrics(prefix: str, rows: list[Row]) -> Iterator[tuple[str, float]]:
    """Over regimes; those with too few items to be judged are silent and left out."""
    for level in sorted({str(r["level"]) for r in rows}):
        chosen = [r for r in rows if r["level"] == level]
        name = "a10" if level == "usual" else level
        yield f"{prefix}null_year_alarms_{name}", _mean(chosen, "alarmed")
        worst = max(float(r["alarmed"]) for r in chosen)
        yield f"{prefix}null_year_alarms_worst_{name}", worst
        yield f"{prefix}null_alarms_a_year_{name}", _mean(chosen, "alarms_a_year")
        if level in BUDGETS:
            above = [r for r in chosen if _above(r, BUDGETS[level])]
            yield f"{prefix}null_regimes_{level}", float(len(chosen))
            yield f"{prefix}null_regimes_above_{level}", float(len(above))
    quiet = [r for r in rows if r["level"] in {"a10", "usual"}]
    if quiet:
        yield f"{prefix}null_one_line_rate", _mean(quiet, "quiet_weeks")


def _above(row: Row, budget: float) -> bool:
    """Whether so many alarms would be a surprise (p < .01) if the budget were kept."""
    years = int(row["years"])
    return bool(binom.sf(round(float(row["alarmed"]) * years) - 1, years, budget) < 0.01)


def _mean(rows: list[Row], name: str) -> float:
    return float(np.mean([float(r[name]) for r in rows]))


def _median_delay(rows: list[Row]) -> float:
    """Median over all runs; a run that is never found is 99 weeks late."""
    weeks = [99.0 if w is None else float(w) for r in rows for w in json.loads(str(r["delays"]))]
    return float(np.median(weeks)) if weeks else 99.0
