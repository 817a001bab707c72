"""What can't be told yet: teams that finish too few items for drift to be more than chance."""

from collections.abc import Iterable
from math import ceil

import numpy as np

from copilot.analysis.drift import silent_weeks
from copilot.portfolio import DriftThreshold, Finding, Objective, Portfolio, Severity

from .effort_series import Series
from .words import count, joined

CODE = "drift-undecided"
MOVE = 0.15
"""The move, as a share of all effort, that the waiting time is told for."""
_YEAR = 52
_USUAL = DriftThreshold(budget=0.1, quantiles={"window 8": 16.0}, limit=1.1, dispersion=1.8)


def too_few(
    portfolio: Portfolio, untold: Iterable[Series], threshold: DriftThreshold | None
) -> Finding | None:
    """Say in one note which series are silent and for about how long.

    Args:
        portfolio: for the goal the note is kept under.
        untold: everybody's or teams' series that are not judged.
        threshold: everybody's, for the power; None takes a usual one.
    """
    waiting = {s.team or "Everybody": _weeks_more(s, threshold or _USUAL) for s in untold}
    subject = _heaviest(portfolio)
    if not waiting or subject is None:
        return None
    ranked = sorted(waiting.items(), key=lambda pair: pair[1])
    each = [f"{who} ({_span(weeks)})" for who, weeks in ranked]
    return Finding(
        code=CODE,
        severity=Severity.NOTE,
        subject=subject.ref,
        message=f"Too few finished items to tell drift: {joined(each)}.",
        facts={f"weeks {who}": weeks for who, weeks in waiting.items()},
    )


def _span(weeks: int) -> str:
    return f"about {count(weeks, 'more week')}" if weeks <= _YEAR else "not within a year"


def _heaviest(portfolio: Portfolio) -> Objective | None:
    return max(portfolio.objectives, key=lambda o: o.weight or 0.0, default=None)


def _weeks_more(series: Series, threshold: DriftThreshold) -> int:
    """Weeks until a move from the largest bucket to the rest would be told as often as not."""
    weekly = float(np.mean(series.counts)) if len(series.counts) else 0.0
    weeks = items_to_tell(series, threshold) / max(weekly, 0.25)
    taught = silent_weeks(series.intent) + 1
    return max(1, taught - len(series.weeks), ceil(weeks) - len(series.weeks))


def items_to_tell(series: Series, threshold: DriftThreshold) -> float:
    """Items at which the expected chi-square of the move reaches the limit of null years.

    E(χ²) = k - 1 + n Σ δ²/q over the dispersion, with k buckets and the move δ.
    """
    usual = np.maximum(series.drifting.expected[-1], 0.05)
    needed = threshold.quantiles.get("window 8", _USUAL.quantiles["window 8"]) * threshold.limit
    spread = MOVE**2 / float(usual.max()) + MOVE**2 / float(usual[-1])
    return max(needed - (len(usual) - 1), 1.0) * threshold.dispersion / spread
