"""A wish counts only where the rest of its ticket has to do with it."""

import numpy as np
import pytest

from copilot.analysis.hollow import FEWEST, Suspect, find_hollow
from copilot.analysis.texts import goal_texts, read_items, without_hollow
from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.onnx import OnnxEmbedder
from eval.sets import OWN_CASES, read_set

from .backlog import item

WISH = "Far fewer colleagues should hand in their notice within a year."
PEOPLE = read_set(OWN_CASES / "people")
GOALS = PEOPLE.goals


@pytest.fixture(scope="module")
def embed():
    return BatchedEmbedder(OnnxEmbedder(), None)


def shown(embed, body, title="New supplier of fruit baskets", heard=()):
    items = [item("T-0", title, body), *PEOPLE.items]
    read = read_items(items, {}, GOALS)
    vectors, goals = embed([text.text for text in read]), embed(goal_texts(GOALS))
    without_hollow(items, read, vectors, goals, embed, embed.fingerprint, heard)
    return read[0], vectors[0]


def test_a_wish_that_nothing_else_is_about_is_left_out(embed):
    told, vector = shown(embed, WISH)
    assert told.hollow
    assert told.text == "New supplier of fruit baskets"
    np.testing.assert_allclose(vector, embed([told.text])[0], atol=1e-6)


def test_a_ticket_about_what_it_wishes_keeps_it(embed):
    told, _ = shown(embed, WISH, title="Talk with colleagues who think about giving notice")
    assert not told.hollow
    assert told.text.endswith(WISH)


@pytest.mark.parametrize(
    "fact", ["Contract ends in May, ask three others for their price.", "Ada asks since March."]
)
def test_facts_and_work_stay(embed, fact):
    told, _ = shown(embed, fact)
    assert not told.hollow
    assert told.text.endswith(fact)


def test_what_customers_wish_is_heard(embed):
    told, _ = shown(embed, WISH, heard=(0,))
    assert not told.hollow
    assert told.text.endswith(WISH)


def never(texts):
    raise AssertionError(texts)


@pytest.mark.parametrize(("items", "goals"), [(FEWEST - 1, 5), (FEWEST, 1)])
def test_few_items_or_one_goal_tell_nothing_usual(items, goals):
    rows = np.ones((FEWEST, 4), np.float32) / 2
    suspects = [Suspect(0, WISH, "")]
    assert not list(find_hollow(suspects, rows[:items], rows[:goals], never, "onnx:x"))


def test_without_a_suspect_nothing_is_embedded():
    rows = np.ones((FEWEST, 4), np.float32) / 2
    assert not list(find_hollow([], rows, rows, never, "onnx:x"))


def test_equal_vectors_give_finite_answers():
    def same(texts):
        return np.full((len(texts), 4), 0.5, np.float32)

    rows = np.full((FEWEST, 4), 0.5, np.float32)
    found = find_hollow([Suspect(0, WISH, "")], rows, rows[:2], same, "other:model")
    assert all(np.isfinite(hollow.vector).all() for hollow in found)
