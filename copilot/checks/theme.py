"""Emerging themes: work that serves no goal and hangs together may be a goal nobody wrote."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from copilot.portfolio import Finding, Portfolio, Ref, Severity, Theme

from .check import Check
from .words import amount, clip, count, joined


class EmergingTheme(Check):
    """Recent unaligned items that share an epic or a subject."""

    code: ClassVar[str] = "emerging-theme"
    min_items: int = Field(5, ge=2)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield the largest themes first."""
        for theme in portfolio.history.themes:
            if len(theme.items) >= self.min_items:
                yield self._finding(portfolio, theme)

    def _finding(self, portfolio: Portfolio, theme: Theme) -> Finding:
        size = f", size {amount(theme.effort)}" if theme.effort else ""
        keys = joined([portfolio.item[ref].called for ref in theme.items])
        return Finding(
            code=self.code,
            severity=Severity.WARNING,
            subject=_anchor(portfolio, theme),
            causes=theme.items,
            message=(
                f"{clip(theme.name)}: {count(len(theme.items), 'recent item')} ({keys}{size}) "
                "hang together and serve no goal. A goal nobody wrote, or work to stop?"
            ),
            facts={"theme": theme.name, "items": len(theme.items), "effort": theme.effort},
            fix="Write the goal, set an allowance aside, or stop the work.",
        )


def _anchor(portfolio: Portfolio, theme: Theme) -> Ref:
    """The epic, else the oldest item: the same theme is the same finding next week."""
    first = min(theme.items)
    item = portfolio.item[first]
    return item.epic or item.parent or first
