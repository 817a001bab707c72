"""What others would say of the same key result, and the best that anybody could."""

from collections.abc import Mapping

import numpy as np
from scipy.stats import norm, t

from .curve_families import ELAPSED, WEEKS, Family, Floats
from .key_results import Case, Setting

Answer = tuple[float, float, float]
"""Chance, and the 80 % range of the final progress."""


def pace(case: Case, week: int) -> Answer:
    """On track where progress is at least the elapsed share: what most tools show."""
    ahead = float(case.progress[week] >= week / WEEKS)
    end = float(case.progress[week] * WEEKS / week)
    return ahead, end, end


def line(case: Case, week: int) -> Answer:
    """Least squares through what was measured, with its textbook prediction interval."""
    x, y = np.arange(week + 1.0), case.progress[: week + 1]
    slope, level = np.polyfit(x, y, 1)
    free = len(x) - 2
    error = float(np.sqrt(np.sum((y - level - slope * x) ** 2) / free))
    reach = 1 + 1 / len(x) + (WEEKS - x.mean()) ** 2 / np.sum((x - x.mean()) ** 2)
    scale, end = max(error * float(np.sqrt(reach)), 1e-9), float(level + slope * WEEKS)
    low, high = t.interval(0.8, free, end, scale)
    return float(t.sf((1 - end) / scale, free)), float(low), float(high)


_S: Floats = 1 / (1 + np.exp(-9 * (ELAPSED - 0.5)))
_FOUR: Floats = np.stack(
    [
        ELAPSED,
        (_S - _S[0]) / (_S[-1] - _S[0]),
        np.expm1(-3.5 * ELAPSED) / np.expm1(-3.5),
        ELAPSED**2.2,
    ]
)
_LIKELY: Floats = np.array([0.4, 0.2, 0.25, 0.15])
_SHAPE, _SIZE, _DOUBT = 3.0, 0.045, 0.4


def four_curves(case: Case, week: int) -> Answer:
    """The published average of four curves: one walk, attainment and its size conjugate."""
    ds, dy = np.diff(_FOUR[:, : week + 1], axis=1), np.diff(case.progress[: week + 1])
    mean, k0 = case.usual.attainment, _SIZE**2 / _DOUBT**2
    kn = k0 + np.sum(ds**2, axis=1)
    found = (k0 * mean + ds @ dy) / kn
    an = _SHAPE + week / 2
    bn = _SHAPE * _SIZE**2 + (np.sum(dy**2) + k0 * mean**2 - kn * found**2) / 2
    weight = _LIKELY * np.sqrt(k0 / kn) * (bn / bn.min()) ** -an
    rest = 1 - _FOUR[:, week]
    scale = np.sqrt(bn / an * (WEEKS - week + rest**2 / kn))
    centre = case.progress[week] + found * rest
    return _answer(weight / weight.sum(), centre, scale, 2 * an)


def _answer(weight: Floats, centre: Floats, scale: Floats, freedom: float) -> Answer:
    ends = np.linspace((centre - 8 * scale).min(), (centre + 8 * scale).max(), 801)
    below = t.cdf((ends[:, None] - centre) / scale, freedom) @ weight
    low, high = (float(np.interp(q, below, ends)) for q in (0.1, 0.9))
    return float(weight @ t.sf((1 - centre) / scale, freedom)), low, high


class Oracle:
    """The best that anybody could say who knew the simulator but not the case.

    Curves of every family, walks, errors and the attainment are averaged exactly; what is left is
    what nobody can know at that week.
    """

    def __init__(self, setting: Setting, families: Mapping[str, Family], curves: int = 40) -> None:
        rng = np.random.default_rng(2)
        self._bank = np.array([make(rng) for make in families.values() for _ in range(curves)])
        self._noises = [
            (w, e)
            for w in np.unique(np.linspace(*setting.walk, 3))
            for e in np.unique(np.linspace(*setting.error, 3))
        ]

    def chance(self, case: Case, week: int) -> float:
        """P(met) after the week's check-in."""
        parts = [self._part(case, week, walk, error) for walk, error in self._noises]
        logs, met = (np.concatenate(each) for each in zip(*parts, strict=True))
        weight = np.exp(logs - logs.max())
        return float(np.sum(weight * met) / np.sum(weight))

    def _part(self, case: Case, week: int, walk: float, error: float) -> tuple[Floats, Floats]:
        """Log weight and chance of every curve for one size of both noises."""
        weeks = np.arange(1.0, week + 1)
        root = np.linalg.cholesky(
            walk**2 * np.minimum(weeks[:, None], weeks) + error**2 * np.eye(week)
        )
        y, s, end = (
            np.linalg.solve(root, each.T)
            for each in (case.progress[1 : week + 1], self._bank[:, 1 : week + 1], walk**2 * weeks)
        )
        k0 = case.prior.spread**-2
        kn = k0 + np.sum(s**2, axis=0)
        mean = (k0 * case.prior.attainment + y @ s) / kn
        fit = np.sum(y**2) - kn * mean**2
        rest = 1 - end @ s
        scale = np.sqrt(walk**2 * WEEKS + error**2 - end @ end + rest**2 / kn)
        logs = -(np.log(kn) + fit) / 2 - np.log(np.diag(root)).sum()
        return logs, norm.sf((1 - end @ y - mean * rest) / scale)
