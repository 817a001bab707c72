"""Parts of the plan on portfolios made by hand: what the built-in workspace does not contain."""

from datetime import date, timedelta

import pytest

from copilot.analysis.forecasts import forecasts
from copilot.analysis.swaps import Exchange
from copilot.portfolio import Duplicate, Portfolio
from copilot.prompts.plan import Move, PlanFacts, Swap, fallback
from copilot.usecases.backlog import backlog_of
from copilot.usecases.buckets import Bucket, bucket_of
from copilot.usecases.chances import chances_of
from copilot.usecases.plan import Planning
from copilot.usecases.worth import sizes_of, twin_of, worth_of
from tests.checks.build import (
    NOW,
    ago,
    aligned,
    allowance,
    check_in,
    item,
    judged,
    key_result,
    link,
    objective,
    portfolio,
)


def company(*items: object, links: tuple = (), **fields: object) -> Portfolio:
    check_ins = tuple(check_in(7 * n, 62 - 0.3 * n) for n in range(6))
    goals = (key_result(baseline=60, target=75, unit="%", check_ins=check_ins),)
    known = portfolio(
        items=items,
        objectives=(objective(),),
        key_results=goals,
        alignments=links or tuple(aligned(i.key, "KR1.1") for i in items),
        **fields,
    )
    return known.having(forecasts=forecasts(known))


def planning(known: Portfolio, capacity: float, team: str | None = None) -> Planning:
    return Planning(known, backlog_of(known, team, capacity, None), {})


def test_a_teams_iteration_is_its_own_whatever_other_teams_plan_for_it():
    ours = (item("N-1", iteration="S23", team="Ours"), item("N-2", iteration="S24", team="Ours"))
    theirs = tuple(item(f"N-{n}", iteration="S23", team="Theirs") for n in range(3, 8))

    assert backlog_of(company(*ours, *theirs), "ours", None, None).iteration == "S23"


def test_without_ranks_and_iterations_begun_and_urgent_work_comes_first():
    known = company(
        item("N-1", priority="Low", created=ago(9)),
        item("N-2", priority="Urgent"),
        item("N-3", priority="Low", status="active"),
        item("N-4", priority="Low", created=ago(10)),
        item("E-1"),
        item("N-5", parent="jira:E-1", rank=1.0),
    )
    found = backlog_of(known, None, 3, None)

    assert [i.key for i in found.items] == ["N-5", "N-3", "N-2", "N-4", "N-1"]
    assert found.planned == ("jira:N-5", "jira:N-3", "jira:N-2")
    assert found.over == ()
    assert found.unit == "items"


def test_sprint_ten_follows_sprint_nine():
    known = company(
        item("N-1", iteration="Sprint 10"),
        item("N-2", iteration="Sprint 9"),
        item("N-3", iteration="Sprint 8"),
        item("N-4", iteration="Sprint 8", status="done"),
    )

    assert backlog_of(known, None, 5, None).iteration == "Sprint 9"
    assert backlog_of(known, None, 5, "Sprint 10").planned == ("jira:N-1",)


def test_capacity_is_told_by_the_past_or_asked_for():
    done = [item(f"N-{n}", status="done", done=ago(7 * n + 1), effort=4.0) for n in range(8)]
    from copilot.errors import InputError

    assert backlog_of(company(item("N-9"), *done), None, None, None).capacity == 8
    with pytest.raises(InputError, match="give the capacity in the unit of your sizes"):
        backlog_of(company(item("N-9")), None, None, None)
    with pytest.raises(InputError, match="no item names a team"):
        backlog_of(company(item("N-9")), "Import", 5, None)


def test_the_usual_size_stands_in_and_is_owned_up_to():
    known = company(item("N-1", effort=3.0), item("N-2"), item("N-3", effort=5.0))

    assert sizes_of(known.items) == {"jira:N-1": 3, "jira:N-2": 4, "jira:N-3": 5}
    assert "1 ticket without a size, taken as the usual one." in planning(known, 20).plan().text


def test_a_due_date_hurries_and_a_dead_goal_adds_nothing():
    soon = item("N-1", due=(NOW + timedelta(days=9)).date())
    known = company(soon, item("N-2"))
    old = company(item("N-1"), links=(judged("N-1", "aligned", link("jira:N-1", "KR9.9")),))

    assert worth_of(known, soon).value == pytest.approx(
        1.5 * worth_of(known, known.items[1]).value
    )
    assert worth_of(old, old.items[0]).terms == ()


def test_a_goal_without_forecast_or_weight_is_an_equal_part():
    bare = company(item("N-1"), links=(aligned("N-1", "O1"),)).having(key_results=(), forecasts=())
    (term,) = worth_of(bare, bare.items[0]).terms

    assert (term.weight, term.urgency) == (1.0, 1.0)


