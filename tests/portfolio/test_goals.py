from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from copilot.portfolio import CheckIn, Cycle, KeyResult

from . import strategies as any_

MONDAY = datetime(2026, 1, 12, tzinfo=UTC)


def _measured(*values, **fields):
    check_ins = [CheckIn(at=MONDAY + timedelta(days=n), value=v) for n, v in enumerate(values)]
    plain = {"source": "okr", "id": "KR1.1", "title": "Activation"}
    return KeyResult(**plain | fields, check_ins=tuple(check_ins))


def test_a_goal_is_named_by_its_cycle_where_there_is_one():
    goal = _measured()
    assert goal.ref == "okr:KR1.1"
    assert replace(goal, cycle=Cycle(name="2026 Q1")).ref == "okr:2026_Q1/KR1.1"


def test_the_passage_is_title_and_text():
    goal = _measured(title="Activation grows. ")
    assert goal.passage == "Activation grows. "
    assert replace(goal, text="From 60 to 75 %").passage == "Activation grows. From 60 to 75 %"


def test_the_current_value_is_the_latest_whatever_the_order():
    goal = _measured(61, 64, 63)
    assert goal.current == 63
    assert replace(goal, check_ins=goal.check_ins[::-1]).current == 63
    assert _measured().current is None


@pytest.mark.parametrize(
    ("baseline", "target", "current", "progress"),
    [
        (60, 75, 66, 0.4),
        (3.0, 2.0, 2.5, 0.5),
        (60, 75, 50, 0.0),
        (60, 75, 90, 1.0),
        (99, 99, 99, 1.0),
        (99, 99, 98, None),
        (None, 75, 66, None),
        (60, None, 66, None),
    ],
)
def test_progress_is_the_share_of_the_way(baseline, target, current, progress):
    goal = _measured(current, baseline=baseline, target=target)
    assert goal.progress == (pytest.approx(progress) if progress is not None else None)


@pytest.mark.parametrize(
    ("direction", "current", "progress"),
    [
        ("up", 98, 0.0),
        ("up", 99.5, 1.0),
        ("down", 98, 1.0),
        ("down", 99.5, 0.0),
        ("maintain", 98, None),
        ("maintain", 99, 1.0),
    ],
)
def test_a_value_that_is_to_stay_is_kept_or_not(direction, current, progress):
    goal = _measured(current, baseline=99, target=99, direction=direction)
    assert goal.progress == progress


def test_without_a_value_there_is_no_progress():
    assert _measured(baseline=60, target=75).progress is None


@given(any_.key_results)
def test_progress_is_a_share_or_unknown(goal):
    assert goal.progress is None or 0.0 <= goal.progress <= 1.0
