"""Ids that several goals bear: what is printed to be typed names one of them."""

import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from copilot.cli import app

WORK = """Key,Summary,Status
DRY-1,Repair the cooling so that warm loads drop,To Do
DRY-2,Insulate the gas burner,To Do
#3,Measure gas use,To Do
Row 4,Fix the cooling doors of milk trucks,To Do
5,Cold milk trucks,To Do
"""


def run(home: Path, *words: str):
    return CliRunner().invoke(app, ["--home", str(home), *words])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dairy")
    for name, cycle, title, result in [
        ("a.md", "2026 Q1", "Cold milk", "Warm loads from 4 % to 1 %"),
        ("b.md", "2026 Q2", "Less gas", "Gas from 40 to 20 kg"),
        ("c.md", "2026 Q2", "Happy drivers", "Sick days from 9 to 4"),
    ]:
        text = f"# Goals {cycle}\n\n## Objective: {title}\n\n- {result}\n"
        (folder / name).write_text(text)
    (folder / "work.csv").write_text(WORK)
    with_clock = 'clock = 2026-04-01T00:00:00Z\n[[goals]]\npath = "*.md"\n'
    (folder / "copilot.toml").write_text(with_clock + '[[source]]\npath = "work.csv"\n')
    assert "5 items" in run(folder, "scan").stdout
    return folder


def commands(said: str) -> list[list[str]]:
    """Every command of feedback that was printed, as a shell reads it."""
    lines = [line.partition("copilot feedback ")[2] for line in said.splitlines()]
    return [shlex.split(line, comments=True)[:2] for line in lines if "accept|reject" in line]


def test_every_command_that_suggest_prints_works_and_means_the_goal_beside_it(home: Path):
    said = run(home, "feedback", "--suggest", "5").stdout
    titles = [line.split(" → ")[1] for line in said.splitlines() if " → " in line]
    printed = commands(said)
    assert printed
    for (item, goal), title in zip(printed, titles, strict=True):
        done = run(home, "feedback", item, goal, "accept", "--json")
        assert done.exit_code == 0, done.stderr
        ref = done.stdout.split('"goal": "')[1].split('"')[0]
        listed = run(home, "goals", "--json").stdout
        assert title.split(" ", 1)[1] in listed.split(f'"ref": "{ref}"')[1].split('"parent"')[0]


@pytest.mark.parametrize("key", ["DRY-1", "DRY-2", "#3", "Row 4", "5"])
def test_every_command_that_why_prints_works(home: Path, key: str):
    for item, goal in commands(run(home, "why", key).stdout):
        done = run(home, "feedback", item, goal, "reject")
        assert done.exit_code == 0, done.stderr


def test_why_of_a_shared_id_says_that_it_means_several_and_what_to_ask(home: Path):
    told = run(home, "why", "O1")
    assert str(told.exception) == (
        "O1 is several goals (okr:2026-Q1/O1, okr:2026-Q2/O1); one's work:"
        ' copilot ask "which tickets help okr:2026-Q1/O1?"'
    )
    answer = run(home, "ask", "which tickets help okr:2026-Q1/O1?").stdout
    assert "for O1 Cold milk" in answer
    assert "Less gas" not in answer


def test_goals_of_one_id_are_listed_by_their_references(home: Path):
    listed = run(home, "goals").stdout
    assert "okr:2026-Q1/O1 Cold milk" in listed
    assert "okr:2026-Q2/O1 Less gas" in listed
    assert " c/O1     Happy drivers" in listed


def test_a_score_names_goals_by_their_whole_id(home: Path):
    assert "c/O1" in run(home, "score", "Happy drivers with fewer sick days").stdout
