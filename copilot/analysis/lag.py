"""How long it usually takes from finished work to a movement of the key result it serves.

Every finished item waits for the first check-in that is better than the last one before it was
done. What has not moved yet counts as waiting until the last check-in, so the usual wait is the
median of the product-limit estimate (Kaplan and Meier, 1958).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from copilot.portfolio import CheckIn, KeyResult, Portfolio, Status

from .forecasts import baseline_of, is_kept, serving

REFERENCES = 8
"""Movements below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Wait:
    """From an item's end to a movement, or to the last look where there was none."""

    time: timedelta
    moved: bool


def usual_lag(portfolio: Portfolio) -> timedelta | None:
    """Median wait in this workspace; None where too few movements tell."""
    waits = [w for k in portfolio.key_results for w in _waits(portfolio, k)]
    return median(waits) if sum(w.moved for w in waits) >= REFERENCES else None


def median(waits: Iterable[Wait]) -> timedelta | None:
    """When half of all waits have ended; None where that was not seen."""
    ordered = sorted(waits, key=lambda w: (w.time, not w.moved))
    waiting = 1.0
    for place, wait in enumerate(ordered):
        if wait.moved:
            waiting *= 1 - 1 / (len(ordered) - place)
        if waiting <= 1 / 2:
            return wait.time
    return None


def _waits(portfolio: Portfolio, goal: KeyResult) -> Iterator[Wait]:
    origin, target = baseline_of(goal), goal.target
    if origin is None or target is None or is_kept(goal):
        return
    known = sorted((c for c in goal.check_ins if c.at <= portfolio.as_of), key=lambda c: c.at)
    for item in serving(portfolio, goal.ref):
        if item.status is Status.DONE and item.done is not None:
            yield from _wait(known, item.done, rising=target > origin)


def _wait(known: Iterable[CheckIn], done: datetime, *, rising: bool) -> Iterator[Wait]:
    before = [c for c in known if c.at <= done]
    after = [c for c in known if c.at > done]
    if not before or not after:
        return
    level = before[-1].value
    better = (c for c in after if (c.value > level if rising else c.value < level))
    first = next(better, None)
    yield Wait((first or after[-1]).at - done, moved=first is not None)
