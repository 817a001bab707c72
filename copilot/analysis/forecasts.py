"""Every forecast of a portfolio: which kind of key result it is, and from when to when it runs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from statistics import mean

import numpy as np

from copilot.portfolio import CheckIn, Forecast, KeyResult, Portfolio, Ref, Status, WorkItem

from .attainment import usual_here
from .forecast import WEEK, Course, course, forecast
from .kept import stays
from .milestone import finishes

THROUGHPUT_WEEKS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From when to when a key result runs."""

    start: datetime
    end: datetime

    def elapsed(self, at: datetime) -> float:
        """Share of the time that is over, 0 to 1."""
        return (at - self.start) / (self.end - self.start)


def forecasts(portfolio: Portfolio) -> tuple[Forecast, ...]:
    """Forecast every key result that runs at `as_of` and can be told from what was measured."""
    found = (forecast_at(portfolio, k, portfolio.as_of) for k in portfolio.key_results)
    return tuple(f for f in found if f is not None)


def forecast_at(portfolio: Portfolio, goal: KeyResult, as_of: datetime) -> Forecast | None:
    """Forecast one key result as of a moment not after the portfolio's own."""
    window = window_of(goal, as_of)
    if window is None:
        return None
    if not numeric(goal):
        return _milestone(portfolio, goal, window, as_of)
    if is_kept(goal):
        return _maintained(goal, window, as_of)
    origin, target = baseline_of(goal), goal.target
    if origin is None or target is None:
        return None
    usual = usual_here(portfolio, goal)
    return forecast(
        _values(goal.check_ins),
        baseline=origin,
        target=target,
        start=window.start,
        end=window.end,
        as_of=as_of,
        attainment=usual.attainment,
        spread=usual.spread,
        goal=goal.ref,
    )


def course_of(portfolio: Portfolio, goal: KeyResult) -> Course | None:
    """What was measured of a key result on its way to a target; None for the other kinds."""
    window, origin = window_of(goal, portfolio.as_of), baseline_of(goal)
    if window is None or origin is None or goal.target is None or is_kept(goal):
        return None
    usual = usual_here(portfolio, goal)
    return course(
        _values(goal.check_ins),
        baseline=origin,
        target=goal.target,
        start=window.start,
        end=window.end,
        as_of=portfolio.as_of,
        attainment=usual.attainment,
        spread=usual.spread,
    )


def window_of(goal: KeyResult, as_of: datetime) -> Window | None:
    """Start and end where `as_of` lies between them; None where there is no end.

    A cycle without a beginning begins with the first measurement.
    """
    last = goal.due or (goal.cycle.end if goal.cycle else None)
    first = goal.cycle.start if goal.cycle else None
    zone = as_of.tzinfo
    if last is None:
        return None
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    measured = [c.at for c in goal.check_ins if c.at <= as_of]
    start = datetime.combine(first, time(), zone) if first else min(measured, default=None)
    if start is None or not start < end or not start <= as_of < end:
        return None
    return Window(start=start, end=end)


def numeric(goal: KeyResult) -> bool:
    """Whether a target was declared in numbers."""
    return goal.target is not None


def is_kept(goal: KeyResult) -> bool:
    """Whether the value is to be kept rather than moved."""
    return goal.direction == "maintain" or (
        goal.target is not None and goal.baseline == goal.target
    )


def baseline_of(goal: KeyResult) -> float | None:
    """Declared baseline, else the first measured value."""
    if goal.baseline is not None or not goal.check_ins:
        return goal.baseline
    return min(goal.check_ins, key=lambda c: c.at).value


def _values(check_ins: Sequence[CheckIn]) -> list[tuple[datetime, float]]:
    return [(c.at, c.value) for c in check_ins]


def _maintained(goal: KeyResult, window: Window, as_of: datetime) -> Forecast | None:
    known = sorted((at, v) for at, v in _values(goal.check_ins) if at <= as_of)
    if not known or goal.target is None:
        return None
    weeks = np.array([(at - known[0][0]).total_seconds() / WEEK for at, _ in known])
    keep = np.concatenate([np.diff(weeks) > 0, [True]])
    values = np.array([value for _, value in known])[keep]
    left = (window.end - known[-1][0]).total_seconds() / WEEK
    above = _good_above(goal, goal.target, [float(v) for v in values])
    kept = stays(weeks[keep], values, limit=goal.target, above=above, left=left)
    if kept is None:
        return None
    return Forecast(
        goal=goal.ref,
        chance=kept.chance,
        low=kept.low if above else kept.high,
        middle=kept.middle,
        high=kept.high if above else kept.low,
        needed=0.0,
        stale_days=(as_of - known[-1][0]).days,
        measured=len(known),
    )


def _good_above(goal: KeyResult, target: float, values: Sequence[float]) -> bool:
    """Which side is good: as declared, else the one on which it has been."""
    if goal.direction in {"up", "down"}:
        return goal.direction == "up"
    usual = mean(values) if goal.baseline in {None, target} else goal.baseline
    return usual is None or usual >= target


def _milestone(
    portfolio: Portfolio, goal: KeyResult, window: Window, as_of: datetime
) -> Forecast | None:
    """Share of the milestone's items that will be finished, 0 to 1."""
    items = [i for i in serving(portfolio, goal.ref) if i.status is not Status.DROPPED]
    done = [i.done for i in items if i.status is Status.DONE and i.done and i.done <= as_of]
    waiting = sum(i.status.is_open for i in items)
    if not done and not waiting:
        return None
    since = [int((as_of - at).total_seconds() // WEEK) for at in done]
    finished = [since.count(n) for n in reversed(range(THROUGHPUT_WEEKS))]
    left = (window.end - as_of).total_seconds() / WEEK
    reached = finishes(finished, waiting, len(done), left)
    total = len(done) + waiting
    made = Forecast(
        goal=goal.ref,
        chance=reached.chance,
        low=reached.low,
        middle=reached.middle,
        high=reached.high,
        needed=waiting / total / max(left, 1 / 7),
        recent=sum(finished[-4:]) / 4 / total,
        measured=len(done),
    )
    return made if waiting else replace(made, chance=1 - 1 / (total + 2), needed=0.0)


def serving(portfolio: Portfolio, goal: Ref) -> list[WorkItem]:
    """Items whose best link, with a verdict of aligned, is this goal."""
    found = (portfolio.alignment[link.item] for link in portfolio.serving.get(goal, ()))
    return [
        portfolio.item[a.item]
        for a in found
        if a.verdict == "aligned" and a.best is not None and a.best.goal == goal
    ]
