"""Which epics moved the split of effort."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from copilot.analysis.drift import Floats
from copilot.portfolio import UNALIGNED, EffortWeek, Portfolio, Ref

from .effort_series import Series

MOST = 3
BEFORE = 8
"""Weeks that tell how things were."""
_PART = 1 / 3
"""A cause moved at least this part of what the first one did."""
_TINY = 1e-9


class Cause(NamedTuple):
    """An epic, or an item without one."""

    ref: Ref
    title: str
    bucket: str
    """Title of the goal that most of its effort goes to, or `unaligned`."""
    effort: float
    """Effort of the last week."""
    share: float
    """What it gained of all effort, at most its bucket's surplus."""


def causes_of(portfolio: Portfolio, series: Series, first: int) -> tuple[Cause, ...]:
    """Name one to three epics that took most of the effort that moved.

    Leave one out: had the epic kept its earlier share, so much of its bucket's surplus would be
    missing. An epic that only took the place of another in its bucket moved nothing.

    Args:
        portfolio: for titles.
        series: everybody's or a team's.
        first: first week of the change.
    """
    since, before = series.weeks[first:], series.weeks[max(0, first - BEFORE) : first]
    now, then = _parts(since, series), _parts(before, series)
    surplus = np.maximum(_split(series, first) - series.drifting.expected[-1], 0.0)
    took = {
        ref: float(np.clip(part - then.get(ref, 0.0), 0.0, surplus).sum())
        for ref, part in now.items()
    }
    ranked = sorted(sorted(took), key=lambda ref: -took[ref])[:MOST]
    named = [ref for ref in ranked if took[ref] > max(_TINY, _PART * took[ranked[0]])]
    return tuple(_cause(portfolio, series, ref, now[ref], took[ref]) for ref in named)


def _split(series: Series, first: int) -> Floats:
    work = series.efforts[first:].sum(axis=0)
    return np.asarray(work / max(float(work.sum()), _TINY))


def _parts(weeks: Sequence[EffortWeek], series: Series) -> Mapping[Ref, Floats]:
    """Share of all effort of these weeks by epic and bucket."""
    place = {bucket: n for n, bucket in enumerate(series.buckets)}
    total = max(sum(week.total for week in weeks), _TINY)
    found: dict[Ref, Floats] = {}
    for bucket, ref, effort in _entries(weeks):
        part = found.setdefault(ref, np.zeros(len(series.buckets)))
        part[place.get(bucket, -1)] += effort / total
    return found


def _entries(weeks: Sequence[EffortWeek]) -> Iterator[tuple[str, Ref, float]]:
    for week in weeks:
        for bucket, inside in week.clusters.items():
            for ref, effort in inside.items():
                yield bucket, ref, effort


def _cause(portfolio: Portfolio, series: Series, ref: Ref, part: Floats, took: float) -> Cause:
    item = portfolio.item.get(ref)
    bucket = series.buckets[int(part.argmax())]
    last = series.weeks[-1].clusters.values()
    return Cause(
        ref=ref,
        title=item.title if item else ref.partition(":")[2],
        bucket=bucket if bucket == UNALIGNED else portfolio.goal[bucket].title,
        effort=sum(inside.get(ref, 0.0) for inside in last),
        share=took,
    )
