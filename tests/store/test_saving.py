from dataclasses import replace

import pytest

from copilot.portfolio import Comment, Place, Status
from copilot.ports import SaveReport

from .records import DAY, NOW, item, key_result, passage


def test_what_was_saved_comes_back_whole(store):
    read = item(body="Long text", comments=(Comment(text="Why?", author="Ben", at=NOW),))
    goal, memo = key_result(), passage()
    assert store.save("jira", [read], at=NOW) == SaveReport(added=1)
    assert store.save("okr", [goal, memo], at=NOW) == SaveReport(added=2)
    assert store.item("jira:PAY-1", NOW) == read
    assert store.item(goal.ref, NOW) == goal
    assert store.item(memo.ref, NOW) == memo
    assert store.passages(NOW) == (memo,)


def test_a_portfolio_carries_no_long_texts_and_texts_come_by_reference(store):
    store.save("jira", [item(body="Long", comments=(Comment(text="x"),))], at=NOW)
    store.save("okr", [key_result(), passage()], at=NOW)
    portfolio = store.portfolio(NOW)
    assert portfolio.items == (item(),)
    assert portfolio.key_results == (key_result(),)
    refs = ["jira:PAY-1", "okr:memo.md#1", "okr:2026-Q1/KR1.1", "jira:PAY-9"]
    assert store.texts(refs, NOW) == {
        "jira:PAY-1": "Long",
        "okr:memo.md#1": "We bet on new teams.",
    }


def test_content_hashes_equal_those_of_whole_records(store):
    read = item(body="Long")
    store.save("jira", [read], at=NOW)
    assert store.content_hashes(NOW) == {"jira:PAY-1": read.content_hash}


def test_unchanged_records_write_nothing(store):
    store.save("jira", [item(n) for n in range(5)], at=NOW, complete=True)
    before = store.revision()
    again = store.save("jira", [item(n) for n in range(5)], at=NOW + DAY, complete=True)
    assert again == SaveReport(unchanged=5)
    assert store.revision() == before


def test_a_change_is_a_new_version_and_the_old_one_stays(store):
    store.save("jira", [item(body="old")], at=NOW)
    changed = item(title="Renamed", body="new")
    assert store.save("jira", [changed], at=NOW + DAY) == SaveReport(changed=1)
    assert store.item("jira:PAY-1", NOW).body == "old"
    assert store.item("jira:PAY-1", NOW + DAY).title == "Renamed"
    assert store.texts(["jira:PAY-1"], NOW) == {"jira:PAY-1": "old"}


def test_what_a_complete_listing_leaves_out_is_gone_and_may_come_back(store):
    store.save("jira", [item(1), item(2)], at=NOW, complete=True)
    later = store.save("jira", [item(1)], at=NOW + DAY, complete=True)
    assert later == SaveReport(unchanged=1, gone=1)
    assert [i.key for i in store.portfolio(NOW + DAY).items] == ["PAY-1"]
    assert len(store.portfolio(NOW).items) == 2
    assert store.item("jira:PAY-2", NOW + DAY) is None
    back = store.save("jira", [item(1), item(2)], at=NOW + 2 * DAY, complete=True)
    assert back == SaveReport(added=1, unchanged=1)
    assert len(store.portfolio(NOW + 2 * DAY).items) == 2


def test_a_listing_that_was_cut_removes_nothing(store):
    store.save("jira", [item(1), item(2)], at=NOW, complete=True)
    assert store.save("jira", [item(1)], at=NOW + DAY) == SaveReport(unchanged=1)
    assert len(store.portfolio(NOW + DAY).items) == 2


def test_sources_do_not_bury_each_others_records(store):
    store.save("jira", [item(1)], at=NOW, complete=True)
    store.save("linear", [item(1, source="linear")], at=NOW, complete=True)
    store.save("linear", [], at=NOW + DAY, complete=True)
    assert [i.source for i in store.portfolio(NOW + DAY).items] == ["jira"]


def test_of_two_records_with_one_identity_the_latest_updated_counts(store):
    old, new = item(title="old", updated=NOW - DAY), item(title="new", updated=NOW)
    for records in ([old, new], [new, old]):
        store.save("jira", records, at=NOW)
        assert store.portfolio(NOW).items == (new,)


def test_the_same_id_twice_in_one_listing_counts_once(store):
    report = store.save("jira", [item(1), item(1, title="Copy")], at=NOW, complete=True)
    assert report == SaveReport(added=1)
    assert store.portfolio(NOW).items == (item(1),)


def test_a_late_event_never_overwrites_a_newer_state_but_a_full_listing_does(store):
    new, old = item(title="new", updated=NOW), item(title="old", updated=NOW - DAY)
    store.save("jira", [new], at=NOW)
    assert store.save("jira", [old], at=NOW + DAY) == SaveReport(unchanged=1)
    assert store.portfolio(NOW + DAY).items == (new,)
    assert store.save("jira", [old], at=NOW + DAY, complete=True) == SaveReport(changed=1)
    assert store.portfolio(NOW + DAY).items == (old,)


def test_a_clock_that_went_back_loses_nothing(store):
    store.save("jira", [item(status=Status.ACTIVE)], at=NOW)
    store.save("jira", [item(status=Status.DONE)], at=NOW - DAY)
    assert store.portfolio(NOW).items[0].status is Status.DONE


def test_one_id_may_name_an_item_a_goal_and_goals_of_several_cycles(store):
    goals = [key_result("1", cycle) for cycle in ("2026-Q1", "2026-Q2", None)]
    records = [item(1, source="x"), *(replace(goal, source="x") for goal in goals)]
    assert store.save("x", records, at=NOW, complete=True).added == 4
    assert len(store.portfolio(NOW).key_results) == 3


def test_goals_stand_in_the_order_of_their_documents(store):
    goals = [
        key_result("Z", place=Place(file="a.md", line=2)),
        key_result("A", place=Place(file="a.md", line=10)),
        key_result("M", place=Place(file="b.md", line=1)),
    ]
    store.save("okr", reversed(goals), at=NOW)
    assert [goal.id for goal in store.portfolio(NOW).key_results] == ["Z", "A", "M"]


def test_a_record_that_breaks_its_own_rules_is_refused_by_name_and_the_others_stay(store):
    store.save("jira", [item(1), item(2)], at=NOW)
    naive = NOW.replace(tzinfo=None)
    broken = [item(1, created=naive), item(3, updated=naive), item(4, parent="no reference")]
    report = store.save("jira", [*broken, item(5)], at=NOW + DAY, complete=True)
    assert (report.added, report.changed, report.gone) == (1, 0, 1)
    said = [problem.message for problem in report.refused]
    assert said[0].startswith("jira:PAY-1 can't be kept: created: Input should have timezone")
    assert [message.split()[0] for message in said] == ["jira:PAY-1", "jira:PAY-3", "jira:PAY-4"]
    assert [found.key for found in store.portfolio(NOW + DAY).items] == ["PAY-1", "PAY-5"]


@pytest.mark.parametrize("text", ["a\ud800b", "a\0b", "\u202eשלום 👩‍🚀", ""])
def test_any_text_is_stored_and_judged(store, text):
    read = item(title=text or "t", body=text, labels=(text,), comments=(Comment(text=text),))
    store.save("jira", [read], at=NOW)
    assert store.save("jira", [read], at=NOW + DAY) == SaveReport(unchanged=1)
    kept = store.item("jira:PAY-1", NOW)
    assert store.content_hashes(NOW) == {"jira:PAY-1": kept.content_hash}
    assert len(kept.body) == len(text)
