"""How long work usually takes to move a key result."""

from datetime import timedelta

import pytest

from copilot.analysis.lag import Wait, median, usual_lag
from copilot.portfolio import Portfolio
from tests.checks.build import ago, aligned, check_in, item, key_result, portfolio


def after_weeks(*waits: int, target: float = 75, last: float = 63 / 7) -> Portfolio:
    """Eight items finished long ago, and weekly check-ins that rise at last."""
    keys = [f"NOTE-{n}" for n in range(8)]
    values = dict.fromkeys(range(10), 60.0) | dict.fromkeys(waits, 61.0)
    goal = key_result(
        baseline=60, target=target, check_ins=tuple(check_in(7 * n, v) for n, v in values.items())
    )
    done = [item(k, status="done", done=ago(7 * last - 1)) for k in keys]
    return portfolio(
        key_results=(goal,), items=done, alignments=tuple(aligned(k, "KR1.1") for k in keys)
    )


def test_the_usual_wait_ends_with_the_first_better_measurement():
    found = usual_lag(after_weeks(0, 1, 2, 3, 4))

    assert found is not None
    assert round(found / timedelta(weeks=1)) == 5


def test_less_may_be_better_and_a_value_to_keep_tells_nothing():
    assert usual_lag(after_weeks(0, target=50)) is None, "it rose, and should fall"
    assert usual_lag(after_weeks(0, 1, target=60)) is None


def test_work_without_a_measurement_before_or_after_tells_nothing():
    assert usual_lag(after_weeks(0, 1, last=12)) is None
    assert usual_lag(after_weeks(0, 1, last=0)) is None


def test_too_few_movements_say_nothing():
    assert usual_lag(after_weeks()) is None
    assert usual_lag(portfolio()) is None


@pytest.mark.parametrize(
    ("waits", "usual"),
    [
        ([(1, True), (2, True), (3, True)], 2),
        ([(1, True), (1, False), (1, False), (5, True), (6, True)], 5),
        ([(1, True), (9, False), (9, False)], None),
        ([], None),
    ],
    ids=["all moved", "some left early", "most never moved", "none"],
)
def test_what_has_not_moved_yet_still_counts(waits, usual):
    found = median(Wait(timedelta(weeks=n), moved) for n, moved in waits)

    assert found == (timedelta(weeks=usual) if usual else None)
