"""Simulated key results whose curves the forecast does not contain.

Eight families in equal parts, none of them a curve of the model. The first five were there before
the model's prior was chosen, bend, surge and setback came while it was. They differ in when
progress comes (steps, delayed, surge, plateau, gompertz, bend) and in whether it comes back down
(wave, setback). Attainment is 0.8 give or take 0.35, as widely as aspirational goals end, and the
walk's size differs from goal to goal. Simulators rank methods; they say nothing about the
accuracy in a given company.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rng = np.random.Generator

WEEKS = 13
ELAPSED: Floats = np.arange(WEEKS + 1) / WEEKS
ATTAINMENT, SPREAD = 0.8, 0.35
NOISE = (0.02, 0.06)
"""Smallest and largest walk, share of the way per square root of a week."""


def _steps(rng: Rng) -> Floats:
    """Two or three releases, each with its own jump."""
    at = np.sort(rng.uniform(0.1, 0.95, rng.integers(2, 4)))
    size = rng.dirichlet(np.ones(len(at)))
    return np.asarray((size * (ELAPSED[:, None] > at)).sum(axis=1))


def _delayed(rng: Rng) -> Floats:
    """Nothing for a while, then a straight climb."""
    wait = rng.uniform(0.2, 0.6)
    return np.clip((ELAPSED - wait) / (1 - wait), 0, 1)


def _plateau(rng: Rng) -> Floats:
    """A climb that stalls for good."""
    return np.minimum(ELAPSED / rng.uniform(0.4, 0.8), 1)


def _wave(rng: Rng) -> Floats:
    """A trend with a monthly swing."""
    swing = 0.08 * np.sin(2 * np.pi * (3 * ELAPSED + rng.uniform()))
    return np.asarray(ELAPSED + swing - swing[0])


def _gompertz(rng: Rng) -> Floats:
    """Adoption: slow, fast, slow, but not symmetric."""
    raw = np.exp(-4 * np.exp(-rng.uniform(3, 7) * ELAPSED))
    return np.asarray((raw - raw[0]) / (raw[-1] - raw[0]))


def _bend(rng: Rng) -> Floats:
    """Two speeds, the second faster or slower."""
    at, share = rng.uniform(0.25, 0.75), rng.uniform(0.2, 0.8)
    return np.interp(ELAPSED, [0, at, 1], [0, share, 1])


def _surge(rng: Rng) -> Floats:
    """Most of it in the last weeks."""
    rate = rng.uniform(1, 4)
    return np.asarray(np.expm1(rate * ELAPSED) / np.expm1(rate))


def _setback(rng: Rng) -> Floats:
    """A climb, a fall, a climb."""
    at, top = rng.uniform(0.2, 0.7), rng.uniform(0.3, 0.7)
    low, wide = top - rng.uniform(0.1, 0.3), rng.uniform(0.1, 0.2)
    return np.interp(ELAPSED, [0, at, at + wide, 1], [0, top, low, 1])


FAMILIES: dict[str, Callable[[Rng], Floats]] = {
    "steps": _steps,
    "delayed": _delayed,
    "plateau": _plateau,
    "wave": _wave,
    "gompertz": _gompertz,
    "bend": _bend,
    "surge": _surge,
    "setback": _setback,
}


@dataclass(frozen=True)
class Case:
    """One simulated key result: progress by week, 0 at the start."""

    family: str
    seed: int
    progress: Floats

    @property
    def met(self) -> bool:
        """Whether it ended at its target."""
        return bool(self.progress[-1] >= 1)


def simulate(seeds: int) -> list[Case]:
    """Simulate each family this many times."""
    return [_case(family, seed) for family in FAMILIES for seed in range(seeds)]


def _case(family: str, seed: int) -> Case:
    rng = np.random.default_rng([seed, list(FAMILIES).index(family)])
    attainment = rng.normal(ATTAINMENT, SPREAD)
    walk = rng.normal(0, rng.uniform(*NOISE), WEEKS + 1).cumsum()
    return Case(family, seed, attainment * FAMILIES[family](rng) + walk - walk[0])


class Oracle:
    """The best that anybody could say who knew the simulator but not the case.

    Curves of every family, all noises and the attainment are averaged exactly; what is left is
    what nobody can know at that week.
    """

    def __init__(self, curves: int = 60, noises: int = 5) -> None:
        rng = np.random.default_rng(2)
        self._bank = np.array([make(rng) for make in FAMILIES.values() for _ in range(curves)])
        self._noises = np.linspace(*NOISE, noises)

    def chance(self, progress: Floats, week: int) -> float:
        """P(met) after the week's check-in."""
        from scipy.stats import norm

        ds, dy = np.diff(self._bank[:, : week + 1], axis=1), np.diff(progress[: week + 1])
        rest = 1 - self._bank[:, week]
        noise = self._noises[:, None]
        k0 = (noise / SPREAD) ** 2
        kn = k0 + np.sum(ds**2, axis=1)
        mean = (k0 * ATTAINMENT + ds @ dy) / kn
        fit = np.sum(dy**2) + k0 * ATTAINMENT**2 - kn * mean**2
        logs = 0.5 * np.log(k0 / kn) - week * np.log(noise) - fit / (2 * noise**2)
        weight = np.exp(logs - logs.max())
        scale = noise * np.sqrt(WEEKS - week + rest**2 / kn)
        met = norm.sf((1 - progress[week] - mean * rest) / scale)
        return float(np.sum(weight * met) / np.sum(weight))
