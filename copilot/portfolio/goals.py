"""Strategy: what the work is for."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from .record import Place, Ref, make_ref

Direction = Literal["up", "down", "maintain"]
GoalKind = Literal["objective", "key_result", "kpi", "allowance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A named stretch of time that goals belong to; both days included, None is open."""

    name: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One measured value."""

    at: AwareDatetime
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What every goal has. `id` is unique inside its cycle: `KR1.1`."""

    source: str
    id: str
    title: str
    text: str = ""
    owner: str | None = None
    parent: Ref | None = None
    cycle: Cycle | None = None
    place: Place | None = None

    @property
    def ref(self) -> Ref:
        """`okr:2026-Q1/KR1.1`, or `okr:KR1.1` where there is no cycle."""
        return make_ref(self.source, f"{self.cycle.name}/{self.id}" if self.cycle else self.id)

    @property
    def passage(self) -> str:
        """Title and text, title first; never the parent (measured: it costs accuracy)."""
        return f"{self.title.rstrip('. ')}. {self.text}".strip() if self.text else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Goal):
    """A qualitative outcome for one cycle."""

    weight: float | None = None
    """Intended share of effort, 0 to 1; None where nobody declared one."""
    kind: Literal["objective"] = "objective"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult(Goal):
    """A measurable, dated outcome; `parent` is its objective."""

    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    direction: Direction | None = None
    due: date | None = None
    committed: bool = False
    """Promised (expected to be met in full) rather than aspirational."""
    check_ins: tuple[CheckIn, ...] = ()
    kind: Literal["key_result"] = "key_result"

    @property
    def current(self) -> float | None:
        """Last measured value, None where nothing was measured."""
        return max(self.check_ins, key=lambda c: c.at).value if self.check_ins else None

    @property
    def progress(self) -> float | None:
        """Share of the way from baseline to target, 0 to 1; None where it can't be told."""
        if self.baseline is None or self.target is None or self.current is None:
            return None
        span = self.target - self.baseline
        if span == 0:
            return self._kept(self.current - self.target)
        return min(1.0, max(0.0, (self.current - self.baseline) / span))

    def _kept(self, above: float) -> float | None:
        """Whether a value that is to stay has stayed; off on an unknown side can't be told."""
        if above == 0:
            return 1.0
        better = {"up": above, "down": -above}.get(self.direction or "maintain")
        return None if better is None else float(better > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi(Goal):
    """An everlasting measure: watched, not reached."""

    unit: str = ""
    target: float | None = None
    direction: Direction | None = None
    check_ins: tuple[CheckIn, ...] = ()
    kind: Literal["kpi"] = "kpi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance(Goal):
    """Effort intended for work that serves no objective: keep the lights on 20 %."""

    share: float | None = None
    """0 to 1."""
    labels: tuple[str, ...] = ()
    """Labels that mark such work, where people agreed on some."""
    kind: Literal["allowance"] = "allowance"


AnyGoal = Objective | KeyResult | Kpi | Allowance
