"""What an item is worth, in weighted goals, term by term so that every reason can be shown.

value = Σ share · weight · urgency · hurry over the goals it helps, minus the same for those it
works against, times what is new about it (a duplicate adds little).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from copilot.portfolio import Ref

from .curves import Floats
from .schedule import SMALLEST

DRAWS = 200
SEED = 20_260_216
SHARE_NOISE = 0.5
"""Standard deviation of a share's logit."""
SIZE_NOISE = 0.4
"""Sizes are right within this part of themselves."""
WEIGHT_NOISE = 0.2
"""Standard deviation of the logarithm of a goal's weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What one goal adds to an item's worth."""

    goal: Ref
    share: float
    weight: float
    urgency: float = 1.0
    hurry: float = 1.0
    """1.5 where the item is due soon."""
    against: bool = False

    @property
    def value(self) -> float:
        """Negative where the item works against the goal."""
        return (-1 if self.against else 1) * self.share * self.pull

    @property
    def pull(self) -> float:
        """Worth of serving this goal for certain."""
        return self.weight * self.urgency * self.hurry


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Terms of one item."""

    item: Ref
    terms: tuple[Term, ...] = ()
    fresh: float = 1.0
    """1 minus how surely it is done elsewhere already."""

    @property
    def value(self) -> float:
        """In weighted goals."""
        return self.fresh * sum(t.value for t in self.terms)

    @property
    def main(self) -> Term | None:
        """The goal that counts for most."""
        return max(self.terms, key=lambda t: abs(t.value), default=None)


def sampled(
    worths: Sequence[Worth], sizes: Sequence[float], *, noise: float = 1.0
) -> tuple[Floats, Floats]:
    """Draw values and sizes as they may really be: shape (draws, items) each.

    Shares move on the logit scale, each goal's weight by one factor for all items, sizes evenly
    within ±40 %. The seed is fixed: the same plan gives the same answer.

    Args:
        worths: items.
        sizes: their sizes, in the same order.
        noise: multiple of all three deviations.
    """
    rng = np.random.default_rng(SEED)
    goals = sorted({t.goal for w in worths for t in w.terms})
    factors = np.exp(noise * WEIGHT_NOISE * rng.standard_normal((DRAWS, len(goals))))
    place = {goal: n for n, goal in enumerate(goals)}
    values = np.zeros((DRAWS, len(worths)))
    for column, worth in enumerate(worths):
        for term in worth.terms:
            share = _moved(term.share, noise * SHARE_NOISE * rng.standard_normal(DRAWS))
            sign = -1 if term.against else 1
            values[:, column] += sign * share * term.pull * factors[:, place[term.goal]]
        values[:, column] *= worth.fresh
    spread = noise * SIZE_NOISE * rng.uniform(-1, 1, (DRAWS, len(worths)))
    costs = np.maximum(np.asarray(sizes, dtype=np.float64), SMALLEST) * (1 + spread)
    return values, costs


def _moved(share: float, by: Floats) -> Floats:
    inside = min(max(share, 1e-4), 1 - 1e-4)
    return np.asarray(1 / (1 + (1 - inside) / inside * np.exp(-by)))
