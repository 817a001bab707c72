"""Drift is found where shares moved, and chance is given its budget."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.drift import LEAD, Intent, dispersion, measure
from copilot.analysis.null_years import draw, limits, null_years, scores

USUAL = np.array([0.5, 0.2, 0.25, 0.05])
INTENT = Intent(shares=USUAL[:-1], objectives=(0, 1))
OWN_PAST = Intent(shares=None, objectives=(0, 1))


def history(weeks: int = 40, change: int = 20, size: float = 0.2) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    split = np.tile(USUAL, (weeks, 1))
    split[change:] += np.array([-size, 0, 0, size])
    shares = np.array([rng.multinomial(50, row) / 50 for row in split])
    return shares, np.full(weeks, 50.0)


@pytest.mark.parametrize("intent", [INTENT, OWN_PAST])
def test_a_step_is_seen_within_weeks_and_not_before(intent: Intent) -> None:
    shares, counts = history()
    found = measure(shares, counts, intent)
    years = null_years(USUAL, counts, 1.0, intent, years=400)
    reached = limits(years, 0.1)
    alarmed = np.flatnonzero(scores(found, reached.quantiles) >= reached.limit)

    assert 20 < alarmed[0] <= 25
    assert found.gaps[24].argmin() == 0


def test_nothing_is_said_before_the_noise_is_known() -> None:
    shares, counts = history(weeks=12, change=0)

    assert not measure(shares, counts, INTENT).statistics[: LEAD - 1].any()


def test_a_budget_is_the_share_of_null_years_that_alarm() -> None:
    years = null_years(USUAL, np.full(20, 25.0), 1.3, INTENT, years=1000)
    for budget in (0.1, 0.5):
        reached = limits(years, budget)
        alarmed = (scores(years, reached.quantiles) >= reached.limit).any(axis=1).mean()
        assert alarmed == pytest.approx(budget, abs=0.02)


def test_an_objective_that_never_falls_short_has_no_say() -> None:
    years = null_years(
        np.array([0.04, 0.9, 0.06]),
        np.full(9, 30.0),
        0.6,
        Intent(shares=np.array([0.04, 0.9]), objectives=(0, 1)),
        years=200,
    )

    assert np.isinf(limits(years, 0.5).quantiles[2])
    assert np.isfinite(scores(years, limits(years, 0.5).quantiles)).all()


@pytest.mark.parametrize("noise", [0.5, 1.0, 3.0])
def test_drawn_shares_have_the_noise_that_was_asked_for(noise: float) -> None:
    drawn = draw(np.random.default_rng(3), USUAL, np.full(60, 40.0), np.full(300, noise))
    pearson = ((drawn - USUAL) ** 2 / USUAL).sum(axis=-1) * 40 / (len(USUAL) - 1)

    assert pearson.mean() == pytest.approx(noise, rel=0.08)
    assert drawn.mean(axis=(0, 1)) == pytest.approx(USUAL, abs=0.01)


def test_noise_is_learnt_from_neighbouring_weeks_whatever_the_level() -> None:
    shares, counts = history(weeks=200, change=100, size=0.3)
    usual = np.tile(USUAL, (200, 1))

    assert dispersion(shares, counts, usual)[99] == pytest.approx(1.0, abs=0.25)
    assert dispersion(shares, counts, usual)[-1] < 1.7


def test_unplanned_work_that_was_always_there_is_no_drift() -> None:
    rng = np.random.default_rng(5)
    split = np.array([0.45, 0.18, 0.22, 0.15])
    shares = np.array([rng.multinomial(60, split) / 60 for _ in range(50)])
    declared = Intent(shares=np.array([0.53, 0.21, 0.26]), objectives=(0, 1))
    found = measure(shares, np.full(50, 60.0), declared)

    assert found.expected[-1, -1] == pytest.approx(0.15, abs=0.03)
    assert abs(found.gaps[-1]).max() < 0.08


@given(
    st.lists(
        st.tuples(
            st.lists(st.floats(0, 1), min_size=3, max_size=3),
            st.floats(0, 100),
        ),
        min_size=1,
        max_size=30,
    ),
    st.booleans(),
)
def test_any_history_gives_finite_numbers(weeks: list[tuple[list[float], float]], own: bool):
    raw = np.array([split for split, _ in weeks])
    shares = raw / np.maximum(raw.sum(axis=1, keepdims=True), 1e-9)
    counts = np.array([count for _, count in weeks])
    told = None if own else np.array([0.6, 0.3])
    found = measure(shares, counts, Intent(shares=told, objectives=(0,)))

    for part in (found.statistics, found.gaps, found.expected, found.dispersion):
        assert np.isfinite(part).all()
