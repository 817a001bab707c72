"""The command as a person uses it: real files in, text and exit codes out."""

import json
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from typer.main import get_command
from typer.testing import CliRunner, Result

from copilot.cli import app, main
from copilot.cli.scanned import opening
from copilot.errors import CopilotError
from copilot.usecases.views import Counted


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), *words])


def test_scan_reads_the_sources_and_says_what_strays(home: Path):
    done = run(home, "scan", "--all", "--fail-on", "never")

    assert done.exit_code == 0
    assert done.stdout.startswith("shop · Mon 16 Feb 2026 · 5 items (5 open), 6 goals")
    assert "SHOP-4" in done.stdout


def test_scan_fails_from_the_severity_that_was_asked_for(shop_home: Path):
    assert run(shop_home, "scan", "--no-sync", "--fail-on", "note").exit_code == 1
    assert run(shop_home, "scan", "--no-sync", "--fail-on", "never").exit_code == 0


@pytest.mark.parametrize("form", ["markdown", "github", "junit", "json"])
def test_scan_prints_every_format(shop_home: Path, form: str):
    done = run(shop_home, "scan", "--no-sync", "--fail-on", "never", "--format", form)

    assert done.exit_code == 0
    if form == "json":
        assert json.loads(done.stdout)["summary"]["items"] == 5
    elif form == "junit":
        assert fromstring(done.stdout).tag == "testsuite"
    else:
        assert {"markdown": "| severity |", "github": "::"}[form] in done.stdout


def test_scan_refuses_sarif_with_a_remedy(shop_home: Path):
    done = run(shop_home, "scan", "--no-sync", "--format", "sarif")

    assert isinstance(done.exception, CopilotError)
    assert "copilot lint" in str(done.exception)


def test_why_names_the_goal_how_sure_and_the_source(shop_home: Path):
    told = run(shop_home, "why", "SHOP-1").stdout

    assert told.startswith("SHOP-1  Keep the cart when a shopper signs in at checkout")
    assert "KR1.1" in told
    assert "[1] SHOP-1, " in told


def test_the_arithmetic_of_a_score_is_shown_on_request(shop_home: Path):
    assert "together" in run(shop_home, "why", "SHOP-1", "--explain-score").stdout


def test_score_reads_a_ticket_from_the_argument_or_from_stdin(shop_home: Path):
    text = "Retry refused card payments"
    told = run(shop_home, "score", text)
    piped = CliRunner().invoke(app, ["--home", str(shop_home), "score", "-"], input=text)

    assert told.stdout == piped.stdout
    assert "Missing" in told.stdout


def test_a_text_too_thin_to_judge_gets_no_chances(shop_home: Path):
    told = run(shop_home, "score", "x").stdout

    assert "thin  too few words to judge" in told
    assert "%" not in told


def test_goals_shows_what_was_understood_and_where(shop_home: Path):
    known = run(shop_home, "goals").stdout
    read = run(shop_home, "goals", str(shop_home / "okrs" / "2026-Q1.yaml"), "--json")

    assert "40 → 55 %, now 46" in known
    rows = {row["id"]: row for row in json.loads(read.stdout)}
    assert rows["KR1.2"]["kind"] == "key_result"
    assert rows["KR1.2"]["line"] > rows["O1"]["line"]


def test_every_verb_has_json_but_those_that_start_something_or_show_the_demo():
    verbs = getattr(get_command(app), "commands", {})
    without = {
        name
        for name, verb in verbs.items()
        if not any("--json" in parameter.opts for parameter in verb.params)
    }
    assert without == {"demo", "serve", "mcp", "watch"}


def test_why_refuses_a_form_it_does_not_speak(shop_home: Path):
    refused = run(shop_home, "why", "WEB-1", "--format", "sarif")
    assert refused.exit_code == 2
    assert "'text', 'json'" in refused.stderr


def test_the_version_is_that_of_the_installed_distribution(tmp_path: Path):
    assert run(tmp_path, "--version").stdout == f"copilot {version('alignment-copilot')}\n"


