from datetime import date

from copilot.checks.allocation import Allocation
from copilot.checks.stale import Stale
from copilot.portfolio import Cycle, Severity

from .build import (
    ago,
    aligned,
    allowance,
    check_in,
    item,
    judged,
    key_result,
    objective,
    portfolio,
)

KR11 = key_result(owner="Lena")
FRESH = key_result("KR1.2", "Imports", check_ins=(check_in(3, 2.0), check_in(10, 1.0)))


def test_a_key_result_nobody_looked_at_for_two_cadences_is_stale():
    old = key_result(check_ins=(check_in(40, 60.0), check_in(33, 61.0)), owner="Lena")
    (finding,) = Stale()(portfolio(key_results=(old, FRESH)))

    assert finding.subject == KR11.ref
    assert finding.message == (
        "KR1.1 Activation 60 → 75 %: last check-in 33 days ago (usual here: 7). "
        "Lena: where does it stand?"
    )


def test_a_key_result_never_checked_is_stale_since_its_cycle_began():
    (finding,) = Stale()(portfolio(key_results=(KR11, FRESH)))

    assert "no check-in in 46 days (usual here: 7)" in finding.message


def test_where_nobody_checks_in_nothing_is_asked():
    assert not list(Stale()(portfolio(key_results=(KR11,))))


def test_a_cycle_without_days_and_one_check_in_are_no_reason_to_ask():
    open_ended = key_result(cycle=None)
    single = key_result("KR1.2", check_ins=(check_in(20, 1.0),))

    assert not list(Stale()(portfolio(key_results=(open_ended, single))))


def test_a_key_result_past_its_day_is_asked_to_close_or_move():
    late = key_result(
        due=date(2026, 2, 1), baseline=60.0, target=75.0, check_ins=(check_in(3, 66.0),)
    )
    bare = key_result("KR1.2", "Imports", due=date(2026, 2, 1))
    first, second = Stale()(portfolio(key_results=(late, bare)))

    assert first.message == (
        "KR1.1 Activation 60 → 75 %: was due 1 February 2026, 40 % of the way. "
        "Close it or move the date?"
    )
    assert second.message.startswith("KR1.2 Imports: was due 1 February 2026. ")


def test_goals_of_ended_cycles_only_are_one_finding():
    old = Cycle(name="2025-Q3", start=date(2025, 7, 1), end=date(2025, 9, 30))
    last = Cycle(name="2025-Q4", start=date(2025, 10, 1), end=date(2025, 12, 31))
    goals = (objective(cycle=old), objective("O2", "Teams stay", cycle=last))
    (finding,) = Stale()(portfolio(objectives=goals))

    assert finding.message == (
        "2025-Q4 ended 31 December 2025; no goal is in force. Add the goals of the next cycle."
    )


def test_goals_of_a_coming_cycle_are_not_over():
    ahead = Cycle(name="2026-Q2", start=date(2026, 4, 1), end=date(2026, 6, 30))

    assert not list(Stale()(portfolio(objectives=(objective(cycle=ahead),))))


O1, O2 = objective(weight=0.6, owner="Lena"), objective("O2", "Teams stay", weight=0.4)


def team_work(first, second, **fields):
    """So many items on O1 and on O2, by two teams."""
    goals = ["O1"] * first + ["O2"] * second
    team = {"O1": "Import", "O2": "Growth"}
    work = tuple(
        item(f"N-{n}", status="active", effort=2.0, team=team[goal])
        for n, goal in enumerate(goals)
    )
    judged_work = tuple(aligned(i.key, g, 1.0) for i, g in zip(work, goals, strict=True))
    return portfolio(
        items=(*work, *fields.pop("more", ())),
        objectives=(O1, O2),
        alignments=(*judged_work, *fields.pop("judged", ())),
        **fields,
    )


def test_an_objective_that_gets_far_less_than_intended_is_named_with_the_team():
    (finding,) = Allocation()(team_work(4, 20))

    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "O1 New teams reach value gets 17 % of the effort, 60 intended (24 items). "
        "Widest gap: Growth, 0 %. Lena: change the plan or the intent?"
    )


def test_small_differences_and_few_items_are_no_finding():
    assert not list(Allocation()(team_work(14, 10)))
    assert not list(Allocation()(team_work(1, 6)))
    assert not list(Allocation()(portfolio()))


def test_an_allowance_that_takes_more_than_allowed_is_named():
    kept = tuple(item(f"K-{n}", status="done", done=ago(5), effort=4.0) for n in range(12))
    verdicts = tuple(judged(i.key, "supporting", reason="keep-the-lights-on") for i in kept)
    value = team_work(7, 5, more=kept, judged=verdicts, allowances=(allowance(),))
    over, under = sorted(Allocation()(value), key=lambda f: f.subject, reverse=True)

    assert over.message.startswith(
        "ktlo Keep the lights on takes 67 % of the effort, 20 allowed (24 items)."
    )
    assert under.facts["intended_percent"] == 48


def test_unsized_items_are_counted_apart_and_old_or_container_work_is_left_out():
    more = (
        item("U", status="active"),
        item("E", status="active", kind="epic", effort=90.0),
        item("C", status="active", effort=2.0, epic="jira:E"),
        item("Old", status="done", done=ago(90), effort=50.0),
    )
    extra = tuple(judged(i.key, "unaligned", alignment=0.0) for i in more)
    (finding,) = Allocation()(team_work(4, 20, more=more, judged=extra))

    assert finding.facts["items"] == 25
    assert finding.facts["unsized"] == 1
    assert "(25 items, 1 more unsized)" in finding.message


def test_against_rejected_and_unknown_goals_take_no_effort():
    work = tuple(item(f"N-{n}", status="active") for n in range(24))
    kinds = ({"relation": "against"}, {"origin": "rejected"}, {})
    goals = ("O1", "O1", "okr:gone")
    verdicts = tuple(aligned(i.key, goals[n % 3], **kinds[n % 3]) for n, i in enumerate(work))
    found = list(Allocation()(portfolio(items=work, objectives=(O1, O2), alignments=verdicts)))

    assert {f.facts["now_percent"] for f in found} == {0}
