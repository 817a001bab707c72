"""The demo drifts once, is found in its week, with its cause; before that it is quiet."""

from dataclasses import replace
from datetime import date
from json import loads
from pathlib import Path

import pytest

from copilot import usecases
from copilot.checks.drift import Drift
from copilot.portfolio import Portfolio
from copilot.usecases.current import current, moment
from copilot.usecases.history import with_history
from copilot.usecases.judge import compute
from copilot.usecases.workspace import Workspace
from copilot.wiring import open_demo, open_workspace

O1 = "okr:2026-Q1/O1"
TRUTH = loads(Path("copilot/demo/truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    workspace = open_demo(folder)
    usecases.sync(workspace)
    usecases.scan(workspace)
    return folder


@pytest.fixture
def workspace(home: Path) -> Workspace:
    return open_workspace(home)


def drifts(scan: usecases.Scan) -> list[usecases.views.FindingView]:
    return [f for f in scan.findings if f.code == "drift"]


def told(workspace: Workspace, as_of: date | None = None) -> Portfolio:
    if as_of is None:
        return with_history(workspace, current(workspace))
    known = workspace.store.portfolio(moment(workspace, as_of))
    return with_history(workspace, compute(workspace, known))


def test_the_last_week_drifts_and_names_what_moved_it(workspace: Workspace) -> None:
    (found,) = drifts(usecases.scan(workspace))

    assert (found.subject, found.severity) == (O1, "alert")
    assert set(found.related) == {"jira:NOTE-353", "jira:NOTE-384"}
    assert (found.facts["since"], found.facts["alerted"]) == ("2026-W03", "2026-W07")
    assert found.facts["weeks"] == 5
    assert (found.facts["cause_1"], found.facts["cause_1_effort"]) == ("Admin console", 11)
    assert (found.facts["cause_2"], found.facts["cause_2_effort"]) == ("Import outage", 9)
    assert found.message.startswith("Work on O1 New teams reach value: ")
    assert "% of effort, five weeks running; " in found.message
    assert " before, 50–60 intended. Moved by Admin console (11 last week" in found.message
    assert 50 <= int(found.facts["before_percent"]) <= 56


def test_the_weeks_before_are_quiet(workspace: Workspace) -> None:
    for sunday in (date(2026, 1, 11), date(2026, 1, 25), date(2026, 2, 8)):
        assert not drifts(usecases.scan(workspace, as_of=sunday))


def test_weekly_shares_of_o1_are_those_that_were_closed(workspace: Workspace) -> None:
    weeks = [w for w in told(workspace).history.weeks if w.team is None]
    meant = {name: sums["O1"] / sum(sums.values()) for name, sums in TRUTH["weeks"].items()}

    assert [w.week for w in weeks] == list(meant)
    assert max(abs(w.effort[O1] / w.total - meant[w.week]) for w in weeks) < 0.08
    assert sum(w.unsized for w in weeks) == 0


def test_what_was_known_then_is_what_was_finished_then(workspace: Workspace) -> None:
    now, then = told(workspace).history.weeks, told(workspace, date(2026, 1, 25)).history.weeks

    everybody = [w for w in then if w.team is None]
    assert everybody[-1].week == "2026-W04"
    later = {w.week: w for w in now if w.team is None}
    assert [w.items for w in everybody] == [later[w.week].items for w in everybody]


def test_a_team_s_effort_adds_up_to_everybody_s(workspace: Workspace) -> None:
    weeks = told(workspace).history.weeks
    whole = {w.week: w.total for w in weeks if w.team is None}
    parts = {name: sum(w.total for w in weeks if w.team and w.week == name) for name in whole}

    assert all(parts[name] <= whole[name] + 1e-9 for name in whole)
    assert sum(parts.values()) > 0.9 * sum(whole.values())


def test_thresholds_are_simulated_once_and_then_read(workspace: Workspace) -> None:
    first = told(workspace).history.thresholds
    again = told(open_workspace(workspace.home)).history.thresholds

    assert first == again
    assert set(first) == {""}
    assert first[""].budget == 0.1


def test_a_workspace_without_the_check_has_effort_but_no_thresholds(
    workspace: Workspace,
) -> None:
    without = replace(workspace, checks=())

    history = told(without).history
    assert history.weeks
    assert not history.thresholds


def test_the_sensitive_budget_tells_it_a_week_earlier(workspace: Workspace) -> None:
    sensitive = replace(workspace, checks=(Drift(budget=0.5),))

    (found,) = (f for f in Drift(budget=0.5)(told(sensitive)) if f.code == "drift")
    assert found.facts["alerted"] == "2026-W06"


def test_the_admin_console_is_a_theme_nobody_wrote_a_goal_for(workspace: Workspace) -> None:
    themes = [f for f in usecases.scan(workspace).findings if f.code == "emerging-theme"]

    assert [f.subject for f in themes] == ["jira:NOTE-353"]
    assert themes[0].message.startswith("Admin console: ")


def test_teams_with_too_few_items_are_said_to_be_undecided(workspace: Workspace) -> None:
    (note,) = (f for f in usecases.scan(workspace).findings if f.code == "drift-undecided")

    assert note.severity == "note"
    assert "more week" in note.message
