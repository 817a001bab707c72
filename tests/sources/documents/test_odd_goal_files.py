"""Goal files of our own with values, ids and parents that can't be meant."""

import pytest

from .reading import read_text


def told(folder, text):
    found = read_text(folder, text, "okr.yaml")
    return found, [f"{p.place}: {p.message}" if p.place else p.message for p in found.problems]


def test_two_goals_of_one_id_are_both_kept_and_said_with_both_lines(tmp_path):
    found, problems = told(
        tmp_path,
        "objectives:\n"
        "  - {id: O1, title: Foo grows, key_results: [{title: From 1 to 2}]}\n"
        "  - {id: O1, title: Bar shrinks, key_results: [{title: From 4 to 3}]}\n"
        "  - {id: O1, title: Baz stays}\n",
    )
    assert [goal.id for goal in found.objectives] == ["O1", "O1~2", "O1~3"]
    assert found.tree == {
        "Foo grows": ["From 1 to 2"],
        "Bar shrinks": ["From 4 to 3"],
        "Baz stays": [],
    }
    assert problems[0] == (
        "okr.yaml, line 3: the id O1 stands in line 2 too; this goal is called O1~2; give every"
        " goal its own id"
    )
    assert len(problems) == 2


def test_key_results_of_one_id_under_two_objectives_bear_the_objectives_id(tmp_path):
    text = "".join(
        f"  - id: {o}\n    title: About {o}\n    key_results: [{{id: KR1, title: {o} 1 to 2}}]\n"
        for o in ("O1", "O2")
    )
    found, problems = told(tmp_path, f"objectives:\n{text}")
    assert [goal.id for goal in found.results] == ["KR1", "O2.KR1"]
    assert len(problems) == 1
    again, _ = told(tmp_path, "kpis: [{id: K, title: a}, {id: K, title: b}]\n")
    assert [kpi.id for kpi in again.kpis] == ["K", "K~2"]


def test_parents_in_a_circle(tmp_path):
    found, problems = told(
        tmp_path,
        "objectives:\n"
        "  - {id: O1, title: Foo, parent: O2}\n"
        "  - {id: O2, title: Bar, parent: O1}\n"
        "  - {id: O3, title: Baz, parent: O1}\n",
    )
    assert len(found.objectives) == 3
    assert problems == [
        "okr.yaml, line 2: the parents go round in a circle (O1 > O2 > O1); give O1 another"
        " `parent`, or none"
    ]


def test_a_cycle_that_ends_before_it_starts(tmp_path):
    found, problems = told(
        tmp_path,
        "cycle:\n  name: Spring\n  start: 2026-03-31\n  end: 2026-01-01\n"
        "objectives: [{title: Foo}]\n",
    )
    assert (found.objectives[0].cycle.start, found.objectives[0].cycle.end) == (None, None)
    assert problems == [
        "okr.yaml, line 2: the cycle ends (2026-01-01) before it starts (2026-03-31), and counts"
        " without these dates; correct `start` or `end`"
    ]


@pytest.mark.parametrize("day", ["2026-02-31", "0000-00-00"])
def test_a_day_that_does_not_exist_is_named_with_line_and_value(tmp_path, day):
    found, problems = told(
        tmp_path, f"cycle:\n  name: Spring\n  end: {day}\nobjectives: [{{title: Foo}}]\n"
    )
    assert len(found.objectives) == 1
    assert problems == [f"okr.yaml, line 2: `end: {day}` is no date; write it like 2026-03-31"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("objectives:\n  - title: a\0b\n", "line 2: holds the character U+0000, which YAML does"),
        ("objectives:\n  - " + "[" * 5000, "line 2: nests too deep to be read; write goals"),
    ],
)
def test_what_no_yaml_holds_is_named_in_words(tmp_path, text, words):
    _, problems = told(tmp_path, text)
    assert len(problems) == 1
    assert problems[0].startswith(f"okr.yaml, {words}")
