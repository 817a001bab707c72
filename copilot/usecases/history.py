"""How effort moved: weekly sums from what was finished, and what chance alone would do to them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import blake2b

import numpy as np

from copilot.analysis.drift import Floats
from copilot.analysis.effort_history import weekly_effort
from copilot.analysis.null_years import Limits, limits, null_years
from copilot.analysis.themes import themes
from copilot.checks.buckets import split
from copilot.checks.drift import Drift, statistic_names
from copilot.checks.effort_series import Series, series_of
from copilot.portfolio import (
    DriftThreshold,
    EffortWeek,
    History,
    Portfolio,
    Theme,
    WorkItem,
    from_json,
    to_json,
)

from .workspace import Workspace

_KIND = "drift threshold"
_LATELY = timedelta(weeks=8)
_LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)
_RANKS = 201
"""Points at which the maxima of null years are kept."""


def with_history(workspace: Workspace, portfolio: Portfolio) -> Portfolio:
    """Return the portfolio with effort by week and the thresholds that drift is judged by.

    Thresholds are simulated once per set of parameters and then read from the store.
    """
    weeks = effort_weeks(portfolio, workspace.zone)
    history = History(weeks=weeks, themes=_themes(portfolio))
    known = portfolio.having(history=history)
    check = next((c for c in workspace.checks if isinstance(c, Drift)), None)
    if check is None or not weeks:
        return known
    thresholds = {
        series.team or "": _threshold(workspace, series, check)
        for series in series_of(known)
        if check.judges(series)
    }
    return portfolio.having(history=replace(history, thresholds=thresholds))


def effort_weeks(portfolio: Portfolio, zone: tzinfo) -> tuple[EffortWeek, ...]:
    """Add up finished work of judged leaves by week, team and bucket."""
    return weekly_effort(
        (i for i in _leaves(portfolio) if _judged(portfolio, i)),
        lambda item: split(portfolio, portfolio.alignment[item.ref]),
        as_of=portfolio.as_of,
        zone=zone,
    )


def _leaves(portfolio: Portfolio) -> Iterable[WorkItem]:
    """Items that nothing else is part of."""
    parents = {ref for i in portfolio.items for ref in (i.parent, i.epic) if ref}
    return (i for i in portfolio.items if i.ref not in parents)


def _judged(portfolio: Portfolio, item: WorkItem) -> bool:
    alignment = portfolio.alignment.get(item.ref)
    return alignment is not None and alignment.verdict != "thin"


def _threshold(workspace: Workspace, series: Series, check: Drift) -> DriftThreshold:
    """Read the threshold of these parameters, or simulate and keep it."""
    found = series.drifting
    usual = _rounded(found.expected[-1])
    counts = _grid(series.counts[series.counts > 0])
    noise = round(float(found.dispersion[-1]), 1)
    told = (series.buckets, usual.tolist(), counts.tolist(), noise, _intent(series), check.budget)
    key = blake2b(repr((*told, check.min_points)).encode(), digest_size=16).hexdigest()
    kept = workspace.store.value(_KIND, key)
    if kept:
        return from_json(DriftThreshold, kept)
    years = null_years(usual, counts, noise, series.intent)
    reached = limits(years, check.budget, min_effect=check.min_points)
    threshold = _kept(series, reached, noise, check.budget)
    workspace.store.save_value(_KIND, key, to_json(threshold).encode(), at=workspace.now())
    return threshold


def _intent(series: Series) -> Iterable[float] | None:
    return None if series.intent.shares is None else series.intent.shares.round(3).tolist()


def _rounded(shares: Floats) -> Floats:
    """To whole percent, so that a threshold holds for weeks."""
    whole = np.maximum(np.rint(shares * 100), 1.0)
    return np.asarray(whole / whole.sum())


def _grid(counts: Floats) -> Floats:
    """Five typical weeks of the last half-year, on a grid of 15 % steps."""
    typical = np.quantile(counts[-26:], (0.1, 0.3, 0.5, 0.7, 0.9))
    return np.asarray(1.15 ** np.rint(np.log(np.maximum(typical, 1.0)) / np.log(1.15)))


def _kept(series: Series, reached: Limits, noise: float, budget: float) -> DriftThreshold:
    names = statistic_names(series)
    ranks = np.linspace(0, 1, _RANKS)
    return DriftThreshold(
        budget=budget,
        quantiles={
            name: float(q)
            for name, q in zip(names, reached.quantiles, strict=True)
            if np.isfinite(q)
        },
        limit=reached.limit,
        maxima=tuple(float(m) for m in np.quantile(reached.maxima, ranks)),
        dispersion=noise,
    )


def _themes(portfolio: Portfolio) -> tuple[Theme, ...]:
    """Group what was touched lately and serves no goal."""
    since = portfolio.as_of - _LATELY
    recent = [i for i in _leaves(portfolio) if _unaligned(portfolio, i) and _touched(i) >= since]
    recent.sort(key=lambda item: (_touched(item), item.ref))
    return themes(recent, {i.ref: i.title for i in portfolio.items})


def _unaligned(portfolio: Portfolio, item: WorkItem) -> bool:
    alignment = portfolio.alignment.get(item.ref)
    return alignment is not None and alignment.verdict == "unaligned"


def _touched(item: WorkItem) -> datetime:
    """When work on it was last asked for, begun or finished."""
    return max((at for at in (item.created, item.started, item.done) if at), default=_LONG_AGO)
