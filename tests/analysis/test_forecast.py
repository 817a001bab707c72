from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.forecast import Course, forecast

START = datetime(2026, 1, 1, tzinfo=UTC)
END = START + timedelta(weeks=13)


def measured(*values: float) -> list[tuple[datetime, float]]:
    return [(START + timedelta(weeks=n + 1), v) for n, v in enumerate(values)]


def ahead(values: list[float], weeks: float, *, baseline: float = 0.0, target: float = 1.0):
    return forecast(
        measured(*values),
        baseline=baseline,
        target=target,
        start=START,
        end=END,
        as_of=START + timedelta(weeks=weeks),
    )


def test_steady_progress_on_the_line_is_likely_to_arrive():
    found = ahead([n / 13 for n in range(1, 11)], 10)

    assert found is not None
    assert found.chance > 0.45
    assert found.low < found.middle < found.high
    assert found.middle == pytest.approx(1.0, abs=0.02)
    assert found.recent == pytest.approx(1 / 13)


def test_a_little_ahead_of_the_line_after_ten_weeks_is_all_but_there():
    ahead_of_it, behind = (ahead([f * n / 13 for n in range(1, 11)], 10) for f in (1.1, 0.9))

    assert ahead_of_it is not None
    assert behind is not None
    assert ahead_of_it.chance > 0.85
    assert behind.chance < 0.1


def test_the_last_reading_is_the_end_where_no_time_is_left():
    values = [0.05 * n for n in range(12)]
    met, missed = (ahead([*values, last], 13) for last in (1.01, 0.99))

    assert met is not None
    assert missed is not None
    assert (met.chance, missed.chance) == pytest.approx((1, 0))


def test_readings_that_jump_up_and_down_leave_less_hope_in_the_last_one():
    jumping = ahead([0.0, 0.4, 0.1, 0.5, 0.2, 0.6], 6)
    rising = ahead([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 6)

    assert jumping is not None
    assert rising is not None
    assert jumping.middle < rising.middle
    assert jumping.high - jumping.low > rising.high - rising.low


def test_standing_still_is_not():
    found = ahead([0.02, 0.0, 0.01, 0.02, 0.01, 0.02, 0.02, 0.01], 8)

    assert found is not None
    assert found.chance < 0.1
    assert found.middle < 0.3


def test_nothing_measured_no_way_to_go_or_no_time_gives_no_forecast():
    assert ahead([], 3) is None
    assert ahead([0.1], 3, target=0.0) is None
    assert ahead([0.1], 0.5) is None
    assert forecast(measured(0.1), baseline=0, target=1, start=START, end=START, as_of=END) is None


def test_stale_measurements_are_counted_and_leave_the_range_wide():
    fresh, stale = ahead([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 6), ahead([0.1, 0.2, 0.3], 6)

    assert fresh is not None
    assert stale is not None
    assert stale.stale_days == 21
    assert stale.high - stale.low > fresh.high - fresh.low


@given(
    st.lists(st.floats(-0.2, 1.3), min_size=1, max_size=12),
    st.floats(-1e4, 1e4),
    st.floats(0.1, 1e4),
)
def test_unit_and_direction_do_not_matter(values: list[float], baseline: float, span: float):
    plain = ahead(values, 12.5)
    falling = ahead(
        [baseline - span * v for v in values], 12.5, baseline=baseline, target=baseline - span
    )

    assert plain is not None
    assert falling is not None
    assert falling.chance == pytest.approx(plain.chance, abs=1e-3)
    assert falling.middle == pytest.approx(baseline - span * plain.middle, abs=span * 1e-2)
    assert 0 <= plain.chance <= 1


@given(
    st.lists(st.floats(-0.2, 1.3), min_size=2, max_size=13),
    st.floats(0.001, 1.5),
    st.floats(0.2, 1.2),
    st.floats(0.05, 0.5),
)
def test_a_better_last_value_never_lowers_the_chance(
    values: list[float], more: float, usual: float, spread: float
):
    def chance(last: float) -> float:
        course = Course(
            weeks=np.arange(len(values) + 1.0),
            progress=np.array([0.0, *values[:-1], last]),
            length=13.5,
            attainment=usual,
            spread=spread,
        )
        return course.outlook().chance()

    assert chance(values[-1] + more) >= chance(values[-1]) - 0.01


def test_two_measurements_of_one_moment_count_once():
    at = START + timedelta(weeks=2)
    twice = forecast([(at, 0.1), (at, 0.3)], baseline=0, target=1, start=START, end=END, as_of=END)

    assert twice is not None
    assert twice.recent == pytest.approx(0.15)
