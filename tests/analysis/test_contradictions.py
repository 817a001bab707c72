"""Goals that can not all be had."""

import pytest

from copilot.analysis.contradictions import contradictions
from copilot.portfolio import Allowance, KeyResult, Kpi, Objective


def kr(number: int, title: str, **more) -> KeyResult:
    return KeyResult(source="okr", id=f"KR{number}", title=title, **more)


def clashes(*goals) -> list[str]:
    return [found.clash for found in contradictions(goals)]


UP = kr(1, "Mails per new team", direction="up", target=6, unit="mails")


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        (kr(2, "Mails per team", direction="down", target=1, unit="mails"), ["direction"]),
        (kr(2, "New mails per team", direction="up", target=9, unit="mails"), ["target"]),
        (kr(2, "Mails per new team", direction="up", target=6, unit="mails"), []),
        (kr(2, "Mails per new team", direction="up", target=9, unit="%"), []),
        (kr(2, "Letters per old customer", direction="down", target=1, unit="mails"), []),
        (kr(2, "Churn", direction="down", target=1, unit="mails"), []),
        (Kpi(source="okr", id="K1", title="Mails per new team", target=9, unit="mails"), []),
    ],
)
def test_one_measure_is_not_pulled_two_ways(other, clash):
    assert clashes(UP, other) == clash


def test_churn_down_and_retention_up_go_together():
    churn = kr(1, "Monthly churn of small paying teams", direction="down")
    retention = kr(2, "Monthly retention of small paying teams", direction="up")
    assert clashes(churn, retention) == []


def test_shares_add_up_to_all_effort_at_most():
    half = Objective(source="okr", id="O1", title="Grow", weight=0.5)
    rest = Allowance(source="okr", id="A1", title="Upkeep", share=0.5)
    more = Objective(source="okr", id="O2", title="Stay", weight=0.1)
    assert clashes(half, rest) == []
    assert clashes(half, rest, more) == ["shares"]
