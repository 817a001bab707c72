"""Low work that fits a goal that is new or falls behind."""

from datetime import date

import pytest

from copilot.checks.opportunity import Opportunity
from copilot.portfolio import Cycle, Forecast, Portfolio

from .build import aligned, item, key_result, objective, portfolio

LAGGING = Forecast(
    goal="okr:2026-Q1/KR1.1", chance=0.2, low=1, middle=2, high=3, needed=1, measured=5
)


def lagging(*items: object, **fields: object) -> Portfolio:
    links = tuple(aligned(i.key, "KR1.1") for i in items)
    told = {"items": items, "alignments": links, "forecasts": (LAGGING,)}
    return portfolio(key_results=(key_result(),), **(told | fields))


def subjects(known: Portfolio, **settings: object) -> list[str]:
    return [f.subject for f in Opportunity(**settings)(known)]


def test_a_low_ticket_that_fits_a_lagging_goal_is_a_note():
    (finding,) = Opportunity()(lagging(item("NOTE-1", priority="Low", assignee="Tom")))

    assert finding.severity == "note"
    assert finding.related == ("okr:2026-Q1/KR1.1",)
    assert finding.message == (
        'NOTE-1 "Import from CSV" lies low in the backlog and fits KR1.1 Activation 60 → 75 %, '
        "which is 20 % likely to be met. Tom: pull it forward?"
    )
    assert finding.facts["priority"] == "Low"


@pytest.mark.parametrize(
    "told",
    [
        {"priority": "High"},
        {"priority": None},
        {"status": "active"},
        {"status": "done"},
        {"iteration": "Sprint 9"},
        {"depends_on": ("jira:NOTE-2",)},
    ],
)
def test_nothing_is_said_of_work_that_is_high_begun_planned_or_blocked(told: dict):
    other = item("NOTE-2", priority="High")

    assert subjects(lagging(item("NOTE-1", **({"priority": "Low"} | told)), other)) == []


def test_without_priorities_the_end_of_the_teams_own_order_is_low():
    ranked = [item(f"NOTE-{n}", rank=float(n), team="Import") for n in range(4)]

    assert subjects(lagging(*ranked)) == ["jira:NOTE-2", "jira:NOTE-3"]


def test_a_goal_on_course_asks_for_nothing_and_few_notes_are_enough():
    many = [item(f"NOTE-{n}", priority="Low") for n in range(9)]

    assert len(subjects(lagging(*many))) == 5
    assert subjects(lagging(*many), most=2) == ["jira:NOTE-0", "jira:NOTE-1"]
    assert subjects(lagging(*many, forecasts=())) == []


def test_a_new_goal_that_nothing_finished_serves_takes_low_work():
    new = Cycle(name="2026-Q1", start=date(2026, 2, 9), end=date(2026, 5, 9))
    work = (item("NOTE-1", priority="Low"), item("NOTE-2", status="done"))
    links = (aligned("NOTE-1", "KR1.1"),)
    known = portfolio(
        items=work,
        alignments=links,
        key_results=(key_result(cycle=new),),
        objectives=(objective(cycle=new),),
    )
    (finding,) = Opportunity()(known)

    assert "which is new since 9 February." in finding.message
    served = known.having(alignments=(*links, aligned("NOTE-2", "KR1.1")))
    assert subjects(served) == []
