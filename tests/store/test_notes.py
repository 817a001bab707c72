from copilot.portfolio import Feedback, Place
from copilot.ports import Freshness, Problem

from .records import DAY, NOW


def said(answer="accept", at=NOW):
    return Feedback(item="jira:PAY-1", goal="okr:KR1.1", answer=answer, at=at, author="Lena")


def test_feedback_is_only_added_and_known_as_of_any_moment(store):
    store.save_feedback([said("reject", NOW + DAY), said()])
    store.save_feedback([said()])
    assert store.feedback(NOW) == (said(),)
    assert store.feedback(NOW + DAY) == (said(), said("reject", NOW + DAY))
    assert store.feedback(NOW - DAY) == ()


def test_feedback_may_say_that_no_goal_is_served(store):
    none = Feedback(item="jira:PAY-1", goal=None, answer="accept", at=NOW)
    store.save_feedback([none])
    assert store.feedback(NOW) == (none,)


def test_no_feedback_changes_nothing(store):
    store.save_feedback([])
    assert store.revision() == "0"


def test_derived_values_are_kept_by_kind_and_key(store):
    store.save_value("background", "a", b"\0\xff", at=NOW)
    store.save_value("background", "a", b"new", at=NOW)
    store.save_value("evidence", "a", b"other", at=NOW)
    assert store.value("background", "a") == b"new"
    assert store.value("evidence", "a") == b"other"
    assert store.value("evidence", "b") is None
    assert store.revision() == "0"


def test_freshness_is_the_last_reading_of_each_source(store):
    problem = Problem(message="row 7 has no title", place=Place(file="a.csv", row=7))
    jira = Freshness(source="jira", at=NOW + DAY, records=3, problems=(problem,))
    broken = Freshness(source="csv", at=NOW, records=0, error="a.csv is empty")
    store.save_freshness(Freshness(source="jira", at=NOW, records=2))
    store.save_freshness(jira)
    store.save_freshness(broken)
    assert store.freshness() == (broken, jira)
