"""Shapes that progress takes over a cycle, each from 0 to 1, with how likely each is beforehand.

Nobody knows when work begins to show, so no shape is written down: the logarithm of the rate of
progress is the beginning of a cosine series over the cycle, and its two coefficients lie on a
grid with normal weights. The first says early or late, the second in the middle or at both ends.
An even pace has a weight of its own: people believe it, and they plan by it.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_EARLY, _ENDS = 1.0, 0.7
"""Prior standard deviation of both coefficients."""
_EVEN = 0.2
"""Prior weight of an even pace."""
_TIMES: Floats = np.linspace(0, 1, 131)
_STEPS = len(_TIMES) - 1


def _grid() -> tuple[Floats, Floats]:
    """Coefficients of every curve, in standard deviations: its first and its second."""
    early, ends = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-1.8, 1.8, 5))
    return early.ravel(), ends.ravel()


def _table() -> Floats:
    """Every curve (rows) at every time: its rate, added up by the trapezium rule."""
    early, ends = (z[:, None] for z in _grid())
    series = _EARLY * early * np.cos(np.pi * _TIMES) + _ENDS * ends * np.cos(2 * np.pi * _TIMES)
    rate = np.exp(series)
    steps = (rate[:, 1:] + rate[:, :-1]) / 2
    way = np.concatenate([np.zeros((len(rate), 1)), steps.cumsum(axis=1)], axis=1)
    return np.asarray(way / way[:, -1:])


def _prior() -> Floats:
    early, ends = _grid()
    weight = np.exp(-(early**2 + ends**2) / 2)
    weight *= (1 - _EVEN) / weight.sum()
    weight[np.argmax(weight)] += _EVEN
    return np.asarray(weight)


_WAY = _table()
PRIOR: Floats = _prior()
"""Prior weight of each curve; they sum to 1."""


def curves(elapsed: Floats) -> Floats:
    """Every curve (rows) at elapsed shares of the cycle (columns, 0 to 1)."""
    before = np.minimum((elapsed * _STEPS).astype(int), _STEPS - 1)
    further = elapsed * _STEPS - before
    return np.asarray(_WAY[:, before] * (1 - further) + _WAY[:, before + 1] * further)
