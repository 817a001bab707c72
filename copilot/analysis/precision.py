"""How many digits a figure deserves: as many as its range can tell apart, and no more."""

from math import floor, log10

from copilot.portfolio import Forecast, KeyResult

STALE_DAYS = 21
"""Days without a measurement from which on a forecast says so."""


_SLACK = 0.005
"""Part of the way from start to target that whole percents can't tell apart."""


def shown(value: float, width: float) -> str:
    """Round to the second digit of the range's width: `72.7` where the range is 6.4 wide."""
    decimals = max(0, 1 - floor(log10(width))) if width > 0 else 1
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def heading_of(goal: KeyResult, forecast: Forecast) -> str:
    """Where a key result is heading; empty where it may end anywhere from start to target."""
    if says_nothing(goal, forecast):
        return ""
    return share_heading(forecast) if goal.target is None else heading(forecast, goal.unit)


def says_nothing(goal: KeyResult, forecast: Forecast) -> bool:
    """Whether the range holds both where the goal started and what it aims at."""
    start, aim = (0.0, 1.0) if goal.target is None else (goal.baseline, goal.target)
    if start is None or start == aim:
        return False
    least, most = sorted((start, aim))
    slack = _SLACK * (most - least)
    low, high = sorted((forecast.low, forecast.high))
    return low <= least + slack and high >= most - slack


def heading(forecast: Forecast, unit: str) -> str:
    """`72.7 % (69.5–75.9)`: where it is heading, and the range it ends in 8 times of 10.

    Where the last measurement is old, that is said: it is why the range is wide.
    """
    width = abs(forecast.high - forecast.low)
    low, high = sorted((forecast.low, forecast.high))
    tail = f" {unit}" if unit else ""
    span = f"({shown(low, width)}–{shown(high, width)})"
    return f"{shown(forecast.middle, width)}{tail} {span}{_stale(forecast)}"


def _stale(forecast: Forecast) -> str:
    """Name what makes the range wide."""
    old = forecast.stale_days >= STALE_DAYS
    return f", last measured {forecast.stale_days} days ago" if old else ""


def share_heading(forecast: Forecast) -> str:
    """`80 % of its items (60–100)`: the same for a milestone."""
    low, middle, high = (round(100 * x) for x in (forecast.low, forecast.middle, forecast.high))
    return f"{middle} % of its items ({low}–{high})"
