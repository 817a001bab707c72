"""Families of curves that progress may take, from 0 to 1 over thirteen weeks.

`FAMILIAR` ones chose the parameters of the forecast; `UNSEEN` ones judge it. None is a curve of
the forecast, which knows only two terms of a smooth rate.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rng = np.random.Generator
Family = Callable[[Rng], Floats]

WEEKS = 13
ELAPSED: Floats = np.arange(WEEKS + 1) / WEEKS


def _through(x: list[float], y: list[float]) -> Floats:
    return np.asarray(np.interp(ELAPSED, x, y))


def _jumps(rng: Rng, at: Floats, evenness: float) -> Floats:
    """Jumps at these moments, of random sizes that add up to 1."""
    size = rng.dirichlet(np.full(len(at), evenness))
    return np.asarray((size * (ELAPSED[:, None] > at)).sum(axis=1))


def _total(weekly: Floats) -> Floats:
    way = np.concatenate([[0.0], weekly.cumsum()])
    return np.asarray(way / way[-1])


def _logistic(middle: float, rate: float) -> Floats:
    return np.asarray(1 / (1 + np.exp(-rate * (ELAPSED - middle))))


def _scaled(raw: Floats) -> Floats:
    return np.asarray((raw - raw[0]) / (raw[-1] - raw[0]))


def _steps(rng: Rng) -> Floats:
    """Two or three releases, each with its own jump."""
    return _jumps(rng, rng.uniform(0.1, 0.95, rng.integers(2, 4)), 1)


def _delayed(rng: Rng) -> Floats:
    """Nothing for a while, then a straight climb."""
    wait = rng.uniform(0.2, 0.6)
    return _through([0, wait, 1], [0, 0, 1])


def _plateau(rng: Rng) -> Floats:
    """A climb that stalls for good."""
    return np.minimum(ELAPSED / rng.uniform(0.4, 0.8), 1)


def _wave(rng: Rng) -> Floats:
    """A trend with a monthly swing."""
    swing = 0.08 * np.sin(2 * np.pi * (rng.uniform(2, 4) * ELAPSED + rng.uniform()))
    return np.asarray(ELAPSED + swing - swing[0] - ELAPSED * (swing[-1] - swing[0]))


def _gompertz(rng: Rng) -> Floats:
    """Adoption: slow, fast, slow, but not symmetric."""
    return _scaled(np.exp(-4 * np.exp(-rng.uniform(3, 7) * ELAPSED)))


def _bend(rng: Rng) -> Floats:
    """Two speeds, the second faster or slower."""
    return _through([0, rng.uniform(0.25, 0.75), 1], [0, rng.uniform(0.2, 0.8), 1])


def _surge(rng: Rng) -> Floats:
    """Most of it in the last weeks."""
    return _scaled(np.expm1(rng.uniform(1, 4) * ELAPSED))


def _setback(rng: Rng) -> Floats:
    """A climb, a fall, a climb."""
    at, top = rng.uniform(0.2, 0.7), rng.uniform(0.3, 0.7)
    return _through(
        [0, at, at + rng.uniform(0.1, 0.2), 1], [0, top, top - rng.uniform(0.1, 0.3), 1]
    )


def _rough_line(rng: Rng) -> Floats:
    """A line of weeks that differ in what they bring."""
    return _total(rng.gamma(1 / rng.uniform(0.1, 0.6) ** 2, size=WEEKS))


def _uneven(rng: Rng) -> Floats:
    """A line of good weeks and weeks that bring next to nothing."""
    return _total(rng.gamma(rng.uniform(0.4, 3), size=WEEKS))


def _hill(rng: Rng) -> Floats:
    """An S of any middle and steepness."""
    power, half = rng.uniform(2, 6), rng.uniform(0.3, 0.8)
    return _scaled(ELAPSED**power / (ELAPSED**power + half**power))


def _diminishing(rng: Rng) -> Floats:
    """Early gains first, each week a little less."""
    return _scaled(np.log1p(10 ** rng.uniform(0.3, 1.6) * ELAPSED))


def _last_minute(rng: Rng) -> Floats:
    """Ever faster, fastest at the deadline."""
    return _scaled(-np.log1p(-rng.uniform(0.5, 0.97) * ELAPSED))


def _pause(rng: Rng) -> Floats:
    """A stall of some weeks, then on as before."""
    at, rest = rng.uniform(0.1, 0.6), rng.uniform(0.15, 0.35)
    level = at / (1 - rest)
    return _through([0, at, at + rest, 1], [0, level, level, 1])


def _releases(rng: Rng) -> Floats:
    """Many small releases above a steady base."""
    base = rng.uniform(0, 0.4)
    jumps = _jumps(rng, rng.uniform(0.03, 0.99, rng.integers(4, 9)), 3)
    return np.asarray(base * ELAPSED + (1 - base) * jumps)


def _overshoot(rng: Rng) -> Floats:
    """Above where it ends, then back."""
    return _through([0, rng.uniform(0.45, 0.85), 1], [0, rng.uniform(1.05, 1.3), 1])


def _wander(rng: Rng) -> Floats:
    """A pace that changes a little every week, for good."""
    pace = 1 + rng.normal(0, rng.uniform(0.1, 0.35), WEEKS).cumsum()
    return _total(np.asarray(pace)) if pace.sum() > WEEKS / 3 else _wander(rng)


def _relapse(rng: Rng) -> Floats:
    """A line with one sudden fall: an incident, a customer lost."""
    fall = rng.uniform(0.1, 0.35)
    return np.asarray(ELAPSED * (1 + fall) - fall * (rng.uniform(0.25, 0.9) <= ELAPSED))


def _bursts(rng: Rng) -> Floats:
    """Weeks of work and weeks of waiting in turn."""
    turn = (np.arange(WEEKS) // rng.integers(1, 4) + rng.integers(2)) % 2
    return _total(np.asarray(0.3 + 1.4 * turn, np.float64))


def _two_waves(rng: Rng) -> Floats:
    """Two S-curves, one after the other."""
    share, rate = rng.uniform(0.3, 0.7), rng.uniform(14, 30)
    first, second = (
        _logistic(rng.uniform(0.15, 0.35), rate),
        _logistic(rng.uniform(0.6, 0.85), rate),
    )
    return _scaled(share * first + (1 - share) * second)


def _named(*families: Family) -> dict[str, Family]:
    return {f.__name__[1:]: f for f in families}


FAMILIAR = _named(
    _steps, _delayed, _plateau, _wave, _gompertz, _bend, _surge, _setback, _rough_line
)
UNSEEN = _named(
    _uneven,
    _hill,
    _diminishing,
    _last_minute,
    _pause,
    _releases,
    _overshoot,
    _wander,
    _relapse,
    _bursts,
    _two_waves,
)
