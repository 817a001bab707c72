from dataclasses import replace

import pytest

from copilot.analysis.verdicts import HOLLOW
from copilot.checks.against import Against
from copilot.checks.duplicates import Duplicates
from copilot.checks.stated import StatedLink
from copilot.checks.thin import Thin
from copilot.portfolio import Decision, Duplicate, Evidence, Severity

from .build import NOW, ago, aligned, item, judged, key_result, link, objective, portfolio

O1, O2 = objective(), objective("O2", "Teams stay", owner="Mara")
KR11 = key_result()


@pytest.mark.parametrize(
    ("fields", "ending"),
    [
        ({"assignee": "tom@example.com"}, "Ask tom: which user, which step?"),
        ({"assignee": "Tom", "kind": "bug"}, "Ask Tom: what happens, and what should?"),
        ({}, "Say which user, which step."),
    ],
)
def test_a_thin_item_asks_the_person_one_concrete_question(fields, ending):
    thin = item("NOTE-420", "Fix the thing", **fields)
    value = portfolio(items=(thin, item("B")), alignments=(judged("NOTE-420", "thin"),))
    (finding,) = Thin()(value)

    assert finding.severity is Severity.NOTE
    assert finding.message == (
        f'NOTE-420 "Fix the thing": 3 words of title; too thin to judge. {ending}'
    )


def harmful(**fields):
    why = Evidence(kind="against", text="adds a step before import")
    harm = link("jira:NOTE-431", "KR1.1", 0.8, relation="against", evidence=(why,), **fields)
    helped = link("jira:NOTE-431", "O2", 0.7)
    return portfolio(
        items=(item("NOTE-431", "Require a card at sign-up"), item("B")),
        objectives=(O1, O2),
        key_results=(KR11,),
        alignments=(judged("NOTE-431", "aligned", harm, helped),),
    )


def test_work_against_a_goal_says_which_why_and_what_it_helps():
    (finding,) = Against()(harmful())

    assert finding.severity is Severity.ALERT
    assert finding.related == (KR11.ref,)
    assert finding.message == (
        'NOTE-431 "Require a card at sign-up" possibly works against KR1.1 '
        "(adds a step before import), helps O2 Teams stay. Someone should choose."
    )


@pytest.mark.parametrize("choice", ["park", "keep"])
def test_a_choice_that_was_made_is_not_asked_for_again(choice):
    made = Decision(subject="jira:NOTE-431", choice=choice, reason="After the trial", at=NOW)

    assert not list(Against()(harmful().having(decisions=(made,))))


def test_a_rejected_harm_is_none_and_the_goals_owner_chooses():
    assert not list(Against()(harmful(origin="rejected")))
    harm = link("jira:B", "O2", 0.9, relation="against")
    weak = link("jira:B", "O1", 0.3, relation="against")
    value = portfolio(
        items=(item("B"),), objectives=(O1, O2), alignments=(judged("B", "unsure", harm, weak),)
    )
    (finding,) = Against()(value)

    assert finding.message.endswith("works against O2. Mara should choose.")


def reads(**log_odds):
    return tuple(Evidence(kind=kind, text="", log_odds=value) for kind, value in log_odds.items())


def linked(origin, rival_goal="O1", rival_text=3.0, own_text=-1.0):
    said = link("jira:A", "O2", origin=origin, evidence=reads(stated=4.0, similarity=own_text))
    rival = link("jira:A", rival_goal, 0.6, evidence=reads(similarity=rival_text))
    return portfolio(
        items=(item("A", "Shorter import", assignee="Priya"),),
        objectives=(O1, O2),
        key_results=(KR11, key_result("KR2.1", "Churn")),
        alignments=(judged("A", "aligned", said, rival),),
    )


def test_a_stated_link_whose_text_says_another_goal_is_asked_about():
    (finding,) = StatedLink()(linked("stated"))
    (inherited,) = StatedLink()(linked("inherited"))

    assert finding.message == (
        'A "Shorter import" is linked to O2 by hand, reads like O1 New teams reach value. '
        "Priya: which one?"
    )
    assert "linked to O2 through its parent" in inherited.message
    assert finding.related == (O2.ref, O1.ref)


