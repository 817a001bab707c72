from copilot.checks.unaligned import Unaligned
from copilot.portfolio import Portfolio, Severity

from .build import allowance, item, judged, key_result, link, objective, portfolio


def dark_mode(**fields) -> Portfolio:
    verdict = {"verdict": "unaligned", "alignment": 0.22, **fields.pop("judged", {})}
    near = link("jira:NOTE-377", "O2", fields.pop("near", 0.12))
    work = item("NOTE-377", "Dark mode for the admin console", **fields)
    return portfolio(
        items=(work, item("NOTE-9", effort=3.0)),
        objectives=(objective(), objective("O2", "Teams stay")),
        key_results=(key_result(),),
        allowances=(allowance(), allowance("comp", "Security and compliance", share=None)),
        alignments=(judged("NOTE-377", verdict.pop("verdict"), near, **verdict),),
    )


def test_work_under_way_without_goal_names_the_person_the_size_and_the_nearest_goal():
    (finding,) = Unaligned()(dark_mode(status="active", effort=5.0, assignee="Tom"))

    assert finding.severity is Severity.ALERT
    assert finding.message == (
        'NOTE-377 "Dark mode for the admin console" helps no goal (78 % sure, size 5). '
        "Nearest: O2 Teams stay, 12 %. Tom: in progress; still want it?"
    )
    assert finding.facts["none_percent"] == 78
    assert finding.facts["nearest_percent"] == 12


def test_a_goal_that_is_far_is_not_named_as_the_nearest():
    (finding,) = Unaligned()(dark_mode(near=0.04))

    assert "helps no goal (78 % sure). Nearest: none." in finding.message
    assert "nearest" not in finding.facts


def test_a_backlog_idea_matters_less_than_a_promise_and_a_promise_less_than_work_under_way():
    def severity(**fields):
        return next(iter(Unaligned()(dark_mode(**fields)))).severity

    assert severity() is Severity.NOTE
    assert severity(iteration="Sprint 14") is Severity.WARNING
    assert severity(status="active") is Severity.WARNING
    assert severity(status="active", effort=1.0) is Severity.WARNING
    assert severity(status="active", effort=5.0) is Severity.ALERT


def test_supporting_work_under_an_allowance_is_a_note_and_says_which():
    verdict = {"verdict": "supporting", "reason": "keep-the-lights-on"}
    (finding,) = Unaligned()(dark_mode(status="active", effort=8.0, judged=verdict))

    assert finding.severity is Severity.NOTE
    assert finding.message.endswith(
        "helps no goal: keep-the-lights-on work, under ktlo Keep the lights on (20 %)."
    )


def test_supporting_work_that_nothing_is_set_aside_for_is_a_warning_once_it_is_under_way():
    verdict = {"verdict": "supporting", "reason": "debt"}
    (active,) = Unaligned()(dark_mode(status="active", judged=verdict))
    (planned,) = Unaligned()(dark_mode(judged=verdict))

    assert active.severity is Severity.WARNING
    assert active.message.endswith("helps no goal: debt work. Nothing is set aside for that.")
    assert planned.severity is Severity.NOTE


def test_an_allowance_without_share_is_named_without_number():
    verdict = {"verdict": "supporting", "reason": "compliance"}
    (finding,) = Unaligned()(dark_mode(judged=verdict))

    assert finding.message.endswith("compliance work, under comp Security and compliance.")


def test_a_link_to_an_allowance_wins_over_its_name():
    held = judged("NOTE-1", "supporting", link("jira:NOTE-1", "fun", 0.7))
    value = portfolio(
        items=(item(),), allowances=(allowance("fun", "Fridays"),), alignments=(held,)
    )
    (finding,) = Unaligned()(value)

    assert "supporting work, under fun Fridays (20 %)" in finding.message


def test_only_the_largest_few_are_alerts():
    work = tuple(item(f"N-{n}", status="active", effort=5.0 + n) for n in range(9))
    value = portfolio(items=work, alignments=tuple(judged(i.ref, "unaligned") for i in work))
    findings = list(Unaligned(large=0.1)(value))

    assert [f.subject for f in findings][:3] == ["jira:N-8", "jira:N-7", "jira:N-6"]
    assert [f.severity.value for f in findings] == ["alert"] * 3 + ["warning"] * 6


def test_done_aligned_small_and_unjudged_work_is_left_out():
    work = (
        item("A", status="done"),
        item("B"),
        item("C"),
        item("D", effort=0.5),
    )
    value = portfolio(
        items=work,
        alignments=(judged("A", "unaligned"), judged("B", "aligned"), judged("D", "unaligned")),
    )

    assert not list(Unaligned(min_effort=1)(value))


def test_the_fingerprint_survives_a_changed_score():
    (first,) = Unaligned()(dark_mode())
    (second,) = Unaligned()(dark_mode(judged={"alignment": 0.31}))

    assert first.fingerprint == second.fingerprint
    assert first.message != second.message
