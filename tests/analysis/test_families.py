"""What an item hangs below speaks for it."""

import numpy as np

from copilot.analysis.families import above_of, keep_of, within
from copilot.analysis.neighbours import Graph
from copilot.analysis.parameters import SHIPPED

from .backlog import backlog, item, judge


def test_a_parent_goes_before_an_epic_and_nobody_hangs_below_itself():
    items = [
        item("E-1", "Epic"),
        item("S-1", "Story", epic="jira:E-1"),
        item("T-1", "Task", epic="jira:E-1", parent="jira:S-1"),
        item("T-2", "Task", parent="jira:GONE-1", epic="jira:E-1"),
        item("T-3", "Task", epic="jira:T-3"),
    ]
    assert above_of(items).tolist() == [-1, 0, 1, 0, -1]


def test_what_hangs_above_is_found_only_among_the_same_goals():
    above = np.array([-1, 0, 0, 2])
    assert within(above, np.array([0, 1, 3])).tolist() == [-1, 0, -1]


def test_only_items_below_another_give_up_more_of_their_own_score():
    kept = keep_of(np.array([-1, 0]), SHIPPED)
    assert kept[0] == np.float32(SHIPPED.keep)
    assert kept[1] == np.float32(SHIPPED.keep_below)


def test_an_epic_outweighs_all_other_neighbours_together():
    graph = Graph(np.zeros((2, 1), np.int32), np.array([[0.2], [0.0]], np.float32))
    family = graph.with_family(np.array([-1, 0]))
    assert family.weight[0].tolist() == [*graph.weight[0].tolist(), 0.0]
    assert family.weight[1, 1] > 0
    assert graph.with_family(np.array([-1, -1])) is graph


def test_a_terse_child_leans_to_the_goal_of_its_epic():
    epic = item("E-1", "Search index returns pages for a typed query")
    told = item("C-1", "Copy texts for the release", epic="jira:E-1")
    alone = item("C-1", "Copy texts for the release")
    search = "okr:2026-Q1/KR2.1"

    def share(child):
        judged = judge([*backlog(), epic, child])
        return float(judged.shares[-1, list(judged.goals).index(search)])

    assert share(told) > 1.5 * share(alone)


def test_an_epic_that_came_after_the_background_moves_nobody():
    items = [*backlog(), item("C-1", "Copy texts for the release", epic="jira:E-1")]
    first = judge(items)
    epic = item("E-1", "Search index returns pages for a typed query")
    again = judge([*items, epic], background=first.background)
    assert np.allclose(first.shares, again.shares[:-1], atol=1e-6)
