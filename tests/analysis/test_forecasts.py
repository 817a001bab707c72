"""Forecasts of a whole portfolio: which goals run, and which kind each is."""

from datetime import date, timedelta

import pytest

from copilot.analysis.attainment import usual_here
from copilot.analysis.forecasts import course_of, forecast_at, forecasts, window_of
from copilot.portfolio import Cycle, Forecast, KeyResult
from tests.checks.build import NOW, ago, aligned, check_in, item, key_result, portfolio


def weekly(*values: float, last: float = 0) -> tuple:
    """Check-ins a week apart, the last one `last` days ago."""
    return tuple(check_in(last + 7 * n, v) for n, v in enumerate(reversed(values)))


def only(goal: KeyResult, **fields: object) -> Forecast | None:
    found = forecasts(portfolio(key_results=(goal,), **fields))
    return found[0] if found else None


def climbing(**fields: object) -> KeyResult:
    told = {"baseline": 60, "target": 75, "check_ins": weekly(60, 62, 63, 64, 66, 67)}
    return key_result(**(told | fields))


def test_a_measured_key_result_that_runs_is_forecast_in_its_own_unit():
    found = only(climbing())

    assert found is not None
    assert found.goal == "okr:2026-Q1/KR1.1"
    assert 60 < found.low < found.middle < found.high < 90
    assert found.measured == 6
    assert found.stale_days == 0


@pytest.mark.parametrize(
    "told",
    [
        {"check_ins": ()},
        {"check_ins": (), "baseline": None},
        {"cycle": None},
        {"cycle": Cycle(name="2026-Q1")},
        {"cycle": Cycle(name="2025-Q4", start=date(2025, 10, 1), end=date(2025, 12, 31))},
        {"cycle": Cycle(name="2026-Q2", start=date(2026, 4, 1), end=date(2026, 6, 30))},
        {"due": date(2025, 12, 1)},
        {"due": date(2026, 2, 1)},
    ],
    ids=[
        "unmeasured",
        "nothing known",
        "no cycle",
        "no dates",
        "over",
        "not begun",
        "before",
        "overdue",
    ],
)
def test_what_does_not_run_or_was_not_measured_is_not_forecast(told: dict):
    assert only(climbing(**told)) is None


def test_a_due_date_gives_an_end_and_the_first_measurement_a_beginning():
    window = window_of(climbing(cycle=None, due=date(2026, 3, 1)), NOW)

    assert window is not None
    assert window.end.date() == date(2026, 3, 2)
    assert window.start == ago(35)
    assert window.elapsed(NOW) == pytest.approx(35 / (35 + 13 + 16 / 24), abs=0.01)


def test_without_a_baseline_the_first_measurement_is_one():
    found = only(climbing(baseline=None))

    assert found is not None
    assert found.low > 60


def test_a_goal_measured_only_before_the_cycle_is_wide_and_stale():
    found = only(climbing(check_ins=(check_in(60, 60.0),)))

    assert found is not None
    assert found.stale_days == 60
    assert found.recent is None
    assert found.high - found.low > 10


def test_finished_key_results_of_the_workspace_move_the_prior():
    past = Cycle(name="2025-Q4", start=date(2025, 10, 1), end=date(2025, 12, 31))
    poor = tuple(
        climbing(goal=f"KR9.{n}", cycle=past, check_ins=(check_in(60, 61.5),)) for n in range(8)
    )
    now = climbing()
    mixed = portfolio(key_results=(now, *poor))

    assert usual_here(portfolio(key_results=(now,)), now) == (pytest.approx(0.7), 0.35)
    assert usual_here(portfolio(), climbing(committed=True)).attainment == 1
    assert usual_here(mixed, now).attainment == pytest.approx(0.4)
    assert usual_here(mixed, now).spread < 0.25, "they all ended alike"


def test_a_value_to_keep_is_safe_far_from_its_limit_and_not_close_to_it():
    safe = only(key_result(target=99.0, direction="up", baseline=99.0, check_ins=weekly(*STEADY)))
    tight = only(
        key_result(target=99.94, direction="up", baseline=99.94, check_ins=weekly(*STEADY))
    )
    below = only(key_result(target=99.99, direction="maintain", check_ins=weekly(*STEADY)))

    assert safe is not None
    assert tight is not None
    assert below is not None
    assert tight.chance < safe.chance <= 9 / 10
    assert safe.low < safe.middle < safe.high
    assert safe.needed == 0
    assert below.low > below.high, "its good side is below, so the worst is above"


STEADY = (99.96, 99.95, 99.97, 99.93, 99.96, 99.94, 99.95, 99.96)


def test_two_values_say_nothing_about_keeping_a_limit():
    assert (
        only(key_result(target=99.0, direction="maintain", check_ins=weekly(99.5, 99.4))) is None
    )
    assert only(key_result(target=99.0, direction="maintain", check_ins=())) is None


def test_a_milestone_is_forecast_from_its_items():
    goal = key_result(title="Ship the importer")
    keys = [f"NOTE-{n}" for n in range(10)]
    done = [item(k, status="done", done=ago(7 * n + 3)) for n, k in enumerate(keys[:6])]
    waiting = [item(k) for k in keys[6:]]
    links = tuple(aligned(k, "KR1.1") for k in keys)
    found = only(goal, items=(*done, *waiting), alignments=links)

    assert found is not None
    assert 0.6 <= found.low <= found.middle <= found.high <= 1
    assert 0.3 < found.chance < 0.7
    assert found.recent == pytest.approx(0.1)
    assert found.needed == pytest.approx(0.4 / (43 + 16 / 24) * 7)


def test_a_finished_milestone_is_all_but_certain_and_an_empty_one_unknown():
    goal = key_result(title="Ship the importer")
    done = item("NOTE-1", status="done", done=ago(3))
    found = only(goal, items=(done,), alignments=(aligned("NOTE-1", "KR1.1"),))

    assert found is not None
    assert found.chance == pytest.approx(2 / 3)
    assert only(goal) is None


def test_a_course_is_known_for_goals_with_a_target_alone():
    known = portfolio(key_results=(climbing(),))

    assert course_of(known, climbing()) is not None
    assert course_of(known, climbing(target=None)) is None
    assert course_of(known, climbing(baseline=75)) is None
    assert course_of(known, climbing(baseline=None, check_ins=())) is None


def test_the_past_is_forecast_from_what_was_measured_then():
    goal = climbing()
    then = NOW - timedelta(days=21)
    found = forecast_at(portfolio(key_results=(goal,)), goal, then)

    assert found is not None
    assert found.measured == 3
