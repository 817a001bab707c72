"""Numbers behind the charts of a digest."""

from collections.abc import Iterable, Iterator
from datetime import date

from copilot.analysis.forecasts import window_of
from copilot.checks.buckets import intended
from copilot.checks.drift_words import TOLERANCE
from copilot.checks.words import goal_name
from copilot.portfolio import KeyResult, Objective, Portfolio, Ref
from copilot.prompts.charts import Bucket, Charts, Effort, EffortWeek, Fan

from .goal_names import spoken

_WEEKS = 13
_FANS = 6


def charts_of(portfolio: Portfolio, focus: Iterable[Ref]) -> Charts:
    """Collect effort by week and the key results; what the digest speaks of comes first."""
    first = tuple(focus)
    return Charts(effort=_effort(portfolio, first), fans=tuple(_fans(portfolio, first))[:_FANS])


def _effort(portfolio: Portfolio, focus: tuple[Ref, ...]) -> Effort:
    weeks = [w for w in portfolio.history.weeks if w.team is None and w.total][-_WEEKS:]
    wanted = intended(portfolio)
    refs = sorted(wanted, key=lambda r: (r not in focus, not _is_objective(portfolio, r)))
    if not weeks or not refs:
        return Effort()
    band = wanted[refs[0]]
    return Effort(
        buckets=(*(_bucket(portfolio, r) for r in refs), Bucket(name="No goal", kind="none")),
        weeks=tuple(
            EffortWeek(week=w.week, shares=_shares([w.effort.get(r, 0.0) for r in refs], w.total))
            for w in weeks
        ),
        low=max(0.0, band - TOLERANCE),
        high=min(1.0, band + TOLERANCE),
    )


def _is_objective(portfolio: Portfolio, ref: Ref) -> bool:
    return isinstance(portfolio.goal[ref], Objective)


def _bucket(portfolio: Portfolio, ref: Ref) -> Bucket:
    goal = portfolio.goal[ref]
    objective = isinstance(goal, Objective)
    return Bucket(
        name=goal_name(goal) if objective else goal.title,
        kind="objective" if objective else "allowance",
    )


def _shares(efforts: list[float], total: float) -> tuple[float, ...]:
    """To three digits; the rest serves no goal."""
    found = [round(e / total, 3) for e in efforts]
    return (*found, round(max(0.0, 1 - sum(found)), 3))


def _fans(portfolio: Portfolio, focus: tuple[Ref, ...]) -> Iterator[Fan]:
    def told_first(goal: KeyResult) -> tuple[bool, float]:
        ahead = portfolio.forecast.get(goal.ref)
        return goal.ref not in focus, ahead.chance if ahead else 1.0

    for goal in sorted(portfolio.key_results, key=told_first):
        fan = _fan(portfolio, goal)
        if fan is not None:
            yield fan


def _fan(portfolio: Portfolio, goal: KeyResult) -> Fan | None:
    ahead, window = portfolio.forecast.get(goal.ref), window_of(goal, portfolio.as_of)
    if ahead is None or window is None or goal.target is None or not goal.check_ins:
        return None
    return Fan(
        goal=goal.ref,
        name=spoken(goal),
        unit=goal.unit,
        chance=round(ahead.chance, 3),
        start=window.start.date(),
        end=window.end.date(),
        measured=tuple(_measured(goal, portfolio.as_of.date())),
        low=ahead.low,
        middle=ahead.middle,
        high=ahead.high,
        target=goal.target,
    )


def _measured(goal: KeyResult, last: date) -> Iterator[tuple[date, float]]:
    for check_in in sorted(goal.check_ins, key=lambda c: c.at):
        if check_in.at.date() <= last:
            yield check_in.at.date(), check_in.value