def test_lint_prints_text_json_and_sarif_with_places(shop_home: Path, tmp_path: Path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("objectives:\n  - {id: O1, title: Better, key_results: [{title: Improve}]}\n")

    assert "→" in run(shop_home, "lint", str(bad)).stdout
    assert json.loads(run(shop_home, "lint", str(bad), "--json").stdout)["findings"]
    sarif = json.loads(run(shop_home, "lint", str(bad), "--format", "sarif").stdout)
    assert sarif["runs"][0]["results"][0]["locations"]


def test_feedback_is_noted_and_wrong_answers_are_refused(home: Path):
    run(home, "scan", "--fail-on", "never")

    assert "Noted: jira:SHOP-2" in run(home, "feedback", "SHOP-2", "KR1.2", "accept").stdout
    assert "say accept or reject" in str(run(home, "feedback", "SHOP-2", "O1", "so").exception)
    assert "nothing is called" in str(run(home, "feedback", "NO-1", "O1", "accept").exception)
    again = json.loads(run(home, "scan", "--json", "--fail-on", "never").stdout)
    linked = {i["ref"]: i["links"] for i in again["items"]}["jira:SHOP-2"]
    assert linked[0]["goal"] == "okr:2026-Q1/KR1.2"
    assert linked[0]["origin"] == "confirmed"


def test_init_writes_a_first_configuration_and_never_over_one(tmp_path: Path, home: Path):
    folder = tmp_path / "new"
    (folder / "okrs").mkdir(parents=True)
    (folder / "okrs" / "q1.yaml").write_text("objectives: []\n")
    (folder / "work.csv").write_text("Title\nA\n")

    assert "1 goal file, 1 source." in run(folder, "init").stdout
    text = (folder / "copilot.toml").read_text()
    assert 'path = "okrs/q1.yaml"' in text
    assert 'path = "work.csv"' in text
    assert "exists already" in str(run(home, "init").exception)


def test_sync_goes_on_past_a_source_that_can_not_be_read(home: Path):
    with (home / "copilot.toml").open("a") as file:
        file.write('\n[[source]]\nname = "gone"\npath = "nowhere/*.csv"\n')
    done = run(home, "sync")

    assert done.exit_code == 2
    assert "jira             5 records: 5 added" in done.stdout
    assert "gone             not read" in done.stdout
    assert "nowhere" in done.stderr


def test_doctor_names_what_is_ill_and_reindex_counts_points(shop_home: Path, tmp_path: Path):
    well = run(shop_home, "doctor")
    ill = run(tmp_path, "doctor", "--json")

    assert well.exit_code == 0
    assert "ok   store           5 items in workspace 'shop'" in well.stdout
    assert ill.exit_code == 1
    assert {d["part"] for d in json.loads(ill.stdout) if not d["well"]} == {"sources", "goals"}
    assert run(shop_home, "reindex").stdout.startswith("11 points")


def test_an_empty_workspace_says_what_to_do(tmp_path: Path):
    assert "copilot init" in run(tmp_path, "scan").stdout


def test_the_past_is_scanned_as_it_was_known(home: Path):
    run(home, "scan", "--fail-on", "never")
    then = json.loads(
        run(home, "scan", "--as-of", "2026-01-06", "--json", "--fail-on", "never").stdout
    )

    assert [item["ref"] for item in then["items"]] == ["jira:SHOP-1", "jira:SHOP-2"]
    assert "is no date" in str(run(home, "scan", "--as-of", "yesterday").exception)


def test_serving_beyond_this_machine_needs_a_token(shop_home: Path):
    done = run(shop_home, "serve", "--host", "0.0.0.0")  # noqa: S104

    assert "set COPILOT_API_TOKEN" in str(done.exception)


def test_an_error_is_one_line_and_exit_code_2(home: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["--home", str(home), "why", "NO-1"])

    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("copilot: nothing is called 'NO-1'")


def test_a_day_on_which_nothing_was_known_asks_for_a_later_one(shop_home: Path):
    def told(day: str) -> str:
        return run(shop_home, "scan", "--as-of", day).stdout

    assert told("1999-12-31").startswith("Nothing was known on 31 Dec 1999: name a later day,")
    assert "[[goals]]" not in told("1999-12-31")
    known = ((5, 0, "5 items and no goals"), (0, 4, "4 goals and no work"))
    for items, goals, said in known:
        seen = Counted(
            as_of=datetime(2026, 1, 5, tzinfo=UTC), items=items, open_items=0, goals=goals
        )
        assert opening(seen, "shop", past=True).startswith(
            f"{said} were known on 5 Jan 2026: name a"
        )


def test_a_name_that_nothing_has_says_where_names_are_listed(shop_home: Path):
    told = str(run(shop_home, "feedback", "SHOP-1", "O99", "accept").exception)
    assert told.endswith("`copilot goals` lists goals, `copilot scan --all` items")
