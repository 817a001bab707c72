"""Unaligned work: effort that serves no goal, with the reason people do it all the same."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from copilot.analysis.effort import relative_effort
from copilot.portfolio import Alignment, Finding, Portfolio, Ref, Severity, Status, WorkItem

from .allowed import allowance_for
from .check import Check
from .scope import today
from .words import Facts, amount, ask, goal_name, named, percent

STARTED = {Status.ACTIVE, Status.BLOCKED}


class Unaligned(Check):
    """Open work that serves no goal; what is under way and large comes first.

    An alert needs work under way, of at least the usual size, without any reason; the largest few
    are alerts and the rest are warnings, since thirty alerts are none.
    """

    code: ClassVar[str] = "unaligned"
    min_effort: float = Field(0.0, ge=0)
    """Sized below this (in the tool's unit): left out."""
    large: float = Field(1.0, gt=0)
    """An alert needs this multiple of the source's median size."""
    alerts: int = Field(3, ge=0)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield one finding per item, the most costly first."""
        sizes = relative_effort(portfolio.open_items)
        alerts = self.alerts
        for item, alignment in self._stray(portfolio, sizes):
            severity = self._severity(item, alignment, sizes[item.ref], portfolio)
            if severity is Severity.ALERT:
                severity = Severity.ALERT if alerts > 0 else Severity.WARNING
                alerts -= 1
            yield _finding(self.code, item, alignment, severity, portfolio)

    def _stray(
        self, portfolio: Portfolio, sizes: Mapping[Ref, float | None]
    ) -> list[tuple[WorkItem, Alignment]]:
        judged = ((i, portfolio.alignment.get(i.ref)) for i in portfolio.open_items)
        stray = [
            (item, alignment)
            for item, alignment in judged
            if alignment is not None
            and alignment.verdict in {"unaligned", "supporting"}
            and (item.effort is None or item.effort >= self.min_effort)
        ]
        return sorted(
            stray, key=lambda pair: (pair[0].status not in STARTED, -(sizes[pair[0].ref] or 0))
        )

    def _severity(
        self, item: WorkItem, alignment: Alignment, size: float | None, portfolio: Portfolio
    ) -> Severity:
        started = item.status in STARTED
        if alignment.reason is not None or alignment.verdict == "supporting":
            provided = allowance_for(alignment, portfolio) is not None
            return Severity.WARNING if started and not provided else Severity.NOTE
        if started and item.effort is not None and size is not None and size >= self.large:
            return Severity.ALERT
        return Severity.WARNING if started or _promised(item, portfolio) else Severity.NOTE


def _promised(item: WorkItem, portfolio: Portfolio) -> bool:
    """Whether somebody already counts on it: it is in an iteration or due ahead."""
    return item.iteration is not None or (item.due is not None and item.due >= today(portfolio))


def _finding(
    code: str, item: WorkItem, alignment: Alignment, severity: Severity, portfolio: Portfolio
) -> Finding:
    facts: Facts = {
        "key": item.key,
        "title": item.title,
        "none_percent": percent(alignment.none),
        "status": item.status.value,
    }
    if item.effort is not None:
        facts["effort"] = round(item.effort, 1)
    if item.assignee:
        facts["assignee"] = item.assignee
    reason = alignment.reason
    if reason:
        facts["reason"] = reason
    words = _supporting if reason or alignment.verdict == "supporting" else _without_reason
    return Finding(
        code=code,
        severity=severity,
        subject=item.ref,
        message=words(item, alignment, portfolio, facts),
        facts=facts,
        fix="Park it, file it under an allowance, or name the goal.",
    )


def _without_reason(
    item: WorkItem, alignment: Alignment, portfolio: Portfolio, facts: Facts
) -> str:
    size = f", size {amount(item.effort)}" if item.effort is not None else ""
    verdict = f"{named(item)} helps no goal ({percent(alignment.none)} % sure{size})."
    nearest = portfolio.goal.get(alignment.best.goal) if alignment.best else None
    near = ""
    if nearest is not None and alignment.best:
        facts["nearest"] = goal_name(nearest)
        facts["nearest_percent"] = percent(alignment.best.score)
        near = f" Nearest: {goal_name(nearest)}, {percent(alignment.best.score)} %."
    if item.status in STARTED:
        return f"{verdict}{near} {ask(item.assignee, 'in progress; still want it?')}"
    return f"{verdict}{near}"


def _supporting(item: WorkItem, alignment: Alignment, portfolio: Portfolio, facts: Facts) -> str:
    allowance = allowance_for(alignment, portfolio)
    reason = alignment.reason or "supporting"
    verdict = f"{named(item)} helps no goal: {reason} work"
    if allowance is None:
        return f"{verdict}. Nothing is set aside for that."
    facts["allowance"] = goal_name(allowance)
    if allowance.share is None:
        return f"{verdict}, under {goal_name(allowance)}."
    facts["allowance_percent"] = percent(allowance.share)
    return f"{verdict}, under {goal_name(allowance)} ({percent(allowance.share)} %)."
