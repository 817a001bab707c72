"""Dependency cycles: tickets that wait for each other, so none can be finished."""

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from copilot.analysis.dependencies import cycles
from copilot.portfolio import Finding, Portfolio, Ref, Severity

from .check import Check
from .scope import open_blockers


class Cycles(Check):
    """Open work that waits for itself; stated by people, so always an alert."""

    code: ClassVar[str] = "dependency-cycle"

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield one finding per knot: its shortest cycle, from its smallest reference."""
        waits = {
            item.ref: tuple(b.ref for b in open_blockers(portfolio, item))
            for item in portfolio.open_items
            if item.ref in portfolio.blockers
        }
        for cycle in cycles(waits):
            yield _finding(self.code, cycle, portfolio)


def _finding(code: str, cycle: tuple[Ref, ...], portfolio: Portfolio) -> Finding:
    keys = [portfolio.item[ref].called for ref in cycle]
    steps = [f"{after} for {before}" for after, before in pairwise((*keys, keys[0]))]
    steps[0] = steps[0].replace(" for ", " waits for ", 1)
    return Finding(
        code=code,
        severity=Severity.ALERT,
        subject=cycle[0],
        related=cycle[1:],
        message=f"{', '.join(steps)}: none of them can be finished. Someone should cut one link.",
        facts={"cycle": " ".join(keys), "length": len(keys)},
        fix="Remove one of these dependencies.",
    )
