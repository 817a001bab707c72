"""Key results that will probably be missed."""

import pytest

from copilot.analysis.forecasts import forecasts
from copilot.checks.forecast import Forecasts
from copilot.portfolio import Finding, Forecast, Portfolio

from .build import ago, aligned, check_in, item, key_result, objective, portfolio


def measured(*values: float, goal: str = "KR1.1", **fields: object) -> Portfolio:
    """One key result measured weekly, the last time today."""
    check_ins = tuple(check_in(7 * n, v) for n, v in enumerate(reversed(values)))
    told = {"baseline": 60, "target": 75, "unit": "%", "check_ins": check_ins, "owner": "Priya"}
    known = portfolio(key_results=(key_result(goal, **(told | fields)),))
    return known.having(forecasts=forecasts(known))


def found(known: Portfolio, **settings: object) -> list[Finding]:
    return list(Forecasts(**settings)(known))


SLOW = (60.0, 60.4, 60.9, 61.1, 61.6, 62.0)


def test_a_key_result_that_will_be_missed_is_told_with_range_rates_and_owner():
    (finding,) = found(measured(*SLOW))

    assert finding.severity == "alert"
    assert finding.subject == "okr:2026-Q1/KR1.1"
    assert finding.message.startswith("KR1.1 Activation 60 → 75 %: ")
    assert " % likely, heading for " in finding.message
    assert "Needs +2.08 a week, lately +0.4." in finding.message
    assert finding.message.endswith("Priya: staff it, or lower the target?")
    assert 0 < finding.facts["chance"] < 0.1


def test_open_work_that_would_help_is_named_and_work_under_way_is_not():
    known = measured(*SLOW)
    items = (item("NOTE-1"), item("NOTE-2"), item("NOTE-3", status="active"))
    links = (
        aligned("NOTE-1", "KR1.1", 0.7),
        *(aligned(f"NOTE-{n}", "KR1.1", 0.9) for n in (2, 3)),
    )
    (finding,) = found(known.having(items=items, alignments=links))

    assert "NOTE-2 and NOTE-1 would help. Priya: pull one, or lower" in finding.message
    assert finding.facts["helpers"] == "NOTE-2 NOTE-1"


@pytest.mark.parametrize(
    "known",
    [
        measured(60, 64, 68, 72, 74, 74.8),
        measured(60.0, 60.4),
        measured(*SLOW, 76.0),
        portfolio(key_results=(key_result(),)),
    ],
    ids=["on course", "measured twice", "reached", "never measured"],
)
def test_nothing_is_said_of(known: Portfolio):
    assert found(known) == []


def test_nothing_is_said_early_in_the_cycle():
    early = measured(60, 60, 60, 60, cycle=None, due=ago(-200).date())

    assert found(early) == []
    assert found(early, elapsed=0)


def test_a_further_fall_is_a_second_alert_and_a_recovery_wipes_the_first():
    falling = measured(60, 63, 66, 67.0, 67.0, 66.0, 64.0)
    (finding,) = found(falling, elapsed=0, alert=0.6, fall=0.1, clear=0.7)

    assert finding.facts["alerts"] > 1
    (once,) = found(falling, elapsed=0, alert=0.6, fall=0.99, clear=0.7)
    assert once.facts["alerts"] == 1
    (late,) = found(falling, elapsed=0, alert=0.6, fall=0.99, clear=0.3)
    assert late.facts["alerted"] >= once.facts["alerted"] or late.facts["alerts"] == 1


def test_stale_measurements_are_named():
    check_ins = tuple(check_in(30 + 3 * n, 60 + 0.1 * n) for n in range(4))
    (finding,) = found(measured(check_ins=check_ins))

    assert "), last measured 30 days ago." in finding.message


def test_less_is_better_reads_as_well():
    (finding,) = found(measured(3.1, 3.1, 3.09, 3.1, 3.08, baseline=3.1, target=2.5))

    assert "Needs −0.093 a week, lately −0.005." in finding.message


def test_a_milestone_is_told_by_its_items():
    items = [item(f"NOTE-{n}") for n in range(20)]
    items += [item(f"NOTE-9{n}", status="done", done=ago(20 * n + 3)) for n in range(3)]
    links = tuple(aligned(i.key, "KR1.1") for i in items)
    goal = key_result(title="Ship the importer")
    known = portfolio(
        items=tuple(items), key_results=(goal,), alignments=links, objectives=(objective(),)
    )
    (finding,) = found(known.having(forecasts=forecasts(known)))

    assert "% of its items" in finding.message
    assert finding.facts["alerts"] == 1


def test_only_the_least_likely_few_are_alerts():
    goals = tuple(measured(*SLOW, goal=f"KR1.{n}").key_results[0] for n in range(5))
    known = portfolio(key_results=goals)
    levels = [f.severity for f in found(known.having(forecasts=forecasts(known)))]

    assert levels == ["alert"] * 3 + ["warning"] * 2


def test_a_value_to_keep_has_no_rate_to_reach():
    goal = {"target": 99.0, "baseline": None, "direction": "maintain"}
    (finding,) = found(measured(99.6, 99.0, 99.4, 98.8, 99.3, 98.9, **goal))

    assert "Needs" not in finding.message


def test_a_range_that_says_nothing_is_left_out():
    goal = key_result(title="Launch the pilot")
    ahead = {"chance": 0.1, "low": 0.0, "middle": 0.0, "high": 1.0, "needed": 0.0, "measured": 9}
    known = portfolio(key_results=(goal,)).having(forecasts=(Forecast(goal=goal.ref, **ahead),))
    (finding,) = found(known)

    assert finding.message.startswith("KR1.1 Launch the pilot: 10 % likely. ")
