"""Every export of the shared data sets: counts, titles, statuses, parents and links."""

import csv
import io
import json
import zipfile
from collections import Counter
from datetime import UTC, date, datetime

from .exports import BERLIN, SHARED, rows, shared


def test_the_jira_export_of_four_issues() -> None:
    items, problems = shared("exports/jira_csv/Zuehlke__testJiraIssueExport.csv")
    assert rows(items, "key", "id", "title", "status", "native_status", "parent") == [
        ("SMRGR-6275", "131892", "Something something Summary", "planned", "Open", None),
        ("SMRGR-3672", "131329", "Delete Users", "planned", "Open", None),
        ("SMRGR-2643", "126139", "timezone from AWST to HKT/SGT", "planned", "Open", None),
        ("SMRGR-2151", "68473", "Optimize messages", "planned", "Open", None),
    ]
    assert {item.kind for item in items} == {"task", "story"}
    assert items[0].created == datetime(2020, 6, 25, 12, 44, tzinfo=BERLIN)
    assert items[3].body.startswith("Use cases:\n- sssss\n- sdgsdgsg\n")
    assert items[2].body.endswith("Much appreciated! =)")
    assert {(i.team, i.priority, i.assignee, i.effort, i.due, i.done) for i in items} == {
        ("SommerGarden", "Minor", None, None, None, None)
    }
    assert not any(i.depends_on or i.blocks or i.duplicates or i.stated_goals for i in items)
    assert problems == []


def test_the_table_without_a_header() -> None:
    items, problems = shared("exports/jira_csv/StevenWeathers__csv-issues.csv")
    assert rows(items, "key", "title", "url", "native_kind", "kind", "status") == [
        ("REF001", "Plan_1", "http://example.com/test1", "feature", "story", "planned"),
        ("REF002", "Plan_2", "http://example.com/test2", "prova", "task", "planned"),
        ("REF003", "Plan_3", "http://example.com/test3", "task", "task", "planned"),
    ]
    assert items[0].body == (
        "This is a description for Test Plan 1\n\nThis is acceptance criteria for Test Plan 1"
    )
    assert len(problems) == 1
    assert "the table has no header" in problems[0]


def test_the_linear_and_the_plane_export_of_the_same_task() -> None:
    linear, noted = shared("exports/linear_csv/karlromets__linear.csv")
    plane, noted_too = shared("exports/plane_csv/karlromets__plane.csv")
    names = ("title", "body", "status", "native_status", "labels", "parent", "created", "started")
    assert rows(linear, *names) == rows(plane, *names)
    for item in (*linear, *plane):
        assert (item.title, item.body) == ("Make smooth", "Just make it smooth")
        assert (item.status, item.native_status) == ("active", "In Progress")
        assert item.started == datetime(2025, 4, 21, 10, 17, 6, tzinfo=UTC)
        assert item.created == datetime(2025, 4, 20, 10, 17, 6, tzinfo=UTC)
        assert item.done == item.updated == datetime(2025, 4, 22, 1, 2, 18, tzinfo=UTC)
        assert (item.due, item.labels, item.priority) == (date(2025, 4, 24), ("Fast",), None)
        assert not (item.depends_on)
        assert not (item.blocks)
        assert not (item.parent)
        assert not (item.iteration)
    assert (linear[0].key, plane[0].key) == ("make-smooth", "UI/UX")
    assert (linear[0].team, plane[0].team) == (None, "Mobile")
    assert noted == noted_too == []


def test_the_notion_table_with_its_ticked_off_rows() -> None:
    items, problems = shared("exports/notion_csv/obsidianmd__comprehensive-test.csv")
    assert rows(items, "title", "status", "priority") == [
        ("Meeting Notes", "done", "High"),
        ("Project Plan", "planned", "High"),
        ('Note with "quotes"', "done", "Low"),
        ("Simple Note", "planned", "Medium"),
        ("Unicode Test", "done", "Low"),
        ("Empty Fields Test", "planned", None),
        ("Numbers Test", "done", "High"),
        ("Boolean Test", "planned", "Medium"),
        ("Multi-line Content", "done", "High"),
        ("Special Chars", "planned", "Low"),
    ]
    assert items[4].body == "Content with unicode: 你好世界 🌟 café"
    assert items[1].body.startswith("# Project Overview\n\nThis is a detailed")
    assert not any(i.parent or i.depends_on or i.blocks or i.stated_goals for i in items)
    assert problems == []


