"""Forecast: key results that will probably be missed, and the open work that would help."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar, NamedTuple

from pydantic import Field

from copilot.analysis.forecasts import forecast_at, window_of
from copilot.analysis.precision import heading_of, shown
from copilot.portfolio import (
    Finding,
    Forecast,
    KeyResult,
    Portfolio,
    Ref,
    Severity,
    Status,
    WorkItem,
)

from .check import Check
from .scope import owner_of, reached, serving_items
from .words import Facts, ask, day_name, goal_name, joined, percent


class Alert(NamedTuple):
    """When a chance was bad enough to speak, and how bad."""

    at: datetime
    chance: float


class Forecasts(Check):
    """Key results whose chance is below a threshold; a new alert only after a further fall.

    What was said when is not stored but worked out from the check-ins, so that the same day always
    tells the same: a first alert below `alert`, another after each further fall by `fall`, a fresh
    start once the chance was above `clear`.
    """

    code: ClassVar[str] = "forecast"
    alert: float = Field(0.35, ge=0, le=1)
    fall: float = Field(0.15, gt=0, le=1)
    clear: float = Field(0.45, ge=0, le=1)
    check_ins: int = Field(3, ge=1)
    elapsed: float = Field(1 / 3, ge=0, le=1)
    """Share of its time before which an aspirational goal is unlikely by nature."""
    alerts: int = Field(3, ge=0)
    min_score: float = Field(0.5, ge=0, le=1)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield the least likely first."""
        lagging = sorted(self.lagging(portfolio), key=lambda pair: pair[0].chance)
        helping = serving_items(portfolio, self.min_score) if lagging else {}
        for place, (ahead, told) in enumerate(lagging):
            severity = Severity.ALERT if place < self.alerts else Severity.WARNING
            helpers = _helpers(portfolio, helping.get(ahead.goal, []))
            yield self._finding(portfolio, ahead, told, helpers, severity)

    def lagging(self, portfolio: Portfolio) -> Iterator[tuple[Forecast, tuple[Alert, ...]]]:
        """Key results that alert now, with every alert since they last were clear."""
        for goal in portfolio.key_results:
            ahead = portfolio.forecast.get(goal.ref)
            if ahead is None or ahead.chance >= self.alert or reached(goal):
                continue
            if ahead.measured >= self.check_ins and self._late_enough(goal, portfolio.as_of):
                yield ahead, self._told(self._course(portfolio, goal, ahead))

    def _late_enough(self, goal: KeyResult, at: datetime) -> bool:
        window = window_of(goal, at)
        return window is not None and window.elapsed(at) >= self.elapsed

    def _course(self, portfolio: Portfolio, goal: KeyResult, ahead: Forecast) -> Iterator[Alert]:
        """The chance at each check-in, then now; a goal without numbers has only its now."""
        measured = sorted({c.at for c in goal.check_ins if c.at < portfolio.as_of})
        for at in measured[self.check_ins - 1 :] if goal.target is not None else ():
            when = at.astimezone(portfolio.as_of.tzinfo)
            then = forecast_at(portfolio, goal, when) if self._late_enough(goal, when) else None
            if then is not None:
                yield Alert(when, then.chance)
        yield Alert(portfolio.as_of, ahead.chance)

    def _told(self, course: Iterable[Alert]) -> tuple[Alert, ...]:
        """Walk through the chances as they were and keep those that were worth an alert."""
        told: list[Alert] = []
        for now in course:
            if now.chance >= self.clear:
                told.clear()
            elif now.chance < self.alert and (
                not told or told[-1].chance - now.chance >= self.fall
            ):
                told.append(now)
        return tuple(told)

    def _finding(
        self,
        portfolio: Portfolio,
        ahead: Forecast,
        told: tuple[Alert, ...],
        helpers: list[WorkItem],
        severity: Severity,
    ) -> Finding:
        goal = next(k for k in portfolio.key_results if k.ref == ahead.goal)
        facts = _facts(goal, ahead, told)
        where = heading_of(goal, ahead)
        message = f"{goal_name(goal)}: {facts['chance_percent']} % likely"
        message += f", heading for {where}." if where else "."
        message += _rates(ahead, facts)
        owner = owner_of(portfolio, goal)
        if owner:
            facts["owner"] = owner
        if helpers:
            facts["helpers"] = " ".join(i.called for i in helpers)
            verb = "would help" if len(helpers) > 1 else "would help it"
            message += f" {joined([i.called for i in helpers])} {verb}."
        question = (
            "pull one, or lower the target?" if helpers else "staff it, or lower the target?"
        )
        return Finding(
            code=self.code,
            severity=severity,
            subject=goal.ref,
            message=f"{message} {ask(owner, question)}",
            facts=facts,
            place=goal.place,
            fix="Pull work that helps it forward, or agree on a target that can be met.",
        )


def _facts(goal: KeyResult, ahead: Forecast, told: tuple[Alert, ...]) -> Facts:
    width = abs(ahead.high - ahead.low)
    facts: Facts = {
        "goal": goal_name(goal),
        "chance": round(ahead.chance, 3),
        "chance_percent": min(99, max(1, percent(ahead.chance))),
        "low": shown(ahead.low, width),
        "middle": shown(ahead.middle, width),
        "high": shown(ahead.high, width),
        "needed": _rate(ahead.needed),
        "stale_days": ahead.stale_days,
        "alerts": len(told),
        "alerted": day_name(told[-1].at.date()),
        "alerted_percent": percent(told[-1].chance),
    }
    if ahead.recent is not None:
        facts["recent"] = _rate(ahead.recent)
    return facts


def _rates(ahead: Forecast, facts: Facts) -> str:
    if not ahead.needed:
        return ""
    lately = f", lately {facts['recent']}" if ahead.recent is not None else ""
    return f" Needs {facts['needed']} a week{lately}."


def _rate(change: float) -> str:
    """`+1.36`: two digits that count, with its sign."""
    text = f"{change:+.3g}" if abs(change) >= 1 else f"{change:+.2g}"
    return text.replace("-", "−")


def _helpers(portfolio: Portfolio, items: list[WorkItem]) -> list[WorkItem]:
    """Work that is not begun, best fit first; work under way helps already."""
    waiting = [
        i for i in items if i.status is not Status.ACTIVE and i.ref not in portfolio.containers
    ]
    return sorted(waiting, key=lambda i: (-_score(portfolio, i.ref), i.called))


def _score(portfolio: Portfolio, item: Ref) -> float:
    best = portfolio.alignment[item].best
    return best.score if best else 0.0
