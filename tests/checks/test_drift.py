"""The drift check: pure, replayed from the history it is given."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pytest

from copilot.analysis.effort_history import week_name
from copilot.checks.drift import Drift, discoveries, statistic_names, weekly_scores
from copilot.checks.effort_series import series_of
from copilot.checks.theme import EmergingTheme
from copilot.portfolio import (
    Cycle,
    DriftThreshold,
    EffortWeek,
    Finding,
    History,
    Objective,
    Portfolio,
    Severity,
    Theme,
    from_json,
    to_json,
)

from .build import allowance, item, objective, portfolio

O1, O2, KTLO = "okr:2026-Q1/O1", "okr:2026-Q1/O2", "okr:2026-Q1/ktlo"
FIRST = date(2025, 9, 1)
BEFORE = {O1: 22.0, O2: 8.0, KTLO: 8.0, "unaligned": 2.0}
AFTER = {O1: 12.0, O2: 8.0, KTLO: 10.0, "unaligned": 10.0}
EPICS = {
    O1: {"jira:OLD": 1.0},
    "unaligned": {"jira:NEW": 0.9, "jira:X": 0.1},
    KTLO: {"jira:RUN": 1.0},
    O2: {"jira:OTHER": 1.0},
}


def week(number: int, effort: Mapping[str, float], **fields: object) -> EffortWeek:
    start = FIRST + timedelta(weeks=number)
    clusters = {b: {r: s * effort[b] for r, s in EPICS[b].items()} for b in effort}
    if effort is BEFORE:
        clusters["unaligned"] = {"jira:X": effort["unaligned"]}
    told = {"count": 30.0, "items": 30, "clusters": clusters, **fields}
    return EffortWeek(week=week_name(start), start=start, effort=effort, **told)  # type: ignore[arg-type]


def threshold(limit: float = 1.0, **fields: object) -> DriftThreshold:
    quantiles = {"window 4": 18.0, "window 8": 16.0, f"run {O1}": 25.0, f"run {O2}": 22.0}
    maxima = tuple(float(x) for x in np.linspace(0.1, 1.2, 201))
    given = {"budget": 0.1, "quantiles": quantiles, "limit": limit, "maxima": maxima, **fields}
    return DriftThreshold(**given)  # type: ignore[arg-type]


def told(
    *weeks: EffortWeek, thresholds: Mapping[str, DriftThreshold] | None = None, **fields: object
) -> Portfolio:
    goals = {
        "objectives": (
            objective("O1", weight=0.55, owner="Lena"),
            objective("O2", "Stay", weight=0.2),
        ),
        "allowances": (allowance("ktlo"),),
        **fields,
    }
    given = {"": threshold()} if thresholds is None else thresholds
    new = item("NEW", "Admin console")
    return portfolio(items=(new,), history=History(weeks=weeks, thresholds=given), **goals)


def line(before: int, after: int, **fields: object) -> tuple[EffortWeek, ...]:
    number = before + after
    return tuple(week(n, BEFORE if n < before else AFTER, **fields) for n in range(number))


def drifts(value: Portfolio, **settings: float) -> list[Finding]:
    return [f for f in Drift(**settings)(value) if f.code == "drift"]


def test_a_shift_is_told_with_its_weeks_and_the_epic_that_took_the_effort() -> None:
    (found,) = drifts(told(*line(20, 4)))

    assert found.message == (
        "Work on O1 New teams reach value: 30, 30, 30, 30 % of effort, four weeks running; "
        "55 before, 50–60 intended. Moved by Admin console (9 last week, no goal). "
        "Lena: change the plan or the intent?"
    )
    assert found.severity is Severity.ALERT
    assert found.causes == ("jira:NEW",)
    assert found.facts["gap_points"] == -25


def test_the_intended_split_is_quiet() -> None:
    assert not drifts(told(*line(24, 0)))


def test_one_week_is_never_enough() -> None:
    assert not drifts(told(*line(20, 1), thresholds={"": threshold(limit=0.05)}))


def test_a_gap_below_eight_points_is_none() -> None:
    small = {**BEFORE, O1: 20.0, "unaligned": 4.0}
    weeks = (*line(20, 0), *(week(20 + n, small) for n in range(10)))

    assert not drifts(told(*weeks, thresholds={"": threshold(limit=0.01)}))


def test_the_same_drift_is_the_same_finding_and_the_same_alert_for_weeks() -> None:
    found = [drifts(told(*line(20, after)))[0] for after in (4, 6, 9)]

    assert len({f.fingerprint for f in found}) == 1
    assert len({f.facts["alerted"] for f in found}) == 1
    assert [f.facts["weeks"] for f in found] == [4, 6, 9]


def test_five_points_worse_is_another_alert_of_the_same_finding() -> None:
    worse = {**AFTER, O1: 4.0, "unaligned": 18.0}
    weeks = (*line(20, 4), *(week(24 + n, worse) for n in range(4)))
    (first,), (second,) = drifts(told(*weeks[:24])), drifts(told(*weeks))

    assert first.fingerprint == second.fingerprint
    assert first.facts["alerted"] < second.facts["alerted"]


def test_a_drift_that_went_back_is_gone() -> None:
    weeks = (*line(20, 5), *(week(25 + n, BEFORE) for n in range(6)))

    assert not drifts(told(*weeks))


def test_a_second_drift_after_the_cool_down_is_a_new_alert() -> None:
    back = tuple(week(25 + n, BEFORE) for n in range(16))
    again = tuple(week(41 + n, AFTER) for n in range(4))
    (found,) = drifts(told(*line(20, 5), *back, *again))

    assert found.facts["since"] == again[0].week
    assert found.facts["alerted"] > again[0].week


def test_what_counts_against_a_declared_goal_that_grows_is_told_of_that_goal() -> None:
    more = {O1: 20.0, O2: 6.0, KTLO: 14.0, "unaligned": 0.0}
    (found,) = drifts(told(*line(20, 0), *(week(20 + n, more) for n in range(8))))

    assert found.subject == KTLO
    assert found.facts["gap_points"] > 8


def test_a_team_is_held_against_its_own_past() -> None:
    other = {O1: 4.0, O2: 34.0, KTLO: 1.0, "unaligned": 1.0}
    calm = tuple(week(n, other, team="Growth") for n in range(24))
    moved = line(20, 4, team="Import")
    given = {"": threshold(), "Growth": threshold(), "Import": threshold()}
    (found,) = drifts(told(*line(24, 0), *calm, *moved, thresholds=given))

    assert (found.facts["team"], found.related) == ("Import", ("team:Import",))
    assert found.message.startswith("Import: work on O1")
    assert "intended" not in found.message
    assert found.severity is Severity.WARNING


def test_a_team_s_drift_is_not_told_beside_everybody_s() -> None:
    given = {"": threshold(), "Import": threshold()}

    (found,) = drifts(told(*line(20, 4), *line(20, 4, team="Import"), thresholds=given))
    assert "team" not in found.facts


def test_a_threshold_without_null_years_names_no_team() -> None:
    given = {"": threshold(), "Import": threshold(maxima=())}

    assert not drifts(told(*line(24, 0), *line(20, 4, team="Import"), thresholds=given))


def test_false_discoveries_are_kept_down_among_many_teams() -> None:
    def finding(name: str) -> Finding:
        return Finding(code="drift", severity=Severity.NOTE, subject=f"team:{name}", message="")

    found = [(0.04, finding("b")), (0.001, finding("a")), (0.09, finding("c"))]

    assert [f.subject for f in discoveries(found, 3, 0.1)] == ["team:a", "team:b", "team:c"]
    assert [f.subject for f in discoveries(found, 20, 0.1)] == ["team:a"]
    assert discoveries([], 20, 0.1) == ()


def test_weeks_under_an_earlier_intent_do_not_count() -> None:
    earlier = Objective(
        source="okr",
        id="O1",
        title="Before",
        weight=0.9,
        cycle=Cycle(name="2025-Q4", start=date(2025, 10, 1), end=date(2025, 12, 31)),
    )
    goals = (objective("O1", weight=0.6), earlier)
    (series,) = series_of(told(*line(24, 0), objectives=goals))

    assert series.weeks[0].start >= date(2026, 1, 1)
    assert len(series.weeks) == 6


def test_without_declared_weights_everybody_is_held_against_the_own_past() -> None:
    bare = told(*line(20, 4), objectives=(objective("O1"), objective("O2", "Stay")))
    (series,) = series_of(bare)

    assert series.intent.shares is None
    assert statistic_names(series) == ("window 4", "window 8", f"run {O1}", f"run {O2}")
    assert drifts(bare)[0].subject == O1
    assert len(weekly_scores(series, threshold(), 0.08)) == 24


def test_goals_without_dates_are_always_in_force() -> None:
    goals = (objective("O1", weight=0.6, cycle=None),)
    (series,) = series_of(told(*line(8, 0), objectives=goals))

    assert len(series.weeks) == 8


def test_drift_since_the_first_week_has_no_before() -> None:
    (found,) = drifts(told(*line(0, 9)))

    assert "before" not in found.message
    assert found.facts["weeks"] == 9


def test_too_few_items_are_said_to_be_too_few() -> None:
    weeks = tuple(week(n, BEFORE, items=3, count=2.5) for n in range(8))
    few = tuple(week(n, BEFORE, items=1, count=0.4, team="Import") for n in range(8))
    (note,) = Drift()(told(*weeks, *few, thresholds={}))

    assert note.code == "drift-undecided"
    assert note.severity is Severity.NOTE
    assert note.message.startswith("Too few finished items to tell drift: Everybody (about ")
    assert "Import (not within a year)" in note.message


def test_without_weeks_or_goals_nothing_is_said() -> None:
    assert list(Drift()(told())) == []
    assert list(Drift()(told(*line(3, 0), thresholds={}, objectives=()))) == []


def test_a_history_is_the_same_after_json() -> None:
    value = told(*line(20, 4))

    assert drifts(from_json(Portfolio, to_json(value))) == drifts(value)


@pytest.mark.parametrize("effort", [0.0, 12.0])
def test_a_theme_names_its_items(effort: float) -> None:
    items = tuple(item(f"A-{n}", epic="jira:E" if n else None) for n in range(6))
    theme = Theme(name="Admin console", items=tuple(i.ref for i in items[1:]), effort=effort)
    small = Theme(name="Other", items=(items[0].ref,), effort=0.0)
    value = portfolio(items=items, history=History(themes=(theme, small)))
    (found,) = EmergingTheme()(value)

    assert found.subject == "jira:E"
    assert ("size 12" in found.message) is bool(effort)
    assert found.message.startswith("Admin console: 5 recent items (A-1, A-2 and 3 more")