def test_the_notion_archive_gives_the_rows_of_its_database() -> None:
    items, problems = shared("exports/notion_zip/obsidianmd__Notion.Test.Export.zip")
    whole = SHARED / "exports/notion_zip/obsidianmd__Notion.Test.Export.zip"
    with zipfile.ZipFile(whole) as outer, outer.open(outer.namelist()[0]) as part:
        inner = zipfile.ZipFile(io.BytesIO(part.read()))
        name = next(n for n in inner.namelist() if n.endswith("_all.csv"))
        expected = list(csv.DictReader(io.StringIO(inner.read(name).decode("utf-8-sig"))))
    assert len(items) == len(expected) == 269
    assert [item.title for item in items] == [row["Date"].strip() for row in expected]
    assert rows(items[:2], "key", "id", "title") == [
        ("december-1-2024", "152bb52ee2b5811d92b1e629b25d0c0a", "@December 1, 2024"),
        ("november-19-2024", "152bb52ee2b58123bf2fcd7b4133fa68", "@November 19, 2024"),
    ]
    assert {(i.status, i.parent, i.depends_on) for i in items} == {("planned", None, ())}
    assert problems == []


def test_the_trello_board() -> None:
    items, problems = shared("exports/trello_json/wekan__trello-project100.json")
    assert rows(items, "key", "title", "status", "native_status", "rank", "assignee") == [
        ("cQCFhToV", "Write code", "planned", "Todo", 32767.5, "Test User"),
        ("SMc4sR3Q", "Review code", "planned", "Todo", 65535.0, "Test User"),
        ("IutYxjuP", "Visualize code", "active", "In Progress", 65535.0, "Test User"),
    ]
    assert [[(h.native, h.status) for h in item.history] for item in items] == [
        [("Todo", "planned")],
        [("Todo", "planned")],
        [("Done", "done"), ("In Progress", "active")],
    ]
    assert items[0].id == "5fcbec2e6621ca4f0a547896"
    assert items[0].created == datetime(2020, 12, 5, 20, 23, 10, tzinfo=UTC)
    assert dict(items[2].extra)["Dropdown"] == "Down"
    assert {(i.team, i.parent, i.depends_on, i.done) for i in items} == {
        ("Project 100", None, (), None)
    }
    assert problems == []


def test_the_github_events_give_one_issue_and_no_pull_request() -> None:
    items, problems = shared("exports/github_json/octokit__issues_opened.payload.json")
    assert problems == []
    (issue,) = items
    assert (issue.key, issue.id) == ("Codertocat/Hello-World#1", "MDU6SXNzdWU0NDQ1MDAwNDE=")
    assert issue.title == "Spelling error in the README file"
    assert (issue.status, issue.native_status) == ("planned", "open")
    assert (issue.kind, issue.labels, issue.iteration) == ("bug", ("bug",), "v1.0")
    assert issue.url == "https://github.com/Codertocat/Hello-World/issues/1"
    assert (issue.parent, issue.depends_on, issue.done) == (None, (), None)
    none, problems = shared("exports/github_json/octokit__issues_milestoned.payload.json")
    assert none == []
    assert "1 pull request was left out" in problems[0]


