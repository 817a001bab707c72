"""Simulated key results: a curve, how much of the way it gets, a walk, and errors of reading.

Simulators rank methods; they say nothing about the accuracy in a given company. So there are
several settings, from calm to rough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from copilot.analysis.attainment import ASPIRATIONAL, COMMITTED, Usual, usual

from .curve_families import WEEKS, Family, Floats

Range = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How key results end and how noisy they are; sizes are shares of the way."""

    kinds: tuple[float, ...] = (ASPIRATIONAL, COMMITTED)
    """Usual attainments; with two of them it is known which one a key result has."""
    between: float
    """Standard deviation of the attainment from workspace to workspace."""
    within: float
    """Standard deviation inside a workspace."""
    walk: Range
    """Smallest and largest walk, per square root of a week."""
    error: Range
    """Smallest and largest error of a reading."""
    finished: int
    """Key results of the workspace that are over."""


SETTINGS = {
    "published": Setting(
        between=0.2, within=0.1, walk=(0.04, 0.08), error=(0.03, 0.07), finished=12
    ),
    "new": Setting(between=0.2, within=0.1, walk=(0.04, 0.08), error=(0.03, 0.07), finished=0),
    "calm": Setting(between=0.1, within=0.2, walk=(0.01, 0.03), error=(0, 0.02), finished=12),
    "rough": Setting(
        kinds=(0.8,), between=0.15, within=0.35, walk=(0.04, 0.1), error=(0.04, 0.1), finished=0
    ),
    "exact": Setting(
        kinds=(0.8,), between=0, within=0.35, walk=(0.02, 0.06), error=(0, 0), finished=0
    ),
}
"""`published`: the published baselines get about their published figures; it was chosen by those
alone. `new`: the same in a workspace without finished key results. `calm` and `rough`: less and
more noise. `exact`: wide attainments, no errors of reading."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One simulated key result: progress by week as read, 0 at the start."""

    family: str
    seed: int
    progress: Floats
    usual: Usual
    """What its workspace tells beforehand."""
    prior: Usual
    """What somebody would know who knew the simulator too."""

    @property
    def met(self) -> bool:
        """Whether it ended at its target."""
        return bool(self.progress[-1] >= 1)


def simulate(setting: Setting, families: Mapping[str, Family], seeds: int) -> list[Case]:
    """Simulate each family this many times."""
    names = list(families)
    return [
        _case(setting, name, families[name], seed, np.random.default_rng([seed, place]))
        for place, name in enumerate(names)
        for seed in range(seeds)
    ]


def _case(
    setting: Setting, name: str, family: Family, seed: int, rng: np.random.Generator
) -> Case:
    kind = setting.kinds[rng.integers(len(setting.kinds))]
    here = rng.normal(kind, setting.between)
    past = rng.normal(here, setting.within, setting.finished)
    walk = rng.normal(0, rng.uniform(*setting.walk), WEEKS).cumsum()
    error = rng.normal(0, rng.uniform(*setting.error), WEEKS)
    progress = rng.normal(here, setting.within) * family(rng)
    progress[1:] += walk + error
    return Case(
        family=name,
        seed=seed,
        progress=progress,
        usual=usual(past.tolist(), committed=kind == COMMITTED),
        prior=_prior(setting, kind, past.tolist()),
    )


def _prior(setting: Setting, kind: float, past: Sequence[float]) -> Usual:
    """Posterior of the attainment given the finished key results: normal with known variances."""
    between, within = setting.between**2, setting.within**2
    trust = len(past) * between / (len(past) * between + within)
    mean = kind + (trust * (float(np.mean(past)) - kind) if past else 0.0)
    return Usual(mean, float(np.sqrt(within + between * (1 - trust))))
