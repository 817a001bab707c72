"""Whether the split of effort has moved away from what was intended, week by week.

Every function works on one history or, with leading axes, on thousands of simulated ones: shares
of effort are (..., weeks, buckets), counts of independent items (..., weeks). The last bucket is
work that no declared goal or allowance provides for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WINDOWS = (4, 8)
"""Weeks pooled by the two chi-square statistics."""
SLACK = 0.06
"""Half of the shift that the running sums are made for: a share of all effort."""
LEAD = 6
"""Weeks before anything is said: the noise has to be known first."""
BASELINE = 10
"""Weeks that stand for the usual split where no intent was declared."""
LAG = 8
"""The last weeks never tell what is usual: they may be what has to be found."""
RECENT = 4
"""Weeks whose pooled share is the size of the effect."""

_PRIOR, _PRIOR_DF, _LEAST = 1.8, 15.0, 0.5
_USUAL_REST, _REST_ITEMS, _MOST_REST = 0.03, 20.0, 0.25
_TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What the shares are held against."""

    shares: Floats | None
    """Declared share of every bucket but the last, summing to at most 1; None where nobody
    declared any: then the series' own past tells."""
    objectives: tuple[int, ...]
    """Buckets whose shortfall is summed up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drifting:
    """How far a series has strayed, week by week."""

    statistics: Floats
    """Shape (..., weeks, statistics): one per window, then one per objective."""
    gaps: Floats
    """Share of the last four weeks minus the expected one: (..., weeks, buckets)."""
    expected: Floats
    """Shape (..., weeks, buckets)."""
    shortfalls: Floats
    """Running sum of each objective, 0 where it starts anew: (..., weeks, objectives)."""
    dispersion: Floats
    """Shape (..., weeks)."""


def measure(shares: Floats, counts: Floats, intent: Intent) -> Drifting:
    """Compare every week and the weeks before it with the intent or with the own past."""
    expected, doubt = _expected(shares, counts, intent)
    known = dispersion(shares, counts, expected)
    known_counts = np.where(np.arange(counts.shape[-1]) < silent_weeks(intent), 0.0, counts)
    seen = counts if intent.shares is not None else known_counts
    excess = (shares - expected) * seen[..., None]
    mean = expected * seen[..., None]
    windows = [_chi_square(excess, mean, weeks) / known for weeks in WINDOWS]
    if doubt is not None:
        windows = [
            w / (1 + _window(seen, weeks) / doubt)
            for w, weeks in zip(windows, WINDOWS, strict=True)
        ]
    short = _shortfalls(excess, mean, seen, known, intent)
    statistics = np.concatenate([np.stack(windows, axis=-1), short], axis=-1)
    statistics[..., : silent_weeks(intent), :] = 0.0
    recent = np.maximum(_window(seen, RECENT), _TINY)[..., None]
    return Drifting(
        statistics=statistics,
        gaps=_windowed(excess, RECENT) / recent,
        expected=expected,
        shortfalls=short,
        dispersion=known,
    )


def silent_weeks(intent: Intent) -> int:
    """Number of first weeks that only teach."""
    return LEAD - 1 if intent.shares is not None else LEAD + LAG


def _expected(shares: Floats, counts: Floats, intent: Intent) -> tuple[Floats, Floats | None]:
    """Expected share of each bucket by week, and the items an estimated one rests on."""
    work = _lagged(shares * counts[..., None])
    items = _lagged(counts[..., None])
    if intent.shares is None:
        recent_work, recent_items = _windowed(work, BASELINE), _windowed(items, BASELINE)
        even = 1.0 / shares.shape[-1]
        found = (recent_work + even) / (recent_items + 1.0)
        return found, np.maximum(recent_items[..., 0], _TINY)
    rest = max(0.0, 1.0 - float(intent.shares.sum()))
    seen = np.cumsum(work[..., -1:], axis=-2) + _USUAL_REST * _REST_ITEMS
    usual = seen / (np.cumsum(items, axis=-2) + _REST_ITEMS)
    usual = np.clip(usual, rest, max(rest, _MOST_REST))
    scale = (1 - usual) / max(float(intent.shares.sum()), _TINY)
    return np.concatenate([intent.shares * scale, usual], axis=-1), None


def _lagged(values: Floats) -> Floats:
    late = np.zeros_like(values)
    late[..., LAG:, :] = values[..., :-LAG, :]
    return late


def dispersion(shares: Floats, counts: Floats, usual: Floats) -> Floats:
    """Noise of the shares in multiples of independent items', as known in each week.

    Pearson's chi-square of the differences between neighbouring weeks, which a lasting shift
    touches but once, shrunk to 1.8 with 15 degrees of freedom. Overlapping differences carry two
    thirds of their number (Anderson, The Statistical Analysis of Time Series, 1971, 3.4).
    """
    both = (counts[..., 1:] > 0) & (counts[..., :-1] > 0)
    error = 1 / np.maximum(counts[..., 1:], _TINY) + 1 / np.maximum(counts[..., :-1], _TINY)
    squares = np.diff(shares, axis=-2) ** 2 / np.maximum(usual[..., 1:, :], _TINY)
    chi = np.cumsum(np.where(both, squares.sum(axis=-1) / error, 0.0), axis=-1) * 2 / 3
    df = np.cumsum(both, axis=-1) * (shares.shape[-1] - 1) * 2 / 3
    known = np.full(counts.shape, _PRIOR)
    known[..., 1:] = np.maximum((chi + _PRIOR * _PRIOR_DF) / (df + _PRIOR_DF), _LEAST)
    return known


def _chi_square(excess: Floats, mean: Floats, weeks: int) -> Floats:
    pooled = _windowed(mean, weeks)
    squares = _windowed(excess, weeks) ** 2 / np.maximum(pooled, _TINY)
    return np.asarray(np.where(pooled > _TINY, squares, 0.0).sum(axis=-1))


def _shortfalls(
    excess: Floats, mean: Floats, seen: Floats, known: Floats, intent: Intent
) -> Floats:
    """Page's sum for a fall of twice the slack, per objective (Page, Biometrika 41, 1954)."""
    chosen = list(intent.objectives)
    items = seen[..., None]
    spread = mean[..., chosen] * (1 - mean[..., chosen] / np.maximum(items, _TINY))
    share_spread = np.where(items > 0, spread / np.maximum(items, _TINY), 1.0)
    steps = (-excess[..., chosen] - SLACK * items) / (
        np.maximum(share_spread, _TINY) * known[..., None]
    )
    total = np.zeros_like(steps)
    for week in range(steps.shape[-2]):
        before = total[..., week - 1, :] if week else 0.0
        total[..., week, :] = np.maximum(0.0, before + steps[..., week, :])
    return total


def _windowed(values: Floats, weeks: int) -> Floats:
    """Sum of the last `weeks` rows (axis -2), of fewer at the start."""
    total = np.cumsum(values, axis=-2)
    total[..., weeks:, :] -= total[..., :-weeks, :].copy()
    return total


def _window(values: Floats, weeks: int) -> Floats:
    return _windowed(values[..., None], weeks)[..., 0]
