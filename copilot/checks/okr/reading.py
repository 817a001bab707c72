"""One key result as the rules see it: its fields, and what its words say beyond them."""

from collections.abc import Mapping
from dataclasses import dataclass

from copilot.analysis.dates import find_due, parse_cycle
from copilot.analysis.directions import find_direction
from copilot.analysis.quantities import Measure, Number, parse_measure
from copilot.portfolio import AnyGoal, Direction, KeyResult, Ref

from .english import is_english
from .wording import (
    BETTER_HIGH,
    BETTER_LOW,
    NAMES_A_METRIC,
    OUTCOME_CLAUSE,
    OUTPUT_NOUN,
    OUTPUT_STATE,
    OUTPUT_VERB,
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """A key result with its parsed title and definition."""

    goal: KeyResult
    measure: Measure
    """Of the title."""
    further: Measure
    """Of the definition."""
    english: bool

    @property
    def title(self) -> str:
        """The text that spans point into."""
        return self.goal.title

    @property
    def baseline(self) -> float | None:
        """Field first, then title, then definition."""
        return _first(self.goal.baseline, self.measure.baseline, self.further.baseline)

    @property
    def target(self) -> float | None:
        """Field first, then title."""
        return _first(self.goal.target, self.measure.target)

    @property
    def direction(self) -> Direction | None:
        """Field first, then title."""
        return self.goal.direction or self.measure.direction

    @property
    def way(self) -> Direction | None:
        """Direction that somebody stated, in a field or in words; never what a metric suggests."""
        if self.goal.direction is not None and self.goal.direction != self.measure.direction:
            return self.goal.direction
        return find_direction(self.title, (None, None), self.measure.bound, None)[0]

    @property
    def measured(self) -> bool:
        """Whether any quantity is given anywhere."""
        given = (self.goal.baseline, self.goal.target, self.measure.change, self.further.change)
        found = self.measure.numbers or self.further.numbers
        return bool(found) or any(value is not None for value in given)

    @property
    def outer(self) -> Number | None:
        """The number the target was read from."""
        span = self.measure.target_span
        return next((n for n in self.measure.numbers if span == (n.start, n.end)), None)


def read(goal: KeyResult) -> Reading:
    """Parse title and definition once for all rules."""
    return Reading(
        goal=goal,
        measure=parse_measure(goal.title),
        further=parse_measure(goal.text) if goal.text else Measure(),
        english=is_english(f"{goal.title} {goal.text}"),
    )


def output_span(reading: Reading) -> Span | None:
    """Where a title says that something is made or done rather than what changes."""
    for pattern in (OUTPUT_VERB, OUTPUT_NOUN, OUTPUT_STATE):
        found = pattern.search(reading.title)
        if found and not NAMES_A_METRIC.match(reading.title, found.start("verb")):
            return found.span("verb")
    return None


def outcome_span(reading: Reading, after: int) -> Span | None:
    """Where an output goes on to a measured change: a clause of effect with a number in it."""
    for found in OUTCOME_CLAUSE.finditer(reading.title, after):
        if any(n.start >= found.start() for n in reading.measure.numbers):
            return found.span()
        before = reading.title[: found.start()]
        if any(n.unit == "%" and n.start >= after for n in reading.measure.numbers) and before:
            return found.span()
    return None


def better(text: str) -> Direction | None:
    """Which way the metric named in a text is better, where its name says so."""
    low, high = BETTER_LOW.search(text), BETTER_HIGH.search(text)
    if bool(low) == bool(high):
        return None
    return "down" if low else "up"


def dated(goal: AnyGoal, goals: Mapping[Ref, AnyGoal]) -> bool:
    """Whether a day can be told from the goal, its cycle or what is above it."""
    seen: set[Ref] = set()
    step: AnyGoal | None = goal
    while step is not None and step.ref not in seen:
        seen.add(step.ref)
        if getattr(step, "due", None) or _has_end(step) or find_due(f"{step.title} {step.text}"):
            return True
        step = goals.get(step.parent) if step.parent else None
    return False


def _has_end(goal: AnyGoal) -> bool:
    cycle = goal.cycle
    return cycle is not None and (cycle.end is not None or parse_cycle(cycle.name) is not None)


def _first(*values: float | None) -> float | None:
    return next((v for v in values if v is not None), None)
