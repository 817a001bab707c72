"""The table of second opinions: better readers gain more, and a real endpoint can be measured."""

import shutil
from pathlib import Path

import pytest

from eval.answering import opinionated
from eval.readers import read, truth
from eval.sets import OWN_CASES
from eval.suites import opinion
from tests.attacks.double import serving

from .small import word_bench


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """One organisation: large enough that a share of fifteen in a hundred is something."""
    folder = tmp_path / "sets"
    shutil.copytree(OWN_CASES / "parcels", folder / "parcels")
    return folder


def test_better_readers_gain_more_and_move_no_verdict(tmp_path: Path, own: Path):
    found = opinion.SUITE.run(own, word_bench(tmp_path / "out"))
    assert 0 < found["asked_share"] <= 0.15
    assert found["off.hit1_gain"] == found["off.brier_gain"] == 0
    assert (
        found["reader60.brier_gain"] < found["reader80.brier_gain"] < found["reader100.brier_gain"]
    )
    assert found["reader100.to_aligned"] == found["reader100.verdict_gain"] == 0


def test_a_configured_model_is_a_row_of_the_table(
    tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch
):
    with serving(opinionated(("helps", "neither", "neither"))) as double:
        monkeypatch.setenv("COPILOT_LLM__BASE_URL", double.url)
        monkeypatch.setenv("COPILOT_LLM__MODEL", "double")
        found = opinion.SUITE.run(own, word_bench(tmp_path / "out"))
    assert found["model.counted"] == found["model.pairs"] > 0
    assert 0 <= found["model.accuracy"] <= 1
    assert (tmp_path / "out" / "opinion" / "answers.jsonl").exists()


def test_a_reader_is_right_as_often_as_it_says(tmp_path: Path):
    (case_set, *_) = opinion.read_cases(None)
    period = case_set.periods[0]
    pairs = [opinion.Pair(i.ref, g.ref) for i in period.items[:40] for g in period.goals]
    told = read(period, pairs, 0.8, seed=1)
    right = sum(o.answer == truth(period, o.pair) for o in told) / len(told)
    assert right == pytest.approx(0.8, abs=0.06)
    assert all(o.answer == truth(period, o.pair) for o in read(period, pairs, 1.0, seed=1))
