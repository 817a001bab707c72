"""What a newcomer's own files stumble over: unknown columns, circles of parents, work as goals."""

import tomllib

import openpyxl
import pytest

from copilot.errors import SourceError
from copilot.sources.guess import guess, written
from copilot.sources.sheet import Sheet
from copilot.wiring import look_for_goals, look_for_work
from tests.sources.documents.reading import read_text

from .exports import read_with_problems

HEADER = ("Nummer", "Vorhaben", "Was und warum", "Stand", "Tage", "Wer", "Erfasst")
ROWS = [
    ("P-1", "Kasse merkt sich den Korb", "Kunden finden ihren Korb nicht wieder", "To Do", "3",
     "Anna", "2026-01-05"),
    ("P-2", "Suche mit Tippfehlern", "Die Suche bleibt bei Tippfehlern leer", "Done", "5", "Bo",
     "2026-01-06"),
    ("P-3", "Retoure selbst melden", "Wer zurückschickt muss heute anrufen", "In Progress", "8",
     "Bo", "2026-01-07"),
]  # fmt: skip


def sheet(header=HEADER, rows=ROWS) -> Sheet:
    return Sheet("own.csv", lambda: iter(enumerate([list(header), *map(list, rows)], 1)))


def as_csv(header=HEADER, rows=ROWS) -> str:
    return "\n".join(",".join(cells) for cells in (header, *rows)) + "\n"


def test_columns_with_names_of_their_own_are_proposed_by_name_and_content():
    assert guess(sheet(), {}) == {
        "title": "Vorhaben",
        "body": "Was und warum",
        "key": "Nummer",
        "status": "Stand",
        "effort": "Tage",
        "assignee": "Wer",
        "created": "Erfasst",
    }


def test_what_is_known_already_is_not_proposed_and_what_nothing_shows_is_not_guessed():
    found = guess(sheet(), {"title": [1], "key": [0], "status": [3]})
    assert found.keys() == {"body", "effort", "assignee", "created"}
    dull = sheet(("A", "B", "C"), [("x1y", "7", ""), ("x1y", "8", ""), ("x1y", "9", "")])
    assert guess(dull, {"title": [0]}) == {}


def test_a_proposal_is_valid_configuration_whatever_the_name_holds():
    found = {"title": 'What "we" do\\n', "body": "two\nlines"}
    assert tomllib.loads(written(found))["columns"] == {
        "title": 'What "we" do\\n',
        "body": "two lines",
    }


def test_columns_that_were_not_read_are_named_once_with_the_map_to_copy(tmp_path):
    items, problems = read_with_problems(tmp_path, as_csv(("Key", "Title", *HEADER[2:])))
    assert len(items) == 3
    (problem,) = problems
    assert problem.startswith('export: not read: "Was und warum", "Stand", "Tage", ')
    assert 'columns = {body = "Was und warum", status = "Stand",' in problem


def test_a_table_without_a_known_title_says_which_map_would_read_it(tmp_path):
    (tmp_path / "own.csv").write_text(as_csv())
    assert 'title = "Vorhaben"' in look_for_work(tmp_path / "own.csv").columns
    with pytest.raises(SourceError, match='title = "Vorhaben", body = "Was und warum"'):
        read_with_problems(tmp_path, as_csv())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("jira.csv", "Issue key,Summary,Issue Type,Status\nA-1,Fix,Bug,Done\n"),
        ("list.csv", "Title,Description\nFix the door,It squeaks\n"),
        ("broken.json", '{"a": ['),
        ("empty.csv", ""),
    ],
)
def test_nothing_is_proposed_for_what_is_understood_or_cannot_be_read(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    assert look_for_work(tmp_path / name).columns == ""


def test_a_workbook_without_rows_says_so(tmp_path):
    openpyxl.Workbook().save(tmp_path / "nothing.xlsx")
    with pytest.raises(SourceError, match=r"^nothing\.xlsx: holds no rows; export it again$"):
        read_with_problems(tmp_path, (tmp_path / "nothing.xlsx").read_bytes(), "nothing.xlsx")


def test_parents_in_a_circle_are_told_with_file_and_place_and_lose_nothing(tmp_path):
    rows = [("A-1", "B", "A-3"), ("A-2", "C", "A-1"), ("A-3", "D", "A-2"), ("A-4", "x", "")]
    items, problems = read_with_problems(tmp_path, as_csv(("Key", "Title", "Parent"), rows))
    assert [item.parent for item in items] == ["t:A-3", "t:A-1", "t:A-2", None]
    assert problems == [
        "export, line 2: the parents go round in a circle (A-1 > A-3 > A-2 > A-1);"
        " give A-1 another parent, or none"
    ]


def test_a_long_circle_is_cut(tmp_path):
    rows = [(f"A-{n}", "One", f"A-{(n + 1) % 9}") for n in range(9)]
    _, (problem,) = read_with_problems(tmp_path, as_csv(("Key", "Title", "Parent"), rows))
    assert "(A-0 > A-1 > A-2 > A-3 > A-4 > A-5 > … > A-0)" in problem


WORK = "ID,Title,Status,Assignee,Labels,Created,Start,Objective\n1,Fix,Done,Al,a,2026-01-01,,\n"
TICKET = "---\nid: task-1\nstatus: To Do\nordinal: 3\n---\n\n## Objective\n\nDo it.\n"


def test_work_in_a_folder_of_goals_is_no_goal_and_is_told_in_one_line(tmp_path):
    assert "holds work, no goals" in read_text(tmp_path, WORK, "work.csv").problem
    assert not read_text(tmp_path, WORK, "work.csv").objectives
    assert "holds work, no goals" in read_text(tmp_path, TICKET, "task-1.md").problem


def test_a_table_that_gives_the_kind_of_each_goal_is_one_of_goals_with_all_its_columns(tmp_path):
    table = (
        "Name,Type,Status,Assignee,Labels,Created,Priority\n"
        "Grow,Objective,Open,Al,a,2026-01-01,1\n5 shops,Key result,Open,Al,a,2026-01-01,1\n"
    )
    assert read_text(tmp_path, table, "okrs.csv").tree == {"Grow": ["5 shops"]}


def test_a_document_states_goals_or_does_not(tmp_path):
    (tmp_path / "a.md").write_text("# OKRs\n\n- Objective: Grow\n  - KR1: 5 shops\n")
    (tmp_path / "b.md").write_text("# Notes\n\nNothing.\n")
    assert look_for_goals(tmp_path / "a.md").records
    assert not look_for_goals(tmp_path / "b.md").records
