"""Drift: the split of effort has moved away from what was intended, more than chance moves it."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

import numpy as np
from pydantic import Field

from copilot.analysis.drift import WINDOWS, Floats, silent_weeks
from copilot.analysis.null_years import scores
from copilot.portfolio import DriftThreshold, Finding, Portfolio, Severity, make_ref

from .causes import causes_of
from .check import Check
from .drift_words import drift_facts, drift_message, first_week
from .effort_series import Series, series_of
from .scope import owner_of
from .too_few import too_few


class Episode(NamedTuple):
    """A stretch of weeks in which one bucket has drifted."""

    bucket: int
    alerted: int
    """Week in which it was last worth an alert."""
    gap: float
    """Difference to what was expected in that week, as a share."""
    last_on: int


class Drift(Check):
    """Alarms no more often by chance than the yearly budget says, and names what moved.

    Everybody is held against the declared weights, each team against its own past. The history
    is judged anew each time, so the same data tell the same.
    """

    code: ClassVar[str] = "drift"
    budget: float = Field(0.10, gt=0, lt=1)
    """Share of years without drift that may alarm: 0.1 is quiet, 0.5 sensitive."""
    min_points: float = Field(0.08, gt=0, lt=1)
    """Smallest gap worth an alarm, as a share of all effort."""
    min_items: float = Field(10.0, ge=1)
    """Items a week below which nothing can be told."""
    cool_down: int = Field(4, ge=1)
    """Weeks an alarm that is no longer raised goes on being the same one."""
    worse: float = Field(0.05, gt=0, lt=1)
    """Further gap that makes a known drift worth another alert."""
    false_discoveries: float = Field(0.10, gt=0, lt=1)
    """Share of false ones among the teams that are named (Benjamini and Hochberg, 1995)."""

    def judges(self, series: Series) -> bool:
        """Whether there is enough to tell anything."""
        enough = len(series.weeks) > silent_weeks(series.intent)
        return enough and series.weekly_items >= self.min_items

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield at most one finding for everybody, one for each team, and what can't be told."""
        every = tuple(series_of(portfolio))
        yield from self._told(portfolio, every)
        thresholds = portfolio.history.thresholds
        untold = [s for s in every if (s.team or "") not in thresholds]
        note = too_few(portfolio, untold, thresholds.get(""))
        if note is not None:
            yield note

    def _told(self, portfolio: Portfolio, every: Sequence[Series]) -> Iterator[Finding]:
        company: list[Finding] = []
        teams: list[tuple[float, Finding]] = []
        for series in every:
            threshold = portfolio.history.thresholds.get(series.team or "")
            if threshold is None:
                continue
            score = weekly_scores(series, threshold, self.min_points)
            found = self._finding(portfolio, series, score, threshold.limit)
            if found is not None and series.team is None:
                company.append(found)
            elif found is not None:
                teams.append((_chance(threshold, float(score[-2:].max())), found))
        yield from company
        known = {f.subject for f in company}
        judged = max(len(portfolio.history.thresholds) - 1, 1)
        for finding in discoveries(teams, judged, self.false_discoveries):
            if finding.subject not in known:
                yield finding

    def _finding(
        self, portfolio: Portfolio, series: Series, score: Floats, limit: float
    ) -> Finding | None:
        episode = self._episode((score >= limit).tolist(), series.drifting.gaps)
        if episode is None:
            return None
        first = first_week(series, episode.bucket)
        causes = causes_of(portfolio, series, first)
        goal = portfolio.goal[series.buckets[episode.bucket]]
        facts = drift_facts(portfolio, series, episode.bucket, first, causes)
        facts["alerted"] = series.weeks[episode.alerted].week
        return Finding(
            code=self.code,
            severity=Severity.ALERT if series.team is None else Severity.WARNING,
            subject=goal.ref,
            related=(make_ref("team", series.team),) if series.team else (),
            causes=tuple(c.ref for c in causes),
            message=drift_message(facts, causes, owner_of(portfolio, goal)),
            facts=facts,
            place=goal.place,
            fix="Move work back, or change the declared weight.",
        )

    def _episode(self, on: Sequence[bool], gaps: Floats) -> Episode | None:
        """Walk through the weeks and return what still holds in the last one."""
        now: Episode | None = None
        for week, raised in enumerate(on):
            if now is not None and week - now.last_on > self.cool_down:
                now = None
            if raised:
                now = self._raised(now, week, gaps[week])
        if now is None or abs(gaps[-1, now.bucket]) < self.min_points:
            return None
        return now

    def _raised(self, now: Episode | None, week: int, gaps: Floats) -> Episode:
        if now is None:
            bucket = _subject(gaps[:-1])
            return Episode(bucket, week, float(gaps[bucket]), week)
        gap = float(gaps[now.bucket])
        if abs(gap) >= abs(now.gap) + self.worse and gap * now.gap > 0:
            return Episode(now.bucket, week, gap, week)
        return now._replace(last_on=week)


def weekly_scores(series: Series, threshold: DriftThreshold, min_points: float) -> Floats:
    """Return what is compared with the threshold's limit, by week."""
    names = statistic_names(series)
    quantiles = np.array([threshold.quantiles.get(name, np.inf) for name in names])
    return scores(series.drifting, quantiles, min_points)


def statistic_names(series: Series) -> tuple[str, ...]:
    """Name the statistics in the order of `Drifting.statistics`."""
    runs = (f"run {series.buckets[n]}" for n in series.intent.objectives)
    return (*(f"window {weeks}" for weeks in WINDOWS), *runs)


def discoveries(
    found: Sequence[tuple[float, Finding]], judged: int, rate: float
) -> tuple[Finding, ...]:
    """Keep the findings that hold when `judged` teams were looked at, surest first.

    The step-up procedure of Benjamini and Hochberg, Journal of the Royal Statistical Society B
    57, 1995: the largest k with p(k) ≤ k/m · rate.
    """
    ranked = sorted(found, key=lambda pair: pair[0])
    kept = max(
        (k for k, (p, _) in enumerate(ranked, start=1) if p <= k / judged * rate), default=0
    )
    return tuple(finding for _, finding in ranked[:kept])


def _chance(threshold: DriftThreshold, score: float) -> float:
    """Share of null years that reach a score."""
    if not threshold.maxima:
        return 1.0
    below = int(np.searchsorted(threshold.maxima, score, side="left"))
    return (len(threshold.maxima) - below) / len(threshold.maxima)


def _subject(gaps: Floats) -> int:
    """Declared goal that is furthest from what was expected; what falls short wins a tie."""
    return int(np.argmax(np.abs(gaps) + np.where(gaps < 0, 1e-9, 0.0)))
