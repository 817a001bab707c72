"""What a team has planned: its next iteration, in its own order, as far as it fits."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from copilot.analysis.priority import priority_level
from copilot.errors import InputError
from copilot.portfolio import Portfolio, Ref, Status, WorkItem

from .worth import sizes_of

_USUAL_WEEKS = 8
_ITERATION_WEEKS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Open work of a team, in its order."""

    team: str | None
    items: tuple[WorkItem, ...]
    iteration: str | None
    planned: tuple[Ref, ...]
    over: tuple[Ref, ...]
    """Planned, but beyond capacity."""
    capacity: float
    sizes: Mapping[Ref, float]

    @property
    def name(self) -> str:
        """Which plan this is: team, iteration and capacity."""
        return f"{(self.team or '').casefold()}|{self.iteration or ''}|{self.capacity:g}"

    @property
    def unit(self) -> str:
        """Points where anything is sized, else items."""
        return "points" if any(i.effort is not None for i in self.items) else "items"


def backlog_of(
    portfolio: Portfolio, team: str | None, capacity: float | None, iteration: str | None
) -> Backlog:
    """Find what is planned next.

    Raises:
        InputError: nobody is called that, nothing is open, or no capacity can be told.
    """
    if capacity is not None and not 0 < capacity < float("inf"):
        raise InputError(f"a capacity of {capacity:g} is none; give points above 0")
    items = sorted(_of_team(portfolio, team), key=_rank)
    name = _iteration(portfolio, items, team_named(portfolio, team), iteration)
    sizes = sizes_of(items)
    wanted = [i.ref for i in items if name is None or i.iteration == name]
    known = capacity or _usual_capacity(portfolio, wanted if name else [], sizes, team)
    planned, over = _filled(wanted, sizes, known)
    return Backlog(
        team=team,
        items=tuple(items),
        iteration=name,
        planned=planned,
        over=over if name else (),
        capacity=known,
        sizes=sizes,
    )


def _of_team(portfolio: Portfolio, team: str | None) -> list[WorkItem]:
    """Open items that hold no others."""
    left_out = portfolio.containers | portfolio.parked
    open_ones = [i for i in portfolio.open_items if i.ref not in left_out]
    known = team_named(portfolio, team)
    return [i for i in open_ones if known in {None, i.team}]


def team_named(portfolio: Portfolio, team: str | None) -> str | None:
    """Return a team by its name, whatever the case; None is everybody.

    Raises:
        InputError: nobody is called that; the message lists who is.
    """
    teams = sorted({i.team for i in portfolio.items if i.team})
    known = next((t for t in teams if team and t.casefold() == team.casefold()), None)
    if team is not None and known is None:
        listed = f"there are {', '.join(teams)}" if teams else "no item names a team"
        raise InputError(f"no team is called {team!r}; {listed}")
    return known


def _rank(item: WorkItem) -> tuple[object, ...]:
    """The team's own order: rank where it keeps one, else status, priority and age."""
    started = item.status in {Status.ACTIVE, Status.BLOCKED}
    created = item.created.timestamp() if item.created else 0.0
    if item.rank is not None:
        return (0, item.rank, 0, 0.0, item.ref)
    return (1, not started, priority_level(item.priority), created, item.ref)


def _iteration(
    portfolio: Portfolio, items: Sequence[WorkItem], team: str | None, wanted: str | None
) -> str | None:
    """Return the one asked for, else the first of which most of the team's is still open."""
    opened = Counter(i.iteration for i in items if i.iteration)
    if wanted is not None:
        if wanted not in opened:
            listed = ", ".join(sorted(opened, key=by_number)) or "none"
            raise InputError(f"nothing open is planned for {wanted!r}; iterations: {listed}")
        return wanted
    own = (i for i in portfolio.items if team in {None, i.team})
    total = Counter(i.iteration for i in own if i.iteration in opened)
    names = sorted(opened, key=by_number)
    return next((n for n in names if opened[n] > total[n] / 2), None)


def by_number(name: str) -> list[tuple[int, int, str]]:
    """Sort `Sprint 9` before `Sprint 10`."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(1, int(p), "") if p.isdecimal() else (0, 0, p) for p in parts]


def _usual_capacity(
    portfolio: Portfolio, wanted: Sequence[Ref], sizes: Mapping[Ref, float], team: str | None
) -> float:
    """What is planned; without an iteration, what the last eight weeks finished in two."""
    if wanted:
        return sum(sizes[r] for r in wanted)
    since = portfolio.as_of - timedelta(weeks=_USUAL_WEEKS)
    done = [
        i
        for i in portfolio.items
        if i.status is Status.DONE and i.done is not None and since < i.done <= portfolio.as_of
        if team is None or (i.team or "").casefold() == team.casefold()
    ]
    finished = sum(sizes_of(done).values()) * _ITERATION_WEEKS / _USUAL_WEEKS
    if finished <= 0:
        raise InputError(
            "nothing tells what the team can do: no iteration is planned and nothing was finished"
            " in eight weeks; give the capacity in the unit of your sizes, such as 40"
        )
    return float(round(finished))


def _filled(
    wanted: Iterable[Ref], sizes: Mapping[Ref, float], capacity: float
) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """What fits in order, and what does not."""
    planned: list[Ref] = []
    over: list[Ref] = []
    room = capacity + 1e-9
    for ref in wanted:
        fits = sizes[ref] <= room
        (planned if fits else over).append(ref)
        room -= sizes[ref] if fits else 0
    return tuple(planned), tuple(over)
