"""Stand-up, review and sync pack on the demo: exceptions only, as the screens were drawn."""

from dataclasses import replace
from datetime import date

import pytest

from copilot.errors import InputError
from copilot.prompts.rituals import (
    Movement,
    ReviewFacts,
    StandupFacts,
    Stillness,
    SyncFacts,
    Ticket,
)
from copilot.prompts.rituals import review as written_review
from copilot.prompts.rituals import standup as written_standup
from copilot.prompts.rituals import sync_pack as written_pack
from copilot.usecases import Workspace, review, standup, sync_pack


def test_the_import_team_stands_up_in_four_lines(note: Workspace):
    lines = standup(note, team="import").text.splitlines()

    assert lines[0] == "Import team · Mon · sprint goal: KR1.1 Activation"
    assert lines[1].startswith("On goal       NOTE-398 Priya · NOTE-405 Jun")
    assert lines[1].endswith("6 of 9 items in progress")
    assert lines[2].startswith("Off goal      NOTE-377 Tom — no goal (")
    assert lines[2].endswith("Still want it this sprint?")
    assert lines[3].startswith("Waiting       NOTE-412 waits for NOTE-398, in progress 13 days")
    assert len(lines) <= 5


def test_everybody_stands_up_in_at_most_five_lines(note: Workspace):
    found = standup(note)

    assert found.team is None
    assert found.text.startswith("Note · Mon")
    assert len(found.text.splitlines()) <= 5
    assert {o.ticket.key for o in found.off_goal} >= {"NOTE-377", "MK-6"}


def test_a_team_that_is_none_is_refused_with_those_there_are(note: Workspace):
    with pytest.raises(InputError, match=r"no team is called 'sales'; there are Admin, Growth"):
        standup(note, team="sales")


def test_the_sprint_is_looked_back_at(note: Workspace):
    found = review(note, iteration="sprint 14")

    assert found.text.startswith("Sprint 14 · 42 points shipped · 26 on O1")
    assert found.moved[0].id == "KR1.1"
    assert (found.moved[0].before, found.moved[0].after) == (64.9, 66.5)
    assert "KR1.1 64.9 → 66.5 (+1.6). Predicted +" in found.text
    assert review(note).iteration == "Sprint 14"


@pytest.mark.parametrize(
    ("iteration", "said"), [("Sprint 99", "there are: Sprint 9, Sprint 10"), ("Sprint 15", "yet")]
)
def test_an_iteration_that_is_none_or_not_done_is_refused(
    note: Workspace, iteration: str, said: str
):
    with pytest.raises(InputError, match=said):
        review(note, iteration=iteration)


def test_while_no_iteration_is_done_those_that_there_are_are_named(note: Workspace):
    with pytest.raises(InputError, match=r"is done; name one of them: Sprint 10 and Sprint 9$"):
        review(note, as_of=date(2025, 11, 26))


def test_a_day_before_anything_was_known_asks_for_a_later_one(note: Workspace):
    with pytest.raises(InputError, match="nothing was judged by 1 Jan 2020; name a later day"):
        standup(note, as_of=date(2020, 1, 1))


def test_a_review_of_the_past_knows_only_what_was_known(note: Workspace):
    past = review(note, iteration="Sprint 13", as_of=date(2026, 2, 3))

    assert past.end <= past.as_of
    assert all(m.after <= 64.9 for m in past.moved if m.id == "KR1.1")


def test_the_sync_pack_names_what_lies_between_teams(note: Workspace):
    found = sync_pack(note)

    assert found.text.startswith("Note · sync pack · week 7 · ")
    assert any("NOTE-289 (Growth, KR1.2) waits for NOTE-286 (Platform)" in t.text
               for t in found.blockers)  # fmt: skip
    assert [t.refs for t in found.twice] == [("jira:NOTE-390", "linear:LIN-352")]
    assert found.moved[0].text.startswith("KR1.1 64.9 → 66.5 in 2 weeks: NOTE-371 (Import)")
    assert "NOTE-431 (Growth)" in found.decide[0].text
    assert found.decide[0].text.endswith("Mara, Priya")


def test_nothing_to_say_is_said_shortly():
    idle = StandupFacts(
        team="Ops", day="Tue", goal="", goal_id="", on_goal=(), begun=0, serving=0,
        off_goal=(), waits=(), thin=(Ticket(ref="jira:A-1", key="A-1"),),
    )  # fmt: skip
    calm = SyncFacts(name="Note", week=7, teams=2, decide=(), blockers=(), twice=(), moved=())

    assert written_standup(idle) == (
        "Ops · Tue\nNothing is in progress.\nToo thin      A-1. Which user, which step?"
    )
    assert written_pack(calm).endswith("\nNothing between teams this week.")
    assert " · 1 team\n" in written_pack(replace(calm, teams=1))


@pytest.mark.parametrize(
    ("weeks", "usual", "told"),
    [(1, None, "flat 1 week."), (4, 1, "flat 4 weeks (usual lag 1 week).")],
)
def test_a_goal_that_stands_still_is_measured_by_what_is_usual(weeks, usual, told):
    still = Stillness(
        goal="okr:KR2", name="KR2", points=9, measured=True, weeks=weeks, usual=usual
    )
    facts = ReviewFacts(
        iteration="S", unit="points", shipped=9, most="", off_goal=0, moved=(), still=(still,),
        unfinished=(),
    )  # fmt: skip

    assert written_review(facts).endswith(f"9 points shipped, {told}")


def test_a_review_tells_what_stood_still_missed_and_was_left():
    moved = Movement(
        goal="okr:KR1", id="KR1", before=60.0, after=48.0, points=8, items=("A-1",),
        predicted=-20.0, low=-15.0, high=-25.0, hit=False,
    )  # fmt: skip
    told = written_review(
        ReviewFacts(
            iteration="Sprint 2",
            unit="points",
            shipped=12,
            most="",
            off_goal=0,
            moved=(moved,),
            still=(
                Stillness(goal="okr:KR2", name="KR2 churn", points=9, measured=True),
                Stillness(
                    goal="okr:KR4", name="KR4 seats", points=3, measured=True, weeks=2, usual=5
                ),
                Stillness(goal="okr:KR3", name="KR3 exports", points=2, measured=False),
            ),
            unfinished=("A-2", "A-3"),
            record="right on 9 of 12 predictions (Brier 0.17; a coin flip scores 0.25)",
        )
    )

    assert told == (
        "Sprint 2 · 12 points shipped\n"
        "Moved         KR1 60 → 48 (−12). Predicted −20 (−25 to −15) from A-1.  ✗\n"
        "No movement   KR2 churn: 9 points shipped, flat.\n"
        "              KR4 seats: 3 points shipped, flat 2 weeks. Too early (usual lag 5 weeks).\n"
        "              KR3 exports: 2 points shipped, not measured since.\n"
        "Not finished  A-2, A-3.\n"
        "Co-pilot      right on 9 of 12 predictions (Brier 0.17; a coin flip scores 0.25)"
    )
