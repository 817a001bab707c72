"""What people and trackers say outright."""

from datetime import timedelta

import numpy as np
import pytest

from copilot.analysis.structure import NONE, Names, settle, statements
from copilot.portfolio import Feedback

from .backlog import GOALS, NOW, backlog, item, judge

ALL = tuple(range(len(GOALS)))


def _said(items, feedback=()):
    return statements(items, GOALS, [ALL] * len(items), feedback)


@pytest.mark.parametrize(
    "name",
    [
        "KR2.1",
        "kr2.1",
        "okr:2026-Q1/KR2.1",
        "2026-Q1/KR2.1",
        "Search answers in under one second.",
        "https://goals.example/2026/KR2.1/",
    ],
)
def test_a_goal_is_known_by_many_names(name):
    assert Names(GOALS).find(name) == [2]


def test_an_unknown_name_means_nothing():
    assert Names(GOALS).find("KR9.9") == []


def test_a_stated_goal_is_as_sure_as_stated_and_never_less():
    stated = item("T-99", "Another roof for the bicycle shed", stated_goals=("KR2.1",))
    alignment = judge([*backlog(), stated]).alignments[-1]
    assert alignment.verdict == "aligned"
    assert alignment.best.goal == "okr:2026-Q1/KR2.1"
    assert alignment.best.origin == "stated"
    assert alignment.best.score == pytest.approx(0.98, abs=1e-3)


def test_a_stated_goal_that_the_text_contradicts_is_said():
    stated = item("T-99", "Search index returns pages for a query", stated_goals=("KR3.1",))
    alignment = judge([*backlog(), stated]).alignments[-1]
    assert "reads like okr:2026-Q1/KR2.1" in alignment.note


def test_a_child_inherits_from_the_nearest_parent_that_says_anything():
    items = [
        item("E-1", "Epic", stated_goals=("KR2.1",)),
        item("S-1", "Story", parent="jira:E-1"),
        item("S-2", "Task of the story", parent="jira:S-1", epic="jira:gone"),
    ]
    assert _said(items)[2][2].origin == "inherited"
    assert "E-1" in _said(items)[2][2].text


def test_parents_that_go_round_end():
    items = [item("A", "a", parent="jira:B"), item("B", "b", epic="jira:A")]
    assert _said(items) == {}


def test_an_epic_that_is_a_goal_is_stated():
    assert _said([item("A", "a", epic="okr:KR2.1")])[0][2].origin == "stated"


def test_an_own_goal_goes_before_the_inherited_one():
    items = [
        item("E-1", "Epic", stated_goals=("KR2.1",)),
        item("S-1", "Story", parent="jira:E-1", stated_goals=("KR2.1",)),
    ]
    assert _said(items)[1][2].origin == "stated"


def _word(goal, answer, minute=0, key="A"):
    at = NOW + timedelta(minutes=minute)
    return Feedback(item=f"jira:{key}", goal=goal, answer=answer, at=at, author="Lena")


def test_a_person_goes_before_the_tracker():
    one = item("A", "a", stated_goals=("KR2.1",))
    said = _said([one], [_word(GOALS[2].ref, "reject")])
    assert said[0][2].origin == "rejected"
    assert said[0][2].text == "rejected by Lena"


def test_the_latest_word_counts():
    words = [_word(GOALS[2].ref, "reject", 1), _word(GOALS[2].ref, "accept", 2)]
    assert _said([item("A", "a")], words[::-1])[0][2].origin == "confirmed"


def test_serving_no_goal_and_serving_one_exclude_each_other():
    none = _said([item("A", "a", stated_goals=("KR2.1",))], [_word(None, "accept")])
    assert set(none[0]) == {NONE}
    both = [_word(None, "accept", 1), _word(GOALS[2].ref, "accept", 2)]
    assert set(_said([item("A", "a")], both)[0]) == {2}
    taken_back = [_word(None, "accept", 1), _word(None, "reject", 2)]
    assert _said([item("A", "a")], taken_back) == {}


def test_words_on_unknown_records_are_left_alone():
    words = [_word("okr:nothing", "accept"), _word(GOALS[2].ref, "accept", key="other")]
    assert _said([item("A", "a")], words) == {}


def test_who_serves_no_goal_by_somebodys_word_is_unaligned():
    items = backlog()
    said = [Feedback(item=items[0].ref, goal=None, answer="accept", at=NOW)]
    alignment = judge(items, feedback=said).alignments[0]
    assert alignment.verdict == "unaligned"
    assert max(link.score for link in alignment.links) <= 0.011


def test_a_rejected_link_is_not_the_best():
    items = backlog()
    said = [Feedback(item=items[0].ref, goal="okr:2026-Q1/KR1.1", answer="reject", at=NOW)]
    alignment = judge(items, feedback=said).alignments[0]
    assert alignment.best is None or alignment.best.goal != "okr:2026-Q1/KR1.1"


def test_settling_lifts_or_lowers_but_never_both():
    said = _said([item("A", "a", stated_goals=("KR2.1", "elsewhere"))])
    added = settle(np.array([[5.0, -5.0]], np.float32), said, {1: 0, 2: 1})
    assert added[0, 0] == 0
    assert added[0, 1] == pytest.approx(5 + 3.892, abs=1e-3)
    assert settle(np.array([[9.0]], np.float32), said, {2: 0})[0, 0] == 0
    assert settle(np.array([[9.0]], np.float32), said, {0: 0})[0, 0] == 0
