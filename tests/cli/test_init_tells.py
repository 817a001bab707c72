"""`init` reads what it names: counts, tools, and why a file is left out."""

import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from copilot.cli import app

FILES = {
    "jira.csv": "Issue key,Issue Type,Summary,Status\nA-1,Story,Keep the milk cold,To Do\n",
    "own.csv": "Nummer,Vorhaben,Was und warum,Stand\nP-1,Korb merken,Kunden suchen ihn,To Do\n",
    "okr.md": "# OKRs 2026\n\nObjective: Cold milk\n- KR: 1 shop\n",
    "our goals.md": "# Notes\n\nWe are nice.\n",
    "memo.md": "# Memo\n\nPeople stop at the sign-up.\n",
    "void.csv": "",
    "void.md": "",
    "goals.yaml": "objectives: [",
    "broken.json": '{"cards": [',
    "cut.xlsx": "PK",
    "head.csv": "Issue key,Issue Type,Summary,Status\n",
    "strange.csv": "foo,bar\n1,2\n",
}
LEFT_OUT = {
    "broken.json": "line 1: the JSON breaks off",
    "cut.xlsx": "",
    "goals.yaml": "",
    "head.csv": "there are no items in it",
    "strange.csv": "no column is known to hold titles",
    "void.csv": "is empty; export it again",
    "void.md": "is empty; write goals into it",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), *words])


def test_json_says_what_was_written_found_and_left_out(home: Path):
    told = json.loads(run(home, "init", "--json").stdout)
    assert told["file"] == str(home / "copilot.toml")
    assert {n: f["records"] for n, f in told["goals"].items()} == {"okr.md": 2, "our goals.md": 0}
    sources = told["sources"]
    assert {n: (f["records"], f["tool"]) for n, f in sources.items()} == {
        "jira.csv": (1, "jira-csv"),
        "own.csv": (1, "table"),
    }
    assert sources["own.csv"]["columns"].startswith('columns = {title = "Vorhaben"')
    assert told["prose"] == ["memo.md"]
    assert list(told["left_out"]) == list(LEFT_OUT)
    for name, reason in LEFT_OUT.items():
        assert told["left_out"][name].startswith(reason)
        assert told["left_out"][name]


def test_each_file_that_is_left_out_is_a_line_and_no_source(home: Path):
    said = run(home, "init").stdout
    assert "2 goal files, 2 sources." in said
    assert "our goals.md: no goals understood; `copilot goals 'our goals.md'` shows" in said
    for name, reason in LEFT_OUT.items():
        assert f"\nLeft out {name}: {reason}" in said
    assert "asana-csv" not in said


def test_what_was_left_out_waits_in_the_file_to_be_uncommented(home: Path):
    run(home, "init")
    written = (home / "copilot.toml").read_text(encoding="utf-8")
    named = [source["path"] for source in tomllib.loads(written)["source"]]
    assert named == ["jira.csv", "own.csv"]
    waiting = written.split("# nothing could be read from these; uncomment what is mended\n")[1]
    uncommented = waiting.replace("# ", "")
    assert {"path": "strange.csv"} in tomllib.loads(uncommented)["source"]
    assert "goals.yaml" not in waiting
