import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics as reference

from eval import metrics

LABELS = arrays(np.bool_, 30)
SCORES = arrays(np.float64, 30, elements=st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0]))


@settings(max_examples=50, deadline=None)
@given(LABELS, SCORES)
def test_curves_and_areas_agree_with_scikit_learn_ties_included(truth, scores):
    if truth.any() and not truth.all():
        assert metrics.auroc(truth, scores) == pytest.approx(
            reference.roc_auc_score(truth, scores)
        )
        assert metrics.average_precision(truth, scores) == pytest.approx(
            reference.average_precision_score(truth, scores)
        )
    if truth.any():
        precision, recall, _ = reference.precision_recall_curve(truth, scores)
        ours = metrics.precision_recall(truth, scores)
        assert ours[0] == pytest.approx(precision[:-1][::-1])
        assert ours[1] == pytest.approx(recall[:-1][::-1])


@settings(max_examples=50, deadline=None)
@given(LABELS, SCORES, LABELS)
def test_f1_and_brier_agree_with_scikit_learn(truth, scores, answers):
    if truth.any() or answers.any():
        assert metrics.f1(truth, answers) == pytest.approx(reference.f1_score(truth, answers))
    assert metrics.brier(truth, scores) == pytest.approx(
        reference.mean_squared_error(truth.astype(float), scores)
    )


def test_the_best_threshold_has_no_better_neighbour():
    rng = np.random.default_rng(1)
    truth = rng.random(200) < 0.3
    scores = truth * 0.4 + rng.random(200)
    best = metrics.best_f1_threshold(truth, scores)
    values = [metrics.f1(truth, scores >= t) for t in scores]
    assert metrics.f1(truth, scores >= best) == max(values)


def test_ranks_count_from_the_best_goal_and_rows_without_truth_have_none():
    scores = [[0.1, 0.9, 0.5], [0.3, 0.2, 0.1], [0.5, 0.5, 0.1]]
    truth = [[True, False, True], [False, False, False], [False, True, False]]
    ranks = metrics.ranks_of_first_hit(scores, truth)
    assert ranks.tolist() == [2, 0, 2]
    assert metrics.hit_at(ranks, 1) == 0.0
    assert metrics.hit_at(ranks, 3) == 1.0
    assert metrics.mrr(ranks) == 0.5


def test_nothing_to_measure_is_not_a_number():
    assert np.isnan(metrics.hit_at([0, 0], 1))
    assert np.isnan(metrics.mrr([]))
    assert np.isnan(metrics.auroc([True, True], [0.1, 0.2]))
    assert np.isnan(metrics.average_precision([False], [0.5]))
    assert np.isnan(metrics.f1([False], [False]))
    assert np.isnan(metrics.ece([], []))
    assert np.isnan(metrics.brier([], []))
    assert np.isnan(metrics.accuracy_at_coverage([], []))


def test_probabilities_that_keep_their_word_have_no_calibration_error():
    assert metrics.ece([True, False, True, True], [0.75, 0.75, 0.75, 0.75]) == pytest.approx(0)
    assert metrics.ece([False, False], [0.9, 0.9]) == pytest.approx(0.9)
    assert metrics.ece([True], [1.0]) == pytest.approx(0)


def test_calibration_error_of_honest_noise_is_corrected_away():
    rng = np.random.default_rng(5)
    p = rng.random(300)
    honest = rng.random(300) < p
    assert metrics.ece(honest, p) > 0.02
    assert abs(metrics.noise_corrected_ece(honest, p)) < 0.03
    boasting = rng.random(300) < p / 2
    assert metrics.noise_corrected_ece(boasting, p) > 0.15


def test_risk_falls_with_coverage_when_confidence_means_something():
    coverage, risk = metrics.risk_coverage([True, True, False, False], [0.9, 0.8, 0.2, 0.1])
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk.tolist() == pytest.approx([0, 0, 1 / 3, 0.5])
    assert metrics.accuracy_at_coverage([True, True, False, False], [0.9, 0.8, 0.2, 0.1]) == 1.0
