"""Generic JSON: one object a line, lists inside a document, single objects."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from copilot.portfolio import KeyResult, Kpi, Objective, to_json

from .exports import BERLIN, pulled, read, read_with_problems, rows


def test_generic_lines_by_any_of_the_usual_names(tmp_path: Path) -> None:
    lines = [
        '{"id": "A-1", "title": "x", "description": "y", "type": "bug", "status": "Doing",'
        ' "labels": ["a", {"name": "b"}], "estimate": 3, "parentId": "A-0", "period": "2026-Q1",'
        ' "blockedBy": ["A-2"], "goal_ids": ["KR1"], "assignee": {"login": "ann"},'
        ' "createdAt": "2026-01-05T09:00:00Z", "due": "2026-02-01", "unaligned": "secret",'
        ' "comments": ["hi", {"text": "ho", "author": {"name": "Bo"}, "at": "2026-01-06"}]}',
        "",
        '{"key": "A-2", "summary": "z", "priority": 2, "rank": 4.5, "team": true}',
        '{"id": "A-3"}',
        '{"item_id": "A-1", "goal_id": "KR1", "title": "a link"}',
        '{"id": "A-4", "title": "half',
        '"no object"',
    ]
    items, problems = read_with_problems(tmp_path, "\n".join(lines))
    first, second = items
    assert (first.key, first.kind, first.status, first.parent) == ("A-1", "bug", "active", "t:A-0")
    assert (first.labels, first.effort, first.period) == (("a", "b"), 3.0, "2026-Q1")
    assert (first.depends_on, first.stated_goals) == (("t:A-2",), ("KR1",))
    assert (first.assignee, first.due) == ("ann", date(2026, 2, 1))
    assert [(c.text, c.author) for c in first.comments] == [("hi", None), ("ho", "Bo")]
    assert (second.key, second.priority, second.rank, second.team) == ("A-2", "2", 4.5, None)
    assert "secret" not in to_json(first)
    assert [problem.split(":")[0] for problem in problems] == [
        "export, line 6",
        "export, line 7",
        "export, line 4",
    ]
    assert "1 objects without a title were left out" in problems[2]


@pytest.mark.parametrize("broken", [0, 1])
def test_a_damaged_line_among_the_first_costs_that_line_only(tmp_path: Path, broken: int) -> None:
    lines = [f'{{"id": "A-{n}", "title": "x"}}' for n in range(4)]
    lines[broken] = "garbage" if broken else lines[0][:9]
    items, problems = read_with_problems(tmp_path, "\n".join(lines))
    assert len(items) == 3
    assert problems[0].startswith(f"export, line {broken + 1}: is no complete JSON object")


def test_items_written_by_the_product_come_back(tmp_path: Path) -> None:
    (before,) = read(
        tmp_path,
        '{"id": "A-1", "title": "x", "status": "Blocked", "depends_on": ["A-2"], "points": 2}',
    )
    (after,) = read(tmp_path, to_json(before), name="again")
    assert after == before


def test_goals_by_kind_with_measures_and_parents_in_other_periods(tmp_path: Path) -> None:
    lines = [
        {"id": "O1", "kind": "goal", "title": "Win", "period": "2026", "weight": 0.5},
        {
            "id": "KR1",
            "kind": "key_result",
            "parent_id": "O1",
            "title": "More",
            "text": "of it",
            "period": "2026-Q1",
            "owner": ["Ann", "Bo"],
            "baseline": 60,
            "target": "75",
            "unit": "%",
            "direction": "up",
            "due": "2026-03-31",
            "check_ins": [{"at": "2026-01-12", "value": 61}, {"at": None, "value": 1}],
        },
        {"id": "K1", "kind": "kpi", "title": "Uptime", "target": 99.9, "parent": "okr:2026/O1"},
        {"id": "ktlo", "kind": "allowance", "title": "Lights", "share": 0.2, "labels": ["ops"]},
        {
            "id": "O2",
            "kind": "objective",
            "title": "Own",
            "cycle": {"name": "spring", "start": "2026-03-01", "end": "2026-05-31"},
        },
    ]
    (tmp_path / "g.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (o1, kr1, k1, ktlo, o2), problems = pulled(tmp_path, "g.jsonl")
    assert problems == []
    assert isinstance(o1, Objective)
    assert (o1.ref, o1.weight, o1.cycle and o1.cycle.end) == ("t:2026/O1", 0.5, date(2026, 12, 31))
    assert isinstance(kr1, KeyResult)
    assert (kr1.parent, kr1.owner, kr1.baseline, kr1.target) == ("t:2026/O1", "Ann, Bo", 60, 75)
    assert (kr1.direction, kr1.current, kr1.due) == ("up", 61, date(2026, 3, 31))
    assert kr1.check_ins[0].at == datetime(2026, 1, 12, tzinfo=BERLIN)
    assert isinstance(k1, Kpi)
    assert (k1.parent, k1.ref) == ("okr:2026/O1", "t:K1")
    assert (ktlo.share, ktlo.labels, ktlo.parent) == (0.2, ("ops",), None)
    assert o2.cycle.start == date(2026, 3, 1)
    assert str(kr1.place) == "g.jsonl, line 2"


def test_lists_inside_a_document_and_a_single_object(tmp_path: Path) -> None:
    items = read(tmp_path, json.dumps({"total": 1, "issues": [{"id": 1, "title": "x"}]}))
    assert rows(items, "key", "title") == [("1", "x")]
    answer = {"data": {"repository": {"issues": {"nodes": [{"number": 2, "title": "y"}]}}}}
    assert rows(read(tmp_path, json.dumps(answer), name="g"), "key", "title") == [("2", "y")]
    items = read(tmp_path, json.dumps({"id": "A", "name": "alone"}, indent=2), name="one")
    assert rows(items, "key", "title") == [("A", "alone")]
