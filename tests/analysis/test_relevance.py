import numpy as np
import pytest

from copilot.analysis.relevance import RELEVANT, read_question, relevance


def test_names_weigh_most_and_everyday_words_least():
    words = read_question("What did Globex ask about exports?")
    assert words.names == {"globex"}
    assert words.weights["globex"] > words.weights["export"] > words.weights["ask"]


def test_a_text_without_the_name_is_none_of_the_answer():
    words = read_question("What did Globex ask for?")
    assert words.names_in("Globex called")
    assert not words.names_in("Hooli called")


def test_keys_are_spoken_for_already():
    assert not read_question("Why was NOTE-431 parked?", frozenset({"note-431"})).names


@pytest.mark.parametrize(
    ("text", "shared"), [("exports of pages", 1.0), ("pages", 0.5), ("a kitchen", 0.0)]
)
def test_the_share_of_words_is_told(text, shared):
    assert read_question("exports pages").shared(text) == pytest.approx(shared)


def test_everyday_words_alone_never_make_a_full_share():
    assert read_question("what was decided").shared("decided") < 0.5


def test_words_apart_from_names_have_to_be_met():
    words = read_question("What is the weather in Berlin?")
    assert not words.meets("Berlin podcast")
    assert words.meets("weather report")
    assert read_question("What did Globex say?").meets("anything")


def test_little_meaning_is_none_and_other_words_need_clear_meaning():
    meaning = np.array([0.2, 0.45, 0.45, 0.65], np.float32)
    shared = np.array([1.0, 0.5, 0.0, 0.0], np.float32)
    met = np.array([True, True, False, False])
    found = relevance(meaning, shared, met)

    assert found.tolist() == pytest.approx([0, 0.65, 0, 0.65])
    assert (found >= RELEVANT).tolist() == [False, True, False, True]
