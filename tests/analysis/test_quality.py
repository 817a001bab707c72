"""A workspace tests its links on its own labels."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.alignment import judged_by_people
from copilot.analysis.calibration import blunted
from copilot.analysis.fitting import Suggestions
from copilot.analysis.quality import Proof, by_epic, prove, reliability
from copilot.analysis.quality import _promises as promises
from copilot.portfolio import Feedback

from .backlog import GOALS, NOW, backlog, item, judge, truth


def say(items, goals, count, answer="accept"):
    return [
        Feedback(
            item=each.ref,
            goal=f"okr:2026-Q1/{goal}" if goal else None,
            answer=answer,
            at=NOW + timedelta(minutes=k),
        )
        for k, (each, goal) in enumerate(zip(items[:count], goals[:count], strict=True))
    ]


def run(items, said) -> Proof | None:
    answered = np.zeros(len(items), bool)
    answered[sorted(judged_by_people(items, said))] = True
    return prove(judge(items, feedback=said).scorer, items, GOALS, answered)


def test_right_labels_are_found_right_and_carry_a_promise():
    items = backlog(20)
    found = run(items, say(items, truth(20), 60))

    assert found is not None
    assert found.gain is not None
    assert found.gain.with_labels > 0.8
    assert found.gain.low <= found.gain.with_labels - found.gain.without <= found.gain.high
    assert sum(b.count for b in found.reliability.bins) == found.reliability.items == 60
    assert [p.precision for p in found.promises] == [0.8, 0.9]
    assert found.promises[0].kept
    assert not found.promises[1].kept
    assert found.promises[1].missing == 140


def test_the_same_labels_always_give_the_same_figures():
    items = backlog(8)
    said = say(items, truth(8), 30)

    assert run(items, said) == run(items, said)


def test_fewer_than_ten_labels_are_not_tested():
    items = backlog(8)

    assert run(items, say(items, truth(8), 9)) is None
    assert run(items, []) is None


def test_rejections_alone_tell_of_certainty_but_of_no_first_goal():
    items = backlog(8)
    found = run(items, say(items, ["KR2.1"] * 20, 20, answer="reject"))

    assert found is not None
    assert found.gain is None


def test_stated_links_are_tested_too_and_promises_rest_on_answers_alone():
    items = [item(f"J-{k}", f"search index query {k}", stated_goals=("KR2.1",)) for k in range(30)]
    found = run(items, [])

    assert found is not None
    assert found.gain is not None
    assert found.gain.items == 30
    assert [p.missing for p in found.promises] == [30, 200]


def test_a_key_result_is_right_where_its_objective_was_named():
    items = [
        item(f"J-{k}", f"import notes of new teams after sign-up {k}", stated_goals=("O1",))
        for k in range(20)
    ]
    found = run(items, [])

    assert found is not None
    assert found.gain is not None
    assert found.gain.without == 1


def test_links_to_goals_that_do_not_compete_are_neither_right_nor_wrong():
    items = backlog(8)
    gone = say(items, ["KR2.1"] * 20, 20)
    old = [item(f"O-{k}", f"old work {k}", period="2025-Q4") for k in range(3)]

    assert run([*items, *old], gone) is not None


def test_what_hangs_under_one_epic_is_in_one_fold():
    items = [item(f"J-{k}", "x", epic=f"jira:E-{k % 7}") for k in range(40)]
    items.append(item("E-3", "the epic itself", kind="epic"))
    folds = by_epic(range(len(items)), items)

    assert sorted(row for fold in folds for row in fold) == list(range(41))
    for name in range(7):
        rows = {k for k in range(40) if k % 7 == name} | ({40} if name == 3 else set())
        assert sum(bool(rows & set(fold)) for fold in folds) == 1


def test_chance_alone_is_not_held_against_the_percentages():
    chance = np.random.default_rng(3)
    said = chance.random(400)
    fair = reliability(said, chance.random(400) < said)
    vain = reliability(np.full(400, 0.9), chance.random(400) < 0.5)

    assert abs(fair.beyond_chance) < 0.03
    assert vain.beyond_chance > 0.3
    assert vain.off == pytest.approx(0.4, abs=0.08)


def suggestions_of(right):
    count = len(right)
    return Suggestions(
        share=np.linspace(0.9, 0.4, count, dtype=np.float32),
        logit=np.zeros(count, np.float32),
        right=np.asarray(right, bool),
        at=np.arange(count),
    )


def promises_of(right, answers=None):
    return promises(suggestions_of(right), len(right) if answers is None else answers)


def test_a_promise_says_how_many_answers_like_these_it_still_takes():
    few, many = promises_of([True] * 20)
    assert (few.kept, few.missing) == (False, 10)
    assert (many.kept, many.missing) == (False, 180)

    nearly = promises_of([k % 8 != 4 for k in range(40)])[0]
    assert not nearly.kept
    assert nearly.missing is not None
    assert 0 < nearly.missing <= 360

    assert promises_of([False] * 40)[0].missing is None
    assert [p.precision for p in promises_of([True] * 200)] == [0.9]
    assert promises_of([True] * 200)[0].kept


def test_before_people_answer_the_tracker_tells_what_answers_will_be_like():
    likely, strict = promises_of([True] * 40, answers=0)
    assert (likely.kept, likely.missing) == (False, 30)
    assert (strict.kept, strict.missing) == (False, 200)
    assert promises_of([False] * 40, answers=4)[0].missing is None


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=8), st.floats(0, 0.9))
def test_a_lapse_keeps_order_and_total(logits, lapse):
    row = np.asarray([logits], np.float32)
    blunt = blunted(row, lapse)

    assert np.exp(blunt).sum() == pytest.approx(np.exp(row).sum(), rel=1e-3)
    assert (np.diff(blunt[0][np.argsort(row[0])]) >= -1e-4).all()
    assert blunted(row, 0) is row
