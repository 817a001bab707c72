"""A question for a list is understood to its last word, or left to the texts of the records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.enquiry import Enquiry, Names, read_enquiry
from copilot.portfolio import Status

NAMES = Names(
    people=frozenset({"Ana Ruiz", "ana@shop.example", "Jonas Beck"}),
    groups=frozenset({"Import", "Sprint 14", "jira"}),
    goals=frozenset({"O1", "KR1.1"}),
)
OPEN = frozenset({Status.PLANNED, Status.ACTIVE, Status.BLOCKED})
BEGUN = OPEN - {Status.PLANNED}
ANAS = frozenset({"Ana Ruiz", "ana@shop.example"})


def read(question: str) -> Enquiry | None:
    return read_enquiry(question, NAMES, ("last", "week"))


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which tickets are blocked?", Enquiry(states=frozenset({Status.BLOCKED}))),
        ("What is Ana working on?", Enquiry(states=BEGUN, people=ANAS)),
        ("What’s Jonas Beck busy with", Enquiry(states=BEGUN, people=frozenset({"Jonas Beck"}))),
        ("which goals have no work?", Enquiry(subject="goals", flags=frozenset({"no work"}))),
        ("What goals does nobody serve?", Enquiry(subject="goals", flags=frozenset({"no work"}))),
        ("Which goals nobody serves?", Enquiry(subject="goals", flags=frozenset({"no work"}))),
        ("What changed last week?", Enquiry(subject="changes")),
        ("which tickets help KR1.1?", Enquiry(goals=frozenset({"KR1.1"}))),
        ("what work is for goal O1", Enquiry(goals=frozenset({"O1"}))),
        ("Which tickets serve no goal?", Enquiry(flags=frozenset({"no goal"}))),
        ("which tasks don't serve any goal", Enquiry(flags=frozenset({"no goal"}))),
        ("Which items are not done?", Enquiry(states=OPEN)),
        ("what did Ana finish last week?", Enquiry(states=frozenset({Status.DONE}), people=ANAS)),
        (
            "list all open bugs of the import team",
            Enquiry(states=OPEN, kinds=frozenset({"bug"}), groups=frozenset({"Import"})),
        ),
        ("How many tickets are in Sprint 14?", Enquiry(groups=frozenset({"Sprint 14"}))),
        ("Show everything that is late", Enquiry(flags=frozenset({"overdue"}))),
        ("what is overdue", Enquiry(flags=frozenset({"overdue"}))),
        (
            "Which key results are at risk?",
            Enquiry(
                subject="goals", flags=frozenset({"at risk"}), goal_kinds=frozenset({"key_result"})
            ),
        ),
        ("What are our goals?", Enquiry(subject="goals")),
    ],
)
def test_a_question_for_a_list_is_read(question: str, asked: Enquiry | None):
    assert read(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Which tickets mention beetroot?",
        "What is done twice?",
        "What is the status of KR1.1?",
        "What is Zoe working on?",
        "What did Globex ask for?",
        "What was decided about KR1.1?",
        "Why are tickets blocked?",
        "When was it done?",
        "Which tickets should we park?",
        "Which tickets were never blocked?",
        "What is it?",
        "What is new about bugs?",
        "Are bugs open?",
    ],
)
def test_a_word_that_is_left_over_asks_for_something_else(question: str):
    assert read(question) is None


@given(st.text(max_size=80))
def test_any_text_is_read_or_left(text: str):
    read_enquiry(f"which {text}", NAMES)
