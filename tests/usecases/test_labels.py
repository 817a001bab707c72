"""Answers from a file: what can be used is saved, the rest is told by its row."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from copilot import usecases
from copilot.cli import app, main
from copilot.errors import InputError
from copilot.usecases import Workspace
from copilot.usecases.labels import import_feedback
from copilot.wiring import open_workspace

CSV = """Item,goal,answer,author,note,at
SHOP-2,KR1.2,accept,Ana,"two
lines",2026-02-10T09:00
SHOP-4,none,accept,,,
SHOP-99,KR1.2,accept,,,
SHOP-2,KR1.2,perhaps,,,
SHOP-2,KR1.2,reject,,,soon
,KR1.2,reject,,,
"""
JSONL = """{"item": "SHOP-3", "goal": "KR1.1", "answer": "accept", "relation": "against"}

{"item": "SHOP-3", "goal": "KR1.1", "answer": "accept", "relation": "loves"}
{"item": "SHOP-3"
[1]
"""


@pytest.fixture
def shop(home: Path) -> Workspace:
    workspace = open_workspace(home)
    usecases.sync(workspace)
    return workspace


def test_a_csv_of_answers_is_read_row_by_row(shop, tmp_path):
    file = tmp_path / "labels.csv"
    file.write_text(CSV, encoding="utf-8-sig")
    made = import_feedback(shop, file)
    first, second = shop.store.feedback(shop.now())

    assert made.saved == 2
    assert (first.item, first.author, first.note) == ("jira:SHOP-2", "Ana", "two\nlines")
    assert first.at == datetime(2026, 2, 10, 8, tzinfo=UTC)
    assert (second.item, second.goal, second.at) == ("jira:SHOP-4", None, shop.now())
    assert [p.place.row for p in made.problems] == [5, 6, 7, 8]
    assert "no item" in made.problems[-1].message


def test_json_lines_of_answers_are_read_and_broken_ones_told(shop, tmp_path):
    file = tmp_path / "labels.jsonl"
    file.write_text(JSONL, encoding="utf-8")
    made = import_feedback(shop, file)

    (told,) = shop.store.feedback(shop.now())
    assert (told.relation, told.goal) == ("against", "okr:2026-Q1/KR1.1")
    assert [(p.place.row, p.message.split(";")[0]) for p in made.problems] == [
        (3, "'loves' is no relation"),
        (4, "no item"),
        (5, "no item"),
    ]


def test_a_file_without_the_columns_and_no_file_are_refused(shop, tmp_path):
    (tmp_path / "a.csv").write_text("key,goal\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column 'item'"):
        import_feedback(shop, tmp_path / "a.csv")
    with pytest.raises(InputError, match=r"there is no file \S+none\.csv; check the path$"):
        import_feedback(shop, tmp_path / "none.csv")
    with pytest.raises(InputError, match=r"can't be read: Is a directory$"):
        import_feedback(shop, tmp_path)
    (tmp_path / "latin.csv").write_bytes("item,goal,änswer\n".encode("latin-1"))
    with pytest.raises(InputError, match="no UTF-8 text; save it as UTF-8"):
        import_feedback(shop, tmp_path / "latin.csv")


def test_the_terminal_imports_a_file_or_takes_one_answer(shop, tmp_path, capsys):
    file = tmp_path / "labels.csv"
    file.write_text("item,goal,answer\nSHOP-2,KR1.2,accept\n", encoding="utf-8")
    words = ["--home", str(tmp_path), "feedback"]
    done = CliRunner().invoke(app, [*words, "--import", str(file)])
    file.write_text("item,goal,answer\nSHOP-2,KR9,accept\n", encoding="utf-8")
    partly = CliRunner().invoke(app, [*words, "--import", str(file)])

    assert (done.exit_code, done.stdout) == (0, "Noted: 1 answers.\n")
    assert (partly.exit_code, partly.stdout) == (1, "Noted: 0 answers.\n")
    with pytest.raises(SystemExit):
        main(words)
    assert "say ITEM GOAL accept|reject, or --import FILE" in capsys.readouterr().err
