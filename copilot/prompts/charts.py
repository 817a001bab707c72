"""Where the lines and bars of a digest's charts lie, in the coordinates of their SVG."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from copilot.portfolio import Ref

WIDTH, HEIGHT = 600.0, 190.0
FAN_WIDTH, FAN_HEIGHT = 280.0, 96.0
_LEFT, _FOOT, _GAP = 34.0, 20.0, 0.22
_EDGE = 6.0
_FAN_RIGHT = 44.0
_LATELY = 5
"""Weeks that the line under the chart names."""
_PRINTED = 0.12
"""Smallest share that has room for its own number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """One colour of the stack."""

    name: str
    kind: str
    """objective, allowance or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortWeek:
    """Shares of one week, in the order of the buckets."""

    week: str
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Effort by week; the first bucket is the one that is held against the band."""

    buckets: tuple[Bucket, ...] = ()
    weeks: tuple[EffortWeek, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """A key result on its way, and where it may end."""

    goal: Ref
    name: str
    unit: str
    chance: float
    start: date
    end: date
    measured: tuple[tuple[date, float], ...]
    """Oldest first."""
    low: float
    middle: float
    high: float
    target: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """What is drawn under a digest."""

    effort: Effort = Effort()
    fans: tuple[Fan, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of the stack."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    label: str


class EffortDrawing:
    """The stacked weeks with the normal band of the lowest bucket."""

    def __init__(self, effort: Effort) -> None:
        self.effort = effort
        self.width, self.height, self.left = WIDTH, HEIGHT, _LEFT
        self.floor = HEIGHT - _FOOT

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """From the bottom up, week by week."""
        return tuple(self._bars())

    @cached_property
    def labels(self) -> tuple[tuple[float, str], ...]:
        """Middle of each week and its name: `W07`."""
        step = self._step
        return tuple(
            (_round(_LEFT + (n + 0.5) * step), w.week.rpartition("-")[2])
            for n, w in enumerate(self.effort.weeks)
        )

    @cached_property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Height of 0, 50 and 100 %."""
        return tuple((self._y(share), f"{100 * share:.0f} %") for share in (0.0, 0.5, 1.0))

    @cached_property
    def band(self) -> tuple[float, float] | None:
        """Top and height of the normal band."""
        low, high = self.effort.low, self.effort.high
        if low is None or high is None:
            return None
        return self._y(high), _round(self._y(low) - self._y(high))

    @property
    def summary(self) -> str:
        """The chart for those who do not see it."""
        if not self.effort.buckets:
            return ""
        name = self.effort.buckets[0].name
        told = ", ".join(f"{w.week} {_whole(w.shares[0])} %" for w in self.effort.weeks)
        return f"Share of effort on {name} by week: {told}"

    @property
    def said(self) -> str:
        """The drawing in one line, for mail clients that show none: the weeks that matter now."""
        if not self.effort.buckets:
            return ""
        lately = self.effort.weeks[-_LATELY:]
        shares = ", ".join(_whole(week.shares[0]) for week in lately)
        low, high = self.effort.low, self.effort.high
        normal = f"; normal {_whole(low)}–{_whole(high)}\u00a0%" if low and high else ""
        name = self.effort.buckets[0].name
        return f"{name}: {shares}\u00a0% in the last {len(lately)} weeks{normal}."

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Colour, and name with the share of the last week, from the bottom up."""
        last = self.effort.weeks[-1].shares if self.effort.weeks else ()
        names = (
            f"{name} {_whole(share)}\u00a0%"
            for name, share in zip(_names(self.effort.buckets), last, strict=False)
        )
        return tuple(zip(_colours(self.effort.buckets), names, strict=False))

    @property
    def _step(self) -> float:
        return (WIDTH - _LEFT) / max(1, len(self.effort.weeks))

    def _y(self, share: float) -> float:
        return _round(_EDGE + (1 - share) * (self.floor - _EDGE))

    def _bars(self) -> Iterator[Bar]:
        colours, step = _colours(self.effort.buckets), self._step
        for place, week in enumerate(self.effort.weeks):
            below = 0.0
            for colour, share in zip(colours, week.shares, strict=True):
                top = below + share
                label = _whole(share) if share >= _PRINTED else ""
                yield Bar(
                    x=_round(_LEFT + (place + _GAP / 2) * step),
                    y=self._y(top),
                    width=_round((1 - _GAP) * step),
                    height=_round(self._y(below) - self._y(top)),
                    colour=colour,
                    label=label if colour == "c0" else "",
                )
                below = top


class FanDrawing:
    """What was measured, the range ahead, the target."""

    def __init__(self, fan: Fan) -> None:
        self.fan = fan
        self.width, self.height = FAN_WIDTH, FAN_HEIGHT
        known = [value for _, value in fan.measured]
        every = [*known, fan.low, fan.high, fan.middle, fan.target]
        self._least, self._most = min(every), max(every)

    @property
    def line(self) -> str:
        """What was measured, as points of a polyline."""
        return _points((self._x(day), self.y(value)) for day, value in self.fan.measured)

    @property
    def now(self) -> tuple[float, float]:
        """The last measurement."""
        day, value = self.fan.measured[-1]
        return self._x(day), self.y(value)

    @property
    def ahead(self) -> str:
        """The range, as points of a polygon."""
        end = self._x(self.fan.end)
        return _points([self.now, (end, self.y(self.fan.low)), (end, self.y(self.fan.high))])

    @property
    def middle(self) -> str:
        """The way to the most likely end."""
        return _points([self.now, (self._x(self.fan.end), self.y(self.fan.middle))])

    @property
    def right(self) -> float:
        """Where the time is over."""
        return self._x(self.fan.end)

    @property
    def said(self) -> str:
        """The drawing in one line."""
        fan, now = self.fan, self.fan.measured[-1][1]
        low, high = sorted((fan.low, fan.high))
        ends = f"{fan.middle:.3g} ({low:.3g}–{high:.3g})"
        aim = f"{fan.target:g}\u00a0{fan.unit}".strip()
        return f"{now:g} now, heading for {ends} of {aim}."

    @property
    def notes(self) -> tuple[tuple[float, str], ...]:
        """Height and text of the target and the likely end, kept apart."""
        target, middle = self.y(self.fan.target), self.y(self.fan.middle)
        if abs(target - middle) < 12:
            middle = target + (12 if middle >= target else -12)
        return (target, f"{self.fan.target:g}"), (_round(middle), f"{self.fan.middle:.3g}")

    def y(self, value: float) -> float:
        """Height of a value."""
        span = (self._most - self._least) or 1.0
        part = (value - self._least) / span
        return _round(_EDGE + (1 - part) * (FAN_HEIGHT - 2 * _EDGE))

    def _x(self, day: date) -> float:
        whole = max(1, (self.fan.end - self.fan.start).days)
        part = min(1.0, max(0.0, (day - self.fan.start).days / whole))
        return _round(_EDGE + part * (FAN_WIDTH - _FAN_RIGHT - _EDGE))


def _colours(buckets: Sequence[Bucket]) -> list[str]:
    """Class of each bucket: `c0` … for objectives, one for allowances, one for no goal."""
    fixed: Mapping[str, str] = {"allowance": "allowance", "none": "none"}
    number, found = 0, []
    for bucket in buckets:
        found.append(fixed.get(bucket.kind, f"c{min(number, 4)}"))
        number += bucket.kind not in fixed
    return found


def _names(buckets: Sequence[Bucket]) -> list[str]:
    return [bucket.name for bucket in buckets]


def _points(pairs: Sequence[tuple[float, float]] | Iterator[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in pairs)


def _whole(share: float) -> str:
    """Whole per cent, halves up as in the text."""
    return str(int(100 * share + 0.5))


def _round(value: float) -> float:
    return round(value, 1)