def test_near_texts_kin_and_confirmed_links_are_left_alone():
    assert not list(StatedLink()(linked("stated", rival_text=0.5)))
    assert not list(StatedLink()(linked("stated", rival_goal="KR2.1")))
    assert not list(StatedLink()(linked("confirmed")))
    assert not list(StatedLink()(linked("stated", own_text=0.0)))


def test_a_text_that_was_read_in_part_says_too_little_against_a_person():
    (judgement,) = linked("stated").alignments
    noted = replace(judgement, note=HOLLOW)

    assert not list(StatedLink()(linked("stated").having(alignments=(noted,))))


def test_links_to_goals_that_are_gone_are_named_by_reference():
    said = link("jira:A", "okr:old", origin="stated", evidence=reads(words=-2.0))
    rival = link("jira:A", "okr:new", evidence=reads(words=2.0))
    value = portfolio(items=(item("A"),), alignments=(judged("A", "aligned", said, rival),))
    (finding,) = StatedLink()(value)

    assert "is linked to okr:old by hand, reads like okr:new" in finding.message


def twins(score=0.9, first=None, second=None):
    a = item("NOTE-390", "Export to CSV", **(first or {}))
    b = item("LIN-352", "CSV export", source="linear", **(second or {}))
    pair = Duplicate(a="jira:NOTE-390", b="linear:LIN-352", score=score)
    return portfolio(items=(a, b), duplicates=(pair,))


def test_the_later_of_two_open_twins_is_named_first():
    second = {"created": ago(90), "team": "Growth", "assignee": "Aiko"}
    (finding,) = Duplicates()(twins(first={"created": ago(5)}, second=second))

    assert finding.severity is Severity.WARNING
    assert finding.message == (
        'NOTE-390 "Export to CSV" reads like LIN-352 "CSV export" (Growth, Aiko). '
        "Merge or link them?"
    )


def test_both_under_way_in_two_tools_is_paid_twice():
    active = {"status": "active"}
    (finding,) = Duplicates()(twins(first=active, second=active))

    assert finding.severity is Severity.ALERT


def test_one_that_is_done_asks_whether_the_other_is():
    done = {"status": "done", "done": ago(13)}
    (finding,) = Duplicates()(twins(second=done))
    (turned,) = Duplicates()(twins(first={"status": "done"}))

    assert finding.severity is Severity.NOTE
    assert finding.message.endswith('"CSV export", done on 3 February 2026. Is it done?')
    assert turned.message.startswith('LIN-352 "CSV export" reads like NOTE-390')
    assert finding.fingerprint == turned.fingerprint


def test_weak_closed_dropped_and_unknown_pairs_are_left_out():
    done = {"status": "done"}
    gone = portfolio(duplicates=(Duplicate(a="jira:X", b="jira:Y", score=1.0),))

    assert not list(Duplicates()(twins(score=0.2)))
    assert not list(Duplicates()(twins(first=done, second=done)))
    assert not list(Duplicates()(twins(second={"status": "dropped"})))
    assert not list(Duplicates()(gone))


def test_twins_of_one_team_are_a_note():
    a, b = item("A", team="Growth"), item("B", team="Growth")
    pair = Duplicate(a="jira:A", b="jira:B", score=0.9)
    (finding,) = Duplicates()(portfolio(items=(a, b), duplicates=(pair,)))

    assert finding.severity is Severity.NOTE


def test_every_number_of_a_message_is_among_its_facts():
    import re

    value = twins(first={"created": ago(5)})
    for check in (Duplicates(), Thin(), Against(), StatedLink()):
        for finding in check(value):
            said = " ".join(str(v) for v in finding.facts.values())
            assert all(n in said for n in re.findall(r"\d+", finding.message))


def test_aligned_work_alone_raises_nothing():
    value = portfolio(items=(item("A"),), objectives=(O1,), alignments=(aligned("A", "O1"),))

    for check in (Duplicates(), Thin(), Against(), StatedLink()):
        assert not list(check(value))
