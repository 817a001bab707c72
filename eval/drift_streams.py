"""Simulated and shuffled streams of finished work: weeks by bucket, with and without drift."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copilot.analysis.drift import LEAD, Floats, Intent
from copilot.analysis.null_years import WEEKS

from .sets import read_sets

Numbers = NDArray[np.int64]
LENGTH = LEAD + WEEKS
CHANGE = 20
"""Week in which a drift begins."""
RATES = (5, 10, 25, 60)
"""Items a week."""
NOISES = ("counts", "points", "epics", "bursts", "soft", "unplanned")
KINDS = ("step", "ramp", "pulse")
_RAMP, _PULSE = 8, 4
_BURSTS = 2.0
"""Dispersion of the shares where nobody sees what hangs together."""
_POINTS = np.array([1.0, 2.0, 3.0, 5.0, 8.0, 13.0])
_USUAL = np.array([0.45, 0.25, 0.10, 0.15, 0.05])
"""Three objectives, keep the lights on, and the rest."""


@dataclass(frozen=True, kw_only=True)
class Regime:
    """How work arrives and how noisy it is."""

    name: str
    noise: str
    rate: int
    usual: Floats
    intent: Intent
    pool: Numbers | None = None
    """Buckets of a real stream's items, to be shuffled; None simulates."""


@dataclass(frozen=True, kw_only=True)
class Stream:
    """Many histories."""

    shares: Floats
    """Shape (years, weeks, buckets)."""
    counts: Floats
    """Effective number of independent items: (years, weeks)."""
    items: Numbers
    """Items: (years, weeks)."""


@dataclass(frozen=True, kw_only=True)
class Shift:
    """What happens in week `CHANGE`: points of effort leave the first bucket."""

    kind: str
    size: float

    def by_week(self, usual: Floats) -> Floats:
        """Share of each bucket by week."""
        since = np.arange(LENGTH) - CHANGE + 1
        grown = {
            "step": (since > 0).astype(float),
            "ramp": np.clip(since / _RAMP, 0, 1),
            "pulse": ((since > 0) & (since <= _PULSE)).astype(float),
        }[self.kind]
        move = np.zeros(len(usual))
        move[0] = -self.size
        move[-2:] = self.size / 2
        return np.asarray(usual + grown[:, None] * move)


NOTHING = Shift(kind="step", size=0.0)


def simulated() -> Iterator[Regime]:
    """Every noise at every rate."""
    for noise in NOISES:
        for rate in RATES:
            declared = _USUAL[:-1] / _USUAL[:-1].sum() if noise == "unplanned" else _USUAL[:-1]
            yield Regime(
                name=f"{noise}-{rate}",
                noise=noise,
                rate=rate,
                usual=_USUAL,
                intent=Intent(shares=declared, objectives=(0, 1, 2)),
            )


def shuffled(data: Path | None, rate: int = 25) -> Iterator[Regime]:
    """Streams of real items: their goals' objectives as buckets, weeks dealt at random."""
    for found in read_sets(data):
        for period in found.periods:
            labels = _labels(period.direct, period.roots)
            if len(labels) >= 4 * rate:
                yield _real(f"{found.name}-{period.name}", labels, rate)


def _labels(direct: NDArray[np.bool_], roots: Numbers) -> Numbers:
    """Objective of each item, -1 where it serves none."""
    return np.where(direct.any(axis=1), roots[direct.argmax(axis=1)], -1).astype(np.int64)


def _real(name: str, labels: Numbers, rate: int) -> Regime:
    """The four largest objectives are buckets; everything else is the rest."""
    values, sizes = np.unique(labels[labels >= 0], return_counts=True)
    largest = values[np.argsort(-sizes)][:4]
    pool = np.full(len(labels), len(largest))
    for place, value in enumerate(largest):
        pool[labels == value] = place
    usual = np.bincount(pool, minlength=len(largest) + 1) / len(pool)
    return Regime(
        name=name,
        noise="real",
        rate=rate,
        usual=usual,
        intent=Intent(shares=usual[:-1], objectives=tuple(range(len(largest)))),
        pool=pool,
    )


def stream(regime: Regime, shift: Shift, years: int, seed: Sequence[int]) -> Stream:
    """Draw histories item by item and add them up by week."""
    rng = np.random.default_rng(seed)
    number = np.maximum(rng.poisson(regime.rate, (years, LENGTH)), 1)
    if regime.noise == "epics":
        return _clustered(rng, regime, shift, number)
    most = int(number.max())
    here = np.arange(most) < number[..., None]
    effort = np.where(here, _efforts(rng, regime.noise, here.shape), 0.0)
    bucket = _deal(rng, regime, shift, here.shape)
    return _summed(bucket, effort, regime, number)


def _clustered(rng: np.random.Generator, regime: Regime, shift: Shift, number: Numbers) -> Stream:
    """Items come by the epic: one to four of them for the same goal."""
    sizes = rng.integers(1, 5, (*number.shape, int(number.max())))
    before = np.cumsum(sizes, axis=-1) - sizes
    effort = np.clip(number[..., None] - before, 0, sizes).astype(float)
    bucket = _deal(rng, regime, shift, effort.shape)
    return _summed(bucket, effort, regime, number)


def _efforts(rng: np.random.Generator, noise: str, shape: tuple[int, ...]) -> Floats:
    return rng.choice(_POINTS, shape) if noise in {"points", "unplanned"} else np.ones(shape)


def _deal(
    rng: np.random.Generator, regime: Regime, shift: Shift, shape: tuple[int, ...]
) -> Numbers:
    if regime.pool is not None:
        return _shuffle(rng, regime.pool, shape)
    split = np.broadcast_to(shift.by_week(regime.usual), (*shape[:2], len(regime.usual)))
    if regime.noise == "bursts":
        parts = rng.standard_gamma(split * (regime.rate - _BURSTS) / (_BURSTS - 1)) + 1e-12
        split = parts / parts.sum(axis=-1, keepdims=True)
    edges = np.cumsum(split, axis=-1)
    return np.asarray((rng.random(shape)[..., None] > edges[:, :, None, :-1]).sum(axis=-1))


def _shuffle(rng: np.random.Generator, pool: Numbers, shape: tuple[int, ...]) -> Numbers:
    """Deal the real items in random order, again and again until the year is full."""
    years, each = shape[0], int(np.prod(shape[1:]))
    rounds = -(-each // len(pool))
    order = rng.permuted(np.tile(pool, (years * rounds, 1)), axis=1)
    return order.reshape(years, -1)[:, :each].reshape(shape)


def _summed(bucket: Numbers, effort: Floats, regime: Regime, number: Numbers) -> Stream:
    total = np.maximum(effort.sum(axis=-1), 1e-9)
    shares = np.stack(
        [np.where(bucket == b, effort, 0).sum(axis=-1) / total for b in range(len(regime.usual))],
        axis=-1,
    )
    if regime.noise == "soft":
        shares = 0.75 * shares + 0.25 * regime.usual
    counts = total**2 / np.maximum((effort**2).sum(axis=-1), 1e-9)
    return Stream(shares=shares, counts=counts, items=number)
