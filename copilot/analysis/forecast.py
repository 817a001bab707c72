"""Where a key result is heading: curves averaged in closed form, with an honest range.

Progress y (0 at baseline, 1 at target) is a curve s_k of elapsed time u (0 to 1) times an unknown
attainment A, plus a random walk. For each curve the posterior of A and of the walk's variance is
normal-inverse-gamma, so that the final value is Student t; curves are averaged by how well they
explain the increments (Hoeting et al., "Bayesian Model Averaging", 1999).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from scipy.optimize import brentq
from scipy.special import stdtr

from copilot.portfolio import Forecast, Ref

from .curves import PRIOR, Floats, curves

WEEK = 7 * 86_400.0

SPREAD = 0.045
"""Prior size of the walk, share of the way per square root of a week."""
SHAPE = 3.0
"""Prior weight of that size, in half observations."""
DOUBT = 0.35
"""Prior standard deviation of the attainment."""
SURPRISE = 2.0
"""Variance of a week to come against that of a week seen: releases, setbacks, late surges are no
part of any curve."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Mixture of Student t's of the final progress: one per curve."""

    weight: Floats
    freedom: float
    centre: Floats
    scale: Floats

    def chance(self, progress: float = 1.0, *, more: float = 0.0, doubt: float = 0.0) -> float:
        """P(final progress ≥ `progress`), with `more` progress expected, give or take `doubt`."""
        scale = np.sqrt(self.scale**2 + doubt**2)
        above = self.centre + more - progress
        return float(self.weight @ _below(self.freedom, above, scale))

    def quantile(self, share: float) -> float:
        """Invert the mixture's distribution function between its outermost parts."""
        reach = 60 * self.scale + 1e-6
        low, high = float((self.centre - reach).min()), float((self.centre + reach).max())

        def beyond(value: float) -> float:
            return float(self.weight @ _below(self.freedom, value - self.centre, self.scale))

        return float(brentq(lambda v: beyond(v) - share, low, high, xtol=1e-6))


def _below(freedom: float, distance: Floats, scale: Floats) -> Floats:
    """P(t ≤ distance/scale); a scale of nothing is a step."""
    certain = np.where(distance >= 0, np.inf, -np.inf)
    ratio = np.divide(distance, scale, out=certain, where=scale > 0)
    return np.asarray(stdtr(freedom, ratio))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What was measured of one key result, as progress over weeks since the start."""

    weeks: Floats
    progress: Floats
    length: float
    """Weeks from start to end."""
    attainment: float = 0.7
    """Prior mean of the final progress."""

    def outlook(self) -> Outlook:
        """Average the curves."""
        shape = curves(np.clip(self.weeks / self.length, 0, 1))
        dt, dy = np.diff(self.weeks), np.diff(self.progress)
        ds = np.diff(shape, axis=1)
        k0 = SPREAD**2 / DOUBT**2
        kn = k0 + np.sum(ds**2 / dt, axis=1)
        mean = (k0 * self.attainment + ds @ (dy / dt)) / kn
        an = SHAPE + len(dt) / 2
        fit = np.sum(dy**2 / dt) + k0 * self.attainment**2 - kn * mean**2
        bn = SHAPE * SPREAD**2 + np.maximum(fit, 0) / 2
        rest = 1 - shape[:, -1]
        left = max(self.length - float(self.weeks[-1]), 0.0)
        logs = np.log(PRIOR) + 0.5 * np.log(k0 / kn) - an * np.log(bn)
        weight = np.exp(logs - logs.max())
        return Outlook(
            weight=weight / weight.sum(),
            freedom=2 * an,
            centre=self.progress[-1] + mean * rest,
            scale=np.sqrt(bn / an * (SURPRISE * left + rest**2 / kn)),
        )


def course(
    check_ins: Sequence[tuple[datetime, float]],
    *,
    baseline: float,
    target: float,
    start: datetime,
    end: datetime,
    as_of: datetime,
    attainment: float = 0.7,
) -> Course | None:
    """Turn measured values into progress over weeks; parameters as of `forecast`."""
    known = sorted((at, value) for at, value in check_ins if start < at <= min(as_of, end))
    span = target - baseline
    if span == 0 or end <= start:
        return None
    weeks = np.array([0.0, *((at - start).total_seconds() / WEEK for at, _ in known)])
    progress = np.array([0.0, *((value - baseline) / span for _, value in known)])
    keep = np.concatenate([np.diff(weeks) > 0, [True]])
    length = (end - start).total_seconds() / WEEK
    return Course(weeks=weeks[keep], progress=progress[keep], length=length, attainment=attainment)


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
        check_ins: measured values; those after `as_of` are not looked at, those up to `start`
            only tell that something was measured.
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
    known = sorted((at, value) for at, value in check_ins if at <= min(as_of, end))
    way = course(
        known,
        baseline=baseline,
        target=target,
        start=start,
        end=end,
        as_of=as_of,
        attainment=attainment,
    )
    if not known or way is None:
        return None
    ahead, span = way.outlook(), target - baseline
    low, middle, high = (baseline + span * ahead.quantile(q) for q in (0.1, 0.5, 0.9))
    left = max((end - as_of).total_seconds() / WEEK, 1 / 7)
    return Forecast(
        goal=goal,
        chance=ahead.chance(),
        low=low,
        middle=middle,
        high=high,
        needed=(target - known[-1][1]) / left,
        recent=_recent(way.weeks, baseline + span * way.progress),
        stale_days=(as_of - known[-1][0]).days,
        measured=len(known),
    )


def _recent(weeks: Floats, values: Floats) -> float | None:
    since = np.searchsorted(weeks, weeks[-1] - 4.5)
    span = float(weeks[-1] - weeks[since])
    return float(values[-1] - values[since]) / span if span > 0 else None
