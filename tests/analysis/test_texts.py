"""What is read of items and goals."""

from copilot.analysis.hollow import in_a_row
from copilot.analysis.texts import (
    content_words,
    goal_texts,
    item_texts,
    read_items,
    without_boilerplate,
)

from .backlog import GOALS, item


def test_the_title_comes_first_and_the_body_after_it():
    one, bare = item("T-1", "Fix the import.", "It breaks. "), item("T-2", "Fix it")
    assert item_texts([one, bare], {}) == ["Fix the import. It breaks.", "Fix it"]


def test_bodies_may_come_from_the_store():
    one = item("T-1", "Fix the import")
    assert item_texts([one], {one.ref: "It breaks."}) == ["Fix the import. It breaks."]


def test_a_line_of_the_template_is_dropped_and_an_own_line_kept():
    bodies = [f"## Steps to  reproduce\nown line {k}" for k in range(20)]
    assert without_boilerplate(bodies)[3] == "own line 3"


def test_few_items_have_no_template():
    bodies = ["Same line"] * 19
    assert without_boilerplate(bodies) == bodies


def test_a_text_is_cut_at_eight_kilobytes():
    (text,) = item_texts([item("T-1", "Long", "é" * 10_000)], {})
    assert 8000 < len(text.encode()) <= 8192


def test_a_goal_is_read_without_its_parent():
    assert goal_texts(GOALS[:2]) == [GOALS[0].title, GOALS[1].passage]


def test_what_a_body_copies_from_a_goal_is_not_read():
    (read,) = read_items([item("T-1", "Paint the door", f"Red. {GOALS[1].passage}")], {}, GOALS)
    assert read.text == "Paint the door. Red."
    assert read.claims


def test_without_goals_nothing_is_a_copy():
    (read,) = read_items([item("T-1", "Paint the door", GOALS[1].passage)], {})
    assert GOALS[1].passage in in_a_row(read.text)
    assert not read.claims


def test_a_sentence_in_another_language_than_the_title_is_left_out():
    mixed = item("T-1", "Paint the door", "Do it soon. Die Suche antwortet in einer Sekunde.")
    assert item_texts([mixed], {}) == ["Paint the door. Do it soon."]
    assert "Sekunde" in item_texts([mixed], {}, multilingual=True)[0]


def test_a_ticket_wholly_in_another_language_stays_whole():
    german = item("T-1", "Die Suche ist langsam", "Sie antwortet erst nach einer Sekunde.")
    assert "Sekunde" in item_texts([german], {})[0]


def test_an_english_body_with_a_strange_word_stays_as_it_is():
    body = "The die is cast, and the team moves on."
    assert body in item_texts([item("T-1", "Paint the door", body)], {})[0]


def test_only_words_with_content_are_counted():
    assert content_words("Fix the thing, and again the thing 42") == 2
    assert content_words("検索が遅いので直す") >= 3
    assert content_words("") == 0
