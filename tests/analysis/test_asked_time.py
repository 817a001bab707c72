from datetime import date

import pytest

from copilot.analysis.asked_time import AskedTime, asked_time

TODAY = date(2026, 2, 16)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Why was it parked in March?", date(2025, 3, 1), date(2025, 3, 31)),
        ("why was it parked in december", date(2025, 12, 1), date(2025, 12, 31)),
        ("What happened in Q1 2026?", date(2026, 1, 1), TODAY),
        ("What was known by 10 January 2026?", None, date(2026, 1, 10)),
        ("What was known before 2026-01-15?", None, date(2026, 1, 14)),
        ("What was decided since 1 Dec?", date(2025, 12, 1), TODAY),
        ("What was decided since 10 February?", date(2026, 2, 10), TODAY),
        ("What was decided on 20 February?", date(2025, 2, 20), date(2025, 2, 20)),
        ("What was decided last week?", date(2026, 2, 9), date(2026, 2, 15)),
        ("What was decided this month?", date(2026, 2, 1), TODAY),
        ("What was decided last quarter?", date(2025, 10, 1), date(2025, 12, 31)),
        ("What was decided last year?", date(2025, 1, 1), date(2025, 12, 31)),
        ("What was decided yesterday?", date(2026, 2, 15), date(2026, 2, 15)),
        ("And today?", TODAY, TODAY),
        ("What came of the outage of 27 January?", None, None),
        ("May we drop it?", None, None),
        ("Who asked for it?", None, None),
    ],
)
def test_the_time_that_is_asked_about_is_read(question, first, last):
    found = asked_time(question, TODAY)
    assert (found.first, found.last) == (first, last)


def test_every_month_is_the_last_one_of_that_name():
    for today in (date(2026, 12, 5), date(2026, 1, 31), TODAY):
        for month in ("January", "February", "November", "December"):
            first = asked_time(f"What was done since 3 {month}?", today).first
            assert first is not None
            assert 0 <= (today - first).days < 366


def test_the_words_of_the_time_are_told():
    assert asked_time("Why in March 2025?", TODAY).words == ("March", "2025")
    assert asked_time("Why last week?", TODAY).words == ("last", "week")
    assert asked_time("Why?", TODAY) == AskedTime()
