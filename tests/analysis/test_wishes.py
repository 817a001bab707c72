"""What should come of some work is told from the work by its manner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.wishes import LONGEST, STEP, log_odds, signs

WISHES = (
    "Far fewer tenants should move out within their first year.",
    "Nearly twice as many patients should get their result on the same day.",
    "This helps us to keep our members for much longer.",
    "so that hardly any parcel has to be sent a second time",
    "Every second reader should subscribe before the summer.",
)
WORK = (
    "The lift in staircase B stops between floors two and three.",
    "The index is rebuilt twice a day, see the log of Tuesday.",
    "Sales wants it for the fair, asked twice.",
    "API must return 404 instead of an empty list.",
    "crashes on start since 4.2, see log",
)


@pytest.mark.parametrize("wish", WISHES)
def test_a_sentence_that_only_says_what_should_come_is_worded_as_a_wish(wish):
    assert log_odds(wish) > 0


@pytest.mark.parametrize("work", WORK)
def test_work_trouble_and_circumstances_are_not(work):
    assert log_odds(work) < 0


def test_a_purpose_after_the_work_makes_it_more_of_a_wish():
    work = "Paint the doors of both lifts in grey"
    assert log_odds(work) < log_odds(f"{work}, so that {WISHES[0].lower()}")


def test_pairs_begin_with_the_sentence_and_know_topics_by_their_endings_only():
    assert signs("More patients", {"more"}) == {"<0>", "more", "-", "-s", "^_more", "more_-s"}


def test_figures_are_alike_and_marks_are_their_own():
    assert signs("37 %", set()) == {"<0>", "0", "%", "^_0", "0_%"}
    assert signs("37 %", set()) == signs("4.5 %", set())


def test_short_words_have_no_ending():
    assert "-" in signs("bus", set())
    assert "-s" not in signs("bus", set())
    assert "-ing" in signs("asking", set())


@given(st.integers(0, 60))
def test_beyond_some_length_sentences_are_alike(count):
    assert f"<{min(LONGEST, count // STEP)}>" in signs("word " * count, set())


@given(st.text(max_size=300))
def test_any_text_has_signs(text):
    assert signs(text, set())
    assert abs(log_odds(text)) < 1e3
