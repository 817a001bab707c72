"""Questions for lists: every record is cited, what was understood and what is left out is said."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from copilot import usecases
from copilot.analysis.asked_time import AskedTime
from copilot.analysis.enquiry import Enquiry
from copilot.portfolio import Portfolio, Status, WorkItem
from copilot.usecases import Workspace
from copilot.usecases.listed import listed
from copilot.wiring import open_workspace


@pytest.fixture
def scanned(scanned_note: Path) -> Workspace:
    """The scanned demo workspace, for tests that only read."""
    return open_workspace(scanned_note)


def lines(workspace: Workspace, question: str, **told: object) -> list[str]:
    return usecases.ask(workspace, question, **told).answer.splitlines()


def test_blocked_work_is_listed_with_what_it_waits_for(scanned: Workspace):
    assert lines(scanned, "Which tickets are blocked?") == [
        "1 of 192 items · blocked",
        "NOTE-286 Read groups from the Google directory: Blocked, Marek, waits for NOTE-283",
    ]


def test_what_somebody_works_on_is_listed_with_what_they_are_stuck_on(scanned: Workspace):
    head, *rows = lines(scanned, "what is Tom working on?")
    assert head == "4 of 192 items · blocked or active · Tom"
    assert all(row.endswith(": In Progress, Tom") for row in rows)
    assert [row.split()[0] for row in rows] == ["NOTE-353", "NOTE-377", "NOTE-415", "NOTE-424"]


def test_goals_without_work_are_those_that_the_scan_counts(scanned: Workspace):
    head, *rows = lines(scanned, "Which goals have no work?")
    assert head == "1 of 12 goals · without work for sure"
    assert rows == ["KR2.2 Teams that use exports 8 → 20 %"]


def test_goals_are_listed_by_owner_and_by_kind(scanned: Workspace):
    assert lines(scanned, "what are the objectives of Lena?")[0].startswith("1 of 12 goals")
    assert [row.split()[0] for row in lines(scanned, "which goals does Lena own?")[1:]] == [
        "O1",
        "KR2.2",
    ]
    assert lines(scanned, "Which key results are at risk?")[1] == (
        "KR1.1 Activation 60 → 75 %: 15 % likely"
    )
    assert lines(scanned, "list the key results for O1")[0] == (
        "3 of 12 goals · key result · for O1 New teams reach value"
    )


def test_work_for_a_goal_begins_with_the_surest_and_ends_with_what_may_help(scanned: Workspace):
    head, first, *_, last = lines(scanned, "Which tickets help KR1.1?")
    assert head == "5 of 192 items · open · for KR1.1 Activation 60 → 75 %"
    assert first == "NOTE-241 Bring your notes: In Progress, Priya, KR1.1 98 %"
    assert last == "Perhaps too, not sure: NOTE-427."


def test_what_changed_shows_some_of_each_kind_and_counts_the_rest(scanned: Workspace):
    head, *rows, last = lines(scanned, "What changed last week?")
    assert head == "9 Feb to 15 Feb · 19 finished, 7 measured, 15 begun, 12 new, 2 edited"
    assert {row.split()[0] for row in rows} == {"Finished", "Measured", "Begun", "New", "Edited"}
    assert len(rows) == 10
    assert last == "45 more; a person, team or goal in the question narrows it."


def test_without_a_time_what_changed_is_the_last_seven_days(scanned: Workspace):
    assert lines(scanned, "what is new in Import?")[0].startswith("10 Feb to 16 Feb · Import · ")


def test_a_decision_is_a_change(note: Workspace):
    usecases.decide(note, "NOTE-377", "park", reason="No room before spring", author="Lena")
    usecases.decide(note, "KR2.2", "keep", reason="Exports matter", author="Lena")
    rows = lines(note, "What changed this week?")
    assert "Decided 16 Feb: NOTE-377 parked by Lena: “No room before spring”" in rows
    assert (
        "Decided 16 Feb: KR2.2 Teams that use exports 8 → 20 % kept by Lena: “Exports matter”"
        in (rows)
    )


def test_what_was_finished_in_some_days_says_what_has_no_date(scanned: Workspace):
    assert lines(scanned, "what did Tom finish last week?")[0] == (
        "3 of 192 items · done · Tom · 9 Feb to 15 Feb"
    )
    card = WorkItem(source="cards", id="1", key="C-1", title="Banner", status=Status.DONE)
    known = Portfolio(as_of=datetime(2026, 2, 16, tzinfo=UTC), items=(card,))
    asked = Enquiry(states=frozenset({Status.DONE}))
    january = AskedTime(first=date(2026, 1, 1), last=date(2026, 1, 31))
    assert listed(known, asked, january, UTC).text.splitlines() == [
        "0 of 1 items · done · 1 Jan to 31 Jan",
        "Done on a day that nobody wrote down: C-1.",
    ]


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("which tickets are waiting?", "waiting"),
        ("what is overdue?", "overdue"),
        ("which items have no owner?", "nobody's"),
        ("which tickets are unsized?", "unsized"),
        ("which tickets serve no goal?", "no goal"),
        ("which items are unsure?", "unsure"),
        ("which tickets are too thin?", "too thin to judge"),
    ],
)
def test_what_was_understood_is_said(scanned: Workspace, question: str, head: str):
    found = usecases.ask(scanned, question)
    first = found.answer.splitlines()[0]
    shown = [c for c in found.claims if c.citations]
    assert first.endswith(f"of 192 items · {head}")
    assert len(shown) == min(10, int(first.split()[0]))


def test_every_record_in_a_list_is_cited_by_a_stored_field(scanned: Workspace):
    for question in ("which tickets are waiting?", "what are our goals?", "what changed?"):
        for claim in usecases.ask(scanned, question).claims:
            for citation in claim.citations:
                record = scanned.store.item(citation.ref, scanned.now())
                assert getattr(record, citation.field)[citation.start : citation.end] == (
                    citation.quote
                )


def test_a_list_of_the_past_is_that_of_the_past(scanned: Workspace):
    now = lines(scanned, "which tickets are blocked?")
    then = lines(scanned, "which tickets were blocked in January?")
    assert then != now
    assert then == lines(scanned, "which tickets are blocked?", as_of=date(2026, 1, 31))


def test_a_list_arrives_claim_by_claim(scanned: Workspace):
    pieces = list(usecases.ask_live(scanned, "Which tickets are blocked?"))
    assert [name for name, _ in pieces] == ["claim", "claim", "answer"]
