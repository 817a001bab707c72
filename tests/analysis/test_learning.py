"""Every correction teaches."""

import numpy as np
import pytest

from copilot.analysis.learning import NOTHING, History, Labels, clamp, labels_of, prototypes
from copilot.analysis.lexical import read
from copilot.analysis.structure import NONE, Statement
from copilot.portfolio import Feedback

from .backlog import GOALS, NOW, backlog, item, judge


def test_stated_and_confirmed_links_teach_and_inherited_ones_do_not():
    said = {
        0: {1: Statement("stated", "")},
        1: {1: Statement("inherited", "")},
        2: {NONE: Statement("confirmed", "")},
        3: {2: Statement("rejected", "")},
    }
    labels = labels_of(said)
    assert labels.serves == {0: (1,), 2: ()}
    assert labels.rejected == {3: (2,)}
    assert not labels.without([0, 2, 3])
    assert labels.without([0]).serves == {2: ()}


def test_a_goal_moves_to_its_accepted_items():
    goals = np.eye(2, 4, dtype=np.float32)
    vectors = np.array([[0, 0, 1, 0], [0, 0, 1, 0]], np.float32)
    moved = prototypes(goals, [7, 8], vectors, Labels({0: (7,), 1: (7,)}, {}))
    assert moved[0] == pytest.approx([0.6, 0, 0.8, 0], abs=1e-5)
    assert moved[1] == pytest.approx([0, 1, 0, 0])


def test_a_goal_and_an_item_that_cancel_out_stay_finite():
    one = np.array([[1.0, 0]], np.float32)
    assert np.isfinite(prototypes(one, [0], -one, Labels({0: (0,)}, {}))).all()


def test_labelled_items_are_held():
    scores = np.zeros((3, 2), np.float32)
    rows, goals = np.array([4, 5, 6]), np.array([1, 2])
    held = clamp(scores, rows, goals, Labels({4: (2,), 5: ()}, {6: (1, 9)}))
    assert held.tolist() == [[-1, 3], [-1, -1], [-1, 0]]
    assert clamp(scores, rows, goals, NOTHING) is scores


def _history():
    texts = read(["import notes", "import notes", "search index"])
    goals = read(["import works", "import works again", "search"])
    vectors = np.eye(3, dtype=np.float32)
    return History(vectors, texts.words, vectors, goals.words)


def test_history_carries_links_to_goals_that_read_alike():
    carried = _history().kernel(np.arange(3), np.arange(3), Labels({0: (0,)}, {}))
    assert carried[1, 0] > carried[1, 1] > carried[1, 2] == 0
    assert carried[0].max() == 0
    assert carried[2].max() == 0


def test_without_labels_there_is_no_history():
    assert _history().kernel(np.arange(3), np.arange(3), Labels({0: ()}, {})) is None


def test_confirmed_links_teach_the_rest():
    items = [
        *backlog(),
        *(item(f"X-{k}", f"Turbine part {k} of the windmill") for k in range(6)),
    ]
    said = [
        Feedback(item=f"jira:X-{k}", goal="okr:2026-Q1/KR3.1", answer="accept", at=NOW)
        for k in range(4)
    ]
    before, after = judge(items), judge(items, feedback=said)
    column = before.goals.index("okr:2026-Q1/KR3.1")
    assert (after.shares[-2:, column] > before.shares[-2:, column] + 0.2).all()
    assert after.alignments[-3].best.origin == "confirmed"


def test_links_of_a_closed_cycle_keep_paying():
    items = [item("X-9", "Turbine part 9 of the windmill"), *backlog()]
    items[1] = item("X-1", "Turbine part 1 of the windmill", stated_goals=("KR3.1",))
    column = 3
    assert GOALS[column].id == "KR3.1"
    plain = judge([items[0], *backlog()])
    assert judge(items).shares[0, column] > plain.shares[0, column]


def test_a_refused_link_asks_for_the_right_one_and_accuses_nobody():
    items = backlog()
    refused = Feedback(item=items[0].ref, goal="okr:2026-Q1/KR1.1", answer="reject", at=NOW)
    every = [Feedback(item=items[0].ref, goal=goal.ref, answer="reject", at=NOW) for goal in GOALS]

    for said in ([refused], every):
        verdict = judge(items, feedback=said).alignments[0]
        assert verdict.verdict != "unaligned"
