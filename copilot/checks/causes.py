"""Which epics moved the split of effort."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from copilot.analysis.drift import RECENT, Floats
from copilot.portfolio import UNALIGNED, Portfolio, Ref

from .effort_series import Series

MOST = 3
_PART = 1 / 3
"""A cause carries at least this part of what the first one does."""
_TINY = 1e-9


class Cause(NamedTuple):
    """An epic, or an item without one."""

    ref: Ref
    title: str
    bucket: str
    """Where most of its effort goes."""
    effort: float
    """Effort of the last week."""


def causes_of(portfolio: Portfolio, series: Series) -> tuple[Cause, ...]:
    """Name one to three epics without which the last weeks would look least like drift.

    Leave one out: the epic's effort is taken away and chi-square is computed again.
    """
    parts = _parts(series)
    falls = sorted(((_fall(series, part), ref) for ref, part in parts.items()), reverse=True)
    if not falls or falls[0][0] <= 0:
        return ()
    named = [ref for fall, ref in falls[:MOST] if fall >= _PART * falls[0][0]]
    return tuple(_cause(portfolio, series, ref, parts[ref]) for ref in named)


def _parts(series: Series) -> Mapping[Ref, Floats]:
    """Effort of each epic by week and bucket, over the recent weeks."""
    place = {b: n for n, b in enumerate(series.buckets)}
    weeks = series.weeks[-RECENT:]
    found: dict[Ref, Floats] = {}
    for row, week in enumerate(weeks):
        for name, ref, effort in _entries(week.clusters):
            part = found.setdefault(ref, np.zeros((len(weeks), len(series.buckets))))
            part[row, place.get(name, -1)] += effort
    return found


def _entries(
    clusters: Mapping[str, Mapping[Ref, float]],
) -> Iterator[tuple[str, Ref, float]]:
    for bucket, inside in clusters.items():
        for ref, effort in inside.items():
            yield bucket, ref, effort


def _fall(series: Series, part: Floats) -> float:
    """By how much chi-square falls without one epic."""
    work = series.efforts[-RECENT:]
    expected = series.drifting.expected[-RECENT:]
    items = series.counts[-RECENT:] / np.maximum(work.sum(axis=1), _TINY)
    return _chi_square(work, expected, items) - _chi_square(work - part, expected, items)


def _chi_square(work: Floats, expected: Floats, items: Floats) -> float:
    seen = (items[:, None] * work).sum(axis=0)
    mean = ((items * work.sum(axis=1))[:, None] * expected).sum(axis=0)
    return float(np.sum((seen - mean) ** 2 / np.maximum(mean, _TINY)))


def _cause(portfolio: Portfolio, series: Series, ref: Ref, part: Floats) -> Cause:
    item = portfolio.item.get(ref)
    bucket = series.buckets[int(part.sum(axis=0).argmax())]
    return Cause(
        ref=ref,
        title=item.title if item else ref.partition(":")[2],
        bucket=bucket if bucket == UNALIGNED else portfolio.goal[bucket].title,
        effort=float(part[-1].sum()),
    )
