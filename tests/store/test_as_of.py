from datetime import date

import pytest

from copilot.portfolio import CheckIn, Comment, Cycle, Objective, Passage, Place, Status
from copilot.portfolio import StatusChange as Change

from .records import DAY, NOW, item, key_result

CREATED, STARTED, DONE = NOW - 30 * DAY, NOW - 20 * DAY, NOW - 10 * DAY


def status_on(store, moment):
    return [i.status.value for i in store.portfolio(moment).items]


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        (31, []),
        (30, ["planned"]),
        (20, ["active"]),
        (11, ["active"]),
        (10, ["done"]),
        (0, ["done"]),
    ],
)
def test_dates_of_a_first_import_tell_what_was_before(store, days_ago, expected):
    finished = item(status=Status.DONE, created=CREATED, started=STARTED, done=DONE)
    store.save("jira", [finished], at=NOW)
    assert status_on(store, NOW - days_ago * DAY) == expected


def test_a_first_reading_may_leave_the_past_to_others(store):
    store.save("jira", [item(created=CREATED)], at=NOW, dated=False)
    assert status_on(store, NOW - DAY) == []
    assert status_on(store, NOW) == ["planned"]


def test_dates_after_the_moment_are_taken_back(store):
    finished = item(
        status=Status.DONE,
        native_status="Shipped",
        created=CREATED,
        started=STARTED,
        done=DONE,
        updated=DONE,
        comments=(Comment(text="early", at=STARTED), Comment(text="late", at=DONE)),
    )
    store.save("jira", [finished], at=NOW)
    past = store.item("jira:PAY-1", NOW - 15 * DAY)
    assert (past.started, past.done, past.updated) == (STARTED, None, None)
    assert [comment.text for comment in past.comments] == ["early"]
    assert past.native_status == ""


def test_an_exported_history_comes_before_dates(store):
    history = (
        Change(at=CREATED + DAY, status=Status.PLANNED, native="To do"),
        Change(at=STARTED, status=Status.BLOCKED, native="Waiting"),
        Change(at=DONE, status=Status.DONE, native="Shipped"),
    )
    store.save("jira", [item(status=Status.DONE, created=CREATED, history=history)], at=NOW)
    assert status_on(store, CREATED) == ["planned"]
    blocked = store.portfolio(STARTED).items[0]
    assert (blocked.status, blocked.native_status) == (Status.BLOCKED, "Waiting")
    assert blocked.history == history[:2]
    assert status_on(store, DONE) == ["done"]


def test_a_status_without_dates_stays_what_was_read(store):
    store.save("jira", [item(status=Status.DROPPED, created=CREATED)], at=NOW)
    assert status_on(store, STARTED) == ["dropped"]


def test_an_item_that_still_goes_on_keeps_its_status_after_its_start(store):
    going = item(status=Status.BLOCKED, created=CREATED, started=STARTED)
    store.save("jira", [going], at=NOW)
    assert status_on(store, CREATED) == ["planned"]
    assert status_on(store, DONE) == ["blocked"]


def test_without_a_created_date_the_earliest_other_date_counts(store):
    store.save("jira", [item(status=Status.DONE, done=DONE, updated=NOW)], at=NOW)
    assert status_on(store, DONE - DAY) == []
    assert status_on(store, DONE) == ["done"]


def test_what_bears_no_date_counts_from_the_moment_it_was_read(store):
    store.save("jira", [item()], at=NOW)
    assert status_on(store, NOW - DAY) == []
    assert status_on(store, NOW) == ["planned"]


def test_later_versions_and_later_items_count_from_when_they_were_read(store):
    store.save("jira", [item(1, created=CREATED)], at=NOW)
    finished = item(1, created=CREATED, status=Status.DONE, started=STARTED, done=DONE)
    store.save("jira", [finished, item(2, created=CREATED)], at=NOW + DAY)
    assert status_on(store, DONE) == ["planned"]
    assert status_on(store, NOW) == ["planned"]
    assert status_on(store, NOW + DAY) == ["done", "planned"]


def test_a_first_import_may_come_in_several_parts(store):
    store.save("jira", [item(1, created=CREATED)], at=NOW)
    store.save("jira", [item(2, created=CREATED)], at=NOW)
    assert status_on(store, CREATED) == ["planned", "planned"]


def test_dates_in_the_future_count_from_now(store):
    store.save("jira", [item(created=NOW + DAY)], at=NOW)
    assert status_on(store, NOW) == ["planned"]


def test_goals_count_from_the_start_of_their_cycle_and_show_no_later_value(store):
    cycle = Cycle(name="2026-Q1", start=date(2026, 1, 1))
    values = (CheckIn(at=NOW - 20 * DAY, value=61), CheckIn(at=NOW - DAY, value=64))
    goals = [
        key_result("KR1", None, check_ins=values),
        key_result("KR2", None),
        Objective(source="okr", id="O1", title="o", cycle=cycle),
    ]
    store.save("okr", goals, at=NOW)
    then = store.portfolio(NOW - 10 * DAY)
    assert [goal.id for goal in then.goals] == ["O1", "KR1"]
    assert then.key_results[0].current == 61
    assert store.portfolio(NOW).key_results[0].current == 64


def test_passages_count_from_the_date_they_bear(store):
    dated = Passage(source="okr", id="m#1", text="t", place=Place(file="m"), at=CREATED)
    undated = Passage(source="okr", id="n#1", text="t", place=Place(file="n"))
    store.save("okr", [dated, undated], at=NOW)
    assert store.passages(CREATED) == (dated,)
    assert store.passages(NOW) == (dated, undated)
