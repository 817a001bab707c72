"""A fair probability for scorers that have none: a logistic learnt on other organisations."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize

from . import metrics
from .measures import Answers, top_pairs

Floats = NDArray[np.float64]


def fit(truth: ArrayLike, scores: ArrayLike) -> tuple[float, float, float]:
    """Slope, offset and scale of p = 1/(1+e^-(a·s/scale+c)) by maximum likelihood (Platt 1999)."""
    sign = 2.0 * np.asarray(truth, np.float64) - 1.0
    values = np.asarray(scores, np.float64)
    scale = float(np.std(values)) or 1.0

    def loss(ac: Floats) -> float:
        logits = ac[0] * values / scale + ac[1]
        return float(np.mean(np.logaddexp(0.0, -sign * logits)) + 1e-4 * ac[0] ** 2)

    a, c = minimize(loss, np.array([1.0, 0.0])).x
    return float(a), float(c), scale


def transferred_ece(organisations: Mapping[str, Answers]) -> dict[str, float]:
    """ECE of the best goal's probability, calibrated on the other organisations."""
    tops = {name: top_pairs(answers) for name, answers in organisations.items()}
    found = {}
    for name, (truth, scores) in tops.items():
        others = [pair for other, pair in tops.items() if other != name]
        if not others:
            found[name] = np.nan
            continue
        a, c, scale = fit(*(np.concatenate(column) for column in zip(*others, strict=True)))
        logits = np.clip(a * np.asarray(scores, np.float64) / scale + c, -40, 40)
        found[name] = metrics.ece(truth, 1.0 / (1.0 + np.exp(-logits)))
    return found
