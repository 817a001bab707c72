"""Whether a milestone is reached: a goal without a number is met when its items are finished.

Two views of the same weeks, half weight each: what share of the waiting items gets finished in a
week (Beta-Binomial), and how many items a week are finished, resampled (a Monte Carlo of
throughput).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .curves import Floats

PATHS = 2_000
SEED = 20_260_105


@dataclass(frozen=True, slots=True)
class Reached:
    """P(every item finished) and the share of items that will be."""

    chance: float
    low: float
    middle: float
    high: float


def finishes(finished: Sequence[int], waiting: int, done: int, left: float) -> Reached:
    """Simulate the weeks that are left.

    Args:
        finished: items finished in each of the last weeks.
        waiting: items still open.
        done: items finished altogether.
        left: weeks until the end.
    """
    ahead, rng = max(0, round(left)), np.random.default_rng(SEED)
    exposed = _exposed(finished, waiting)
    weekly = rng.beta(1 + sum(finished), 1 + max(0, exposed - sum(finished)), PATHS // 2)
    binomial = rng.binomial(waiting, 1 - (1 - weekly) ** ahead)
    weeks = np.asarray(finished or [0])
    # Dirichlet weights: the bootstrap that knows that few weeks were seen (Rubin, 1981).
    share = rng.dirichlet(np.ones(len(weeks)), PATHS // 2)
    total = np.array([rng.multinomial(ahead, s) @ weeks for s in share])
    ends: Floats = np.concatenate([binomial, np.minimum(total, waiting)]).astype(np.float64)
    shares = (done + ends) / (done + waiting)
    low, middle, high = np.quantile(shares, [0.1, 0.5, 0.9])
    chance = (float(np.sum(ends >= waiting)) + 1) / (PATHS + 2)
    return Reached(chance, float(low), float(middle), float(high))


def _exposed(finished: Sequence[int], waiting: int) -> int:
    """Item-weeks of waiting over the weeks seen, each item's last week included."""
    return sum(waiting + sum(finished[n:]) for n in range(len(finished)))
