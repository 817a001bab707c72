"""What should come of some work is told from the work by its manner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.wishes import LONGEST_BODY, blanked, find_wish, log_odds, signs

WISH = "Far fewer tenants should move out within their first year."
WORK = "The lift in staircase B stops between floors two and three."


@pytest.mark.parametrize(
    "wish",
    [
        WISH,
        "Nearly twice as many patients should get their result on the same day.",
        "This helps us to keep our members for much longer.",
        "so that hardly any parcel has to be sent a second time",
        "Every second reader should subscribe before the summer.",
    ],
)
def test_a_sentence_that_only_says_what_should_come_is_a_wish(wish):
    assert log_odds(wish) > 0
    assert find_wish(wish) == (wish, "")


@pytest.mark.parametrize(
    "work",
    [
        WORK,
        "The index is rebuilt twice a day, see the log of Tuesday.",
        "Sales wants it for the fair, asked twice.",
        "API must return 404 instead of an empty list.",
        "As a nurse I want to see the last dose so that I don't give it twice.",
        "crashes on start since 4.2, see log",
    ],
)
def test_work_trouble_and_circumstances_are_none(work):
    assert find_wish(work) is None


def test_the_rest_of_a_text_stays_where_it_is():
    body = f"{WORK} {WISH} Spare part is ordered."
    blank = blanked(body)
    assert len(blank) == len(body)
    assert blank.split() == f"{WORK} Spare part is ordered.".split()
    assert find_wish(body) == (WISH, f"{WORK} Spare part is ordered.")


def test_in_a_long_text_one_sentence_carries_too_little_to_be_looked_at():
    long = f"{WISH} " + "The lift stops again. " * (LONGEST_BODY // 20)
    assert find_wish(long) is None


def test_in_another_language_nothing_is_told_to_be_a_wish():
    german = "Deutlich weniger Mieter sollen in den ersten Monaten ausziehen."
    assert find_wish(german) is None


@given(st.text(max_size=300))
def test_any_text_keeps_its_length_and_its_other_signs(text):
    blank = blanked(text)
    assert len(blank) == len(text)
    assert all(new in (old, " ") for new, old in zip(blank, text, strict=True))


def test_a_purpose_after_the_work_is_no_wish():
    told = f"Paint the doors of both lifts in grey, so that {WISH.lower()}"
    assert log_odds(told) > log_odds(told.split(",")[0])
    assert find_wish(told) is None


def test_pairs_begin_with_the_sentence_and_know_topics_by_their_endings_only():
    assert signs("More patients", {"more"}) == {"<0>", "more", "-", "-s", "^_more", "more_-s"}
