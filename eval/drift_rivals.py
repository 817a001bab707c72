"""What others raise drift alarms by: one score per week each, the larger the more alarming."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from copilot.analysis.drift import Floats

from .drift_streams import Stream

_WINDOW = 4
_TINY = 1e-9
_ROUND = 0.5
"""Items added to each bucket so that logarithms stay finite."""


@dataclass(frozen=True, kw_only=True)
class Rival:
    """A method with the limit people usually set."""

    score: Callable[[Stream, Floats], Floats]
    """Of a stream and its intended shares: (years, weeks)."""
    usual: float


def _recent(stream: Stream, weeks: int = _WINDOW) -> tuple[Floats, Floats]:
    """Pooled shares of the last weeks and the items they rest on."""
    work = np.cumsum(stream.shares * stream.counts[..., None], axis=1)
    items = np.cumsum(stream.counts, axis=1)
    work[:, weeks:] -= work[:, :-weeks].copy()
    items[:, weeks:] -= items[:, :-weeks].copy()
    return work / items[..., None], items


def _smooth(shares: Floats, items: Floats) -> Floats:
    more = shares * items[..., None] + _ROUND
    return np.asarray(more / more.sum(axis=-1, keepdims=True))


def psi(stream: Stream, intent: Floats) -> Floats:
    """Population stability index of the last four weeks."""
    now = _smooth(*_recent(stream))
    return np.asarray(np.sum((now - intent) * np.log(now / intent), axis=-1))


def jensen_shannon(stream: Stream, intent: Floats) -> Floats:
    """Jensen-Shannon distance, base 2, of the last four weeks."""
    now = _smooth(*_recent(stream))
    middle = (now + intent) / 2
    parts = now * np.log2(now / middle) + intent * np.log2(intent / middle)
    return np.asarray(np.sqrt(np.maximum(parts.sum(axis=-1) / 2, 0.0)))


def chi_square(stream: Stream, intent: Floats) -> Floats:
    """Pearson's statistic of one week; the usual limit is p < .05."""
    squares = (stream.shares - intent) ** 2 / intent
    return np.asarray(squares.sum(axis=-1) * stream.counts)


def week_on_week(stream: Stream, intent: Floats) -> Floats:
    """Largest fall of a share against the mean of the four weeks before."""
    del intent
    before, _ = _recent(stream)
    fall = np.zeros(stream.counts.shape)
    fall[:, _WINDOW:] = (before[:, _WINDOW - 1 : -1] - stream.shares[:, _WINDOW:]).max(axis=-1)
    return fall


def page_hinkley(stream: Stream, intent: Floats) -> Floats:
    """Page-Hinkley over items, either way, the worst bucket; tolerance .005, usual limit 50."""
    del intent
    items = stream.counts[..., None]
    mean = np.cumsum(stream.shares * items, axis=1) / np.cumsum(items, axis=1)
    scores = []
    for sign in (1, -1):
        total = np.cumsum(items * (sign * (stream.shares - mean) - 0.005), axis=1)
        scores.append((total - np.minimum.accumulate(total, axis=1)).max(axis=-1))
    return np.asarray(np.maximum(*scores))


def adwin(stream: Stream, intent: Floats) -> Floats:
    """Adaptive windowing at week's ends: the worst cut's difference over its bound, δ = .002.

    Bifet and Gavaldà, Learning from Time-Changing Data with Adaptive Windowing, 2007.
    """
    del intent
    work = np.cumsum(stream.shares * stream.counts[..., None], axis=1)
    items = np.cumsum(stream.counts, axis=1)
    out = np.zeros(items.shape)
    for week in range(1, items.shape[1]):
        out[:, week] = _worst_cut(work[:, : week + 1], items[:, : week + 1])
    return out


def _worst_cut(work: Floats, items: Floats) -> Floats:
    old, all_items = items[:, :-1], items[:, -1:]
    new = np.maximum(all_items - old, _TINY)
    earlier = work[:, :-1] / old[..., None]
    later = (work[:, -1:] - work[:, :-1]) / new[..., None]
    whole = work[:, -1] / all_items
    spread = (whole * (1 - whole)).max(axis=-1, keepdims=True)
    harmonic = 1 / (1 / old + 1 / new)
    log = np.log(2 * np.log(np.maximum(all_items, 3.0)) / 0.002)
    bound = np.sqrt(2 / harmonic * spread * log) + 2 / (3 * harmonic) * log
    return np.asarray((np.abs(earlier - later).max(axis=-1) / bound).max(axis=-1))


RIVALS = {
    "psi": Rival(score=psi, usual=0.1),
    "js": Rival(score=jensen_shannon, usual=0.1),
    "chi2": Rival(score=chi_square, usual=9.488),
    "week_on_week": Rival(score=week_on_week, usual=0.10),
    "page_hinkley": Rival(score=page_hinkley, usual=50.0),
    "adwin": Rival(score=adwin, usual=1.0),
}
