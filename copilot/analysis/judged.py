"""Numbers of one group, ready for words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .anchors import Prepared, Scored
from .calibration import blunted, shares, sigmoid
from .parameters import Parameters
from .structure import Statements, settle
from .vectors import Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Scores, shares and their parts of some items of a group; (n, m) unless said otherwise."""

    goals: NDArray[np.int64]
    """(m,) places of the goals."""
    null: Matrix
    """(n,) logit of serving no goal, without b."""
    everyday: Matrix
    """(n,) how many deviations nearer to everyday work than to any goal."""
    scored: Scored
    parameters: Parameters
    """As fitted to the workspace."""
    stated: Matrix
    """What statements add to the logit of the score."""
    scores: Matrix
    shares: Matrix
    none: Matrix
    """(n,) p(none)."""

    def terms(self, row: int, column: int) -> tuple[tuple[str, float], ...]:
        """Return what the logit of one pair's score is made of; they sum to it."""
        p, scored = self.parameters, self.scored
        unit = p.slope / p.temperature
        at = (row, column)
        dense, own, taught = scored.dense[at], scored.hybrid[at], scored.taught[at]
        against = self.null[row] + p.bias
        return (
            ("similarity", unit * float(dense)),
            ("words", unit * float(own - dense)),
            ("history", unit * float(taught - own)),
            ("graph", unit * float(scored.whole[at] - taught)),
            ("competition", p.offset - p.slope * float(against)),
        )


def judged(
    ready: Prepared, at: slice, scored: Scored, said: Statements, parameters: Parameters
) -> Judged:
    """Return scores, shares and p(none) of some items of a group.

    Args:
        ready: the group.
        at: which of its items.
        scored: their X.
        said: statements by row of all items.
        parameters: as fitted to the workspace.
    """
    goals, chosen = ready.group.goals, ready.group.rows[at].tolist()
    rows = {k: said[row] for k, row in enumerate(chosen) if row in said}
    column = {place: c for c, place in enumerate(goals.tolist())}
    logits = scored.whole / np.float32(parameters.temperature)
    null = ready.null[at] + np.float32(parameters.bias)
    alone = np.float32(parameters.slope) * (logits - null[:, None]) + np.float32(parameters.offset)
    stated = settle(alone, rows, column)
    blunt = blunted(logits, parameters.lapse)
    together = blunt + settle(blunt - null[:, None], rows, column)
    part, none = shares(together, null)
    return Judged(
        goals=goals,
        null=ready.null[at],
        everyday=ready.everyday[at],
        scored=scored,
        parameters=parameters,
        stated=stated,
        scores=sigmoid(alone + stated),
        shares=part,
        none=none,
    )
