"""A wish counts only where the rest of its ticket has to do with it."""

import numpy as np
import pytest

from copilot.analysis.hollow import Suspect, find_hollow
from copilot.analysis.texts import read_items, without_hollow
from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.onnx import OnnxEmbedder
from copilot.portfolio import Objective

from .backlog import item

WISH = "Far fewer colleagues should hand in their notice within a year."
AIMS = ("Voluntary turnover from 17 to 11 %", "Month-end close on day 4", "Pay gap below 2 %")
GOALS = [Objective(source="okr", id=f"O{n}", title=title) for n, title in enumerate(AIMS)]
OTHERS = (
    "Post invoices of the warehouse",
    "Job ad for two accountants",
    "Repair the lift in building C",
    "Talk with everybody who leaves",
    "Salary bands for engineers",
    "Reminder for open receipts",
)


@pytest.fixture(scope="module")
def embed():
    return BatchedEmbedder(OnnxEmbedder(), None)


def shown(embed, body, title="New supplier of fruit baskets"):
    items = [item("T-0", title, body), *(item(f"T-{n}", t) for n, t in enumerate(OTHERS, 1))]
    read = read_items(items, {}, GOALS)
    vectors = embed([text.text for text in read])
    found = without_hollow(
        read, vectors, embed([g.title for g in GOALS]), embed, embed.fingerprint
    )
    return found[0], vectors[0]


def test_a_wish_that_nothing_else_is_about_is_left_out(embed):
    told, vector = shown(embed, WISH)
    assert told.hollow
    assert told.text == "New supplier of fruit baskets"
    np.testing.assert_allclose(vector, embed([told.text])[0], atol=1e-6)


def test_a_ticket_about_what_it_wishes_keeps_it(embed):
    told, _ = shown(embed, WISH, title="Talk with colleagues who think about giving notice")
    assert not told.hollow
    assert told.text.endswith(WISH)


def test_facts_and_work_are_never_suspected(embed):
    told, _ = shown(embed, "Contract ends in May, ask three others for their price.")
    assert told.said == ""


def test_what_customers_wish_is_heard(embed):
    read = read_items([item("N-1", "Visit", WISH)], {}, GOALS)
    vectors = embed([read[0].text])
    goals = embed([g.title for g in GOALS])
    assert without_hollow(read, vectors, goals, embed, embed.fingerprint, heard=(0,)) == read


def test_one_goal_or_no_suspect_asks_for_nothing():
    def never(texts):
        raise AssertionError(texts)

    row = np.ones((1, 4), np.float32) / 2
    assert find_hollow([Suspect(0, WISH, "")], row, row, never, "onnx:x") == []
    assert find_hollow([], row, np.vstack([row, row]), never, "onnx:x") == []


def test_equal_vectors_give_finite_answers():
    def same(texts):
        return np.full((len(texts), 4), 0.5, np.float32)

    row = np.full((3, 4), 0.5, np.float32)
    found = find_hollow([Suspect(0, WISH, "")], row, row[:2], same, "other:model")
    assert all(np.isfinite(hollow.vector).all() for hollow in found)
