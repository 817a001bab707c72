"""Scores into probabilities: a null option, two parameters, and thresholds that keep a promise."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from .vectors import Matrix

_LEAST = np.finfo(np.float32).tiny
FAINT = 4.0
"""How many times T is where a link follows its text only faintly."""


def shares(logits: Matrix, null: Matrix) -> tuple[Matrix, Matrix]:
    """Return what part of an item each goal gets, and p(none); together they are 1.

    The softmax with a null option: e^{X/T} / (e^{null} + Σ e^{X/T}), none e^{null} over the same.

    Args:
        logits: (n, m) X/T and structure.
        null: (n,) logit of serving no goal.
    """
    top = logits.max(axis=1, keepdims=True)
    weight = np.exp(logits - top)
    total = weight.sum(axis=1)
    none = sigmoid(null - top[:, 0] - np.log(total))
    part: Matrix = (weight * ((1 - none) / total)[:, None]).astype(np.float32)
    return part, none


def blunted(logits: Matrix, lapse: float) -> Matrix:
    """Return ln((1 - lapse) · softmax(x) + lapse · softmax(x / 4)), Σ e^x and order kept.

    Some links follow a habit of the organisation more than the text; a single temperature would
    have to doubt all links for them (a lapse rate, as in psychometric functions: Wichmann and
    Hill 2001).

    Args:
        logits: (n, m) X/T.
        lapse: share of such links.
    """
    if lapse <= 0:
        return logits
    top = logits.max(axis=1, keepdims=True)
    sharp, faint = np.exp(logits - top), np.exp((logits - top) / np.float32(FAINT))
    total = sharp.sum(axis=1, keepdims=True)
    mixed = (1 - lapse) * sharp + lapse * total / faint.sum(axis=1, keepdims=True) * faint
    found: Matrix = (np.log(np.maximum(mixed, _LEAST)) + top).astype(np.float32)
    return found


def sigmoid(logit: NDArray[np.floating]) -> Matrix:
    """Return 1 / (1 + e^-x) without overflow."""
    probability: Matrix = (0.5 * (1 + np.tanh(np.asarray(logit, np.float64) / 2))).astype(
        np.float32
    )
    return probability


def log_odds(probability: float) -> float:
    """Return ln(p / (1 - p)), p kept within [1e-6, 1 - 1e-6]."""
    p = min(1 - 1e-6, max(1e-6, probability))
    return float(np.log(p / (1 - p)))


def certified_threshold(
    scores: ArrayLike, right: ArrayLike, *, error: float, delta: float = 0.1
) -> float | None:
    """Return the smallest t whose suggestions at or above t are wrong at most `error` often.

    Tested from strict to loose, stopping at the first failure, so that the promise holds with
    probability 1 - delta (fixed-sequence testing; Angelopoulos et al. 2021, Learn then Test);
    the bound is Clopper and Pearson's (1934). None where no threshold can be promised.

    Args:
        scores: of labelled suggestions.
        right: whether a person confirmed each.
        error: tolerated share of wrong suggestions.
        delta: tolerated chance that the promise is broken.
    """
    order = np.argsort(-np.asarray(scores, float), kind="stable")
    wrong = np.cumsum(~np.asarray(right, bool)[order])
    ranked = np.asarray(scores, float)[order]
    found: float | None = None
    for taken in range(_first(len(ranked), error, delta), len(ranked) + 1):
        bound = stats.beta.ppf(1 - delta, wrong[taken - 1] + 1, taken - wrong[taken - 1])
        if wrong[taken - 1] == taken or bound > error:
            break
        found = float(ranked[taken - 1])
    return found


def _first(count: int, error: float, delta: float) -> int:
    """Return the first size worth testing: a quarter of the labels.

    No fewer than a spotless record needs; one early slip in a short list proves nothing.
    """
    spotless = int(np.ceil(np.log(delta) / np.log(1 - error)))
    return max(spotless, -(-count // 4))
