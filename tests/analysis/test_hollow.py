"""What only repeats a goal counts only where the rest of its ticket has to do with it."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.hollow import (
    ASIDE,
    BLOCK,
    LONGEST_BODY,
    asides,
    in_a_row,
    left_of,
    manner,
    set_aside,
    without_asides,
)
from copilot.analysis.lexical import WORD
from copilot.analysis.nearness import FEWEST, Nearness
from copilot.analysis.texts import goal_texts, item_texts, read_items, without_hollow
from copilot.analysis.word_vectors import word_vectors
from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.onnx import OnnxEmbedder
from eval.sets import OWN_CASES, read_set

from .backlog import item

TITLE = "New supplier of fruit baskets"
WISH = "Far fewer colleagues should hand in their notice within a year."
FACT = "The baskets came late on Monday, two were empty."
PEOPLE = read_set(OWN_CASES / "people")
GOALS = PEOPLE.goals

bodies = st.lists(
    st.one_of(st.sampled_from([WISH, FACT, "\n", ASIDE, "a..b"]), st.text(max_size=80)), max_size=6
).map(" ".join)


@pytest.fixture(scope="module")
def embed():
    return BatchedEmbedder(OnnxEmbedder(), None)


def shown(embed, body, title=TITLE, *, goals=GOALS, heard=()):
    """What a ticket of the people department counts with."""
    read = read_items([item("T-0", title, body), *PEOPLE.items], {}, GOALS, heard=heard)
    vectors = embed([text.text for text in read])
    aims = embed(goal_texts(goals))
    usual = Nearness.measure("", vectors, aims)
    without_hollow(read, vectors, goals, aims, embed, usual)
    return read[0], vectors[0]


@pytest.mark.parametrize(("body", "left"), [(WISH, ""), (f"{FACT} {WISH}", f" {FACT}")])
def test_a_goal_in_other_words_that_nothing_else_is_about_is_left_out(embed, body, left):
    told, vector = shown(embed, body)
    assert told.hollow
    assert told.text == f"{TITLE}.{left}"
    np.testing.assert_allclose(vector, embed([told.text])[0], atol=1e-5)


@pytest.mark.parametrize(
    ("title", "wish"),
    [
        ("Ask colleagues who hand in their notice why they leave", WISH),
        (
            "Remind leaders of their monthly one-to-one",
            "Managers should talk with each of their people alone every month.",
        ),
    ],
)
def test_a_ticket_about_what_it_wishes_keeps_it(embed, title, wish):
    told, vector = shown(embed, wish, title)
    assert not told.hollow
    assert told.text == f"{title}. {ASIDE}{wish}"
    np.testing.assert_allclose(vector, embed([told.text])[0], atol=1e-5)


@pytest.mark.parametrize(
    "fact", [FACT, "Baskets arrive on Monday, the fruit is brown by Thursday."]
)
def test_plain_facts_stay(embed, fact):
    told, _ = shown(embed, fact)
    assert not told.hollow
    assert told.text == f"{TITLE}. {fact}"


def test_what_customers_wish_is_heard(embed):
    told, _ = shown(embed, WISH, heard=(0,))
    assert not told.hollow
    assert told.text.endswith(WISH)


def test_few_tickets_tell_nothing_usual(embed):
    read = read_items([item("T-0", TITLE, WISH), *PEOPLE.items[: FEWEST - 2]], {}, GOALS)
    vectors = embed([text.text for text in read])
    aims = embed(goal_texts(GOALS))
    usual = Nearness.measure("", vectors, aims)
    without_hollow(read, vectors, GOALS, aims, never, usual)
    assert not any(text.hollow for text in read)


@pytest.mark.parametrize("count", [0, 1])
def test_one_goal_alone_cant_stand_out(embed, count):
    told, _ = shown(embed, WISH, goals=GOALS[:count])
    assert not told.hollow


def never(texts):
    raise AssertionError(texts)


def even(rows, embed, body):
    """Tickets with one body, all at the same place, as near to every goal."""
    read = read_items([item(f"T-{k}", TITLE, body) for k in range(rows)], {})
    vectors = np.full((rows, 4), 0.5, np.float32)
    aims = np.full((len(GOALS), 4), 0.5, np.float32)
    without_hollow(read, vectors, GOALS, aims, embed, Nearness.measure("", vectors, aims))
    return read, vectors


@pytest.mark.parametrize(("rows", "body"), [(0, WISH), (FEWEST, FACT)])
def test_without_anything_set_aside_nothing_more_is_embedded(rows, body):
    read, _ = even(rows, never, body)
    assert not any(text.hollow for text in read)


def test_where_everything_is_usual_all_stays_finite():
    _, vectors = even(FEWEST, lambda texts: np.full((len(texts), 4), 0.5, np.float32), WISH)
    assert np.isfinite(vectors).all()


@pytest.mark.parametrize(
    "body",
    [
        "",
        FACT,
        "Fewer should leave",
        "Deutlich weniger Kollegen sollen in den ersten Monaten kündigen.",
        "Muchos menos compañeros deberían irse durante su primer año con nosotros.",
        f"Deutlich weniger Kollegen sollen im ersten Jahr kündigen, sagt Frau Meier. {WISH}",
        f"{WISH} " + "The van stops again. " * (LONGEST_BODY // 20),
    ],
)
def test_other_languages_long_bodies_and_few_words_are_left_alone(body):
    assert shown_last(body) == body
    assert without_asides(TITLE, body) == body


def test_what_is_set_aside_comes_last_each_behind_a_mark():
    other = "Twice as many people should want to stay here."
    body = f"{WISH} {FACT}\n{other}"
    assert asides(TITLE, body) == [(0, len(WISH)), (len(body) - len(other), len(body))]
    assert shown_last(body) == f"{FACT}{ASIDE}{WISH}{ASIDE}{other}"
    assert left_of(shown_last(body)) == FACT
    blank = without_asides(TITLE, body)
    assert blank.index(FACT) == body.index(FACT)
    assert blank.split() == FACT.split()


@given(bodies)
def test_no_word_is_lost(body):
    assert Counter(words(shown_last(body))) == Counter(words(body))


@given(bodies)
def test_what_stays_keeps_its_place(body):
    blank = without_asides(TITLE, body)
    assert len(blank) == len(body)
    assert all(new in (old, " ") for new, old in zip(blank, body, strict=True))


@given(bodies, bodies)
def test_a_mark_that_somebody_wrote_is_a_space(title, body):
    marked = [item("T-0", title, body), item("T-1", in_a_row(title), in_a_row(body))]
    forged, plain = item_texts(marked, {}, GOALS)
    assert forged == plain
    assert item_texts(marked[:1], {"jira:T-0": body}, GOALS) == [plain]


def test_nobody_sets_aside_but_the_program():
    body = f"Baskets come late.{ASIDE}{FACT}"
    (read,) = item_texts([item("T-0", f"New{ASIDE}fruit", body)], {})
    assert read == f"New fruit. {in_a_row(body)}"
    goal = GOALS[0]
    assert goal_texts([type(goal)(source="t", id="1", title=f"Stay{ASIDE}here")]) == ["Stay here"]


@given(st.lists(st.tuples(st.sampled_from([TITLE, "", WISH]), bodies), max_size=2 * BLOCK))
def test_many_tickets_are_read_as_each_alone(tickets):
    alone = [body for ticket in tickets for body in set_aside([ticket])]
    assert list(set_aside(tickets)) == alone


def test_company_changes_no_bit_of_what_speaks_for_a_sentence():
    parted = [[entry.body, entry.title] for entry in PEOPLE.items if entry.body]
    together = manner(*word_vectors().with_rests(parted))
    alone = [manner(*word_vectors().with_rests([parts])) for parts in parted]
    for found, each in zip(together, zip(*alone, strict=True), strict=True):
        np.testing.assert_array_equal(found, np.concatenate(each))


def shown_last(body):
    (found,) = set_aside([(TITLE, body)])
    return found


def words(text):
    return [match.group() for match in WORD.finditer(in_a_row(text))]
