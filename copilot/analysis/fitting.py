"""Calibration to a workspace: temperature, bias and thresholds from what people said there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from .anchors import Prepared, Reading
from .calibration import blunted, certified_threshold, shares, sigmoid
from .learning import Labels
from .parameters import Parameters
from .vectors import Matrix

FOLDS = 4
SEED = 0
LEAST_LABELS = 10
CERTIFIED_FROM, STRICT_FROM = 30, 200
"""Labels from which 80 % and 90 % precision is promised."""
LEAST_SHARE = 0.3
"""No share below is certified, however many above it are right."""
PRIOR_BIAS, PRIOR_TEMPERATURE = 0.7, 0.25
"""Deviations of b and ln T around the shipped ones."""
PRIOR_LAPSE, LAPSE = 0.2, 0.2
"""Mean and deviation of the share of links that follow their text only faintly."""
MOST_LAPSE = 0.9
PRIOR_SLOPE, PRIOR_OFFSET = 0.4, 0.7
"""Deviations of ln slope and offset of a link's own score around the shipped ones."""

Vector = NDArray[np.float64]
Score = Callable[[Prepared, Labels], Reading]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Labelled items, scored as if nobody had labelled them; (k, m), m the most goals of any."""

    rows: NDArray[np.int64]
    """(k,) which items."""
    fold: NDArray[np.int64]
    """(k,) the fold of each: those that did not teach it."""
    whole: Matrix
    """X; -inf where an item has fewer goals."""
    null: Matrix
    """(k,)"""
    serves: NDArray[np.bool_]
    """Goals people confirmed; a row without any serves no goal."""
    known: NDArray[np.bool_]
    """(k,) whether it is known what the item serves; else only what it does not."""
    rejected: NDArray[np.bool_]

    def take(self, keep: NDArray[Any]) -> "Sample":
        """Return some of the items."""
        return Sample(*(getattr(self, field.name)[keep] for field in fields(self)))


def by_lot(rows: Iterable[int]) -> list[list[int]]:
    """Deal items into folds; by position would fail where a backlog has a rhythm."""
    dealt = np.random.default_rng(SEED).permutation(sorted(rows)).tolist()
    return [dealt[k::FOLDS] for k in range(FOLDS)]


def samples(
    groups: Sequence[Prepared],
    labels: Labels,
    folds: Sequence[Sequence[int]],
    score: Score,
    right: Labels | None = None,
) -> Sample | None:
    """Score labelled items by what the other folds' labels teach; None where they are too few.

    Args:
        groups: all groups.
        labels: everything that teaches.
        folds: rows of labelled items to score, those people judged.
        score: scores a group with some labels.
        right: what counts as right; none: what teaches.
    """
    if sum(map(len, folds)) < LEAST_LABELS:
        return None
    parts = []
    for number, fold in enumerate(folds):
        rest = labels.without(fold)
        for ready in groups:
            at = np.flatnonzero(np.isin(ready.group.rows, fold))
            if len(at):
                whole = score(ready, rest).whole[at]
                parts.append(_sample(ready, at, whole, right or labels, number))
    return _joined(parts) if parts else None


def _sample(
    ready: Prepared, at: NDArray[np.intp], whole: Matrix, labels: Labels, fold: int
) -> Sample:
    rows, goals = ready.group.rows[at], ready.group.goals.tolist()
    return Sample(
        rows=rows,
        fold=np.full(len(rows), fold),
        whole=whole,
        null=ready.null[at],
        serves=_flags([labels.serves.get(r, ()) for r in rows.tolist()], goals),
        known=np.asarray([r in labels.serves for r in rows.tolist()], bool),
        rejected=_flags([labels.rejected.get(r, ()) for r in rows.tolist()], goals),
    )


def _flags(of: Sequence[Sequence[int]], goals: Sequence[int]) -> NDArray[np.bool_]:
    return np.asarray([[g in own for g in goals] for own in of], bool)


def _joined(parts: Sequence[Sample]) -> Sample:
    """Put groups below each other; padding can't win, and no one serves it."""
    width = max(part.whole.shape[1] for part in parts)

    def padded(name: str) -> NDArray[Any]:
        rows = [getattr(part, name) for part in parts]
        if rows[0].ndim == 1:
            return np.concatenate(rows)
        fill = -np.inf if name == "whole" else False
        return np.concatenate(
            [np.pad(r, ((0, 0), (0, width - r.shape[1])), constant_values=fill) for r in rows]
        )

    return Sample(*(padded(field.name) for field in fields(Sample)))


