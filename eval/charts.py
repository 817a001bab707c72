"""Charts as inline SVG: points in, markup out; colours and type are the page's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from markupsafe import escape

WIDTH, HEIGHT = 370, 300
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 12, 42
ROW = 26
LABELS, FIGURES = 96, 250
MOST_TICKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One curve; `name` goes into the legend."""

    name: str
    points: Sequence[tuple[float, float]]
    dots: bool = False
    tone: int | None = None
    """Number of its colour; none: its place among the lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row of a forest plot: an estimate with its interval."""

    name: str
    mean: float
    lower: float
    upper: float
    p: float

    @property
    def note(self) -> str:
        """The figures beside the drawing."""
        return f"{self.mean:+.3f} [{self.lower:+.3f}, {self.upper:+.3f}]  p {self.p:.3f}"


def line_chart(lines: Sequence[Line], *, x: str, y: str, diagonal: bool = False) -> str:
    """Curves in the unit square, with a legend below."""
    legend_rows = (len(lines) + 2) // 3
    height = HEIGHT + 18 * legend_rows
    parts = [_grid(x, y)]
    if diagonal:
        parts.append(_path([(0, 0), (1, 1)], "ideal"))
    tones = [k if line.tone is None else line.tone for k, line in enumerate(lines)]
    parts += [_curve(line, tone) for line, tone in zip(lines, tones, strict=True)]
    parts += [_legend(line.name, k, tones[k]) for k, line in enumerate(lines)]
    return _svg(WIDTH, height, f"{y} against {x}", parts)


def _grid(x: str, y: str) -> str:
    parts = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        px, py = _place(tick, tick)
        parts.append(f'<path class="grid" d="M{LEFT},{py:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<path class="grid" d="M{px:.1f},{TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(
            f'<text class="tick" x="{LEFT - 6}" y="{py + 4:.1f}" text-anchor="end">{tick:g}</text>'
        )
        parts.append(
            f'<text class="tick" x="{px:.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">'
            f"{tick:g}</text>"
        )
    middle = (TOP + HEIGHT - BOTTOM) / 2
    parts.append(
        f'<text class="axis" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - BOTTOM + 32}"'
        f' text-anchor="middle">{escape(x)}</text>'
    )
    parts.append(
        f'<text class="axis" transform="translate(13,{middle}) rotate(-90)"'
        f' text-anchor="middle">{escape(y)}</text>'
    )
    return "".join(parts)


def _place(x: float, y: float) -> tuple[float, float]:
    return (
        LEFT + x * (WIDTH - LEFT - RIGHT),
        HEIGHT - BOTTOM - y * (HEIGHT - TOP - BOTTOM),
    )


def _path(points: Sequence[tuple[float, float]], style: str) -> str:
    steps = " ".join(f"{px:.1f},{py:.1f}" for px, py in (_place(*p) for p in points))
    return f'<polyline class="{style}" points="{steps}"/>'


def _curve(line: Line, tone: int) -> str:
    dots = ""
    if line.dots:
        places = (_place(*p) for p in line.points)
        dots = "".join(
            f'<circle class="dot c{tone}" cx="{px:.1f}" cy="{py:.1f}" r="3"/>' for px, py in places
        )
    return _path(line.points, f"curve c{tone}") + dots


def _legend(name: str, number: int, tone: int) -> str:
    px, py = LEFT + (number % 3) * 108, HEIGHT + 8 + 18 * (number // 3)
    return (
        f'<path class="curve c{tone}" d="M{px},{py - 4}h16"/>'
        f'<text class="tick" x="{px + 21}" y="{py}">{escape(name)}</text>'
    )


def forest_plot(rows: Sequence[Difference], *, x: str) -> str:
    """Estimates with intervals, one below the other, and a line at nothing."""
    width = 720
    low = min([0.0, *(row.lower for row in rows)]) - 0.02
    high = max([0.0, *(row.upper for row in rows)]) + 0.02

    def place(value: float) -> float:
        return LABELS + (value - low) / (high - low) * (width - LABELS - FIGURES)

    bottom = 10 + ROW * len(rows)
    parts = [_tick(place(value), value, bottom) for value in _ticks(low, high)]
    for number, row in enumerate(rows):
        parts.append(_estimate(row, 10 + ROW * (number + 0.5), place, width))
    parts.append(f'<text class="axis" x="{LABELS}" y="{bottom + 30}">{escape(x)}</text>')
    return _svg(width, bottom + 38, x, parts)


def _ticks(low: float, high: float) -> list[float]:
    """Tenths inside the drawing, every other where they are many."""
    tenths = range(ceil(low * 10), floor(high * 10) + 1)
    return [k / 10 for k in tenths if len(tenths) <= MOST_TICKS or k % 2 == 0]


def _tick(x: float, value: float, bottom: float) -> str:
    style = "grid" if value else "zero"
    return (
        f'<path class="{style}" d="M{x:.1f},6V{bottom}"/>'
        f'<text class="tick" x="{x:.1f}" y="{bottom + 14}" text-anchor="middle">{value:g}</text>'
    )


def _estimate(row: Difference, y: float, place: Callable[[float], float], width: int) -> str:
    return (
        f'<text class="label" x="{LABELS - 10}" y="{y + 4}" text-anchor="end">'
        f"{escape(row.name)}</text>"
        f'<path class="interval" d="M{place(row.lower):.1f},{y}H{place(row.upper):.1f}"/>'
        f'<circle class="estimate" cx="{place(row.mean):.1f}" cy="{y}" r="4"/>'
        f'<text class="tick" x="{width - FIGURES + 12}" y="{y + 4}">{escape(row.note)}</text>'
    )


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )
