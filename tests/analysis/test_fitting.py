"""Calibration to a workspace."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from copilot.analysis.calibration import (
    certified_threshold,
    log_odds,
    shares,
    sigmoid,
)
from copilot.analysis.fitting import Sample, certify, refit
from copilot.analysis.parameters import SHIPPED
from copilot.portfolio import Feedback

from .backlog import NOW, backlog, judge, truth


def test_the_null_option_softmax_is_the_special_case():
    logits = np.array([[1.0, 0.0]], np.float32)
    part, none = shares(logits, np.array([0.5], np.float32))
    whole = np.exp([1, 0, 0.5])
    assert part[0] == pytest.approx(whole[:2] / whole.sum(), abs=1e-5)
    assert none[0] == pytest.approx(whole[2] / whole.sum(), abs=1e-5)


def test_extreme_logits_stay_finite():
    part, none = shares(np.array([[1e4, -1e4]], np.float32), np.array([-1e4], np.float32))
    assert part[0].tolist() == [1, 0]
    assert none[0] == 0
    assert sigmoid(np.array([-1e6, 1e6])).tolist() == [0, 1]
    assert log_odds(0.5) == 0
    assert np.isfinite(log_odds(1.0))


def test_a_spotless_record_is_certified_down_to_its_end():
    scores = np.linspace(0.9, 0.1, 40)
    assert certified_threshold(scores, [True] * 40, error=0.2) == pytest.approx(0.1)


def test_too_few_or_too_wrong_suggestions_promise_nothing():
    assert certified_threshold([0.9] * 5, [True] * 5, error=0.2) is None
    assert certified_threshold([0.9] * 40, [False] * 40, error=0.2) is None
    assert certified_threshold([], [], error=0.2) is None


def test_the_threshold_stops_where_errors_begin():
    scores = np.linspace(1, 0, 100)
    threshold = certified_threshold(scores, [k < 50 for k in range(100)], error=0.2)
    assert 0.35 < threshold < 0.55


def test_the_promise_is_kept_nine_times_in_ten():
    chance = np.random.default_rng(7)
    kept = []
    for _ in range(200):
        scores = chance.random(150)
        threshold = certified_threshold(scores, chance.random(150) < scores, error=0.2)
        kept.append(threshold is None or (1 + threshold) / 2 >= 0.8)
    assert np.mean(kept) >= 0.9


def _sample(right, count=120):
    chance = np.random.default_rng(3)
    whole = chance.normal(size=(count, 5)).astype(np.float32)
    whole[np.arange(count), 0] += 2.5
    serves = np.zeros((count, 5), bool)
    serves[chance.random(count) < right, 0] = True
    return Sample(
        rows=np.arange(count),
        fold=np.arange(count) % 4,
        whole=whole,
        null=np.full(count, np.log(5), np.float32),
        serves=serves,
        known=np.ones(count, bool),
        rejected=np.zeros((count, 5), bool),
    )


def test_labels_move_the_bias_towards_what_they_say():
    assert refit(_sample(0.05), SHIPPED).bias > SHIPPED.bias
    assert refit(_sample(1.0), SHIPPED).bias < SHIPPED.bias
    assert refit(None, SHIPPED) is SHIPPED


def test_thirty_labels_are_needed_for_a_promise():
    assert certify(_sample(1.0, 20), SHIPPED) is None
    assert certify(_sample(1.0), SHIPPED) is not None
    assert certify(_sample(1.0, 240), SHIPPED) is not None


def test_a_rejection_counts_only_for_the_suggestion_it_rejects():
    sample = _sample(0.0)
    unknown = replace(sample, known=np.zeros(len(sample.whole), bool))
    assert certify(unknown, SHIPPED) is None
    sample.rejected[:, 0] = True
    assert certify(sample, SHIPPED) is None


def test_a_workspace_with_many_labels_certifies_its_verdicts():
    items, goals = backlog(20), truth(20)
    said = [
        Feedback(
            item=i.ref,
            goal=f"okr:2026-Q1/{goal}" if goal else None,
            answer="accept",
            at=NOW + timedelta(minutes=k),
        )
        for k, (i, goal) in enumerate(zip(items[:60], goals[:60], strict=True))
    ]
    judged = judge(items, feedback=said).alignments[60:]
    sure = [
        a.best.goal.endswith(goal)
        for a, goal in zip(judged, goals[60:], strict=True)
        if a.certified
    ]
    assert len(sure) > 10
    assert np.mean(sure) >= 0.8
    assert not any(a.certified for a in judge(items).alignments)
