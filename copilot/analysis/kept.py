"""Whether a value that is to be kept stays on its side of the limit until the end.

A local-level model: what is measured is a level that walks, plus noise (Durbin and Koopman, "Time
Series Analysis by State Space Methods", 2012, ch. 2). Both variances come from the first
differences, whose lag-1 covariance is minus the variance of the noise.
"""

from dataclasses import dataclass

import numpy as np

from .curves import Floats

MEASURED = 3
"""Fewer values than this tell nothing about the variance."""
PATHS = 2_000
SEED = 20_260_105


@dataclass(frozen=True, slots=True)
class Kept:
    """P(no breach) and where the value may end."""

    chance: float
    low: float
    middle: float
    high: float


def stays(weeks: Floats, values: Floats, *, limit: float, above: bool, left: float) -> Kept | None:
    """Simulate the weeks that are left.

    Args:
        weeks: when each value was measured, increasing.
        values: what was measured.
        limit: the value never to cross.
        above: whether the good side is above.
        left: weeks from the last value to the end.

    Returns:
        None below three values.
    """
    if len(values) < MEASURED:
        return None
    walk, noise = _variances(weeks, values)
    level = _level(values, walk, noise)
    ahead = max(1, round(left))
    rng = np.random.default_rng(SEED)
    # Few values say little about a variance: it is drawn from its scaled inverse chi-square.
    free = len(values) - 1
    stretch = np.sqrt(free / rng.chisquare(free, PATHS))[:, None]
    size = np.sqrt(walk * left / ahead)
    paths = level + stretch * size * rng.standard_normal((PATHS, ahead)).cumsum(axis=1)
    seen = paths + stretch * np.sqrt(noise) * rng.standard_normal((PATHS, ahead))
    good = np.all(seen >= limit if above else seen <= limit, axis=1)
    chance = (float(good.sum()) + 1) / (PATHS + 2)
    # n values without a breach never prove more than (n + 1)/(n + 2) (Laplace).
    most = (len(values) + 1) / (len(values) + 2)
    low, middle, high = np.quantile(seen[:, -1], [0.1, 0.5, 0.9])
    return Kept(min(chance, most), float(low), float(middle), float(high))


def _variances(weeks: Floats, values: Floats) -> tuple[float, float]:
    """Variance of the walk per week, and of the noise; neither negative."""
    step, dt = np.diff(values), np.diff(weeks)
    covariance = float(np.mean(step[1:] * step[:-1])) if len(step) > 1 else 0.0
    total = float(np.mean(step**2))
    noise = min(max(0.0, -covariance), total / 2)
    return max(0.0, total - 2 * noise) / float(np.mean(dt)), noise


def _level(values: Floats, walk: float, noise: float) -> float:
    """Exponential smoothing from the mean, with the filter's steady-state gain."""
    ratio = walk / noise if noise > 0 else np.inf
    gain = 1.0 if np.isinf(ratio) else (np.sqrt(ratio**2 + 4 * ratio) - ratio) / 2
    level = float(values.mean())
    for value in values:
        level += float(gain) * (float(value) - level)
    return level
