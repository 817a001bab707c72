"""Exports of tools and languages beyond the first ones, as these write them."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from .exports import pulled, read, read_with_problems, rows

GERMAN_JIRA = """\
Zusammenfassung;Vorgangsschlüssel;Vorgangs-ID;Vorgangstyp;Status;Zugewiesene Person;Erstellt;\
Fälligkeitsdatum;Stichwörter;Stichwörter;Benutzerdefiniertes Feld (Story Points);\
Benutzerdefiniertes Feld (Epic-Verknüpfung);Übergeordnet
Rechnungsportal;FIN-10;1;Epic;In Arbeit;Jule;12.01.2026 08:30;;;;;;
SEPA-Mandat;FIN-11;2;Story;Blockiert;Jule;13.01.2026 09:00;28.02.2026;zahlung;portal;8,0;FIN-10;
Texte;FIN-13;3;Unteraufgabe;Zu erledigen;;15.01.2026 09:00;;;;;;2
"""
YOUTRACK = """\
Issue Id,Project,Summary,Created,Type,State,Assignee,Estimation,Parent for,Subtask of,Depends on
WMS-12,Warehouse,Pick by light,12 Jan 2026 10:30,Feature,In Progress,Rui,1w 1d,WMS-13,,WMS-15
WMS-13,Warehouse,Wire shelves,13 Jan 2026 10:30,Task,Open,Unassigned,5h 30m,,WMS-12,
WMS-15,Warehouse,Order lamps,10 Jan 2026 10:30,Task,Fixed,Lea,,,,
"""
GITLAB = """\
Title,Description,Issue ID,URL,State,Assignee,Due Date,Created At (UTC),\
Closed At (UTC),Weight,Labels
Rotate keys,Expire soon.,42,https://gitlab.example.org/o/i/-/issues/42,Open,Uma,2026-03-01,\
2026-01-11 09:00:00,,3,"security,workflow::in dev"
Drop runners,,43,https://gitlab.example.org/o/i/-/issues/43,Closed,,,2026-01-12 09:00:00,\
2026-01-20 09:00:00,1,workflow::in dev
"""
BOARD = (
    ("Marketing plan",),
    (),
    ("This quarter",),
    ("Name", "Subitems", "Person", "Status", "Timeline - Start", "Timeline - End", "Effort"),
    ("Newsletter", "Copy, Design", "Ola", "Working on it", date(2026, 2, 1), date(2026, 2, 20), 5),
    ("Subitems", "Name", "Owner", "Status", "Date", "Mood"),
    ("", "Copy", "Ola", "Done", date(2026, 2, 5), "good"),
    ("", "Design", "Per", "Stuck"),
    ("Podcast", "", "Per", "Stuck"),
    (),
    ("Next quarter",),
    ("Name", "Subitems", "Person", "Status", "Timeline - Start", "Timeline - End", "Effort"),
    ("Customer day", "", "Ola", ""),
)


def workbook(*grid: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in grid:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_jira_in_german_has_points_epic_and_parent(tmp_path: Path) -> None:
    items = read(tmp_path, GERMAN_JIRA)
    assert rows(items, "key", "kind", "status", "parent", "epic", "effort", "due") == [
        ("FIN-10", "epic", "active", None, None, None, None),
        ("FIN-11", "story", "blocked", "t:FIN-10", "t:FIN-10", 8.0, date(2026, 2, 28)),
        ("FIN-13", "subtask", "planned", "t:FIN-11", None, None, None),
    ]
    assert items[1].labels == ("zahlung", "portal")


def test_youtrack_counts_its_durations_in_hours_and_knows_subtasks(tmp_path: Path) -> None:
    items = read(tmp_path, YOUTRACK)
    assert rows(items, "key", "status", "parent", "depends_on", "effort", "assignee") == [
        ("WMS-12", "active", None, ("t:WMS-15",), 48.0, "Rui"),
        ("WMS-13", "planned", "t:WMS-12", (), 5.5, None),
        ("WMS-15", "done", None, (), None, "Lea"),
    ]


def test_a_scoped_label_says_how_far_an_open_issue_is_and_nothing_of_a_closed_one(
    tmp_path: Path,
) -> None:
    items = read(tmp_path, GITLAB)
    assert rows(items, "key", "status", "native_status") == [
        ("42", "active", "Open"),
        ("43", "done", "Closed"),
    ]


def test_a_monday_board_has_groups_and_subitems(tmp_path: Path) -> None:
    items = read(tmp_path, workbook(*BOARD), "board.xlsx")
    assert rows(items, "title", "status", "parent", "team", "assignee", "due") == [
        ("Newsletter", "active", None, "This quarter", "Ola", date(2026, 2, 20)),
        ("Copy", "done", "t:newsletter", "This quarter", "Ola", date(2026, 2, 5)),
        ("Design", "blocked", "t:newsletter", "This quarter", "Per", None),
        ("Podcast", "blocked", None, "This quarter", "Per", None),
        ("Customer day", "planned", None, "Next quarter", "Ola", None),
    ]


def test_a_board_without_groups_is_read_too(tmp_path: Path) -> None:
    grid = (("Name", "Status", "Item ID (auto generated)"), ("Fair", "Done", 9001))
    assert rows(read(tmp_path, workbook(*grid), "b.xlsx"), "key", "title", "team") == [
        ("9001", "Fair", None)
    ]


def test_other_sheets_of_a_board_are_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("Name", "Subitems", "Status"))
    book.active.append(("Fair", "", "Done"))
    book.create_sheet("updates").append(("Item", "Text"))
    out = BytesIO()
    book.save(out)
    (tmp_path / "b.xlsx").write_bytes(out.getvalue())
    items, _ = pulled(tmp_path, "b.xlsx")
    assert [item.title for item in items] == ["Fair"]


def test_clickups_rich_text_is_read_as_text(tmp_path: Path) -> None:
    head = "Task ID,Task Name,Task Content,Status,List Name,Time Estimated\n"
    content = (
        '{""ops"":[{""insert"":""Hero ""},{""insert"":{""image"":1}},{""insert"":""first""}]}'
    )
    items = read(tmp_path, f'{head}86a,Relaunch,"{content}",to do,Web,28800000\n')
    assert rows(items, "body", "effort") == [("Hero first", 8.0)]
    (damaged,) = read(tmp_path, f'{head}86a,Relaunch,"{{""ops"": 3}}",to do,Web,\n')
    assert damaged.body == '{"ops": 3}'


@pytest.mark.parametrize("stray", [";", ",,,", "|;", "-,,,"])
def test_a_row_of_separators_is_no_item_and_no_fault(tmp_path: Path, stray: str) -> None:
    items = read(
        tmp_path, f"Key,Title,Status,Owner\nA-1,Fix,Done,Ann\n{stray}\nA-2,Ship,Open,Bo\n"
    )
    assert [item.key for item in items] == ["A-1", "A-2"]


def test_a_surplus_field_is_told_with_both_numbers_and_its_status_is_not_doubted(
    tmp_path: Path,
) -> None:
    items, (problem,) = read_with_problems(
        tmp_path, "Key,Title,Status,Owner\nA-1,Fix,Done,Ann\nA-2,Search, filter,In progress,Bo\n"
    )
    assert problem.startswith("export, line 3: this row has 5 fields, expected 4;")
    assert [item.title for item in items] == ["Fix", "Search"]


FRENCH_JIRA = """\
Résumé,Clé de ticket,ID de ticket,Type de ticket,État,Responsable,Création,Résolu,\
Champs personnalisés (Story Points),Parent
Panier,BOU-1,30001,Epic,À faire,,10/01/2026 09:30,,,
Paiement,BOU-7,30007,Story,En cours,Zoé,12/01/2026 09:30,,5.0,30001
TVA,BOU-9,30009,Bogue,Terminé(e),Zoé,14/01/2026 09:30,20/01/2026 17:05,1.0,
"""


def test_jira_in_french_has_points_parents_and_what_is_done(tmp_path: Path) -> None:
    items = read(tmp_path, FRENCH_JIRA)
    assert rows(items, "key", "kind", "status", "parent", "effort") == [
        ("BOU-1", "epic", "planned", None, None),
        ("BOU-7", "story", "active", "t:BOU-1", 5.0),
        ("BOU-9", "bug", "done", None, 1.0),
    ]


def test_progress_stands_for_a_status_where_there_is_none(tmp_path: Path) -> None:
    head = "Task ID,Task Name,Progress\n"
    items = read(tmp_path, f"{head}a,Move,Completed\nb,Desks,In progress\n")
    assert rows(items, "status") == [("done",), ("active",)]
    items = read(tmp_path, "Task,% Complete\nMove,100%\nDesks,40 %\nParty,0%\n")
    assert rows(items, "title", "status") == [
        ("Move", "done"), ("Desks", "active"), ("Party", "planned")
    ]  # fmt: skip


def test_a_closing_day_beside_a_percentage_is_the_day_it_was_done(tmp_path: Path) -> None:
    text = "#,Subject,Status,% Done,Closed\n498,Renew,Closed,100,2026-01-20 10:12\n"
    (item,) = read(tmp_path, text)
    assert item.done is not None
    assert item.done.date() == date(2026, 1, 20)
    (item,) = read(tmp_path, "Task,Completed date\nRenew,2026-01-20\n")
    assert item.status == "done"


def test_predecessors_without_keys_are_row_numbers_and_may_say_how_to_wait(
    tmp_path: Path,
) -> None:
    text = "Task Name,Status,Finish,Predecessors\nAudit,Complete,2026-01-16,\n"
    text += "Templates,In Progress,2026-02-27,1\nGo live,Not Started,2026-03-27,2FS +2d\n"
    assert rows(read(tmp_path, text), "title", "depends_on", "due") == [
        ("Audit", (), date(2026, 1, 16)),
        ("Templates", ("t:audit",), date(2026, 2, 27)),
        ("Go live", ("t:templates",), date(2026, 3, 27)),
    ]
