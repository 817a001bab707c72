import numpy as np
import pytest

from eval.judgement import Judgement
from eval.sets import read_set
from eval.verdicts import decision_rates, utility

from .small import write_sets


@pytest.fixture
def period(tmp_path):
    (period,) = read_set(write_sets(tmp_path) / "bakery").periods
    return period


def _judged(period, verdicts):
    return Judgement(
        shares=period.direct.astype(float),
        none=np.zeros(6),
        verdicts=np.array(verdicts),
        reasons=np.array([""] * 6),
        certified=np.zeros(6, dtype=bool),
        best=np.zeros(6),
        seconds=0.0,
    )


def test_doubt_is_worth_half_and_a_wrong_word_nothing(period):
    judged = _judged(period, ["aligned", "unsure", "unaligned", "thin", "supporting", "aligned"])
    assert utility(period, judged).tolist() == [1.0, 0.5, 0.0, 0.5, 1.0, 0.0]


def test_aligned_with_the_wrong_goal_is_wrong(period):
    judged = _judged(period, ["aligned"] * 4 + ["unaligned"] * 2)
    judged.shares[0] = [0.1, 0.9]
    assert utility(period, judged).tolist() == [0.0, 1.0, 1.0, 1.0, 1.0, 1.0]


def test_rates_say_how_often_a_firm_verdict_is_right_and_dared(period):
    judged = _judged(period, ["aligned", "aligned", "unaligned", "unsure", "unaligned", "unsure"])
    assert decision_rates([(period, judged)]) == {
        "aligned_precision": 1.0,
        "aligned_recall": 0.5,
        "wrongly_unaligned": 0.25,
        "unaligned_precision": 0.5,
        "unaligned_recall": 0.5,
    }
