from dataclasses import replace

import pytest

from copilot.analysis.precision import heading, heading_of, share_heading, shown
from copilot.analysis.priority import LOW, USUAL, priority_level
from copilot.portfolio import Forecast, KeyResult


def ahead(low: float, middle: float, high: float) -> Forecast:
    return Forecast(goal="o:KR1", chance=0.5, low=low, middle=middle, high=high, needed=0)


@pytest.mark.parametrize(
    ("value", "width", "text"),
    [
        (72.71, 6.4, "72.7"),
        (2.437, 0.4, "2.44"),
        (1534.2, 300, "1534"),
        (-0.01, 5, "0.0"),
        (1, 0, "1.0"),
    ],
)
def test_a_figure_has_the_digits_its_range_can_tell_apart(value: float, width: float, text: str):
    assert shown(value, width) == text


def test_a_range_runs_upwards_whatever_is_better():
    assert heading(ahead(69.5, 72.7, 75.9), "%") == "72.7 % (69.5–75.9)"
    old = replace(ahead(69.5, 72.7, 75.9), stale_days=49)
    assert heading(old, "%") == "72.7 % (69.5–75.9), last measured 49 days ago"
    assert heading(ahead(2.61, 2.37, 2.13), "") == "2.37 (2.13–2.61)"


def test_a_milestone_is_told_by_its_items():
    assert share_heading(ahead(0.6, 0.8, 1.0)) == "80 % of its items (60–100)"


def test_a_range_from_start_to_target_says_nothing_and_is_not_told():
    milestone = KeyResult(source="o", id="KR1", title="Launch")
    rate = KeyResult(source="o", id="KR1", title="Rate", baseline=60, target=75, unit="%")
    falling = KeyResult(source="o", id="KR1", title="Churn", baseline=4, target=2)
    kept = KeyResult(source="o", id="KR1", title="Uptime", baseline=99, target=99)
    open_start = KeyResult(source="o", id="KR1", title="Rate", target=75)

    assert heading_of(milestone, ahead(0.0, 0.0, 1.0)) == ""
    assert heading_of(milestone, ahead(0.0, 0.3, 0.9)) == "30 % of its items (0–90)"
    assert heading_of(rate, ahead(50, 70, 80)) == ""
    assert heading_of(rate, ahead(61, 70, 80)) == "70 % (61–80)"
    assert heading_of(falling, ahead(5, 3, 1)) == ""
    assert heading_of(kept, ahead(98, 99, 100)) == "99.0 (98.0–100.0)"
    assert heading_of(open_start, ahead(0, 70, 80)) == "70 (0–80)"


def test_priorities_of_every_tool_are_on_one_scale():
    names = ["Highest", "High", "Medium", "Low", "Lowest"]

    assert [priority_level(n) for n in names] == [0, 1, 2, 3, 4]
    assert priority_level(" p3 ") == LOW
    assert priority_level(None) == priority_level("someday maybe") == USUAL