def test_the_later_of_two_open_twins_is_the_one_to_close():
    early, late = item("N-1", created=ago(9)), item("N-2", created=ago(2))
    known = company(early, late, item("N-3", status="done"))

    assert twin_of(known, late, "jira:N-1", "jira:N-2") == early
    assert twin_of(known, early, "jira:N-1", "jira:N-2") is None
    assert twin_of(known, late, "jira:N-2", "jira:N-3") is None
    assert twin_of(known, late, "jira:N-1", "jira:N-3") is None


def test_supporting_work_counts_for_its_allowance_or_for_no_goal():
    known = company(item("N-1"), allowances=(allowance(),))
    upkeep = judged("N-1", "supporting", reason="keep-the-lights-on")
    debt = judged("N-1", "supporting", reason="debt")

    assert bucket_of(known.having(alignments=(upkeep,)), known.items[0]).allowance
    assert bucket_of(known.having(alignments=(debt,)), known.items[0]) == Bucket()
    assert bucket_of(known.having(alignments=()), known.items[0]).thin


def test_capacity_that_an_allowance_was_promised_is_not_given_away():
    known = company(item("N-1", iteration="S 1", effort=4.0), item("N-2", effort=4.0))
    free = planning(known, 8).plan()
    kept = planning(known.having(allowances=(allowance(share=0.5),)), 8).plan()

    assert [s.pull.key for s in free.swaps] == ["N-2"]
    assert kept.swaps == ()


def test_work_that_waits_for_others_is_pulled_only_once_they_have_begun():
    def asked(status: str) -> tuple[Swap, ...]:
        other = item("X-1", team="Other", status=status)
        mine = item("N-1", team="Mine", depends_on=("jira:X-1",), iteration=None)
        dull = item("N-2", team="Mine", iteration="S 1")
        links = (aligned("N-1", "KR1.1"), judged("N-2", "unaligned"), aligned("X-1", "KR1.1"))
        return planning(company(other, mine, dull, links=links), 1, "Mine").plan().swaps

    assert asked("planned") == ()
    (swap,) = asked("active")
    assert swap.outside == ("X-1",)


def test_a_lagging_goal_is_shown_though_no_swap_touches_it():
    known = company(item("N-1", effort=2.0))
    found = planning(known, 2).plan()

    assert [c.name for c in found.chances] == ["KR1.1 ≥ 75 %"]
    assert found.chances[0].after is None
    assert "The plan stands" in found.text
    assert "P(KR1.1 ≥ 75 %)" in found.text


def test_a_touched_goal_without_finished_work_has_no_basis():
    known = company(item("N-1"), item("N-2"))
    swap = Exchange(pull="jira:N-1", along=(), park=None)

    (chance,) = chances_of(known, ["jira:N-2"], [swap])
    assert chance.after is None
    assert chances_of(known.having(forecasts=()), [], [swap]) == ()


def test_what_works_against_a_goal_and_what_is_due_say_so():
    harms = judged("N-1", "aligned", link("jira:N-1", "KR1.1", relation="against"))
    dull = item("N-1", iteration="S 1", effort=2.0)
    good = item("N-2", effort=2.0, due=date(2026, 2, 20))
    twin = item("N-3", status="active", iteration="S 1", effort=2.0)
    known = company(
        dull,
        good,
        twin,
        links=(harms, aligned("N-2", "KR1.1"), aligned("N-3", "KR1.1")),
        duplicates=(Duplicate(a="jira:N-8", b="jira:N-9", score=0.9),),
    )
    (swap,) = planning(known, 4).plan().swaps

    assert swap.park is not None
    assert swap.park.key == "N-1"
    assert "due within two iterations" in swap.reason


def move(key: str, size: float | None = None) -> Move:
    return Move(ref=f"t:{key}", key=key, title="", size=size, why="helps KR1")


def test_the_page_names_blockers_of_others_missing_sizes_and_what_does_not_fit():
    swap = Swap(
        pull=move("A"),
        along=(move("B", 2), move("C", 1)),
        planned_before=(),
        outside=("X",),
        park=None,
        gain=0.1,
        sure=1,
        reason="",
    )
    facts = PlanFacts(
        title="An iteration with a name that is too long for its column",
        capacity=10,
        unit="points",
        rows=(),
        chances=(),
        swaps=(swap,),
        not_judged=(),
        unsized=2,
        over=("D",),
        cycles=(("E", "F"),),
        resting=("G",),
    )

    assert fallback(facts).splitlines() == [
        "An iteration with a name tha… as planned   with 1 swap",
        "1  pull A (no size) + its blockers B (2), C (1); waits for X of another team"
        "  ← there is room",
        "Does not fit: D.",
        "Cycle, not pulled: E waits for F waits for E.",
        "Moved lately, left alone: G.",
        "2 tickets without a size, taken as the usual one.",
    ]
