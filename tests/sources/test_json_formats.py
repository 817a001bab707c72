"""Trello, GitHub, beads and plain JSON, as their tools and other programs write them."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from .exports import read, read_with_problems, rows

BOARD: dict[str, Any] = {
    "id": "b1",
    "name": "Site",
    "lists": [
        {"id": "l1", "name": "To Do", "closed": False},
        {"id": "l2", "name": "Done 🎉", "closed": False},
        {"id": "l3", "name": "Old", "closed": True},
    ],
    "members": [{"id": "m1", "fullName": "Ann Lee", "username": "ann"}],
    "customFields": [
        {"id": "f1", "name": "Story Points", "type": "number"},
        {"id": "f2", "name": "Goal", "type": "text"},
        {
            "id": "f3",
            "name": "Priority",
            "type": "list",
            "options": [{"id": "o1", "value": {"text": "High"}}],
        },
    ],
    "checklists": [
        {
            "idCard": "65a000000000000000000001",
            "name": "Steps",
            "checkItems": [
                {"name": "one", "state": "complete"},
                {"name": "two", "state": "incomplete"},
            ],
        }
    ],
    "actions": [
        {
            "type": "commentCard",
            "date": "2026-01-06T10:00:00.000Z",
            "idMemberCreator": "m1",
            "data": {"text": "go on", "card": {"id": "65a000000000000000000001"}},
        },
        {
            "type": "updateCard",
            "date": "2026-01-07T10:00:00.000Z",
            "data": {
                "card": {"id": "65a000000000000000000002"},
                "listBefore": {"name": "To Do"},
                "listAfter": {"name": "Done 🎉"},
            },
        },
        {
            "type": "createCard",
            "date": "2026-01-05T10:00:00.000Z",
            "data": {"card": {"id": "65a000000000000000000002"}, "list": {"name": "To Do"}},
        },
    ],
    "cards": [
        {
            "id": "65a000000000000000000001",
            "shortLink": "aaa",
            "name": "Write",
            "desc": "Blocked by https://trello.com/c/bbb/2-draw",
            "idList": "l1",
            "idMembers": ["m1"],
            "pos": 5,
            "labels": [{"name": "okr:KR1", "color": "red"}, {"name": "", "color": "blue"}],
            "due": "2026-02-01T12:00:00.000Z",
            "customFieldItems": [
                {"idCustomField": "f1", "value": {"number": "3"}},
                {"idCustomField": "f2", "value": {"text": "Win carts"}},
                {"idCustomField": "f3", "idValue": "o1"},
            ],
        },
        {"id": "65a000000000000000000002", "shortLink": "bbb", "name": "Draw", "idList": "l2"},
        {"id": "z" * 24, "shortLink": "ccc", "name": "Gone", "idList": "l1", "closed": True},
        {"id": "y", "shortLink": "ddd", "name": "Kept", "idList": "l3", "dueComplete": True},
        {"id": "z", "shortLink": "eee", "name": "Form", "idList": "l1", "isTemplate": True},
    ],
}


def test_a_trello_board(tmp_path: Path) -> None:
    items, problems = read_with_problems(tmp_path, json.dumps(BOARD))
    assert rows(items, "key", "title", "status", "native_status") == [
        ("aaa", "Write", "planned", "To Do"),
        ("bbb", "Draw", "done", "Done 🎉"),
        ("ccc", "Gone", "dropped", "To Do"),
        ("ddd", "Kept", "done", "Old"),
    ]
    write, draw, gone, _ = items
    assert write.depends_on == ("t:bbb",)
    assert write.body.endswith("## Steps\n\n- [x] one\n- [ ] two")
    assert (write.effort, write.priority, write.labels) == (3.0, "High", ("okr:KR1", "blue"))
    assert write.stated_goals == ("Win carts", "KR1")
    assert (write.assignee, write.team, write.rank) == ("Ann Lee", "Site", 5.0)
    assert write.due == date(2026, 2, 1)
    assert [(c.text, c.author) for c in write.comments] == [("go on", "Ann Lee")]
    assert [h.native for h in draw.history] == ["To Do", "Done 🎉"]
    assert draw.done == datetime(2026, 1, 7, 10, tzinfo=UTC)
    assert write.created == datetime(2024, 1, 11, 14, 49, 36, tzinfo=UTC)
    assert gone.created is None
    assert problems == []


def test_beads_with_sections_and_estimates(tmp_path: Path) -> None:
    lines = [
        {"id": "b-1", "title": "Epic", "status": "open", "issue_type": "epic", "priority": 1},
        {
            "id": "b-2",
            "title": "Child",
            "status": "in_progress",
            "issue_type": "task",
            "description": "Do",
            "design": "So",
            "estimated_minutes": 90,
            "external_ref": "https://x.io/1",
            "dependencies": [
                {"issue_id": "b-2", "depends_on_id": "b-1", "type": "parent-child"},
                {"issue_id": "b-2", "depends_on_id": "b-9", "type": "blocks"},
            ],
        },
    ]
    items = read(tmp_path, "\n".join(map(json.dumps, lines)))
    assert rows(items, "key", "kind", "status", "parent", "epic", "depends_on", "effort") == [
        ("b-1", "epic", "planned", None, None, (), None),
        ("b-2", "task", "active", "t:b-1", "t:b-1", ("t:b-9",), 1.5),
    ]
    assert (items[1].body, items[1].url) == ("Do\n\n## Design\n\nSo", "https://x.io/1")
