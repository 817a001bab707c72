"""How good answers are, as arrays in and numbers out; nothing here knows where they came from.

Truth is 0/1, scores and probabilities are floats; a metric that has nothing to measure is NaN.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def ranks_of_first_hit(scores: ArrayLike, truth: ArrayLike) -> NDArray[np.int64]:
    """Rank (1 is best) of the best true column in each row; 0 where the row has none.

    Equal scores keep column order, so a constant scorer ranks by position, not by luck.
    """
    order = np.argsort(-np.asarray(scores, np.float64), axis=1, kind="stable")
    hits = np.take_along_axis(np.asarray(truth, np.bool_), order, axis=1)
    return np.where(hits.any(axis=1), hits.argmax(axis=1) + 1, 0)


def hit_at(ranks: ArrayLike, k: int) -> float:
    """Share of ranked rows whose first hit is among the best k."""
    known = _ranked(ranks)
    return float(np.mean(known <= k)) if known.size else np.nan


def mrr(ranks: ArrayLike) -> float:
    """Mean reciprocal rank of the first hit."""
    known = _ranked(ranks)
    return float(np.mean(1.0 / known)) if known.size else np.nan


def _ranked(ranks: ArrayLike) -> NDArray[np.int64]:
    values = np.asarray(ranks, np.int64)
    return values[values > 0]


def auroc(truth: ArrayLike, scores: ArrayLike) -> float:
    """Probability that a positive outranks a negative, ties counting one half (Mann-Whitney)."""
    positive = np.asarray(truth, np.bool_)
    n_pos, n_neg = int(positive.sum()), int((~positive).sum())
    if not n_pos or not n_neg:
        return np.nan
    _, inverse, counts = np.unique(
        np.asarray(scores, np.float64), return_inverse=True, return_counts=True
    )
    mid_rank = np.cumsum(counts) - (counts - 1) / 2.0
    return float((mid_rank[inverse][positive].sum() - n_pos * (n_pos + 1) / 2) / (n_pos * n_neg))


def precision_recall(truth: ArrayLike, scores: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Precision, recall and threshold after each distinct score, strictest first."""
    labels, values = np.asarray(truth, np.bool_), np.asarray(scores, np.float64)
    order = np.argsort(-values, kind="stable")
    last_of_ties = np.append(np.flatnonzero(np.diff(values[order])), values.size - 1)
    true_positives = np.cumsum(labels[order])[last_of_ties]
    return (
        true_positives / (last_of_ties + 1.0),
        true_positives / max(1, int(labels.sum())),
        values[order][last_of_ties],
    )


def average_precision(truth: ArrayLike, scores: ArrayLike) -> float:
    """Area under precision-recall as a step sum."""
    if not np.any(truth):
        return np.nan
    precision, recall, _ = precision_recall(truth, scores)
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


def f1(truth: ArrayLike, predicted: ArrayLike) -> float:
    """Harmonic mean of precision and recall of a yes/no answer."""
    labels, answers = np.asarray(truth, np.bool_), np.asarray(predicted, np.bool_)
    total = int(labels.sum() + answers.sum())
    return 2.0 * float((labels & answers).sum()) / total if total else np.nan


def best_f1_threshold(truth: ArrayLike, scores: ArrayLike) -> float:
    """The score at or above which saying yes gives the best F1."""
    precision, recall, thresholds = precision_recall(truth, scores)
    value = 2.0 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(thresholds[int(np.argmax(value))])


def brier(truth: ArrayLike, probability: ArrayLike) -> float:
    """Mean squared distance between probability and outcome."""
    outcome = np.asarray(truth, np.float64)
    return float(np.mean((np.asarray(probability) - outcome) ** 2)) if outcome.size else np.nan


def reliability(
    truth: ArrayLike, probability: ArrayLike, bins: int = 10
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Mean probability, share of hits and count of each equal-width bin that has any."""
    outcome, p = np.asarray(truth, np.float64), np.asarray(probability, np.float64)
    where = np.clip((p * bins).astype(np.int64), 0, bins - 1)
    counts = np.bincount(where, minlength=bins)
    filled = counts > 0
    mean_p = np.bincount(where, p, bins)[filled] / counts[filled]
    hits = np.bincount(where, outcome, bins)[filled] / counts[filled]
    return mean_p, hits, counts[filled]


def ece(truth: ArrayLike, probability: ArrayLike, bins: int = 10) -> float:
    """Expected calibration error: distance of probability and frequency, weighted by count."""
    mean_p, hits, counts = reliability(truth, probability, bins)
    return float(np.sum(counts * np.abs(mean_p - hits)) / counts.sum()) if counts.size else np.nan


def noise_corrected_ece(
    truth: ArrayLike, probability: ArrayLike, bins: int = 10, draws: int = 200, seed: int = 7
) -> float:
    """ECE beyond what a perfectly calibrated forecast of the same probabilities would show."""
    p = np.asarray(probability, np.float64)
    rng = np.random.default_rng(seed)
    chance = [ece(rng.random(p.size) < p, p, bins) for _ in range(draws)]
    return ece(truth, p, bins) - float(np.mean(chance))


def risk_coverage(truth: ArrayLike, confidence: ArrayLike) -> tuple[Floats, Floats]:
    """Coverage 1/n..1 and the error rate of the most confident share answered at each."""
    correct = np.asarray(truth, np.float64)
    order = np.argsort(-np.asarray(confidence, np.float64), kind="stable")
    answered = np.arange(1, correct.size + 1)
    return answered / max(1, correct.size), 1.0 - np.cumsum(correct[order]) / answered


def accuracy_at_coverage(truth: ArrayLike, confidence: ArrayLike, coverage: float = 0.5) -> float:
    """Accuracy on the most confident share of the cases."""
    _, risk = risk_coverage(truth, confidence)
    return 1.0 - float(risk[max(0, round(risk.size * coverage) - 1)]) if risk.size else np.nan
