"""A person's answer counts for its item at once, as surely as a scan would take it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.answered import answered
from copilot.analysis.verdicts import REFUSED
from copilot.portfolio import Alignment, Feedback, Link

AT = datetime(2026, 2, 16, tzinfo=UTC)


def said(goal: str | None, answer: str = "accept", author: str = "Mei") -> Feedback:
    return Feedback(item="t:A-1", goal=goal, answer=answer, at=AT, author=author)


def judged(*goals: str, verdict: str = "aligned") -> Alignment:
    links = [
        Link(item="t:A-1", goal=g, score=0.6 - 0.1 * k, share=0.3) for k, g in enumerate(goals)
    ]
    return Alignment(
        item="t:A-1", verdict=verdict, alignment=0.7, links=tuple(links), note="close"
    )


def test_an_accepted_goal_comes_first_and_says_who_confirmed_it():
    found = answered(judged("O1", "O2", "O3", verdict="unsure"), [said("O9")], 9)
    assert (found.verdict, found.note, len(found.links)) == ("aligned", "", 3)
    assert found.best is not None
    assert (found.best.goal, found.best.origin, found.best.score) == ("O9", "confirmed", 0.99)
    assert found.best.evidence[0].text == "confirmed by Mei"
    assert answered(judged("O1"), [said("O1", author="")], 9).links[0].evidence[0].text == (
        "confirmed"
    )


def test_a_rejected_goal_leaves_the_question_open():
    found = answered(judged("O1", "O2"), [said("O1", "reject")], 9)
    assert (found.verdict, found.note) == ("unsure", REFUSED)
    assert found.best is not None
    assert found.best.goal == "O2"


def test_a_rejected_goal_beside_a_confirmed_one_changes_no_verdict():
    found = answered(judged("O1", "O2"), [said("O1"), said("O2", "reject")], 9)
    assert found.verdict == "aligned"
    assert found.best is not None
    assert found.best.goal == "O1"


def test_who_says_that_it_serves_no_goal_is_believed_as_in_a_scan():
    found = answered(judged("O1", "O2"), [said(None)], 9)
    assert found.verdict == "unaligned"
    assert round(found.none, 3) == 0.917
    assert answered(found, [said(None, "reject")], 9) == found


@given(
    st.lists(
        st.tuples(st.sampled_from(["O1", "O2", "O3", None]), st.sampled_from(["accept", "reject"]))
    )
)
def test_the_last_word_wins_and_nothing_is_out_of_bounds(words):
    found = answered(judged("O1", "O2"), [said(*word) for word in words], 9)
    assert 0 <= found.alignment <= 1
    assert len(found.links) <= 3
    assert len({x.goal for x in found.links}) == len(found.links)
    if words and words[-1][1] == "accept":
        assert found.verdict == ("unaligned" if words[-1][0] is None else "aligned")