def test_the_beads_issues_line_by_line() -> None:
    items, problems = shared("exports/beads_jsonl/beads_issues.jsonl")
    found = {item.key: item for item in items}
    assert len(items) == len(found) == 850
    assert Counter((i.native_status, i.status.value) for i in items) == {
        ("closed", "done"): 493,
        ("tombstone", "dropped"): 310,
        ("open", "planned"): 29,
        ("hooked", "active"): 12,
        ("deferred", "planned"): 6,
    }
    path = SHARED / "exports/beads_jsonl/beads_issues.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        if '"bd-luso"' in line[:20]:
            continue
        raw = json.loads(line)
        item, waits = found[raw["id"]], raw.get("dependencies", [])
        parents = [w["depends_on_id"] for w in waits if w["type"] == "parent-child"]
        assert item.title == " ".join(raw["title"].split())
        assert item.parent == (f"t:{parents[0]}" if parents else None)
        assert item.depends_on == tuple(
            f"t:{w['depends_on_id']}" for w in waits if w["type"] == "blocks"
        )
        assert item.body.startswith(raw.get("description", "").strip()[:40])
    assert sum(len(i.depends_on) for i in items) == 208
    assert sum(i.parent is not None for i in items) == 203
    assert [(i.key, i.duplicates) for i in items if i.duplicates] == [("bd-gjla", ("t:bd-f5cc",))]
    assert found["bd-luso"].title == "Add agent identity to commit metadata for forensics"
    assert sum(len(i.comments) for i in items) == 7
    assert problems == [
        "exports/beads_jsonl/beads_issues.jsonl, line 499:"
        " a backslash that escapes nothing was read as plain text; write two"
    ]


OPEN = "200 208 222 239 260 268 368 414 417 418 420 422 425 438"
PARENTS = {"24.02": "24", "222.1": "222"} | dict.fromkeys(
    ["355.02", "355.04", "355.05", "355.06"], "355"
)


def test_the_backlog_folder_of_56_tasks() -> None:
    items, problems = shared("exports/backlog_md")
    found = {item.key.removeprefix("BACK-"): item for item in items}
    assert len(items) == len(found) == 56
    assert {key for key, item in found.items() if item.status == "planned"} == set(OPEN.split())
    assert {key for key, i in found.items() if i.native_status == "Done"} == (
        set(found) - set(OPEN.split())
    )
    parents = {k: i.parent.removeprefix("t:BACK-") for k, i in found.items() if i.parent}
    assert parents == PARENTS | {key: "535" for key in found if key.startswith("535.")}
    assert sum(key.startswith("535.") for key in found) == 9
    assert {k: i.depends_on for k, i in found.items() if i.depends_on} == {
        "200": ("t:BACK-24.1", "t:BACK-208"),
        **dict.fromkeys(["355.02", "355.04", "355.05", "355.06"], ("t:BACK-355.01",)),
    }
    assert not any(i.blocks or i.duplicates or i.stated_goals for i in items)
    assert found["222"].title == "Improve parent and subtask presentation in the Web UI"
    assert found["355"].title == "Add task type field (bug, feature, enhancement, etc.)"
    assert found["430"].title == "Create tasks with an intent-first TUI composer"
    assert found["430"].iteration == "m-8"
    assert found["355.02"].created == datetime(2026, 1, 1, 23, 37, tzinfo=BERLIN)
    assert [c.author for c in found["355.02"].comments] == ["codex-types-cli"] * 4
    assert "<!--" not in found["355.02"].body
    assert problems == []


def test_goals_and_items_of_an_alignment_set() -> None:
    records, problems = shared("alignment/srcd")
    kinds = Counter(type(record).__name__ for record in records)
    assert kinds == {"WorkItem": 465, "KeyResult": 144, "Objective": 31}
    goals = {r.id: r for r in records if type(r).__name__ != "WorkItem"}
    assert goals["srcd-G0002"].parent == goals["srcd-G0001"].ref == "t:2018-Q3/srcd-G0001"
    assert goals["srcd-G0001"].cycle.end == date(2018, 9, 30)
    assert problems == []


def test_a_kind_goal_is_an_objective_and_links_are_no_items() -> None:
    records, problems = shared("alignment/beads/*.jsonl")
    assert Counter(type(r).__name__ for r in records) == {"WorkItem": 529, "Objective": 40}
    assert problems == []
