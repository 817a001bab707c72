"""A small company that runs no sprints, numbers its rows and writes its goals in Markdown."""

from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import CliRunner, Result

from copilot.cli import app
from copilot.errors import ConfigError

ROWS = """No,What,Why and how,Who,State,Days
1,Interview ten people who cancelled,Why do subscribers leave after the third box?,Timo,doing,4
2,Let subscribers skip a week with one tap,People cancel because pausing is hidden,Jo,doing,5
3,Trade fair in Hannover,Booth and travel,Rosa,doing,10
4,Route planning that groups streets,Plan tours by street to cut kilometres,Mei,idea,8
5,Label each box with the farm it comes from,Subscribers want to see the farm,Paul,idea,2
6,Wash the vans,,Mei,done,1
"""
GOALS = """# Goals from October to December 2026

## Objective 1: Subscribers stay

* Key result: Share of subscribers who cancel in a month from 9 % to 6 %

## Objective 2: Regional vegetables

* Key result: Regional share of vegetables from 55 % to 70 %
"""
MEMO = """# Board meeting, 9 November 2026

Cash is tight until the spring; we hire nobody.

## Trade fairs

We decided to drop the trade fair in Hannover, because the booth is too dear.

## Customers

Whoever wants to skip one week has to cancel the whole subscription.
"""
TOML = """workspace = "kornblume"
clock = "2026-11-23T08:00:00+01:00"
[[goals]]
path = "goals.md"
[[goals]]
name = "memos"
path = "board.md"
[[source]]
name = "marketing"
path = "marketing.csv"
columns = {title = "What", body = "Why and how", effort = "Days", key = "No"}
"""


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), *words])


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("kornblume")
    files = {"marketing.csv": ROWS, "goals.md": GOALS, "board.md": MEMO, "copilot.toml": TOML}
    for name, text in files.items():
        (home / name).write_text(text, encoding="utf-8")
    assert run(home, "scan", "--fail-on", "never").exit_code == 0
    return home


@pytest.fixture
def home(begun: Path, tmp_path: Path) -> Path:
    copytree(begun, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_row_with_a_bare_number_is_called_by_its_table_too(begun: Path):
    assert run(begun, "why", "3").stdout.startswith("marketing:3  Trade fair in Hannover\n")
    said = run(begun, "standup").stdout
    assert "marketing:3 Rosa" in said
    assert " 3 Rosa" not in said


def test_without_sprints_nobody_is_told_of_a_sprint(begun: Path):
    assert "sprint" not in run(begun, "standup").stdout
    refused = run(begun, "review")
    assert "no item names its iteration" in str(refused.exception)
    assert "what was finished last week?" in str(refused.exception)


def test_a_company_without_teams_has_no_teams(begun: Path):
    assert " · no teams\n" in run(begun, "sync-pack").stdout


def test_goals_that_stay_move_nothing_even_after_feedback(home: Path):
    assert run(home, "feedback", "4", "O2.KR1", "accept").exit_code == 0
    said = run(home, "diff", str(home / "goals.md")).stdout
    assert said.startswith("The goals stay as they are.\n5 open items:  5 unchanged\n")


def test_the_tour_goes_through_a_relative_folder_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(app, ["demo", "--tour", "--keep", "note"])
    assert shown.exit_code == 0
    assert "$ copilot digest" in shown.stdout


SINCE = "Since    Answered after the last scan; other items learn from it at the next."


def headline(text: str) -> tuple[str, int]:
    """The verdict in words, and its percentage."""
    words = text.splitlines()[1].removesuffix(" % sure")
    verdict, _, sure = words.rpartition(" ")
    return (verdict, int(sure)) if sure.isdecimal() else (words, 0)


@pytest.mark.parametrize(
    ("item", "goal", "answer", "told"),
    [
        ("4", "O2.KR1", "accept", "Why      Confirmed by Mei."),
        ("1", "O1.KR1", "reject", "But      You said which goal it does not serve;"),
        ("2", "none", "accept", "Helps no goal of"),
    ],
)
def test_why_tells_an_answer_before_the_next_scan_and_as_that_scan_tells_it(
    home: Path, item: str, goal: str, answer: str, told: str
):
    noted = run(home, "feedback", item, goal, answer, "--author", "Mei").stdout
    assert "`why` says so now, other items learn at the next scan." in noted

    at_once = run(home, "why", item).stdout
    assert told in at_once
    assert SINCE in at_once

    run(home, "scan")
    later = run(home, "why", item).stdout
    assert told in later
    assert SINCE not in later
    (said, sure), (then, surer) = (headline(text) for text in (at_once, later))
    assert said == then
    assert abs(sure - surer) <= 2  # that scan has learnt from the answer too


def test_why_quotes_the_minutes_that_decided_about_it_until_somebody_decides(home: Path):
    said = "Memo     “We decided to drop the trade fair in Hannover, because the booth"
    assert said in run(home, "why", "3").stdout
    assert "Memo" not in run(home, "why", "4").stdout
    run(home, "decide", "3", "keep", "--reason", "The booth was given to us")
    later = run(home, "why", "3").stdout
    assert "Memo" not in later
    assert "Kept" in later


def test_a_note_that_fits_no_goal_is_sorted_under_none_and_goals_are_no_notes(begun: Path):
    told = run(begun, "synthesis").stdout
    assert told.startswith("Kornblume · 3 notes, 0 comments\n")
    fits, none = told.split("No goal")
    assert "skip one week" in fits
    assert "Cash is tight" in none
    assert "goals.md" not in told
    assert run(begun, "synthesis", "--of", "goals.md").exit_code == 0


def test_a_goal_where_a_ticket_is_asked_for_is_told_how_to_see_its_work(begun: Path):
    said = str(run(begun, "why", "O2.KR1").exception)
    assert said == 'O2.KR1 is a goal; its work: copilot ask "which tickets help O2.KR1?"'
    assert "is an item, no goal" in str(run(begun, "feedback", "1", "2", "accept").exception)


def test_a_folder_that_cannot_be_written_to_is_one_line(tmp_path: Path):
    (tmp_path / "copilot.toml").symlink_to(tmp_path / "nowhere" / "copilot.toml")
    refused = run(tmp_path, "init").exception
    assert isinstance(refused, ConfigError)
    assert "can't be written: No such file or directory" in str(refused)
