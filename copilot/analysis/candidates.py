"""Which goals an item may serve: those of its own cycle, or those in force at its time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from copilot.portfolio import Allowance, AnyGoal, Cycle, Ref, WorkItem

Places = tuple[int, ...]
"""Places of goals in the goal list."""


class Candidates:
    """Looks up the goals that compete for an item.

    An item that names a cycle is judged against that cycle's goals; any other against the
    goals whose cycle contains the day it was done, or `as_of` while it is open. Goals without
    a dated cycle are always in force.
    """

    def __init__(self, goals: Sequence[AnyGoal], as_of: datetime) -> None:
        self._as_of = as_of
        self._cycles = _cycles(goals)
        self._served = [k for k, goal in enumerate(goals) if not isinstance(goal, Allowance)]
        self._by_day: dict[date, tuple[Places, str]] = {}
        self._fallbacks: Counter[str] = Counter()

    def of(self, item: WorkItem) -> Places:
        """Return the places of the item's candidates among all goals."""
        named = self._named(item.period) if item.period else ()
        return named or self._on((item.done or self._as_of).date())

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what was judged against goals that are not in force."""
        return tuple(
            f"{n} item{'s' if n > 1 else ''} of days that no cycle contains: judged against {name}"
            for name, n in sorted(self._fallbacks.items())
        )

    def _on(self, day: date) -> Places:
        """Return the goals in force that day, else those of the nearest cycle."""
        if day not in self._by_day:
            active = tuple(k for k in self._served if _contains(self._cycles[k], day))
            self._by_day[day] = (active, "") if active else self._nearest(day)
        places, fallback = self._by_day[day]
        if fallback:
            self._fallbacks[fallback] += 1
        return places

    def _named(self, name: str) -> Places:
        folded = name.strip().casefold()
        own = [k for k in self._served if _name(self._cycles[k]) == folded]
        always = [k for k in self._served if self._cycles[k] is None]
        return tuple(sorted(own + always)) if own else ()

    def _nearest(self, day: date) -> tuple[Places, str]:
        dated = {c for k in self._served if (c := self._cycles[k]) is not None}
        if not dated:
            return (), ""
        cycle = min(dated, key=lambda c: (_distance(c, day), c.name))
        return tuple(k for k in self._served if self._cycles[k] == cycle), cycle.name


def _cycles(goals: Sequence[AnyGoal]) -> list[Cycle | None]:
    """Return each goal's cycle, a key result's from its objective where it names none."""
    by_ref = {goal.ref: goal for goal in goals}
    return [next((g.cycle for g in _lineage(goal, by_ref) if g.cycle), None) for goal in goals]


def _lineage(goal: AnyGoal, by_ref: Mapping[Ref, AnyGoal]) -> Iterable[AnyGoal]:
    seen: set[Ref] = set()
    step: AnyGoal | None = goal
    while step is not None and step.ref not in seen:
        seen.add(step.ref)
        yield step
        step = by_ref.get(step.parent) if step.parent else None


def _name(cycle: Cycle | None) -> str | None:
    return cycle.name.strip().casefold() if cycle else None


def _contains(cycle: Cycle | None, day: date) -> bool:
    return cycle is None or (
        (cycle.start is None or cycle.start <= day) and (cycle.end is None or day <= cycle.end)
    )


def _distance(cycle: Cycle, day: date) -> tuple[int, int]:
    """Cycles that began come first, the last of them foremost; then the next to come."""
    start = cycle.start or cycle.end or day
    return (0, (day - start).days) if start <= day else (1, (start - day).days)
