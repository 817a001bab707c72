import numpy as np
import pytest

from eval import learning
from eval.comparison import taught_lines
from eval.report import learning_rows
from eval.sets import read_sets
from eval.suites import suite

from .small import WORK, word_bench, write_sets


@pytest.fixture
def grown(tmp_path):
    """The small sets, each item forty times with a number, so that there is enough to label."""
    folder = write_sets(tmp_path / "sets")
    for name in WORK:
        for file in ("items", "links"):
            path = folder / name / f"{file}.jsonl"
            rows = path.read_text().splitlines()
            path.write_text(
                "\n".join(
                    row.replace(f'"{name}-', f'"{name}{k}-') for k in range(60) for row in rows
                )
            )
    return read_sets(folder)


def test_labels_are_only_counted_on_the_rest(grown, tmp_path):
    few = learning.Draws(gain=1, calibration=1, promises=6)
    bench = word_bench(tmp_path)
    found = learning.learning(grown, bench, few)
    assert -1 <= found["hit1_gain_50"] <= 1
    assert np.isfinite(found["post_label_ece"])
    assert 0 <= found["certified_kept"] <= 1
    assert 0 <= found["certified_share"] <= 1
    assert -1 <= found["hit1_gain_20_suggested"] <= 1
    assert -1 <= found["hit1_gain_20_random"] <= 1
    drawn = taught_lines(grown, bench)
    assert [line.name for line in drawn] == [s.name for s in grown]
    assert all(0 <= y <= 1 for line in drawn for _, y in line.points)
    rows = learning_rows(found, grown)
    assert [row.name for row in rows] == ["mean", *(s.name for s in grown)]
    assert rows[0].ours


def test_too_few_items_give_no_figure_instead_of_a_bad_one(tmp_path):
    sets = read_sets(write_sets(tmp_path / "sets"))
    found = suite("learning").evaluators[0](sets, word_bench(tmp_path / "out"))
    assert all(np.isnan(value) for value in found.values())


def test_links_of_earlier_periods_are_given_and_only_the_later_ones_counted(tmp_path):
    folder = write_sets(tmp_path / "sets")
    for name in WORK:
        for file in ("goals", "items", "links"):
            path = folder / name / f"{file}.jsonl"
            rows = path.read_text()
            later = (
                rows.replace('"Q1"', '"Q2"').replace('"G', '"H').replace(f'"{name}-', '"later-')
            )
            path.write_text(rows + later)
    found = learning.learning(read_sets(folder), word_bench(tmp_path / "out"))
    assert -1 <= found["hit1_gain_history"] <= 1
    assert -1 <= found["bakery.hit1_gain_history"] <= 1
    change = found["bakery.hit1_after_history"] - found["bakery.hit1_before_history"]
    assert found["bakery.hit1_gain_history"] == pytest.approx(change)
