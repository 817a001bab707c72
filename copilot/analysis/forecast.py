"""Where a key result is heading: curves averaged in closed form, with an honest range.

Progress y (0 at baseline, 1 at target) is a curve s_k of elapsed time u (0 to 1) times an unknown
attainment A, plus a random walk, and every check-in reads it with an error. For each curve, size
of the walk and size of the error the posterior of A is normal, and so is the final value; all of
them are averaged by how well they explain the check-ins (Hoeting et al., "Bayesian Model
Averaging", 1999).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from copilot.portfolio import Forecast, Ref

from .curves import PRIOR, Floats, curves

WEEK = 7 * 86_400.0

WALKS: Floats = np.geomspace(0.01, 0.16, 5)
"""Sizes that the change of a week by chance may have, shares of the way."""
WALK = 0.04
"""The usual one: the variances have the weights of an inverse gamma of shape 1 around it."""
_LIKELY: Floats = -2 * np.log(WALKS) - (WALK / WALKS) ** 2
ERRORS = (0.0, 2.0)
"""Variance of a reading's error against that of a week's walk; both equally likely."""
SPREAD = 0.35
"""Prior standard deviation of the attainment."""

READINGS = 13
"""How many readings a cycle has about; in its last such part there may be none to come."""
NEGLIGIBLE = 1e-5
"""Parts of less weight than this share of the heaviest are left out, for speed."""
STEP, LOWER = 0.02, 30
"""How far apart, and how many, the lower last values are that an outlook is compared with."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Mixtures of normals of the final progress, one a row.

    The first row is what was measured, the others what a lower last value would have given. A
    sudden rise speaks for large errors, and could by that lower the chance; nobody would believe
    that of a number that got better, so the most hopeful row tells the chance.
    """

    weight: Floats
    centre: Floats
    scale: Floats

    def chance(self, progress: float = 1.0, *, more: float = 0.0, doubt: float = 0.0) -> float:
        """P(final progress ≥ `progress`), with `more` progress expected, give or take `doubt`."""
        return 1 - self._below(progress - more, doubt)

    def quantile(self, share: float) -> float:
        """Invert the distribution function of what was measured."""
        made = Outlook(self.weight[:1], self.centre[:1], self.scale[:1])
        reach = 10 * made.scale + 1e-6
        low, high = float((made.centre - reach).min()), float((made.centre + reach).max())
        return float(brentq(lambda v: made._below(v) - share, low, high, xtol=1e-4))

    def _below(self, progress: float, doubt: float = 0.0) -> float:
        """P(final progress < `progress`); a scale of nothing is a step."""
        scale, distance = np.sqrt(self.scale**2 + doubt**2), progress - self.centre
        certain = np.where(distance > 0, np.inf, -np.inf)
        ratio = np.divide(distance, scale, out=certain, where=scale > 0)
        return float(np.min(np.sum(self.weight * ndtr(ratio), axis=1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What was measured of one key result, as progress over weeks since the start."""

    weeks: Floats
    progress: Floats
    length: float
    """Weeks from start to end."""
    attainment: float = 0.7
    """Prior mean of the final progress."""
    spread: float = SPREAD
    """Its prior standard deviation."""

    def outlook(self) -> Outlook:
        """Average curves, walks and errors."""
        seen = self._seen()
        parts = [self._parts(seen, error) for error in ERRORS]
        logs, centre, scale = (np.concatenate(each, axis=1) for each in zip(*parts, strict=True))
        weight = np.exp(logs - logs.max(axis=1, keepdims=True))
        heavy = weight.max(axis=0) > NEGLIGIBLE
        weight, centre, scale = weight[:, heavy], centre[:, heavy], scale[:, heavy]
        weight /= weight.sum(axis=1, keepdims=True)
        # Where no time is left for another reading, the last one is the end.
        last = seen[:, -1:] if seen.size else self.progress[None]
        further = min(1.0, READINGS * max(0.0, 1 - float(self.weeks[-1]) / self.length))
        return Outlook(weight, last + further * (centre - last), further * scale)

    def _seen(self) -> Floats:
        """What was measured after the start, first as it was, then with lower last values."""
        values = self.progress[1:]
        if not len(values):
            return values[None]
        lower = STEP * (np.ceil(values[-1] / STEP) - 1 - np.arange(LOWER))
        seen = np.tile(values, (1 + LOWER, 1))
        seen[1:, -1] = lower
        return seen

    def _parts(self, seen: Floats, error: float) -> tuple[Floats, Floats, Floats]:
        """Log weight, centre and scale of the end; rows by walks and curves."""
        weeks = self.weeks[1:]
        shape = curves(np.clip(weeks / self.length, 0, 1))
        root = np.linalg.cholesky(np.minimum(weeks[:, None], weeks) + error * np.eye(len(weeks)))
        y, s, end = (np.linalg.solve(root, each.T) for each in (seen, shape, weeks[None]))
        variance = (WALKS**2 / (1 + error))[:, None]
        k0 = 1 / self.spread**2
        kn = k0 + np.sum(s**2, axis=0) / variance
        mean = (k0 * self.attainment + (y.T @ s)[:, None] / variance) / kn
        fit = np.sum(y**2, axis=0)[:, None, None] / variance - kn * mean**2
        rest, ahead = 1 - end.T @ s, self.length + error - float(np.sum(end**2))
        logs = np.log(PRIOR) + _LIKELY[:, None] - (np.log(kn) + fit) / 2
        logs -= len(weeks) / 2 * np.log(variance) + np.log(np.diag(root)).sum()
        centre = (y.T @ end)[:, :, None] + mean * rest
        scale = np.broadcast_to(np.sqrt(variance * ahead + rest**2 / kn), centre.shape)
        flat = (len(seen), -1)
        return logs.reshape(flat), centre.reshape(flat), scale.reshape(flat)


def course(
    check_ins: Sequence[tuple[datetime, float]],
    *,
    baseline: float,
    target: float,
    start: datetime,
    end: datetime,
    as_of: datetime,
    attainment: float = 0.7,
    spread: float = SPREAD,
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
    return Course(
        weeks=weeks[keep],
        progress=progress[keep],
        length=length,
        attainment=attainment,
        spread=spread,
    )


def forecast(
    check_ins: Sequence[tuple[datetime, float]],
    *,
    baseline: float,
    target: float,
    start: datetime,
    end: datetime,
    as_of: datetime,
    attainment: float = 0.7,
    spread: float = SPREAD,
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
        spread: its prior standard deviation.
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
        spread=spread,
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
