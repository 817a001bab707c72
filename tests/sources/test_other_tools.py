"""Exports of tools without a reader of their own: the common names of columns carry them."""

from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from copilot.portfolio import to_json

from .exports import BERLIN, pulled, read, rows


def test_gitlab(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path,
        "Title,Description,Issue ID,URL,State,Author,Assignee,Due Date,Created At (UTC),"
        "Closed At (UTC),Milestone,Weight,Labels,Time Estimate,Epic ID,Epic Title\n"
        "Fix,desc,12,https://gitlab.com/g/p/-/issues/12,Closed,Bo,Ann,2026-02-01,"
        '2026-01-05 10:00:00,2026-01-06 10:00:00,v1,3,"a,b",0,7,Portal\n',
    )
    assert (item.key, item.title, item.status, item.epic) == ("12", "Fix", "done", "t:Portal")
    assert item.created == datetime(2026, 1, 5, 10, tzinfo=UTC)
    assert item.done == datetime(2026, 1, 6, 10, tzinfo=UTC)
    assert (item.effort, item.iteration, item.labels) == (3.0, "v1", ("a", "b"))


def test_redmine(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path,
        "#,Project,Tracker,Parent task,Status,Subject,Assignee,Target version,Start date,"
        "Estimated time,Related issues,Created\n"
        "12,Web,Bug,10,In Progress,Fix it,Ann,v1,2026-01-05,4.00,Blocked by #9,2026-01-05 09:00\n",
    )
    assert (item.key, item.kind, item.parent, item.depends_on) == ("12", "bug", "t:10", ("t:9",))
    assert (item.effort, item.iteration, item.team) == (4.0, "v1", "Web")


def test_a_github_project_takes_its_keys_from_the_urls(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path,
        "Title\tURL\tAssignees\tStatus\tLabels\n"
        "Fix\thttps://github.com/o/r/issues/7\tann\tIn Progress\tbug\n",
    )
    assert (item.key, item.status, item.assignee) == ("o/r#7", "active", "ann")


def test_shortcut_says_what_is_blocked_and_completed(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        "id,name,type,owners,is_completed,estimate,is_blocked,state,epic,iteration\n"
        "1,Fix,feature,ann,FALSE,3,TRUE,In Development,Portal,S4\n"
        "2,Ship,bug,,TRUE,,TRUE,Deployed,,\n",
    )
    assert rows(items, "key", "status", "kind", "epic") == [
        ("1", "blocked", "story", "t:Portal"),
        ("2", "done", "bug", None),
    ]


def test_a_tracker_table_in_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Jira"])
    sheet.append(["Summary", "Issue key", "Issue id", "Parent id", "Status", "Labels", "Labels"])
    sheet.append(["A", "K-1", 1, None, "Open", "x", "y"])
    sheet.append(["B", "K-2", 2, 1.0, "Done", None, None])
    book.save(tmp_path / "jira.xlsx")
    items, problems = pulled(tmp_path, "jira.xlsx")
    assert rows(items, "key", "id", "title", "status", "parent", "labels") == [
        ("K-1", "1", "A", "planned", None, ("x", "y")),
        ("K-2", "2", "B", "done", "t:K-1", ()),
    ]
    assert problems == []


def test_links_given_as_urls_become_keys(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path,
        "Key,Title,Parent,Depends on\n"
        "A-1,x,https://j.io/browse/PAY-9,https://linear.app/acme/issue/ENG-2/search\n",
    )
    assert (item.parent, item.depends_on) == ("t:PAY-9", ("t:ENG-2",))


def test_dirt_in_every_cell_survives_storage(tmp_path: Path) -> None:
    dirt = "\\ud800\\u0000\\u001bz"
    (item,) = read(
        tmp_path,
        f'{{"id": "k{dirt}", "title": "{dirt}", "url": "u{dirt}", "status": "{dirt}",'
        f' "labels": ["{dirt}"], "parent": "{dirt}", "goals": ["{dirt}"], "assignee": "{dirt}",'
        f' "comments": [{{"text": "{dirt}", "author": "{dirt}"}}], "priority": "{dirt}"}}',
        status={"z": "active"},
    )
    assert (item.key, item.title, item.status, item.url) == ("kz", "z", "active", "uz")
    assert to_json(item).count("z") >= 9
    (row,) = read(tmp_path, b"Key,Title,Created\nA\x01-1,x\x00\x02y,2026-01-05\n", name="row")
    assert (row.key, row.title) == ("A-1", "xy")
    assert row.created == datetime(2026, 1, 5, tzinfo=BERLIN)


def test_prose_and_markdown_tables_are_no_exports(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Title,Status\nx,Done\n")
    (tmp_path / "b.md").write_text("| Task | Status |\n| --- | --- |\n| a | b |\n")
    (tmp_path / "c.md").write_text("# Title\n\nOne, two\n")
    (tmp_path / "d.md").write_text("---\nid: m-1\ntitle: milestone\n---\n")
    (tmp_path / "e.txt").write_text("Name\nof the rose, they said\n")
    (tmp_path / "f.yml").write_text('a: b\nstatuses: ["To Do", "Done"]\n')
    items, problems = pulled(tmp_path, "*")
    assert sorted(item.title for item in items) == ["x"]
    assert problems == []
