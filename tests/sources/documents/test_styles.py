"""Documents of many styles against what a reader finds in them; and the shared ones."""

import json
from pathlib import Path

import pytest

from copilot.ports import NO_GOALS
from eval.suites.goals import run

from .reading import read

CASES = Path(__file__).parents[3] / "eval" / "cases" / "goals"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "strategy_docs"


GOLD = ".gold.json"


@pytest.mark.parametrize(
    "gold", sorted(CASES.glob(f"*{GOLD}")), ids=lambda p: p.name.removesuffix(GOLD)
)
def test_a_document_gives_the_goals_a_reader_finds(gold):
    path = gold.with_name(gold.name.removesuffix(GOLD))
    gold = json.loads(gold.read_text())
    expected = {o["objective"]: o["key_results"] for o in gold["objectives"]}
    found = read(path)
    assert found.tree == expected
    said = [problem.message.startswith(NO_GOALS) for problem in found.problems]
    assert any(said) == (not expected)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared strategy documents are not here")
def test_the_shared_documents_reach_their_targets(tmp_path):
    found = run(SHARED, tmp_path)
    assert found["objective_f1"] >= 0.82
    assert found["key_result_f1"] >= 0.78
    assert found["negative_goals"] == 0
    assert len((tmp_path / "rows.jsonl").read_text().splitlines()) == found["documents"] == 15


def test_the_suite_tells_a_missed_goal_and_one_in_a_document_without_any(tmp_path):
    (tmp_path / "a.md").write_text("# OKRs 2026\n\n- Fast\n  - 1 s\n- Safe\n  - 0 leaks\n")
    (tmp_path / "a.md.gold.json").write_text(
        json.dumps({"objectives": [{"objective": "FAST!", "key_results": ["1 s", "2 s"]}]})
    )
    (tmp_path / "b.md").write_text("# Goals\n\n- Be good\n")
    (tmp_path / "b.md.gold.json").write_text(json.dumps({"objectives": []}))
    found = run(tmp_path, tmp_path / "out")
    assert found["objective_f1"] == pytest.approx(2 / 3)
    assert found["key_result_f1"] == pytest.approx(0.5)
    assert found["negative_goals"] == 1


def test_the_suite_of_an_empty_folder_is_all_zero(tmp_path):
    assert run(tmp_path, tmp_path / "out")["objective_f1"] == 0.0
