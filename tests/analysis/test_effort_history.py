"""Finished work, added up by week in the workspace's zone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.effort_history import last_complete_week, week_name, weekly_effort
from copilot.portfolio import Status, WorkItem

BERLIN = ZoneInfo("Europe/Berlin")
AS_OF = datetime(2026, 2, 16, 8, tzinfo=BERLIN)


def work(key: str, done: datetime | None, **fields: Any) -> WorkItem:
    status = Status.DONE if done else Status.ACTIVE
    given = {"source": "jira", "status": status, **fields}
    return WorkItem(id=key, key=key, title=key, done=done, **given)


def weeks(*items: WorkItem, as_of: datetime = AS_OF):
    return weekly_effort(
        items, lambda _: {"okr:O1": 0.75, "unaligned": 0.25}, as_of=as_of, zone=BERLIN
    )


def test_a_week_ends_on_sunday_midnight_in_the_workspace_s_zone() -> None:
    late = work("A", datetime(2026, 2, 8, 22, 59, tzinfo=UTC), effort=2.0)
    later = work("B", datetime(2026, 2, 8, 23, 1, tzinfo=UTC), effort=3.0)

    assert [(w.week, w.total) for w in weeks(late, later)] == [("2026-W06", 2), ("2026-W07", 3)]


def test_only_complete_weeks_count() -> None:
    sunday_night = datetime(2026, 2, 15, 23, 59, 59, 999999, tzinfo=BERLIN)

    assert last_complete_week(AS_OF, BERLIN) == date(2026, 2, 9)
    assert last_complete_week(sunday_night, BERLIN) == date(2026, 2, 9)
    assert last_complete_week(sunday_night - timedelta(seconds=1), BERLIN) == date(2026, 2, 2)
    assert weeks(work("A", AS_OF)) == ()


def test_the_week_of_the_clock_change_is_one_week() -> None:
    first = work("A", datetime(2026, 3, 23, 0, 1, tzinfo=BERLIN))
    last = work("B", datetime(2026, 3, 29, 23, 59, tzinfo=BERLIN))
    (week,) = weeks(first, last, as_of=datetime(2026, 3, 30, 9, tzinfo=BERLIN))

    assert (week.week, week.items) == ("2026-W13", 2)


def test_a_week_without_work_is_there_and_empty() -> None:
    found = weeks(work("A", AS_OF - timedelta(weeks=3)), work("B", AS_OF - timedelta(weeks=1)))

    assert [w.items for w in found] == [1, 0, 1]
    assert (found[1].total, found[1].count) == (0, 0)


def test_unsized_work_counts_as_its_team_s_median_and_is_told() -> None:
    sized = [
        work(str(n), AS_OF - timedelta(days=3), effort=e, team="A")
        for n, e in enumerate((1, 3, 3))
    ]
    (everybody, team) = weeks(*sized, work("U", AS_OF - timedelta(days=3), team="A"))

    assert everybody.total == 10
    assert (team.team, team.unsized, team.items) == ("A", 1, 4)


def test_work_that_nobody_sized_is_counted() -> None:
    (everybody,) = weeks(
        work("A", AS_OF - timedelta(days=3)), work("B", AS_OF - timedelta(days=3))
    )

    assert (everybody.total, everybody.effort["okr:O1"]) == (2, 1.5)


def test_hours_of_one_tool_do_not_outweigh_points_of_another() -> None:
    points = [work(f"P{n}", AS_OF - timedelta(days=3), effort=3.0) for n in range(3)]
    hours = [
        work(f"H{n}", AS_OF - timedelta(days=3), effort=24.0, source="other") for n in range(2)
    ]
    (everybody,) = weeks(*points, *hours)

    assert everybody.total == pytest.approx(15)


def test_a_giant_is_cut_to_the_largest_usual_size() -> None:
    usual = [work(f"P{n}", AS_OF - timedelta(days=3), effort=2.0) for n in range(40)]
    (everybody,) = weeks(*usual, work("G", AS_OF - timedelta(days=3), effort=500.0))

    assert everybody.total == pytest.approx(82)


def test_items_of_one_epic_are_one_cluster() -> None:
    parts = [work(f"P{n}", AS_OF - timedelta(days=3), epic="jira:E") for n in range(4)]
    (week,) = weeks(*parts, work("A", AS_OF - timedelta(days=3)))

    assert week.count == pytest.approx(25 / 17)
    assert week.clusters["okr:O1"] == {"jira:E": 3.0, "jira:A": 0.75}


def test_work_that_was_dropped_is_no_effort() -> None:
    assert weeks(work("A", AS_OF - timedelta(days=3), status=Status.DROPPED)) == ()


def test_a_source_that_never_says_done_is_counted_by_its_starts() -> None:
    begun = work("A", None, started=AS_OF - timedelta(days=3), source="sheet")
    done = work("B", AS_OF - timedelta(days=3), started=AS_OF - timedelta(weeks=2))
    (week,) = weeks(begun, done)

    assert (week.week, week.items) == ("2026-W07", 2)
    assert weeks(work("C", None, started=AS_OF, status=Status.DROPPED)) == ()


def test_a_year_and_a_little_is_kept() -> None:
    found = weeks(*(work(str(n), AS_OF - timedelta(weeks=n + 1)) for n in range(100)))

    assert len(found) == 60
    assert not found[0].clusters
    assert found[-1].clusters


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_week_is_named_as_the_calendar_names_it(day: date) -> None:
    assert week_name(day - timedelta(days=day.weekday())) == f"{day:%G-W%V}"
