"""Shapes that progress takes over a cycle, each from 0 to 1, with how likely each is beforehand.

Four smooth shapes, and every stretch of steady effect from one moment to another: nobody knows
when work begins to show, nor when it stops to.
"""

from math import exp

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SMOOTH = 0.5
"""Prior weight of the four smooth shapes together; the stretches have the rest."""
_STEADY, _SLOW_FAST_SLOW, _EARLY, _LATE = 0.4, 0.2, 0.25, 0.15

_STRETCHES = np.array([(a, b) for a in range(10) for b in range(a + 1, 11)]) / 10
"""Begin and end of each stretch, shares of the cycle."""
_PUNCTUAL = (1 - _STRETCHES[:, 0]) ** 1.5
"""The later a begin, the less likely."""

PRIOR: Floats = np.concatenate(
    [
        SMOOTH * np.array([_STEADY, _SLOW_FAST_SLOW, _EARLY, _LATE]),
        (1 - SMOOTH) * _PUNCTUAL / _PUNCTUAL.sum(),
    ]
)
"""Prior weight of each curve; they sum to 1."""


def curves(elapsed: Floats) -> Floats:
    """Every curve (rows) at elapsed shares of the cycle (columns, 0 to 1)."""
    smooth = np.stack([elapsed, _logistic(elapsed), _saturating(elapsed), elapsed**2.2])
    begin, end = _STRETCHES[:, :1], _STRETCHES[:, 1:]
    stretches = np.clip((elapsed - begin) / (end - begin), 0, 1)
    return np.concatenate([smooth, stretches])


def _logistic(elapsed: Floats) -> Floats:
    """Slow, fast, slow."""
    low, high = 1 / (1 + exp(4.5)), 1 / (1 + exp(-4.5))
    return np.asarray((1 / (1 + np.exp(-9 * (elapsed - 0.5))) - low) / (high - low))


def _saturating(elapsed: Floats) -> Floats:
    """Early gains first."""
    return np.asarray((1 - np.exp(-3.5 * elapsed)) / (1 - exp(-3.5)))
