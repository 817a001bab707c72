"""Calibration to a workspace: temperature, bias and thresholds from what people said there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from .anchors import Prepared, Reading
from .calibration import certified_threshold, shares
from .learning import Labels
from .parameters import Parameters
from .similarity import Matrix

FOLDS = 4
SEED = 0
LEAST_LABELS = 10
CERTIFIED_FROM, STRICT_FROM = 30, 200
"""Labels from which 80 % and 90 % precision is promised."""
LEAST_SHARE = 0.3
"""No share below is certified, however many above it are right."""
PRIOR_BIAS, PRIOR_TEMPERATURE = 0.7, 0.25
"""Deviations of b and ln T around the shipped ones."""

Score = Callable[[Prepared, Labels], Reading]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Labelled items of one group, scored as if nobody had labelled them; (k, m) each."""

    whole: Matrix
    null: Matrix
    """(k,)"""
    serves: NDArray[np.bool_]
    """Goals people confirmed; a row without any serves no goal."""
    known: NDArray[np.bool_]
    """(k,) whether it is known what the item serves; else only what it does not."""
    rejected: NDArray[np.bool_]


def samples(
    groups: Sequence[Prepared], labels: Labels, rows: Iterable[int], score: Score
) -> list[Sample]:
    """Score labelled items by what the other folds' labels teach.

    Args:
        groups: all groups.
        labels: everything that teaches.
        rows: labelled items to score, those people judged.
        score: scores a group with some labels.
    """
    judged = np.random.default_rng(SEED).permutation(sorted(rows)).tolist()
    if len(judged) < LEAST_LABELS:
        return []
    found = []
    for k in range(FOLDS):
        fold = judged[k::FOLDS]
        rest = labels.without(fold)
        for ready in groups:
            at = np.flatnonzero(np.isin(ready.group.rows, fold))
            if len(at):
                found.append(_sample(ready, at, score(ready, rest).whole[at], labels))
    return found


def _sample(ready: Prepared, at: NDArray[np.intp], whole: Matrix, labels: Labels) -> Sample:
    rows, goals = ready.group.rows[at].tolist(), ready.group.goals.tolist()
    return Sample(
        whole=whole,
        null=ready.null[at],
        serves=_flags([labels.serves.get(r, ()) for r in rows], goals),
        known=np.asarray([r in labels.serves for r in rows], bool),
        rejected=_flags([labels.rejected.get(r, ()) for r in rows], goals),
    )


def _flags(of: Sequence[Sequence[int]], goals: Sequence[int]) -> NDArray[np.bool_]:
    return np.asarray([[g in own for g in goals] for own in of], bool)


def refit(found: Sequence[Sample], parameters: Parameters) -> Parameters:
    """Return the parameters with b and T of highest posterior, shipped values the prior."""
    if not found:
        return parameters
    start = np.asarray([parameters.bias, np.log(parameters.temperature)])
    best = minimize(
        lambda x: _loss(x - start) + sum(_surprise(s, _with(parameters, x)) for s in found),
        start,
        method="Nelder-Mead",
        options={"xatol": 1e-3, "fatol": 1e-3, "maxiter": 120},
    )
    return _with(parameters, best.x)


def _with(parameters: Parameters, x: NDArray[np.float64]) -> Parameters:
    return replace(parameters, bias=float(x[0]), temperature=float(np.exp(x[1])))


def _loss(away: NDArray[np.float64]) -> float:
    return float(0.5 * ((away / (PRIOR_BIAS, PRIOR_TEMPERATURE)) ** 2).sum())


def _surprise(sample: Sample, parameters: Parameters) -> float:
    """Return -ln of what was thought of the labels, and of the best goals being right: halves.

    The first alone leaves the share of the best goal uncalibrated, the second is too noisy.
    """
    part, none = _shares(sample, parameters)
    own = np.where(sample.serves.any(axis=1), (part * sample.serves).sum(axis=1), none)
    not_rejected = 1 - (part * sample.rejected).sum(axis=1)
    likely = np.where(sample.known, own, not_rejected)
    best = np.asarray([p if right else 1 - p for p, right in _suggestions(sample, parameters)])
    return 0.5 * float(_cost(likely) + _cost(best))


def _cost(likely: Matrix) -> float:
    return float(-np.log(np.clip(likely, 1e-6, 1)).sum())


def _shares(sample: Sample, parameters: Parameters) -> tuple[Matrix, Matrix]:
    logits = sample.whole / np.float32(parameters.temperature)
    null = sample.null + np.float32(parameters.bias)
    return shares(logits, null, parameters.none_slope, parameters.none_offset)


def certify(found: Sequence[Sample], parameters: Parameters) -> float | None:
    """Return the share from which a best goal is promised right, None where nothing is.

    80 % right from 30 labels, 90 % from 200; a suggestion counts where people said what the
    item serves, or rejected just this one.
    """
    pairs = [pair for sample in found for pair in _suggestions(sample, parameters)]
    if len(pairs) < CERTIFIED_FROM:
        return None
    error = 0.2 if len(pairs) < STRICT_FROM else 0.1
    found_at = certified_threshold([p for p, _ in pairs], [r for _, r in pairs], error=error)
    return None if found_at is None else max(found_at, LEAST_SHARE)


def _suggestions(sample: Sample, parameters: Parameters) -> list[tuple[float, bool]]:
    part, _ = _shares(sample, parameters)
    best = part.argmax(axis=1)
    rows = np.arange(len(best))
    counts = sample.known | sample.rejected[rows, best]
    right = sample.serves[rows, best]
    sure = part[rows, best]
    return [(float(sure[k]), bool(right[k])) for k in np.flatnonzero(counts)]
