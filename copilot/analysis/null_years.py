"""How often chance alone would raise an alarm: simulated years in which nothing happens."""

from dataclasses import dataclass

import numpy as np

from .drift import LEAD, Drifting, Floats, Intent, measure

YEARS = 2000
WEEKS = 52
MIN_EFFECT = 0.08
"""Smallest gap worth an alarm, as a share of all effort."""
_SEED = 20260216
_TINY = 1e-9
_DOUBT = 15.0
"""Degrees of freedom of the noise in null years: it is known from some weeks, not for sure."""
_EVEN = 1e6
_LEAST = 0.5
"""Where the gates alone keep the budget, chance still has to be unlikely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a year without drift reaches by chance."""

    quantiles: Floats
    """Of each statistic's yearly maximum; infinite where it never leaves 0."""
    limit: float
    """Of the yearly maximum of what would alarm: statistics over their quantiles, gated."""
    maxima: Floats
    """Gated yearly maxima, ascending."""


def scores(found: Drifting, quantiles: Floats, min_effect: float = MIN_EFFECT) -> Floats:
    """Return what is compared with the limit: (..., weeks).

    The largest statistic over its own quantile, the smaller of two consecutive weeks; 0 where no
    bucket is `min_effect` away from what is expected.
    """
    ratio = (found.statistics / quantiles).max(axis=-1)
    twice = np.minimum(ratio[..., 1:], ratio[..., :-1])
    wide = np.abs(found.gaps).max(axis=-1) >= min_effect
    out: Floats = np.zeros_like(ratio)
    out[..., 1:] = np.where(wide[..., 1:], twice, 0.0)
    return out


def null_years(
    usual: Floats, counts: Floats, noise: float, intent: Intent, *, years: int = YEARS
) -> Drifting:
    """Simulate years of the usual split, with the weeks before them that teach the noise.

    Args:
        usual: share of each bucket, summing to 1.
        counts: independent items of the weeks to draw from.
        noise: dispersion of the shares.
        intent: what the real series is held against.
        years: how many.
    """
    rng = np.random.default_rng(_SEED)
    weeks = rng.choice(counts, LEAD + WEEKS)
    noises = noise * _DOUBT / rng.chisquare(_DOUBT, years)
    shares = draw(rng, usual, weeks, noises)
    return measure(shares, np.broadcast_to(weeks, (years, len(weeks))), intent)


def limits(found: Drifting, budget: float, *, min_effect: float = MIN_EFFECT) -> Limits:
    """Return what a share `budget` of the simulated years exceeds; `min_effect` as a share."""
    quantiles = np.quantile(found.statistics.max(axis=1), 1 - budget, axis=0)
    quantiles = np.where(quantiles > _TINY, quantiles, np.inf)
    maxima = np.sort(scores(found, quantiles, min_effect).max(axis=1))
    limit = max(float(np.quantile(maxima, 1 - budget)), _LEAST)
    return Limits(quantiles=quantiles, limit=limit, maxima=maxima)


def draw(rng: np.random.Generator, usual: Floats, counts: Floats, noise: Floats) -> Floats:
    """Draw shares (years, weeks, buckets) with a variance `noise` times that of a multinomial.

    Above 1 a Dirichlet-multinomial, below it a multinomial drawn towards its mean.

    Args:
        rng: source of chance.
        usual: share of each bucket, summing to 1.
        counts: items of each week.
        noise: dispersion of each year.
    """
    items = np.maximum(np.rint(counts).astype(int), 1)
    more = np.maximum(noise[:, None], 1 + _TINY)
    strength = np.maximum((items - more) / (more - 1), 0.3)[..., None]
    parts = rng.standard_gamma(np.minimum(strength, _EVEN) * usual) + _TINY
    split = np.where(strength < _EVEN, parts / parts.sum(axis=-1, keepdims=True), usual)
    drawn = rng.multinomial(items, split / split.sum(axis=-1, keepdims=True)) / items[:, None]
    calm = np.sqrt(np.minimum(noise, 1.0))[:, None, None]
    return np.asarray(usual + calm * (drawn - usual))
