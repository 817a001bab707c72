"""Whether a target asks for anything, and whether it can be reached at all."""

import re
from datetime import date, datetime, time

from copilot.analysis.forecast import forecast

from .reading import Reading

TRIVIAL = 0.7
EARLY = 0.15
"""Share of the cycle that counts as its start."""

IMPLAUSIBLE = 0.02
MIN_CHECK_INS = 3

_ALREADY = re.compile(
    r"\b(?:already|so far|done|to date|currently|today|now)\b\W*(?:\w+\W+){0,2}?$", re.IGNORECASE
)
_AFTER = re.compile(r"^\W*(?:\w+\W+){0,2}?(?:already|so far|done|to date)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:of (?:all |our |the )?\w+|share|rate|proportion|retention|activation|conversion|uptime"
    r"|availability|coverage|adoption|completion|churn|accuracy|attendance)\b",
    re.IGNORECASE,
)
_MORE_THAN_ALL = re.compile(
    r"\b(?:net|revenue|dollar|of (?:the |our |its )?(?:\w+ )?(?:plan|budget|quota|goal|target|last"
    r"|previous|baseline|forecast|expected|capacity))\b",
    re.IGNORECASE,
)
"""Parts that may well exceed the whole."""


def trivial(reading: Reading) -> str:
    """Say why the target was all but reached at the start; empty where it was not."""
    start, end = reading.baseline, reading.target
    if start is not None and start == end and reading.direction != "maintain":
        return "the target equals the baseline"
    at = _at_start(reading)
    if at is None or end is None:
        return ""
    counted = not reading.goal.check_ins and start in {None, at}
    origin = 0.0 if counted or start is None else start
    done = (at - origin) / (end - origin) if end != origin else 0.0
    return f"{100 * min(done, 1):.0f} % done at the start" if done >= TRIVIAL else ""


def _at_start(reading: Reading) -> float | None:
    """First check-in, if it was made early in the cycle; else what the title says is done."""
    goal = reading.goal
    if goal.check_ins:
        first = min(goal.check_ins, key=lambda c: c.at)
        return first.value if _elapsed(reading, first.at.date()) <= EARLY else None
    for number in reading.measure.numbers:
        before, after = reading.title[: number.start], reading.title[number.end :]
        said = _ALREADY.search(before) or _AFTER.search(after)
        if said and number.value != reading.target and _counted(before, after):
            return number.value
    return None


def _counted(before: str, after: str) -> bool:
    """`already` and `so far` speak of progress; `currently` only where things are counted."""
    near = f"{before[-24:]} {after[:24]}".lower()
    return any(word in near for word in ("already", "so far", "done", "to date"))


def _elapsed(reading: Reading, day: date) -> float:
    cycle = reading.goal.cycle
    if cycle is None or cycle.start is None or cycle.end is None:
        return 0.0
    return (day - cycle.start).days / max(1, (cycle.end - cycle.start).days)


def implausible(reading: Reading) -> str:
    """Say why the target can't be reached: a part of more than the whole, or time ran out."""
    end, unit = reading.target, reading.goal.unit or reading.measure.unit
    part = _PART.search(reading.title) and not _MORE_THAN_ALL.search(reading.title)
    if end is not None and unit == "%" and end > 100 and part:
        return f"{end:g} % is more than all"
    chance = _chance(reading)
    if chance is not None and chance < IMPLAUSIBLE:
        return "under 2 % likely at this pace"
    return ""


def _chance(reading: Reading) -> float | None:
    """Forecast chance of reaching the target, from three check-ins on, as of the last one."""
    goal, start, end = reading.goal, reading.baseline, reading.target
    cycle = goal.cycle
    if start is None or end is None or start == end or len(goal.check_ins) < MIN_CHECK_INS:
        return None
    if cycle is None or cycle.start is None or cycle.end is None:
        return None
    last = max(c.at for c in goal.check_ins)
    ahead = forecast(
        [(c.at, c.value) for c in goal.check_ins],
        baseline=start,
        target=end,
        start=datetime.combine(cycle.start, time(), tzinfo=last.tzinfo),
        end=datetime.combine(cycle.end, time(23, 59), tzinfo=last.tzinfo),
        as_of=last,
    )
    return ahead.chance if ahead else None
