"""The first five minutes in a folder of one's own."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from copilot import usecases
from copilot.cli import app
from copilot.cli.scanned import advice
from copilot.usecases import Workspace

TABLE = "Nummer,Vorhaben,Was und warum,Stand\nP-1,Korb merken,Kunden finden ihn nicht mehr,To Do\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "strategy of ours"
    home.mkdir()
    (home / "work.csv").write_text(TABLE)
    (home / "quarter.md").write_text("# Q4 2026\n\n- Objective: Grow\n  - KR1: 5 shops\n")
    (home / "memo.md").write_text("# Memo\n\nPeople stop at the sign-up.\n")
    return home


def run(home: Path, *words: str):
    return CliRunner().invoke(app, ["--home", str(home), *words])


def test_init_proposes_a_column_map_says_so_and_finds_goals_by_reading(folder: Path):
    said = run(folder, "init").stdout
    assert "1 goal file, 1 source." in said
    assert (
        'work.csv: some columns have names of their own; guessed columns = {title = "Vorh' in said
    )
    told = (folder / "copilot.toml").read_text()
    assert tomllib.loads(told)["goals"] == [{"path": "quarter.md"}]
    (source,) = tomllib.loads(told)["source"]
    assert source["columns"]["body"] == "Was und warum"
    assert "# no goals found in these;" in told
    assert '# path = "memo.md"' in told
    assert "No goals in memo.md: uncomment in copilot.toml" in said


@pytest.mark.parametrize(
    ("name", "workspace"), [("Our Clinic (2026)", "our-clinic-2026"), ("診療所", "default")]
)
def test_init_names_the_workspace_like_its_folder(tmp_path: Path, name: str, workspace: str):
    (tmp_path / name).mkdir()
    run(tmp_path / name, "init")
    told = tomllib.loads((tmp_path / name / "copilot.toml").read_text(encoding="utf-8"))
    assert told["workspace"] == workspace


def test_init_says_that_no_goals_were_found(folder: Path):
    (folder / "quarter.md").unlink()
    assert "No goals found: name a file" in run(folder, "init").stdout


def test_before_the_first_sync_people_are_told_what_to_do(folder: Path):
    run(folder, "init")
    assert "run `copilot sync`" in run(folder, "goals").stderr
    linted = run(folder, "lint")
    assert "run `copilot sync`" in linted.stderr
    assert linted.stdout == "No goals to check.\n"
    there = run(folder, "lint", str(folder / "memo.md"))
    assert there.stdout == "No goals to check.\n"
    assert "no goals found" in there.stderr or "nothing there reads as a goal" in there.stderr
    run(folder, "sync")
    assert run(folder, "goals").stderr == ""


def test_a_folder_of_other_things_is_told_once_not_file_by_file(folder: Path):
    (folder / "more.md").write_text("# Notes\n\nNothing.\n")
    said = run(folder, "goals", str(folder))
    assert "memo.md and 2 more: no goals found" in said.stderr
    assert "2 goals, 3 passages of prose." in said.stdout


@pytest.mark.parametrize(
    ("unsure", "items", "told"), [(9, 20, True), (4, 6, False), (9, 60, False), (0, 0, False)]
)
def test_a_scan_that_is_often_unsure_says_what_helps(shop: Workspace, unsure, items, told):
    found = usecases.scan(shop)
    summary = replace(found.summary, unsure=unsure, items=items)
    said = advice(replace(found, summary=summary))
    assert ("copilot feedback --suggest 10 asks those that teach most." in said) is told
    assert bool(said) is told


def test_goals_show_the_share_of_effort_they_are_meant_to_get(folder: Path):
    with (folder / "quarter.md").open("a") as file:
        file.write("\nWe set aside 20 % of our time for upkeep.\n")
    assert "(20 % of effort)" in run(folder, "goals", str(folder / "quarter.md")).stdout
