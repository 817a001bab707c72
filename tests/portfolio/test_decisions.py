from datetime import UTC, datetime

import pytest

from copilot.portfolio import Decision, Feedback, rejection

NOW = datetime(2026, 2, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("choice", "author", "goal", "said"),
    [
        ("park", "Lena", None, "Parked by Lena"),
        ("park", "", "okr:2026-Q1/KR1.1", "Parked against KR1.1"),
        ("keep", "", "okr:2026-Q1/KR1.1", "Kept for KR1.1"),
        ("move", "Tom", "okr:KR2.2", "Moved to KR2.2 by Tom"),
    ],
)
def test_a_decision_says_what_was_done_and_by_whom(choice, author, goal, said):
    decision = Decision(
        subject="jira:PAY-1", choice=choice, reason="", at=NOW, author=author, goal=goal
    )
    assert decision.what == said


def test_every_decision_has_a_reference_of_its_own():
    one = Decision(subject="jira:PAY-1", choice="park", reason="a", at=NOW)
    other = Decision(subject="jira:PAY-1", choice="park", reason="b", at=NOW)
    assert one.ref.startswith("decision:")
    assert one.ref != other.ref


def test_a_rejected_link_is_a_decision_and_an_accepted_one_is_not():
    told = {"item": "jira:PAY-1", "goal": "okr:KR1.1", "at": NOW, "author": "Mara", "note": "no"}
    found = rejection(Feedback(answer="reject", **told))
    assert found is not None
    assert (found.what, found.reason) == ("Rejected as work for KR1.1 by Mara", "no")
    assert rejection(Feedback(answer="accept", **told)) is None
    assert rejection(Feedback(answer="reject", **told | {"goal": None})) is None
    assert rejection(Feedback(answer="reject", relation="against", **told)) is None
