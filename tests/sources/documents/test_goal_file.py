from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from .reading import read_text

BERLIN = ZoneInfo("Europe/Berlin")
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 10)}]\n" for old, new in pairwise("abcdef")
)
WHOLE = """\
cycle: {name: 2026-Q1, start: 2026-01-01, end: 2026-03-31}
objectives:
  - id: O1
    title: New teams reach value
    owner: Lena
    weight: 0.55
    key_results:
      - {id: KR1.1, title: "Activation 60 → 75 %", definition: "share with a board", unit: "%",
         baseline: 60, target: 75, due: 2026-03-31, committed: true,
         check_ins: [{at: 2026-01-12, value: 61.0, note: slow},
                     {at: 2026-01-19T10:00:00Z, value: 62}]}
      - title: Churn from 4 % to 3 % by end of February
      - Reach 200 paying teams
  - {title: Calm operations, parent: O1, weight: 20 %}
kpis: [{id: K1, title: Uptime, unit: "%", target: 99.9, direction: maintain}]
allowances: [{id: ktlo, title: Keep the lights on, share: 0.20, labels: [ops, support]}]
documents: [notes/*.md]
"""


def test_a_whole_goal_file_is_read(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "memo.md").write_text("# Memo\n\nGo west.\n\n| a |\n|---|\n| b |\n")
    found = read_text(tmp_path, WHOLE, "q1.yaml", zone=BERLIN, home=tmp_path)
    assert found.problems == []
    first, second = found.objectives
    assert (first.ref, first.owner, first.weight) == ("okr:2026-Q1/O1", "Lena", 0.55)
    assert (second.id, second.parent, second.weight) == ("O2", "okr:2026-Q1/O1", 0.2)
    result, churn, teams = found.results
    assert (result.ref, result.parent) == ("okr:2026-Q1/KR1.1", first.ref)
    assert (result.baseline, result.target, result.unit) == (60, 75, "%")
    assert (result.direction, result.due, result.committed) == ("up", date(2026, 3, 31), True)
    assert result.current == 62
    assert result.check_ins[0].at == datetime(2026, 1, 12, tzinfo=BERLIN)
    assert result.check_ins[1].at == datetime(2026, 1, 19, 10, tzinfo=UTC)
    assert result.text == "share with a board"
    assert str(result.place) == "q1.yaml, line 8"
    assert (churn.id, churn.baseline, churn.target) == ("O1.KR2", 4, 3)
    assert (churn.direction, churn.due) == ("down", date(2026, 2, 28))
    assert (teams.id, teams.target) == ("O1.KR3", 200)
    assert (found.kpis[0].target, found.kpis[0].direction) == (99.9, "maintain")
    assert (found.allowances[0].share, found.allowances[0].labels) == (0.2, ("ops", "support"))
    assert [p.text for p in found.passages] == ["Go west.\na\nb"]
    assert found.passages[0].headings == ("Memo",)
    assert found.passages[0].id == "notes/memo.md#1"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("objectives:\n- title: A\n  wieght: 1\n", 2, "did you mean 'weight'?"),
        ("goals: []\nobjectives: [A]\n", 1, "unknown key 'goals' of a file"),
        ("objectives:\n- title: A\n- owner: B\n", 3, "without title"),
        ("objectives:\n- title: A\n- [1]\n", 1, "without title"),
        ("objectives:\n- title: A\n  weight: 3\n", 2, "write it like 0.2"),
        ("objectives:\n- title: A\n  title: B\n", 3, "'title' stands twice"),
        ("kpis:\n- {title: A, target: high}\n", 2, "`target: high` is no number"),
        ("kpis:\n- {title: A, target: true}\n", 2, "is no number"),
        ("kpis:\n- {title: A, direction: left}\n", 2, "none of up, down, maintain"),
        ("kpis:\n- {title: A, check_ins: [5]}\n", 2, "needs `at` and `value`"),
        ("kpis:\n- {title: A, check_ins: [{at: 2026-01-01}]}\n", 2, "needs `at` and `value`"),
        ("kpis:\n- {title: A, check_ins: [{at: soon, value: 1}]}\n", 2, "`at: soon` is no date"),
        ("cycle: {nam: x}\nkpis: [A]\n", 1, "did you mean 'name'?"),
        ("kpis: [A]\ndocuments: [gone/*.md]\n", None, "no document matches 'gone/*.md'"),
    ],
)
def test_what_makes_no_sense_is_named_with_its_line_and_the_rest_is_kept(
    tmp_path, text, line, says
):
    found = read_text(tmp_path, text, "q.yaml")
    assert says in found.problem
    assert found.problem.startswith("q.yaml")
    assert found.problems[0].place.line == line
    assert found.objectives or found.kpis


