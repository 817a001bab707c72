"""GitHub issues: the API, webhooks, the command line, half-written lists."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from .exports import read, read_with_problems, rows

API: list[dict[str, Any]] = [
    {
        "url": "https://api.github.com/repos/o/r/issues/7",
        "repository_url": "https://api.github.com/repos/o/r",
        "html_url": "https://github.com/o/r/issues/7",
        "id": 1,
        "node_id": "I_7",
        "number": 7,
        "title": "Crash",
        "state": "closed",
        "state_reason": "not_planned",
        "labels": ["bug", {"name": "web"}],
        "assignees": [{"login": "ann"}],
        "body": "Depends on #5 and o/other#2, see https://github.com/o/r/issues/1",
        "created_at": "2026-01-05T09:00:00Z",
        "closed_at": "2026-01-06T09:00:00Z",
        "type": {"name": "Bug"},
        "parent_issue_url": "https://api.github.com/repos/o/r/issues/3",
        "comments": 4,
    },
    {
        "repository_url": "https://api.github.com/repos/o/r",
        "html_url": "https://github.com/o/r/issues/3",
        "node_id": "I_3",
        "number": 3,
        "title": "Portal",
        "state": "open",
        "labels": [{"name": "status: in progress"}],
        "milestone": {"title": "v2", "due_on": "2026-03-01T08:00:00Z"},
        "body": None,
    },
    {"html_url": "https://github.com/o/r/pull/8", "number": 8, "title": "PR", "state": "open"},
]


def test_the_issues_of_the_github_api(tmp_path: Path) -> None:
    items, problems = read_with_problems(tmp_path, json.dumps(API, indent=2))
    assert rows(items, "key", "id", "status", "native_status", "parent", "kind") == [
        ("o/r#7", "I_7", "dropped", "closed (not_planned)", "t:o/r#3", "bug"),
        ("o/r#3", "I_3", "active", "open", None, "task"),
    ]
    assert items[0].depends_on == ("t:o/r#5", "t:o/other#2")
    assert (items[0].labels, items[0].assignee, items[0].team) == (("bug", "web"), "ann", "o/r")
    assert (items[1].iteration, items[1].due) == ("v2", date(2026, 3, 1))
    assert problems == ["export: 1 pull request was left out: only issues are work items"]


def test_a_half_written_list_gives_what_is_whole(tmp_path: Path) -> None:
    text = json.dumps(API, indent=2)
    items, problems = read_with_problems(tmp_path, text[: text.index('"Portal"') + 4])
    assert [item.key for item in items] == ["o/r#7"]
    assert "export, line 3" in problems[0]
    assert "the JSON breaks off or is damaged here; export it again" in problems[0]


def test_the_list_of_the_github_command(tmp_path: Path) -> None:
    listed = [
        {
            "number": 7,
            "title": "Crash",
            "state": "OPEN",
            "stateReason": "",
            "body": "x",
            "url": "https://github.com/o/r/issues/7",
            "id": "I_7",
            "labels": [{"name": "bug"}],
            "assignees": [{"login": "ann", "name": "Ann"}],
            "milestone": {"title": "v2", "dueOn": None},
            "createdAt": "2026-01-05T09:00:00Z",
            "closedAt": None,
            "projectItems": [{"title": "Board", "status": {"name": "In review"}}],
            "comments": [
                {"author": {"login": "bo"}, "body": "me too", "createdAt": "2026-01-06T09:00:00Z"}
            ],
            "parent": {"number": 3, "url": "https://github.com/o/r/issues/3"},
            "blockedBy": {"nodes": [{"number": 2}]},
        },
        {"number": 2, "title": "Odd", "state": "CLOSED", "url": "https://github.com/o/r/issues/2"},
    ]
    items = read(tmp_path, json.dumps(listed))
    assert rows(items, "key", "status", "parent", "depends_on", "iteration") == [
        ("o/r#7", "active", "t:o/r#3", ("t:o/r#2",), "v2"),
        ("o/r#2", "done", None, (), None),
    ]
    assert [(c.author, c.text) for c in items[0].comments] == [("bo", "me too")]


def test_one_github_issue_by_itself(tmp_path: Path) -> None:
    (item,) = read(tmp_path, json.dumps(API[1] | {"labels": [{"name": "blocked"}]}, indent=1))
    assert (item.key, item.title, item.status) == ("o/r#3", "Portal", "blocked")
