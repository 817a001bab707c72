"""Backlog.md folders and Notion archives, beyond those in the shared data sets."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from copilot.errors import SourceError

from .exports import BERLIN, pulled, read, read_with_problems, rows

TASK = """\
---
id: {id}
title: '{title}'
status: {status}
assignee: ['@ann']
created_date: '2026-01-05 10:00'
due_date: 2026-02-01
labels: [web]
milestone: beta
dependencies: [task-2]
priority: high
type: bug
ordinal: 3000
---

## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
Blocked by TASK-9.
<!-- SECTION:DESCRIPTION:END -->
"""


def test_a_task_file(tmp_path: Path) -> None:
    (item,) = read(tmp_path, TASK.format(id="task-1", title="One: two", status="◑ In Progress"))
    assert (item.key, item.title, item.status, item.kind) == (
        "task-1",
        "One: two",
        "active",
        "bug",
    )
    assert item.depends_on == ("t:task-2", "t:TASK-9")
    assert (item.rank, item.iteration, item.assignee) == (3000.0, "beta", "ann")
    assert (item.created, item.due) == (
        datetime(2026, 1, 5, 10, tzinfo=BERLIN),
        date(2026, 2, 1),
    )
    assert item.body == "## Description\n\nBlocked by TASK-9."


def test_two_tasks_of_one_id_are_both_kept(tmp_path: Path) -> None:
    for name, title in (("a", "First"), ("b", "Second")):
        text = TASK.format(id="T-1", title=title, status="To Do")
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    items, problems = pulled(tmp_path, "*.md")
    assert rows(items, "key", "title") == [("T-1", "Second"), ("T-1~2", "First")]
    assert problems[0].startswith("a.md: T-1 stands more than once")


def test_damaged_front_matter_names_the_line(tmp_path: Path) -> None:
    text = TASK.format(id="T-1", title="x", status="To Do").replace("priority: high", "a: b: c")
    with pytest.raises(SourceError) as caught:
        read(tmp_path, text, name="t.md")
    assert str(caught.value) == (
        "t.md, line 11: the front matter is no YAML; quote the value there"
    )


DATABASE = """\
\ufeffTask,Status,Due,Parent item,Blocked by
Launch,In progress,"February 1, 2026",,
Copy,Done,,Launch (0123456789abcdef0123456789abcdef/Launch%20aaaabbbbccccddddeeeeffff00001111.md),
Hero (v2),Not started,,,"Copy (Tasks/Copy%20aaaabbbbccccddddeeeeffff00002222.md), Launch (x.md)"
"""
PAGE = "# Launch\n\nStatus: In progress\nDue: February 1, 2026\n\nThe plan, blocked by PAY-1.\n"
IDS = ("0123456789abcdef0123456789abcdef", "aaaabbbbccccddddeeeeffff00001111")


def packed(files: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_a_notion_archive_in_two_parts(tmp_path: Path) -> None:
    first = packed(
        {
            f"Export/Tasks {IDS[0]}.csv": "Task\nLaunch\n",
            f"Export/Tasks {IDS[0]}_all.csv": DATABASE,
            "Export/picture.png": b"\x89PNG",
        }
    )
    second = packed(
        {
            f"Export/Tasks/Launch {IDS[1]}.md": PAGE,
            f"Export/Tasks/Notes {IDS[0]}.md": "# Notes\n\nno row",
            f"Export/Home {IDS[0]}.md": "# Home\n",
        }
    )
    items = read(tmp_path, packed({"E-Part-1.zip": first, f"Export-{IDS[0]}-Part-2.zip": second}))
    assert rows(items, "title", "status", "parent", "depends_on") == [
        ("Launch", "active", None, ("t:PAY-1",)),
        ("Copy", "done", "t:launch", ()),
        ("Hero (v2)", "planned", None, ("t:copy", "t:launch")),
    ]
    assert (items[0].id, items[0].body) == (IDS[1], "The plan, blocked by PAY-1.")
    assert items[0].due == date(2026, 2, 1)


def test_a_damaged_part_and_an_archive_without_databases(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"Export-{IDS[0]}-Part-1.zip": b"no archive"}
    with pytest.raises(SourceError, match=r"damaged archive; export it again"):
        read(tmp_path, packed(files), name="n.zip")
    items, problems = read_with_problems(tmp_path, packed({f"Home {IDS[0]}.md": "# Home"}))
    assert items == []
    assert "holds no database" in problems[0]


def test_a_page_whose_text_looks_like_a_property(tmp_path: Path) -> None:
    name = f"Export/Tasks {IDS[0]}"
    files: dict[str, str | bytes] = {
        f"{name}.csv": "Task,Status\nLaunch,Done\nLaunch,Done\n",
        f"{name}/Launch {IDS[1]}.md": "# Launch\n\nSteps: one\nthen two\n",
    }
    items, _ = read_with_problems(tmp_path, packed(files))
    assert rows(items, "key", "body") == [
        ("launch", "Steps: one\nthen two"),
        ("launch~2", ""),
    ]