def refit(found: Sample | None, parameters: Parameters) -> Parameters:
    """Return the parameters of highest posterior: first of the shares, then of the own score."""
    return parameters if found is None else _own_score(found, _shared(found, parameters))


def _shared(found: Sample, parameters: Parameters) -> Parameters:
    """Fit b, T and the lapse rate."""
    start = np.asarray([parameters.bias, np.log(parameters.temperature), PRIOR_LAPSE])
    spread = np.asarray([PRIOR_BIAS, PRIOR_TEMPERATURE, LAPSE])

    def fitted(x: Vector) -> Parameters:
        lapse = float(np.clip(x[2], 0, MOST_LAPSE))
        return replace(parameters, bias=float(x[0]), temperature=float(np.exp(x[1])), lapse=lapse)

    return fitted(_most_likely(lambda x: _surprise(found, fitted(x)), start, spread))


def _own_score(found: Sample, parameters: Parameters) -> Parameters:
    """Fit the logistic of a link's own score to whether the best goals were right."""
    best = suggestions(found, parameters)
    start = np.asarray([np.log(parameters.slope), parameters.offset])

    def fitted(x: Vector) -> Parameters:
        return replace(parameters, slope=float(np.exp(x[0])), offset=float(x[1]))

    def surprise(x: Vector) -> float:
        p = sigmoid(np.exp(x[0]) * best.logit + x[1])
        return _cost(np.where(best.right, p, 1 - p))

    return fitted(_most_likely(surprise, start, np.asarray([PRIOR_SLOPE, PRIOR_OFFSET])))


def _most_likely(surprise: Callable[[Vector], float], start: Vector, spread: Vector) -> Vector:
    """Return the mode of the posterior; the prior is normal around `start`."""
    best: Vector = minimize(
        lambda x: 0.5 * float((((x - start) / spread) ** 2).sum()) + surprise(x),
        start,
        method="Nelder-Mead",
        options={
            "initial_simplex": np.vstack([start, start + 0.5 * np.diag(spread)]),
            "xatol": 1e-3,
            "fatol": 1e-3,
            "maxiter": 200,
        },
    ).x
    return best


def _surprise(sample: Sample, parameters: Parameters) -> float:
    """Return -ln of what was thought of the labels, and of the best goals being right: halves.

    The first alone leaves the share of the best goal uncalibrated, the second is too noisy.
    """
    part, none = _shares(sample, parameters)
    own = np.where(sample.serves.any(axis=1), (part * sample.serves).sum(axis=1), none)
    not_rejected = 1 - (part * sample.rejected).sum(axis=1)
    likely = np.where(sample.known, own, not_rejected)
    best = _suggested(sample, part, parameters)
    held = np.where(best.right, best.share, 1 - best.share)
    return 0.5 * (_cost(likely) + _cost(held))


def _cost(likely: Matrix) -> float:
    return float(-np.log(np.clip(likely, 1e-6, 1)).sum())


def _shares(sample: Sample, parameters: Parameters) -> tuple[Matrix, Matrix]:
    logits = blunted(sample.whole / np.float32(parameters.temperature), parameters.lapse)
    null = sample.null + np.float32(parameters.bias)
    return shares(logits, null)


def certify(found: Sample | None, parameters: Parameters) -> float | None:
    """Return the share from which a best goal is promised right, None where nothing is.

    80 % right from 30 labels, 90 % from 200; a suggestion counts where people said what the
    item serves, or rejected just this one.
    """
    if found is None:
        return None
    best = suggestions(found, parameters)
    if len(best.right) < CERTIFIED_FROM:
        return None
    error = 0.2 if len(best.right) < STRICT_FROM else 0.1
    found_at = certified_threshold(best.share, best.right, error=error)
    return None if found_at is None else max(found_at, LEAST_SHARE)


class Suggestions(NamedTuple):
    """The best goals of items where people said whether that one is right; (k,) each."""

    share: Matrix
    logit: Matrix
    """X/T against serving no goal."""
    right: NDArray[np.bool_]
    at: NDArray[np.intp]
    """Place of each item in the sample."""


def suggestions(sample: Sample, parameters: Parameters) -> Suggestions:
    """Return the best goal of each item that people judged, or rejected just this goal for."""
    return _suggested(sample, _shares(sample, parameters)[0], parameters)


def _suggested(sample: Sample, part: Matrix, parameters: Parameters) -> Suggestions:
    best = part.argmax(axis=1)
    at = np.flatnonzero(sample.known | sample.rejected[np.arange(len(best)), best])
    column = best[at]
    logit = sample.whole[at, column] / parameters.temperature - sample.null[at] - parameters.bias
    return Suggestions(part[at, column], logit, sample.serves[at, column], at)
