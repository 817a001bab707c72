"""A goal file in which nothing is understood is told until it is mended; prose is left alone."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from copilot.cli import app

PROSE = "# Notes\n\nWe want to be nice to our customers.\n"
GOALS = "# OKRs 2026\n\nObjective: Cold milk\n- KR: 1 shop\n"
SILENT = "  {0}: no goals understood; `copilot goals {1}` shows what was read\n"


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), *words])


def written(home: Path, **texts: str) -> None:
    for name, text in texts.items():
        (home / f"{name}.md").write_text(text, encoding="utf-8")
    (home / "copilot.toml").write_text('[[goals]]\npath = "*.md"\n', encoding="utf-8")


@pytest.mark.parametrize("name", ["okr-autumn", "Jahresziele 2026", "our goals"])
def test_a_file_named_like_goals_is_told_at_every_sync_and_by_doctor(tmp_path: Path, name: str):
    written(tmp_path, **{"a": GOALS, name: PROSE})
    shown = f"'{name}.md'" if " " in name else f"{name}.md"
    told = SILENT.format(f"{name}.md", shown)
    assert [run(tmp_path, "sync").stderr for _ in range(2)] == [told, told]
    said = run(tmp_path, "doctor").stdout
    assert f"ok   goals           2 goals; no goals understood in {name}.md; `copilot" in said
    assert "understood are labels" in run(tmp_path, "goals", str(tmp_path / f"{name}.md")).stderr


def test_each_such_file_has_a_line_of_its_own(tmp_path: Path):
    written(tmp_path, okr1=PROSE, okr2=PROSE, memo=PROSE, board=PROSE)
    said = run(tmp_path, "sync").stderr
    assert SILENT.format("okr1.md", "okr1.md") in said
    assert SILENT.format("okr2.md", "okr2.md") in said
    assert "board.md and 1 more: no goals found" in said


def test_a_memo_beside_goals_is_told_once_and_doctor_is_content(tmp_path: Path):
    written(tmp_path, a=GOALS, memo=PROSE)
    assert "memo.md: no goals found" in run(tmp_path, "sync").stderr
    assert run(tmp_path, "sync").stderr == ""
    assert "ok   goals           2 goals\n" in run(tmp_path, "doctor").stdout


def test_where_no_goal_is_understood_at_all_prose_is_told_each_time(tmp_path: Path):
    written(tmp_path, memo=PROSE)
    for _ in range(2):
        assert "memo.md: no goals found" in run(tmp_path, "sync").stderr
    assert "ILL  goals           no goals understood in memo.md" in run(tmp_path, "doctor").stdout
