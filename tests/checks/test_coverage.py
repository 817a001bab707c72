from datetime import date

from copilot.checks.coverage import Coverage
from copilot.portfolio import Cycle, Severity

from .build import (
    aligned,
    check_in,
    item,
    judged,
    key_result,
    link,
    objective,
    portfolio,
)

O1, O2 = objective(), objective("O2", "Teams stay", owner="Lena")
KR11, KR12 = key_result(), key_result("KR1.2", "First import within a day")
KR21, KR22 = key_result("KR2.1", "Churn 5 → 3 %"), key_result("KR2.2", "Exports 10 → 40 %")


def note(*alignments, items=(), **fields):
    """Two objectives with two key results each."""
    default = {"objectives": (O1, O2), "key_results": (KR11, KR12, KR21, KR22)}
    return portfolio(items=items, alignments=alignments, **{**default, **fields})


Q1_2025_END = date(2025, 3, 31)
ALL = tuple(item(key) for key in ("A", "B", "C", "D"))


def test_a_key_result_nobody_works_on_asks_its_owner_to_drop_or_staff_it():
    stale = key_result("KR2.2", "Exports 10 → 40 %", check_ins=(check_in(49, 10.0),))
    value = note(
        aligned("A", "KR1.1"),
        aligned("B", "KR1.2"),
        aligned("C", "KR2.1"),
        items=ALL,
        key_results=(KR11, KR12, KR21, stale),
    )
    (finding,) = Coverage()(value)

    assert finding.subject == KR22.ref
    assert finding.severity is Severity.ALERT
    assert finding.message == (
        "KR2.2 Exports 10 → 40 %: no open work, no check-in for 7 weeks. Lena: drop or staff?"
    )
    assert finding.facts["weeks"] == 7


def test_an_objective_is_covered_through_its_key_results():
    value = note(
        aligned("A", "KR1.1"),
        aligned("B", "KR1.2"),
        aligned("C", "KR2.1"),
        aligned("D", "KR2.2"),
        items=ALL,
    )

    assert not list(Coverage()(value))
    assert Coverage().uncovered(value) == ()


def test_an_objective_without_any_work_is_one_finding_that_names_what_is_below():
    value = note(aligned("A", "KR1.1"), aligned("B", "KR1.2"), items=ALL)
    (finding,) = Coverage()(value)

    assert finding.subject == O2.ref
    assert finding.related == (KR21.ref, KR22.ref)
    assert finding.message == (
        "O2 Teams stay: no open work, nor on any of its 2 goals below. Lena: drop or staff?"
    )
    assert Coverage().uncovered(value) == (O2.ref, KR21.ref, KR22.ref)


def test_once_most_goals_lack_work_a_gap_is_no_alert():
    value = note(aligned("A", "KR1.1"), items=ALL)

    assert {f.severity for f in Coverage()(value)} == {Severity.WARNING}


def test_work_that_may_serve_the_goal_turns_the_question():
    maybe = judged("D", "unsure", link("jira:D", "KR2.2", 0.4))
    value = note(
        aligned("A", "KR1.1"), aligned("B", "KR1.2"), aligned("C", "KR2.1"), maybe, items=ALL
    )
    (finding,) = Coverage()(value)

    assert finding.severity is Severity.NOTE
    assert finding.message.endswith("no open work for sure; perhaps D. Lena: does it?")


def test_work_on_the_objective_itself_leaves_a_gap_below():
    value = note(
        aligned("A", "KR1.1"),
        aligned("B", "KR1.2"),
        aligned("C", "KR2.1"),
        aligned("D", "O2"),
        items=ALL,
    )

    assert [f.subject for f in Coverage()(value)] == [KR22.ref]


def test_reached_goals_goals_of_other_cycles_and_finished_work_do_not_count():
    reached = key_result(baseline=60.0, target=75.0, check_ins=(check_in(2, 76.0),))
    falling = key_result(
        "KR1.2", "Churn", baseline=5.0, target=3.0, direction="down", check_ins=(check_in(2, 2.5),)
    )
    held = key_result(
        "KR1.3",
        "Uptime",
        baseline=99.0,
        target=99.9,
        direction="maintain",
        check_ins=(check_in(2, 99.9),),
    )
    old = objective("O9", "Old", cycle=Cycle(name="2025-Q1", end=Q1_2025_END))
    value = note(
        aligned("A", "KR2.1"),
        items=(item("A", status="done"),),
        objectives=(O1, old),
        key_results=(reached, falling, held),
    )

    assert not list(Coverage()(value))


def test_nothing_is_said_before_anything_was_judged():
    assert not list(Coverage()(note()))


def test_against_rejected_and_weak_links_cover_nothing():
    value = portfolio(
        items=ALL,
        objectives=(O1,),
        alignments=(
            aligned("A", "O1", relation="against"),
            aligned("B", "O1", origin="rejected"),
            judged("C", "aligned", link("jira:C", "okr:x", 0.9), link("jira:C", "O1", 0.3)),
        ),
    )

    assert [f.subject for f in Coverage()(value)] == [O1.ref]


def test_a_second_link_that_is_sure_covers_and_so_does_a_stated_one():
    second = judged("A", "aligned", link("jira:A", "O1", 0.9), link("jira:A", "KR1.2", 0.6))
    stated = judged("B", "unsure", link("jira:B", "KR1.1", 0.3, origin="stated"))
    value = portfolio(
        items=ALL, objectives=(O1,), key_results=(KR11, KR12), alignments=(second, stated)
    )

    assert not list(Coverage()(value))