@pytest.mark.parametrize(
    ("cycle", "name", "end"),
    [
        ("2026-Q2", "2026-Q2", date(2026, 6, 30)),
        ("{name: 2026-H1}", "2026-H1", date(2026, 6, 30)),
        ("{start: 2026-02-01, end: 2026-02-28}", "2026-02-01", date(2026, 2, 28)),
        ("spring", "spring", None),
        ("{end: 2026-05-31}", "cycle", date(2026, 5, 31)),
    ],
)
def test_a_cycle_may_be_written_short(tmp_path, cycle, name, end):
    found = read_text(tmp_path, f"cycle: {cycle}\nkpis: [A]\n", "q.yaml").kpis[0].cycle
    assert (found.name, found.end) == (name, end)


def test_without_a_cycle_the_file_name_may_tell_it(tmp_path):
    assert read_text(tmp_path, "kpis: [A]\n", "2026-Q3.yaml").kpis[0].cycle.name == "2026-Q3"
    assert read_text(tmp_path, "kpis: [A]\n", "goals.yml").kpis[0].cycle is None


def test_several_documents_in_one_file_are_all_read(tmp_path):
    text = "cycle: 2026-Q1\nkpis: [A]\n---\ncycle: 2026-Q2\nkpis: [A]\n"
    refs = [kpi.ref for kpi in read_text(tmp_path, text, "q.yaml").kpis]
    assert refs == ["okr:2026-Q1/K1", "okr:2026-Q2/K1"]


def test_a_document_that_cannot_be_read_leaves_the_goals(tmp_path):
    (tmp_path / "plan.pptx").write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 600)
    found = read_text(tmp_path, "kpis: [A]\ndocuments: [plan.pptx]\n", "q.yaml")
    assert len(found.kpis) == 1
    assert "plan.pptx: is protected by a password" in found.problem


def test_malformed_yaml_names_its_line(tmp_path):
    problem = read_text(tmp_path, "objectives:\n  - title: A\n bad: [\n", "q.yaml").problem
    assert problem.startswith("q.yaml, line 3: is no valid YAML")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BOMB, "aliases unfold"),
        ("a: &a [*a]\n", "aliases unfold"),
        ("a: !!python/object/apply:os.system [ls]\n", "no valid YAML"),
        ("kpis: \u0001\n", "line 1: holds the character U+0001"),
        ("[" * 3000, "line 1: nests too deep"),
    ],
    ids=["bomb", "ring", "code", "control", "deep"],
)
def test_dangerous_yaml_is_refused_in_one_line(tmp_path, text, says):
    problem = read_text(tmp_path, text, "q.yaml").problem
    assert says in problem
    assert "\n" not in problem


def test_other_yaml_is_told_apart(tmp_path):
    found = read_text(tmp_path, "- a\n- b\n", "q.yaml")
    assert "expected `objectives:`" in found.problems[0].message
    assert "no goals found" in read_text(tmp_path, "# nothing\n", "q.yaml").problem
    assert (
        "is no text"
        in read_text(tmp_path, b"\x89PNG\r\n\x1a\n\x00\xff\xfe\xfd\x01" * 9, "q.yaml").problem
    )


def test_aliases_in_measure_are_fine(tmp_path):
    text = "objectives:\n- title: A\n  owner: &who Kim\n- {title: B, owner: *who}\n"
    assert [o.owner for o in read_text(tmp_path, text, "q.yaml").objectives] == ["Kim", "Kim"]
