"""The suite on speed measures what it can and leaves out what it can't."""

from importlib.util import find_spec
from pathlib import Path

from eval.suites.performance import engine


def test_without_the_fp32_weights_the_ratio_is_left_out(tmp_path: Path) -> None:
    found = engine(None, tmp_path)
    assert found["items_per_cpu_s"] > 0
    assert 0 < found["hit1"] < 1
    compared = find_spec("sentence_transformers") is not None
    assert ("ratio_vs_plain_loop" in found) == ("quality_loss" in found) == compared
    assert (tmp_path / "embedding.json").exists()
