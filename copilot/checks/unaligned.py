"""Unaligned work: effort that serves no goal, with the reason people do it all the same."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, NamedTuple

from pydantic import Field

from copilot.analysis.effort import relative_effort
from copilot.analysis.verdicts import FAR
from copilot.portfolio import Alignment, Finding, Portfolio, Ref, Severity, Status, WorkItem

from .allowed import allowance_for
from .check import Check
from .scope import held_up, served_goal, today
from .words import Facts, amount, ask, goal_name, joined, named, percent

STARTED = {Status.ACTIVE, Status.BLOCKED}


class Stray(NamedTuple):
    """One item without a goal, and what bears on how much that matters."""

    item: WorkItem
    alignment: Alignment
    size: float | None
    """Multiple of the usual item of its source; None where nobody sized it."""
    needed_by: list[WorkItem]
    """Work on a goal that waits for it: then parking it would do harm."""

    @property
    def started(self) -> bool:
        """Whether effort is being spent."""
        return self.item.status in STARTED

    @property
    def excused(self) -> bool:
        """Whether there is a known reason to do it all the same."""
        return self.alignment.reason is not None or self.alignment.verdict == "supporting"


class Unaligned(Check):
    """Open work that serves no goal; what is under way and large comes first.

    What somebody decided to park, keep or move is not asked about again.

    An alert needs work under way, sized, of at least the usual size, without any reason; the
    largest few are alerts and the rest are warnings, since thirty alerts are none.
    """

    code: ClassVar[str] = "unaligned"
    min_effort: float = Field(0.0, ge=0)
    """Sized below this (in the tool's unit): left out."""
    large: float = Field(1.0, gt=0)
    """An alert needs this multiple of the source's median size."""
    alerts: int = Field(3, ge=0)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield one finding per item, the most costly first."""
        alerts = self.alerts
        for stray in self._strays(portfolio):
            severity = self._severity(stray, portfolio)
            if severity is Severity.ALERT:
                severity = Severity.ALERT if alerts > 0 else Severity.WARNING
                alerts -= 1
            yield _finding(self.code, stray, severity, portfolio)

    def _strays(self, portfolio: Portfolio) -> list[Stray]:
        sizes = relative_effort(portfolio.open_items)
        needed = _needed(portfolio)
        judged = ((i, portfolio.alignment.get(i.ref)) for i in portfolio.open_items)
        found = [
            Stray(item, alignment, sizes[item.ref], needed.get(item.ref, []))
            for item, alignment in judged
            if alignment is not None
            and alignment.verdict in {"unaligned", "supporting"}
            and item.ref not in portfolio.settled
            and (item.effort is None or item.effort >= self.min_effort)
        ]
        return sorted(found, key=lambda s: (not s.started, -(s.size or 0)))

    def _severity(self, stray: Stray, portfolio: Portfolio) -> Severity:
        if stray.needed_by:
            return Severity.NOTE
        if stray.excused:
            provided = allowance_for(stray.alignment, portfolio) is not None
            return Severity.WARNING if stray.started and not provided else Severity.NOTE
        sized = stray.item.effort is not None and stray.size is not None
        if stray.started and sized and (stray.size or 0) >= self.large:
            return Severity.ALERT
        counted_on = stray.started or _promised(stray.item, portfolio)
        return Severity.WARNING if counted_on else Severity.NOTE


def _needed(portfolio: Portfolio) -> Mapping[Ref, list[WorkItem]]:
    return {
        ref: [i for i in waiting if served_goal(portfolio, i) is not None]
        for ref, waiting in held_up(portfolio).items()
    }


def _promised(item: WorkItem, portfolio: Portfolio) -> bool:
    """Whether somebody already counts on it: it is in an iteration or due ahead."""
    return item.iteration is not None or (item.due is not None and item.due >= today(portfolio))


def _finding(code: str, stray: Stray, severity: Severity, portfolio: Portfolio) -> Finding:
    item, alignment = stray.item, stray.alignment
    facts: Facts = {
        "key": item.called,
        "title": item.title,
        "none_percent": percent(alignment.none),
        "status": item.status.value,
    }
    optional = {"effort": item.effort, "assignee": item.assignee, "reason": alignment.reason}
    facts.update({name: value for name, value in optional.items() if value is not None})
    words = _supporting if stray.excused else _without_reason
    return Finding(
        code=code,
        severity=severity,
        subject=item.ref,
        message=words(stray, portfolio, facts) + _wanted(stray, facts),
        facts=facts,
        fix="Park it, file it under an allowance, or name the goal.",
    )


def _without_reason(stray: Stray, portfolio: Portfolio, facts: Facts) -> str:
    item, alignment = stray.item, stray.alignment
    size = f", size {amount(item.effort)}" if item.effort is not None else ""
    verdict = f"{named(item)} helps no goal ({percent(alignment.none)} % sure{size})."
    verdict += _nearest(alignment, portfolio, facts)
    if stray.started and not stray.needed_by:
        verdict += f" {ask(item.assignee, 'in progress; still want it?')}"
    return verdict


def _nearest(alignment: Alignment, portfolio: Portfolio, facts: Facts) -> str:
    """Name the nearest goal; `none` where even that is far."""
    best = alignment.best
    nearest = portfolio.goal.get(best.goal) if best else None
    if best is None or nearest is None:
        return ""
    if best.score < FAR:
        return " Nearest: none."
    facts["nearest"] = goal_name(nearest)
    facts["nearest_percent"] = percent(best.score)
    return f" Nearest: {goal_name(nearest)}, {percent(best.score)} %."


def _supporting(stray: Stray, portfolio: Portfolio, facts: Facts) -> str:
    allowance = allowance_for(stray.alignment, portfolio)
    reason = stray.alignment.reason or "supporting"
    verdict = f"{named(stray.item)} helps no goal: {reason} work"
    if allowance is None:
        return f"{verdict}. Nothing is set aside for that."
    facts["allowance"] = goal_name(allowance)
    if allowance.share is None:
        return f"{verdict}, under {goal_name(allowance)}."
    facts["allowance_percent"] = percent(allowance.share)
    return f"{verdict}, under {goal_name(allowance)} ({percent(allowance.share)} %)."


def _wanted(stray: Stray, facts: Facts) -> str:
    if not stray.needed_by:
        return ""
    facts["needed_by"] = joined([i.called for i in stray.needed_by])
    verb = "waits" if len(stray.needed_by) == 1 else "wait"
    return f" {facts['needed_by']} {verb} for it."
