"""Tables that no tracker wrote: column names in four languages, maps, workbooks, odd shapes."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from copilot.errors import ConfigError, SourceError

from .exports import BERLIN, pulled, read, read_with_problems, rows


@pytest.mark.parametrize(
    "header",
    [
        "ID,Title,Description,Type,Status,Parent,Depends on,Story Points,Team,Owner,Tags,OKR,Due",
        "Nummer,Titel,Beschreibung,Typ,Zustand,Übergeordnet,Abhängig von,Aufwand,Gruppe,"
        "Zuständig,Schlagworte,Ziel,Fällig",
        "Numéro,Titre,Détails,Typ,Statut,Parent,Dépend de,Points,Équipe,Responsable,"
        "Étiquettes,Objectif,Échéance",
        "Número,Título,Descripción,Tipo,Estado,Parent,Depende de,Puntos,Equipo,Responsable,"
        "Etiquetas,Objetivo,Vencimiento",
    ],
)
def test_everyday_column_names(tmp_path: Path, header: str) -> None:
    (item,) = read(
        tmp_path,
        f'{header}\nA-2,Do it,Text,Bug,In progress,A-1,"A-3; A-4",2.5,Red,Ann,x,KR1,2026-02-01\n',
    )
    assert (item.key, item.title, item.body, item.kind) == ("A-2", "Do it", "Text", "bug")
    assert (item.status, item.parent, item.depends_on) == ("active", "t:A-1", ("t:A-3", "t:A-4"))
    assert (item.effort, item.team, item.assignee) == (2.5, "Red", "Ann")
    assert (item.labels, item.stated_goals, item.due) == (("x",), ("KR1",), date(2026, 2, 1))
    assert item.rank is None


def test_a_column_map_names_columns_and_statuses(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path,
        "Nr;Was;Wie weit;Kram\n7;Rechnung schreiben;halb durch;mehr\n",
        columns={"key": "nr", "title": "Was", "status": "Wie weit", "body": 4},
        status={"Halb durch": "active"},
    )
    assert (item.key, item.title, item.status) == ("7", "Rechnung schreiben", "active")
    assert (item.native_status, item.body) == ("halb durch", "mehr")


def test_a_column_map_takes_a_column_away_from_what_its_name_suggests(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path, "Title,Name\nEpic A,Write\n", columns={"title": "Name", "epic": "Title"}
    )
    assert (item.title, item.epic, item.parent) == ("Write", "t:Epic_A", "t:Epic_A")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"titel": "Was"}, '"titel" is no field; the fields are id, key, title'),
        ({"title": "Wass"}, 'no column "Wass" for title; the columns are Nr, Was'),
    ],
)
def test_a_wrong_column_map_says_what_there_is(
    tmp_path: Path, columns: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, "Nr,Was\n1,x\n", columns=columns)
    assert said in str(caught.value)


def test_a_table_without_a_title_column_names_its_columns_and_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, "Foo,Bar\na,b\nc,d\n", name="x.csv")
    assert str(caught.value) == (
        "x.csv: no column is known to hold titles; say which in copilot.toml:"
        ' columns = {title = "…"}; the columns are Foo, Bar'
    )


def test_columns_of_a_table_without_header_can_be_numbered(tmp_path: Path) -> None:
    items = read(
        tmp_path, "1;Alpha;done\n2;Beta;open\n", columns={"key": 1, "title": 2, "status": 3}
    )
    assert rows(items, "key", "title", "status") == [
        ("1", "Alpha", "done"),
        ("2", "Beta", "planned"),
    ]


def test_a_headless_table_of_numbers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="number the columns"):
        read(tmp_path, "1,https://a.io\n2,https://b.io\n", name="x")


def test_captions_above_the_header_and_separators_of_spreadsheets(tmp_path: Path) -> None:
    for hint in ("", "sep=;\n"):
        items = read(tmp_path, f"{hint}Backlog 2026;;\n\nTitle;Status;Points\nA;Done;2,5\nB;;XL\n")
        assert rows(items, "title", "status", "effort") == [
            ("A", "done", 2.5),
            ("B", "planned", None),
        ]


def test_a_workbook_of_several_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Red"
    sheet.append(["Roadmap of red"])
    sheet.append([])
    sheet.append(["Key", "Title", "Status", "Created", "Due", "Points", "Done"])
    sheet.append(["R-1", "One", "Doing", datetime(2026, 1, 5, 9, 30), date(2026, 2, 1), 3, False])  # noqa: DTZ001
    sheet.append(["R-2", "Two", "", 46027, "", 0.5, True])
    book.create_sheet("Blue").append(["Key", "Title", "Parent"])
    book["Blue"].append(["B-1", "Three", "R-1"])
    book.create_sheet("Notes").append(["nothing", "to see"])
    book.save(tmp_path / "plan.xlsx")
    items, problems = pulled(tmp_path, "plan.xlsx")
    assert problems == []
    assert rows(items, "key", "title", "status", "effort", "parent") == [
        ("R-1", "One", "active", 3.0, None),
        ("R-2", "Two", "done", 0.5, None),
        ("B-1", "Three", "planned", None, "t:R-1"),
    ]
    assert items[0].created == datetime(2026, 1, 5, 9, 30, tzinfo=BERLIN)
    assert items[1].created == datetime(2026, 1, 5, tzinfo=BERLIN)
    assert items[0].due == date(2026, 2, 1)


def test_day_and_month_are_told_apart_by_the_column_itself(tmp_path: Path) -> None:
    table = "Title,Created,Due\nA,03/04/2026,{}\nB,{},03/04/2026\n"
    us = read(tmp_path, table.format("", "12/31/2025"), name="us")
    assert us[0].created == datetime(2026, 3, 4, tzinfo=BERLIN)
    assert us[1].due == date(2026, 3, 4)
    eu = read(tmp_path, table.format("31/12/2025", ""), name="eu")
    assert eu[0].created == datetime(2026, 4, 3, tzinfo=BERLIN)


def test_undecided_dates_follow_the_zone_and_say_so(tmp_path: Path) -> None:
    table = "Title,Created\nA,03/04/2026\n"
    items, problems = read_with_problems(tmp_path, table)
    assert items[0].created == datetime(2026, 4, 3, tzinfo=BERLIN)
    assert "could mean two days and were read as day/month/year" in problems[0]
    there = ZoneInfo("America/Chicago")
    items, problems = read_with_problems(tmp_path, table, zone=there)
    assert items[0].created == datetime(2026, 3, 4, tzinfo=there)
    assert "month/day/year" in problems[0]
    assert read(tmp_path, table, dates="month first")[0].created == datetime(
        2026, 3, 4, tzinfo=BERLIN
    )


def test_a_completed_column_ticks_off_or_dates(tmp_path: Path) -> None:
    items = read(tmp_path, "Task,Completed\nA,TRUE\nB,no\nC,2026-01-05\nD,\n")
    assert [item.status.value for item in items] == ["done", "planned", "done", "planned"]
    assert items[2].done == datetime(2026, 1, 5, tzinfo=BERLIN)


def test_titles_with_commas_are_found_among_dependencies(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        'Title,Blocked by,Parent\n"Plan, do, check",,\nShip,"Plan, do, check, Hire, Unknown",\n'
        "Hire,,Unheard of\n",
    )
    assert items[1].depends_on == ("t:plan-do-check", "t:hire", "t:Unknown")
    assert items[2].parent == "t:Unheard_of"


def test_references_to_another_source_stay_what_they_are(tmp_path: Path) -> None:
    (item,) = read(tmp_path, "Key,Title,Depends on,Parent\nA-1,x,jira:PAY-1,linear:ENG-2\n")
    assert (item.depends_on, item.parent) == (("jira:PAY-1",), "linear:ENG-2")
