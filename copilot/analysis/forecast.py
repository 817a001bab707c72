"""Where a key result is heading: curves averaged in closed form, with an honest range.

Progress y (0 at baseline, 1 at target) is a curve s_k of elapsed time u (0 to 1) times an unknown
attainment A, plus a random walk. For each curve the posterior of A and of the walk's variance is
normal-inverse-gamma, so that the final value is Student t; curves are averaged by how well they
explain the increments (Hoeting et al., "Bayesian Model Averaging", 1999).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp, lgamma, log

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import stdtr

from copilot.portfolio import Forecast, Ref

Floats = NDArray[np.float64]
Curve = Callable[[Floats], Floats]

WEEK = 7 * 86_400.0

SPREAD = 0.045
"""Prior size of the walk, share of the way per square root of a week."""
SHAPE = 3.0
"""Prior weight of that size, in half observations."""
DOUBT = 0.4
"""Prior standard deviation of the attainment."""


def _logistic(u: Floats) -> Floats:
    """Slow, fast, slow: an S curve from 0 to 1."""
    low, high = 1 / (1 + exp(4.5)), 1 / (1 + exp(-4.5))
    return (1 / (1 + np.exp(-9 * (u - 0.5))) - low) / (high - low)


def _saturating(u: Floats) -> Floats:
    """Early gains first."""
    return (1 - np.exp(-3.5 * u)) / (1 - exp(-3.5))


def _late(u: Floats) -> Floats:
    """Most of the way at the end."""
    return np.asarray(u**2.2)


CURVES: tuple[tuple[Curve, float], ...] = (
    (lambda u: u, 0.4),
    (_logistic, 0.2),
    (_saturating, 0.25),
    (_late, 0.15),
)
"""Shapes with their prior weights."""


@dataclass(frozen=True, slots=True)
class _Final:
    """Student t of the final progress under one curve."""

    weight: float
    freedom: float
    centre: float
    scale: float

    def below(self, value: float) -> float:
        if self.scale <= 0:
            return float(value >= self.centre)
        return float(stdtr(self.freedom, (value - self.centre) / self.scale))


def forecast(
    check_ins: Sequence[tuple[datetime, float]],
    *,
    baseline: float,
    target: float,
    start: datetime,
    end: datetime,
    as_of: datetime,
    attainment: float = 0.7,
    goal: Ref = "",
) -> Forecast | None:
    """Forecast the value at the end of the cycle.

    Args:
        check_ins: measured values; those after `as_of` are not looked at.
        baseline: value at `start`.
        target: value to reach by `end`; below the baseline where less is better.
        start: begin of the cycle.
        end: its end.
        as_of: the moment of the forecast.
        attainment: prior mean of the final progress: .7 aspirational, 1.0 committed.
        goal: reference of the key result.

    Returns:
        None where nothing was measured, target equals baseline or the cycle has no length.
    """
    known = sorted((at, value) for at, value in check_ins if start < at <= min(as_of, end))
    span = target - baseline
    if not known or span == 0 or end <= start:
        return None
    weeks = np.array([0.0, *((at - start).total_seconds() / WEEK for at, _ in known)])
    progress = np.array([0.0, *((value - baseline) / span for _, value in known)])
    keep = np.concatenate([np.diff(weeks) > 0, [True]])
    weeks, progress = weeks[keep], progress[keep]
    length = (end - start).total_seconds() / WEEK
    finals = _finals(weeks, progress, length, attainment)
    low, middle, high = (baseline + span * _quantile(finals, q) for q in (0.1, 0.5, 0.9))
    left = max((end - as_of).total_seconds() / WEEK, 1 / 7)
    return Forecast(
        goal=goal,
        chance=sum(f.weight * (1 - f.below(1.0)) for f in finals),
        low=low,
        middle=middle,
        high=high,
        needed=(target - known[-1][1]) / left,
        recent=_recent(weeks, baseline + span * progress),
        stale_days=(as_of - known[-1][0]).days,
        measured=len(known),
    )


def _finals(weeks: Floats, progress: Floats, length: float, attainment: float) -> list[_Final]:
    fitted = [_fit(curve, weeks, progress, length, attainment) for curve, _ in CURVES]
    logs = np.array([log(prior) + f.weight for f, (_, prior) in zip(fitted, CURVES, strict=True)])
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    return [
        _Final(float(w), f.freedom, f.centre, f.scale)
        for w, f in zip(weights, fitted, strict=True)
    ]


def _fit(
    curve: Curve, weeks: Floats, progress: Floats, length: float, attainment: float
) -> _Final:
    """Posterior under one curve; `weight` is the log marginal likelihood up to a constant."""
    shape = curve(np.clip(weeks / length, 0, 1))
    dt, ds, dy = np.diff(weeks), np.diff(shape), np.diff(progress)
    k0 = SPREAD**2 / DOUBT**2
    kn = k0 + float(np.sum(ds**2 / dt))
    mean = (k0 * attainment + float(np.sum(ds * dy / dt))) / kn
    an = SHAPE + len(dt) / 2
    fit = float(np.sum(dy**2 / dt)) + k0 * attainment**2 - kn * mean**2
    bn = SHAPE * SPREAD**2 + max(fit, 0.0) / 2
    rest = 1 - float(shape[-1])
    left = max(length - float(weeks[-1]), 0.0)
    scale = (bn / an * (left + rest**2 / kn)) ** 0.5
    evidence = 0.5 * log(k0 / kn) - an * log(bn) + lgamma(an)
    return _Final(evidence, 2 * an, float(progress[-1]) + mean * rest, scale)


def _quantile(finals: Sequence[_Final], share: float) -> float:
    """Invert the mixture's distribution function between its outermost parts."""
    if all(f.scale <= 0 for f in finals):
        return finals[0].centre
    low = min(f.centre - 60 * f.scale for f in finals) - 1e-6
    high = max(f.centre + 60 * f.scale for f in finals) + 1e-6

    def beyond(value: float) -> float:
        return sum(f.weight * f.below(value) for f in finals) - share

    return float(brentq(beyond, low, high, xtol=1e-6))


def _recent(weeks: Floats, values: Floats) -> float | None:
    since = np.searchsorted(weeks, weeks[-1] - 4.5)
    span = float(weeks[-1] - weeks[since])
    return float(values[-1] - values[since]) / span if span > 0 else None
