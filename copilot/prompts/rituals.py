"""Stand-up, review and sync pack: exceptions only, a few lines each."""

from collections.abc import Sequence
from dataclasses import dataclass

from copilot.portfolio import Ref

from .markup import harmless_page
from .shares import percent

_MARGIN = 14
_ITEMS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket and who is on it."""

    ref: Ref
    key: str
    who: str = ""

    def __str__(self) -> str:
        return f"{self.key} {self.who}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class OffGoal:
    """Work in progress that serves no goal."""

    ticket: Ticket
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Work that is held up by something unusually slow here."""

    waiting: str
    """Keys of what waits."""
    before: Ticket
    where: str
    days: int
    usual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandupFacts:
    """One team's day."""

    team: str
    day: str
    """`Tue`."""
    goal: str
    """`KR1.1 Activation`, or empty."""
    goal_id: str
    on_goal: tuple[Ticket, ...]
    begun: int
    serving: int
    """Of those begun, how many serve any goal."""
    off_goal: tuple[OffGoal, ...]
    waits: tuple[Wait, ...]
    thin: tuple[Ticket, ...]
    sprint: bool = True
    """Whether that work names an iteration."""


def standup(facts: StandupFacts) -> str:
    """At most five lines."""
    goal = f" · sprint goal: {facts.goal}" if facts.goal else ""
    lines = [f"{facts.team} · {facts.day}{goal}"]
    if not facts.begun:
        lines.append("Nothing is in progress.")
    else:
        lines.append(_line("On goal", _on_goal(facts)))
    if facts.off_goal:
        lines.append(_line("Off goal", _off_goal(facts.off_goal, facts.sprint)))
    if facts.waits:
        lines.append(_line("Waiting", _waits(facts.waits)))
    if facts.thin:
        named = _some([str(t) for t in facts.thin])
        lines.append(_line("Too thin", f"{named}. Which user, which step?"))
    return harmless_page(lines)


def _on_goal(facts: StandupFacts) -> str:
    named = _some([str(t) for t in facts.on_goal])
    count = f"{facts.serving} of {facts.begun} items in progress"
    return f"{named:<39} {count}" if named else f"{count} serve a goal"


def _off_goal(off: Sequence[OffGoal], sprint: bool) -> str:
    named = [f"{o.ticket} — no goal ({percent(o.sure)})" for o in off]
    which = "it" if len(off) == 1 else "them"
    return f"{_some(named, 2)}. Still want {which}{' this sprint' if sprint else ''}?"


def _waits(waits: Sequence[Wait]) -> str:
    named = [
        f"{w.waiting} {'wait' if ' and ' in w.waiting else 'waits'} for {w.before.key}, "
        f"{w.where} {w.days} days (usual here: {w.usual})"
        for w in waits
    ]
    return _some(named, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A key result over an iteration, and what was expected of the work that was finished."""

    goal: Ref
    id: str
    before: float
    after: float
    points: float
    items: tuple[str, ...]
    predicted: float | None = None
    low: float | None = None
    high: float | None = None
    hit: bool | None = None
    """Whether it ended inside the range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stillness:
    """A goal that work was finished for and that did not move, or was not measured."""

    goal: Ref
    name: str
    points: float
    measured: bool
    weeks: int = 0
    """Whole weeks from the first of this work to the last measurement."""
    usual: int | None = None
    """Weeks that a movement usually takes here; None where too few tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """One iteration, looked back at."""

    iteration: str
    unit: str
    shipped: float
    most: str
    """`26 on O1`."""
    off_goal: float
    moved: tuple[Movement, ...]
    still: tuple[Stillness, ...]
    unfinished: tuple[str, ...]
    record: str = ""


def review(facts: ReviewFacts) -> str:
    """What moved, what did not, and how right the co-pilot was."""
    off = f" · {facts.off_goal:g} on no goal" if facts.off_goal else ""
    most = f" · {facts.most}" if facts.most else ""
    lines = [f"{facts.iteration} · {facts.shipped:g} {facts.unit} shipped{most}{off}"]
    lines += _labelled("Moved", [_moved(m) for m in facts.moved[:3]])
    lines += _labelled("No movement", [_still(s, facts.unit) for s in facts.still[:3]])
    if facts.unfinished:
        lines.append(_line("Not finished", f"{_some(facts.unfinished, between=', ')}."))
    if facts.record:
        lines.append(_line("Co-pilot", facts.record))
    return harmless_page(lines)


def _moved(moved: Movement) -> str:
    change = moved.after - moved.before
    text = f"{moved.id} {moved.before:g} → {moved.after:g} ({_signed(change)})."
    if moved.predicted is None or moved.low is None or moved.high is None:
        return f"{text} {_some(moved.items, between=', ')}: no basis to predict from."
    mark = "  ✓" if moved.hit else "  ✗"
    return (
        f"{text} Predicted {_signed(moved.predicted)} ({_range(moved.low, moved.high)}) "
        f"from {_some(moved.items, between=', ')}.{mark}"
    )


def _range(one: float, other: float) -> str:
    """`0.2–1.8`, or `−25 to −15` where a sign would stand in the way."""
    low, high = sorted((one, other))
    if low < 0:
        return f"{_signed(low)} to {_signed(high)}"
    return f"{low:.2g}–{high:.2g}"


def _still(still: Stillness, unit: str) -> str:
    why = _flat(still) if still.measured else "not measured since."
    return f"{still.name}: {still.points:g} {unit} shipped, {why}"


def _flat(still: Stillness) -> str:
    """Write `flat 2 weeks. Too early (usual lag 5 weeks).`."""
    text = f"flat {_weeks(still.weeks)}" if still.weeks else "flat"
    if still.usual is None:
        return f"{text}."
    usual = f"(usual lag {_weeks(still.usual)})"
    return f"{text}. Too early {usual}." if still.weeks < still.usual else f"{text} {usual}."


def _weeks(count: int) -> str:
    return f"{count} week" if count == 1 else f"{count} weeks"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncFacts:
    """What several teams have to talk about."""

    name: str
    week: int
    teams: int
    decide: tuple[str, ...]
    blockers: tuple[str, ...]
    twice: tuple[str, ...]
    moved: tuple[str, ...]


def sync_pack(facts: SyncFacts) -> str:
    """Conflicts, shared blockers, double work, and what to be glad about."""
    lines = [f"{facts.name} · sync pack · week {facts.week} · {_teams(facts.teams)}"]
    for label, told in (
        ("Decide", facts.decide),
        ("Blockers", facts.blockers),
        ("Twice", facts.twice),
        ("Moved", facts.moved),
    ):
        lines += _labelled(label, told[:3])
    return harmless_page(lines if len(lines) > 1 else [*lines, "Nothing between teams this week."])


def _teams(number: int) -> str:
    return "1 team" if number == 1 else f"{number or 'no'} teams"


def _labelled(label: str, told: Sequence[str]) -> list[str]:
    return [_line(label if not place else "", text) for place, text in enumerate(told)]


def _line(label: str, text: str) -> str:
    return f"{label:<{_MARGIN}}{text}"


def _some(names: Sequence[str], most: int = _ITEMS, between: str = " · ") -> str:
    more = [f"{len(names) - most} more"] if len(names) > most else []
    return between.join([*names[:most], *more])


def _signed(change: float) -> str:
    text = f"{change:+.2g}" if abs(change) < 10 else f"{change:+.0f}"
    return (text if "." in text or abs(change) >= 10 else f"{change:+.1f}").replace("-", "−")
