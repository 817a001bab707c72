"""How work and goals moved: effort by week, and where key results are heading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .record import Ref

UNALIGNED = "unaligned"
"""Bucket of effort that serves no goal and no allowance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortWeek:
    """Effort of one ISO week and team by bucket: objectives, allowances, `unaligned`."""

    week: str
    """`2026-W07`, Monday to Sunday in the workspace's zone."""
    start: date
    team: str | None = None
    """None is everybody."""
    effort: Mapping[str, float] = field(default_factory=dict)
    """Bucket (reference of an objective or allowance, or `unaligned`) to effort."""
    count: float = 0.0
    """Effective number of independent items, (Σe)²/Σe² over epics and items without one."""
    items: int = 0
    """Items that were counted."""
    unsized: int = 0
    """Those of them whose effort nobody stated: they count as the team's median item."""
    clusters: Mapping[str, Mapping[Ref, float]] = field(default_factory=dict)
    """Bucket to epic (or item without one) to effort: what moved a share. Recent weeks only."""

    @property
    def total(self) -> float:
        """All effort of the week."""
        return sum(self.effort.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftThreshold:
    """What the bootstrap of null years said for one set of parameters."""

    budget: float
    """Share of null years that may alarm, 0 to 1."""
    quantiles: Mapping[str, float] = field(default_factory=dict)
    """Null (1 - budget) quantile of each statistic."""
    limit: float = 1.0
    """Quantile of the yearly maximum of the statistics over their own quantiles."""
    maxima: tuple[float, ...] = ()
    """Yearly maxima of null years at evenly spaced ranks, ascending: for chances."""
    dispersion: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Where one key result is heading, in its own unit."""

    goal: Ref
    chance: float
    """P(target met at the end), 0 to 1."""
    low: float
    """10 % quantile of the final value on the way to the target."""
    middle: float
    high: float
    """90 % quantile."""
    needed: float
    """Change a week that would reach the target."""
    recent: float | None = None
    """Change a week over the last four measured weeks."""
    stale_days: int = 0
    """Days since the last measurement."""
    measured: int = 0
    """Measurements it stands on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Work that serves no goal and hangs together."""

    name: str
    """The epic's title, or the words that its items share."""
    items: tuple[Ref, ...]
    effort: float


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Weekly effort, oldest first, and the thresholds drift is judged by."""

    weeks: tuple[EffortWeek, ...] = ()
    thresholds: Mapping[str, DriftThreshold] = field(default_factory=dict)
    """By team; the empty name is everybody."""
    themes: tuple[Theme, ...] = ()
    """Of the last weeks, largest first."""
