"""The Monday digest over weeks: what is told, what is not told again, what is over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from copilot import usecases
from copilot.errors import InputError, UnknownRef
from copilot.portfolio import Finding, Portfolio, Severity
from copilot.prompts.digest import words
from copilot.prompts.digest_lint import defects
from copilot.usecases import Workspace, digest, latest_digest
from copilot.usecases.best_swap import best_swap
from copilot.usecases.deliver import message_of
from copilot.usecases.known import known_on
from copilot.wiring import open_workspace
from eval.answering import honest, obedient_in_turn
from tests.attacks.world import modelled


@dataclass(frozen=True)
class Raised:
    """A check that raises what it is told to."""

    findings: tuple[Finding, ...]

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        yield from self.findings


def gap(subject: str = "okr:2026-Q1/KR2.2", severity: Severity = Severity.ALERT) -> Finding:
    return Finding(code="coverage", severity=severity, subject=subject, message="no work")


def forecast(chance: float) -> Finding:
    return Finding(
        code="forecast",
        severity=Severity.ALERT,
        subject="okr:2026-Q1/KR1.1",
        message="",
        facts={"chance": chance},
    )


def on(workspace: Workspace, week: int, *findings: Finding) -> Workspace:
    """The same workspace, so many weeks later, with only these findings."""
    then = workspace.now() + timedelta(weeks=week)
    return replace(workspace, now=lambda: then, checks=(Raised(findings),), cache={})


def test_the_demo_tells_its_drift_in_the_right_week_with_the_right_cause(note: Workspace):
    made = digest(note)
    body = {s.label: s.lines for s in made.sections}

    assert made.week == "2026-W07"
    assert made.title == "Note · week 7 · 1 change, 3 decisions"
    shares = body["CHANGED"][0].partition("O1 New teams reach value: ")[2].split(" %")[0]
    true = (38, 36, 40, 35, 37)
    assert all(abs(int(s) - t) <= 2 for s, t in zip(shares.split(","), true, strict=True))
    assert "five weeks running" in body["CHANGED"][0]
    assert body["CAUSE"][0].startswith(
        "Admin console (11 pts, no goal), Import outage (9 pts, Keep the lights on)."
    )
    assert body["AT STAKE"][0].startswith("KR1.1 activation 66.5, heading for 7")
    assert made.decisions[0].text.startswith("Park NOTE-377, pull NOTE-412 for KR1.1: chance 1")
    assert made.decisions[0].owners == ("Tom", "Priya")
    assert all(d.owners for d in made.decisions)
    assert words(made.text) <= 150
    assert not [d for d in defects(made.text, made.text) if d.rule != "invented"]


def test_the_same_week_tells_the_same_to_the_letter(note: Workspace):
    first = digest(note)
    usecases.feedback(note, "NOTE-377", "KR1.1", "accept")
    later = on(open_workspace(note.home), 5)

    assert digest(later, week="2026-W07") == first
    assert latest_digest(later) == first


def test_nothing_is_told_twice(note: Workspace):
    told = digest(on(note, 0, gap()))
    again = digest(on(note, 1, gap()))

    assert [t.topic for t in told.told] == ["coverage okr:2026-Q1/KR2.2"]
    assert again.quiet
    assert "\n" not in again.text
    assert again.told == ()


def test_what_got_worse_is_told_again_and_says_so(note: Workspace):
    digest(on(note, 0, forecast(0.30)))

    assert digest(on(note, 1, forecast(0.20))).quiet
    worse = digest(on(note, 2, forecast(0.14)))
    assert "30 % when told" in worse.text


def test_a_graver_severity_is_news(note: Workspace):
    warned = replace(gap(), code="drift", severity=Severity.WARNING, facts=DRIFT)
    digest(on(note, 0, warned))

    assert not digest(on(note, 1, replace(warned, severity=Severity.ALERT))).quiet


DRIFT = {"goal": "O1", "shares": "40, 38", "weeks": 2, "now_percent": 38, "gap_points": -15}


def test_what_is_over_is_told_once(note: Workspace):
    digest(on(note, 0, gap()))
    over = digest(on(note, 1))

    assert over.quiet
    assert "Resolved: coverage KR2.2 teams that use exports." in over.text
    assert "Resolved" not in digest(on(note, 2)).text


@pytest.mark.parametrize(("weeks", "quiet"), [(3, True), (6, False)])
def test_what_comes_back_soon_is_the_same_thing(note: Workspace, weeks: int, quiet: bool):
    digest(on(note, 0, gap()))
    digest(on(note, 1))

    assert digest(on(note, weeks, gap())).quiet is quiet


def test_a_fourth_decision_waits_for_the_next_week(note: Workspace):
    found = [gap(f"okr:2026-Q1/KR{n}") for n in ("1.1", "1.2", "1.3", "2.1")]

    assert len(digest(on(note, 0, *found)).decisions) == 3
    assert [d.refs for d in digest(on(note, 1, *found)).decisions] == [("okr:2026-Q1/KR2.1",)]
    assert digest(on(note, 2, *found)).quiet


def test_single_tickets_and_warnings_are_for_teams(note: Workspace):
    ticket = replace(gap("jira:NOTE-377"), code="unaligned")
    found = on(note, 0, ticket, gap(severity=Severity.WARNING))

    assert digest(found).quiet


def test_every_kind_of_alert_becomes_a_question_to_somebody(note: Workspace):
    told = digest(
        on(
            note,
            0,
            replace(gap("jira:NOTE-431"), code="against", related=("okr:2026-Q1/KR1.1",)),
            replace(gap("jira:NOTE-349"), code="dependency-cycle", related=("jira:NOTE-350",)),
            replace(gap("jira:NOTE-412"), code="of-others", message="Something else is odd."),
        )
    )

    assert [(d.text, d.owners) for d in told.decisions] == [
        ("NOTE-431 (Require a card at sign-up) works against KR1.1. Keep it?", ("Mara", "Priya")),
        ("NOTE-349 and NOTE-350 wait for each other. Cut which link?", ("Ines", "Marek")),
        ("Something else is odd.", ("Priya",)),
    ]


def test_without_a_plan_a_drift_and_a_forecast_ask_for_themselves(note: Workspace):
    unserved = replace(forecast(0.1), subject="okr:2026-Q1/KR2.2")
    drifted = replace(gap("okr:2026-Q1/ktlo"), code="drift", facts=DRIFT)
    told = digest(on(note, 0, unserved, drifted))

    assert [(d.text, d.owners) for d in told.decisions] == [
        ("KR2.2: staff it, or lower the target of 20?", ("Lena",)),
        ("ktlo Keep the lights on gets 38 %: move work back, or change the intent?", ("Ines",)),
    ]


def test_earlier_weeks_are_told_from_what_was_known_then(note: Workspace):
    past = digest(note, week="2026-W02")

    assert past.as_of.date() == date(2026, 1, 12)
    assert "CHANGED" not in past.text
    assert digest(note, week="2026-W02") == past


def test_as_of_tells_what_was_known_that_day_and_remembers_nothing(note: Workspace):
    made = digest(note, as_of=date(2026, 2, 10))

    assert made.week == "2026-W06"
    assert made.as_of > datetime(2026, 2, 10, tzinfo=note.zone)
    with pytest.raises(UnknownRef, match="no digest was made yet"):
        latest_digest(note)


@pytest.mark.parametrize(
    ("week", "said"), [("2026-W08", "not over"), ("week 7", "write it as 2026-W07")]
)
def test_a_week_that_is_none_or_not_over_is_refused(note: Workspace, week: str, said: str):
    with pytest.raises(InputError, match=said):
        digest(note, week=week)


def test_before_the_first_scan_there_is_nothing_to_tell(home):
    with pytest.raises(InputError, match="copilot scan"):
        digest(open_workspace(home))


def test_sources_that_went_silent_are_named(note: Workspace):
    text = digest(on(note, 3)).text

    assert "jira 21 days old" in text


def test_the_demo_has_quiet_weeks_and_drifts_in_the_last_alone(note: Workspace):
    weeks = [f"2025-W{n}" for n in (50, 51, 52)] + [f"2026-W0{n}" for n in range(1, 8)]
    told = {week: digest(note, week=week) for week in weeks}
    topics = [t.topic for d in told.values() for t in d.told if not t.resolved]

    assert [w for w, d in told.items() if "CHANGED" in d.text] == ["2026-W07"]
    assert sum("\n" not in d.text for d in told.values()) >= 5
    assert all(words(d.text) <= 150 for d in told.values())
    assert len(topics) == len(set(topics))


def test_without_teams_the_swap_is_everybodys(note: Workspace):
    portfolio = known_on(note, None)
    nobody = portfolio.having(items=tuple(replace(i, team=None) for i in portfolio.items))
    lagging = replace(forecast(0.18), subject="okr:2026-Q1/KR1.1")

    assert best_swap(note, nobody, [lagging]).text.startswith("Park ")
    assert best_swap(note, nobody.having(items=()), [lagging]) is None


def test_what_somebody_muted_is_not_told(note: Workspace):
    [found] = [f for f in note.store.findings() if f.code == "against"]
    note.store.mute(found.fingerprint, at=note.now())

    assert "NOTE-431" not in digest(note).text


def test_a_model_joins_our_phrases_and_the_week_is_told_the_same_ever_after(note: Workspace):
    plain = digest(note, as_of=note.now().date())
    with modelled(note, honest) as (workspace, double):
        made = digest(workspace)
        again = digest(replace(workspace, cache={}))
        anew = digest(workspace, as_of=note.now().date())
        asked = len(double.requests)
    assert (plain.source, made.source) == ("template", "model")
    assert made.text != plain.text
    assert numbers(made.text) == numbers(plain.text)
    assert (made.decisions, made.told, made.citations) == (
        plain.decisions,
        plain.told,
        plain.citations,
    )
    assert again == made
    assert anew.text == made.text
    assert asked == 1
    assert digest(open_workspace(note.home), week=made.week) == made
    assert "source: model" in message_of(note, made).markdown


def test_a_model_that_adds_a_word_of_its_own_changes_nothing(note: Workspace):
    plain = digest(note, as_of=note.now().date())
    for turn in range(3):
        with modelled(note, obedient_in_turn(turn)) as (workspace, _):
            told = digest(workspace, as_of=note.now().date())
        assert (told.text, told.source) == (plain.text, "template")


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))
