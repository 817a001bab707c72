"""What happens to goals and work when files and settings change."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from copilot.cli import app


def run(home: Path, *words: str):
    return CliRunner().invoke(app, ["--home", str(home), *words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(
        "# Goals\n\n## Objective: Cold milk\n\n- Loads from 4 % to 1 %\n"
    )
    (tmp_path / "b.md").write_text("# Goals\n\n## Objective: Less gas\n\n- Gas from 40 to 20 kg\n")
    return tmp_path


def test_two_goal_documents_that_init_found_are_both_kept(folder: Path):
    assert "2 goal files" in run(folder, "init").stdout
    done = run(folder, "sync")
    assert "okr              4 records: 4 added" in done.stdout
    assert "b.md: has ids that another file has too" in done.stderr
    assert "has ids" not in run(folder, "sync").stderr
    said = run(folder, "goals").stdout
    assert "Cold milk" in said
    assert "b/O1     Less gas" in said
    assert "4 goals" in said


def test_a_goal_keeps_its_name_when_a_file_comes_before_its_own(folder: Path):
    run(folder, "init")
    run(folder, "sync")
    (folder / "0.md").write_text("# Goals\n\n## Objective: First\n\n- Rounds from 4 to 2\n")
    with (folder / "copilot.toml").open("a") as settings:
        settings.write('\n[[goals]]\npath = "0.md"\n\n[[goals]]\npath = "*.md"\n')
    assert "6 records: 2 added" in run(folder, "sync").stdout
    said = run(folder, "goals").stdout
    assert "0/O1     First" in said
    assert " O1       Cold milk" in said


def test_work_of_one_key_in_two_places_of_one_name_is_not_lost_silently(tmp_path: Path):
    for folder, told in [("a", "Weld rail"), ("b", "Buy coal")]:
        (tmp_path / folder).mkdir()
        rows = f"A-1,{told},To Do\nA-2,Paint the gate,To Do\nA-3 {folder},Grind it,To Do\n"
        (tmp_path / folder / "work.csv").write_text(f"Key,Summary,Status\n{rows}")
    run(tmp_path, "init")
    done = run(tmp_path, "sync")
    assert "6 records: 4 added" in done.stdout
    assert "what A-1 names differs from place to place: one of each was taken" in done.stderr
    with (tmp_path / "copilot.toml").open("a") as settings:
        settings.write('name = "coal"\n')
    again = run(tmp_path, "sync")
    assert "differs" not in again.stderr
    assert "coal             3 records: 3 added" in again.stdout


def test_a_file_is_named_from_the_current_folder_and_a_broken_one_is_told(
    folder: Path, tmp_path_factory, monkeypatch: pytest.MonkeyPatch
):
    run(folder, "init")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "c.md").write_text("# Goals\n\n## Objective: Warm bread\n")
    (elsewhere / "d.yaml").write_text("objectives: [\n")
    monkeypatch.chdir(elsewhere)
    assert "Warm bread" in run(folder, "goals", "c.md").stdout
    assert "Cold milk" in run(folder, "goals", "a.md").stdout
    broken = run(folder, "lint", "d.yaml").stderr
    assert "d.yaml, line 2: is no valid YAML" in broken
    assert "copilot sync" not in broken
