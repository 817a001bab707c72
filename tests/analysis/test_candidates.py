"""Which goals compete for an item."""

from dataclasses import replace
from datetime import UTC, datetime

from copilot.analysis.candidates import Candidates
from copilot.portfolio import Cycle, KeyResult, Objective

from .backlog import KTLO, NOW, Q1, Q2, item


def _goal(name, cycle=None, **fields):
    return KeyResult(source="okr", id=name, title=name, cycle=cycle, **fields)


GOALS = [_goal("A", Q1), _goal("B", Q2), _goal("C"), replace(KTLO, id="D")]


def test_open_work_competes_for_the_goals_in_force():
    assert Candidates(GOALS, NOW).of(item("T-1", "x")) == (0, 2)


def test_done_work_competes_for_the_goals_of_its_day():
    done = item("T-1", "x", done=datetime(2026, 5, 2, tzinfo=UTC))
    assert Candidates(GOALS, NOW).of(done) == (1, 2)


def test_an_item_that_names_its_cycle_is_judged_in_it():
    named = item("T-1", "x", period=" 2026-q2 ")
    assert Candidates(GOALS, NOW).of(named) == (1, 2)


def test_a_period_that_is_no_cycle_says_nothing():
    assert Candidates(GOALS, NOW).of(item("T-1", "x", period="Sprint 14")) == (0, 2)


def test_a_cycle_without_dates_is_always_in_force():
    goals = [_goal("A", Cycle(name="Someday")), _goal("B", Q2)]
    assert Candidates(goals, NOW).of(item("T-1", "x")) == (0,)


def test_a_key_result_has_the_cycle_of_its_objective():
    goals = [Objective(source="okr", id="O", title="O", cycle=Q2)]
    goals.append(_goal("K", parent=goals[0].ref))
    goals.append(_goal("L", Q1))
    assert Candidates(goals, NOW).of(item("T-1", "x")) == (2,)


def test_parents_that_go_round_end():
    goals = [_goal("A", parent="okr:B"), _goal("B", parent="okr:A")]
    assert Candidates(goals, NOW).of(item("T-1", "x")) == (0, 1)


def test_where_nothing_is_in_force_the_last_begun_cycle_counts_and_is_named():
    goals = [_goal("A", Q1), _goal("B", Q2)]
    late = Candidates(goals, datetime(2027, 1, 1, tzinfo=UTC))
    assert late.notes == ()
    assert late.of(item("T-1", "x")) == late.of(item("T-2", "x")) == (1,)
    assert late.notes == ("2 items of days that no cycle contains: judged against 2026-Q2",)


def test_before_all_cycles_the_first_to_come_counts():
    early = Candidates([_goal("B", Q2), _goal("A", Q1)], datetime(2025, 1, 1, tzinfo=UTC))
    assert early.of(item("T-1", "x")) == (1,)
    assert early.notes == ("1 item of days that no cycle contains: judged against 2026-Q1",)


def test_without_goals_there_are_no_candidates():
    assert Candidates([], NOW).of(item("T-1", "x")) == ()
    assert Candidates([KTLO], NOW).of(item("T-1", "x")) == ()
