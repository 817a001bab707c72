"""What minutes decide is told beside the ticket they speak of, and nothing else is."""

import pytest

from copilot.analysis.resolved import says_decision, speaks_of

PARKED = "We decided to park the deposit crates until April, because washing costs 40,000 euros."


@pytest.mark.parametrize(
    "sentence",
    [
        PARKED,
        "The board agreed to go on with the second cold room.",
        "Decision: the trade fair is off.",
        "Dark mode is parked until spring.",
        "The single sign-on project was put on hold.",
        "We will drop the podcast.",
    ],
)
def test_a_decision_is_recognised(sentence: str):
    assert says_decision(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Do we want the Spanish oranges at all?",
        "Should the deposit crates be parked?",
        "It was not decided whether the crates are parked.",
        "Nothing has been decided about the cold room.",
        "We didn't agree to stop the podcast.",
        "If cash gets tight the fair may be cancelled.",
        "Customers complain about late boxes.",
        "The van stood in front of the hall.",
    ],
)
def test_a_question_a_condition_or_a_denial_decides_nothing(sentence: str):
    assert not says_decision(sentence)


@pytest.mark.parametrize(
    ("key", "title", "told"),
    [
        ("AB-6", "Deposit crates instead of cardboard", True),
        ("AB-7", "Press release about deposit crates", True),
        ("AB-8", "Wash the vans", False),
        ("AB-9", "Crates", False),
        ("AB-10", "Redesign the crates of the market stall", False),
        ("AB-11", "", False),
    ],
)
def test_a_sentence_speaks_of_a_ticket_by_what_its_title_is_about(key, title, told):
    assert speaks_of(PARKED, key, title) is told


def test_a_sentence_speaks_of_a_ticket_by_its_key_whole_and_not_by_a_number():
    assert speaks_of("We agreed to drop PAY-12.", "PAY-12", "Anything")
    assert not speaks_of("We agreed to drop PAY-123.", "PAY-12", "Anything")
    assert not speaks_of("We agreed to spend 12 days.", "12", "Anything")
