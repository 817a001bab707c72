"""How near tickets usually come to each goal."""

import numpy as np
import pytest

from copilot.analysis.nearness import FEWEST, Nearness, goals_key

RNG = np.random.default_rng(1)
GOALS = RNG.normal(size=(5, 8)).astype(np.float32)
ROWS = RNG.normal(size=(200, 8)).astype(np.float32)


def measured(items=200):
    return Nearness.measure("key", ROWS[:items], GOALS)


def test_deviations_of_what_it_was_measured_on_are_standard():
    found = measured().of(ROWS, GOALS)
    assert found.mean(axis=0) == pytest.approx(0, abs=1e-4)
    assert found.std(axis=0) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(("items", "goals"), [(FEWEST - 1, 5), (FEWEST, 1), (0, 0)])
def test_few_tickets_or_one_goal_tell_nothing_usual(items, goals):
    assert Nearness.measure("key", ROWS[:items], GOALS[:goals]) is None


@pytest.mark.parametrize(
    ("goals", "items", "fits"),
    [
        ("key", 200, True),
        ("key", 219, True),
        ("key", 181, True),
        ("key", 221, False),
        ("key", 150, False),
        ("key", 3, True),
        ("other", 200, False),
    ],
)
def test_it_fits_until_a_tenth_came_or_went_and_for_questions(goals, items, fits):
    assert measured().fits(goals, items) is fits


def test_it_survives_storage_and_damaged_bytes_are_none():
    kept = measured()
    again = Nearness.from_bytes(kept.to_bytes())
    assert again.goals == "key"
    assert again.items == 200
    assert np.array_equal(again.of(ROWS, GOALS), kept.of(ROWS, GOALS))
    assert Nearness.from_bytes(b"nonsense") is None


def test_goals_are_named_with_their_embedder():
    assert goals_key(["A", "B"], "one") == goals_key(["A", "B"], "one")
    assert (
        len({goals_key(["A", "B"], "one"), goals_key(["A", "B"], "two"), goals_key(["AB"], "one")})
        == 3
    )
