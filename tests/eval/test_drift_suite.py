"""The drift suite: small runs of its parts, and what its rows say."""

import json
from pathlib import Path

import numpy as np
import pytest

from eval.drift_rivals import RIVALS
from eval.drift_streams import (
    CHANGE,
    LENGTH,
    NOTHING,
    Regime,
    Shift,
    shuffled,
    simulated,
    stream,
)
from eval.suites import drift

SHARED = Path(__file__).parents[3] / "shared" / "data" / "alignment"


def regime(name: str) -> Regime:
    return next(r for r in simulated() if r.name == name)


@pytest.mark.parametrize("noise", ["counts", "points", "epics", "bursts", "soft"])
def test_a_null_stream_has_the_split_it_was_told(noise: str) -> None:
    drawn = stream(regime(f"{noise}-25"), NOTHING, 20, [1])

    assert drawn.shares.shape == (20, LENGTH, 5)
    assert drawn.shares.sum(axis=-1) == pytest.approx(1.0)
    assert drawn.shares.mean(axis=(0, 1)) == pytest.approx([0.45, 0.25, 0.1, 0.15, 0.05], abs=0.02)
    assert (drawn.counts <= drawn.items + 1e-9).all()


@pytest.mark.parametrize(
    ("kind", "at", "share"),
    [
        ("step", CHANGE, 0.30),
        ("step", CHANGE - 1, 0.45),
        ("ramp", CHANGE + 3, 0.375),
        ("pulse", CHANGE + 3, 0.30),
        ("pulse", CHANGE + 4, 0.45),
    ],
)
def test_a_shift_takes_points_from_the_first_bucket(kind: str, at: int, share: float) -> None:
    planned = Shift(kind=kind, size=0.15).by_week(regime("counts-25").usual)

    assert planned[at, 0] == pytest.approx(share)
    assert planned.sum(axis=-1) == pytest.approx(1.0)


@pytest.mark.parametrize("name", sorted(RIVALS))
def test_every_rival_scores_a_large_step_higher(name: str) -> None:
    told = regime("counts-60")
    score = RIVALS[name].score
    null = score(stream(told, NOTHING, 20, [1]), told.usual)
    moved = score(stream(told, Shift(kind="step", size=0.3), 20, [1]), told.usual)

    assert np.isfinite(moved).all()
    assert moved[:, CHANGE : CHANGE + 8].max(axis=1).mean() > null[:, LENGTH // 2 :].mean()


def test_a_small_run_writes_the_promised_numbers(tmp_path: Path) -> None:
    found = drift.run(None, tmp_path, years=20, seeds=8)
    rows = [json.loads(row) for row in (tmp_path / "rows.jsonl").read_text().splitlines()]

    assert json.loads((tmp_path / "metrics.json").read_text()) == found
    for method in ("", "psi.", "chi2.", "js.", "adwin.", "page_hinkley.", "week_on_week."):
        assert f"{method}null_year_alarms_a10" in found
        for rate in (25, 60):
            assert f"{method}median_delay_{rate}_a10" in found
            assert f"{method}median_delay_{rate}_a50" in found
    assert found["null_one_line_rate"] >= 0.85
    assert found["median_delay_60_a50"] <= 5
    assert not [r for r in rows if r["rate"] == 5 and r["method"] == "" and r.get("alarmed")]


def test_real_streams_are_shuffled_items_of_other_organisations() -> None:
    if not SHARED.is_dir():
        pytest.skip("the development sets are not beside the checkout")
    found = list(shuffled(SHARED))

    assert len(found) >= 5
    for told in found:
        drawn = stream(told, NOTHING, 2, [1])
        assert drawn.shares.mean(axis=(0, 1)) == pytest.approx(told.usual, abs=0.06)
