"""The few exchanges that better a plan most: pull one item, park another.

A pull brings the open blockers of the item along. What a swap gains is the value it pulls minus
the value it parks, minus the price of the room it takes from the rest: the plan's mean value for a
unit of size. Room that nothing was planned for costs nothing.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from copilot.portfolio import Ref

from .curves import Floats
from .schedule import Job, closure
from .worth import Worth, sampled

MOST = 3
LEAST_GAIN = 0.02
LEAST_SURE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One swap; `park` is None where there was room."""

    pull: Ref
    along: tuple[Ref, ...]
    """Blockers that come along because they are not planned yet."""
    park: Ref | None
    gain: float = 0.0
    """Relative to the value of the plan."""
    sure: float = 0.0
    """Share of perturbed worlds in which it gains."""

    @property
    def pulled(self) -> tuple[Ref, ...]:
        """The item and what it brings along."""
        return (*self.along, self.pull)

    @property
    def parked(self) -> tuple[Ref, ...]:
        """The item that makes room, if one has to."""
        return (self.park,) if self.park else ()


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything that swaps are chosen from."""

    jobs: Mapping[Ref, Job]
    worths: Mapping[Ref, Worth]
    planned: tuple[Ref, ...]
    capacity: float
    kept: Set[Ref] = frozenset()
    """Planned items that may not be parked."""
    barred: Set[Ref] = frozenset()
    """Items that may not be pulled."""
    aimless: Set[Ref] = frozenset()
    """Items that come along as blockers only: they serve no goal themselves."""

    @cached_property
    def room(self) -> float:
        """Capacity that is not planned."""
        return self.capacity - sum(self.jobs[r].size for r in self.planned)

    @cached_property
    def value(self) -> float:
        """Value of what is planned."""
        return sum(self.jobs[r].value for r in self.planned)

    @cached_property
    def price(self) -> float:
        """Mean value of a unit of what is planned."""
        return max(0.0, self.value) / max(sum(self.jobs[r].cost for r in self.planned), 1e-9)

    def having(self, exchange: Exchange) -> "Board":
        """Return the board after a swap; what moved stays where it is now."""
        planned = tuple(r for r in self.planned if r != exchange.park)
        return replace(
            self,
            planned=(*planned, *exchange.pulled),
            kept=self.kept | set(exchange.pulled),
            barred=self.barred | ({exchange.park} if exchange.park else set()),
        )


def suggest(board: Board, *, most: int = MOST) -> list[Exchange]:
    """Return at most `most` swaps, each better than any other at its turn, paired by size."""
    chosen: list[Exchange] = []
    now, worlds = board, _Worlds(board)
    while len(chosen) < most:
        ranked = sorted(_gaining(now), key=lambda e: (-e.gain, e.pull, e.park or ""))
        best = next((e for e in ranked if _sure(now, worlds, e) >= LEAST_SURE), None)
        if best is None:
            break
        chosen.append(best)
        now = now.having(best)
    return [
        replace(e, gain=_gain(board, e), sure=_sure(board, worlds, e))
        for e in _paired(board, chosen)
    ]


class _Worlds:
    """Values and sizes of every job in the perturbed worlds."""

    def __init__(self, board: Board) -> None:
        refs = list(board.jobs)
        self._place = {ref: n for n, ref in enumerate(refs)}
        self._values, self._sizes = sampled(
            [board.worths[r] for r in refs], [board.jobs[r].size for r in refs]
        )

    def value(self, refs: tuple[Ref, ...]) -> Floats:
        return np.asarray(self._values[:, [self._place[r] for r in refs]].sum(axis=1))

    def size(self, refs: tuple[Ref, ...]) -> Floats:
        return np.asarray(self._sizes[:, [self._place[r] for r in refs]].sum(axis=1))


def _gaining(board: Board) -> Iterator[Exchange]:
    """Swaps that fit and gain enough."""
    needed = _needed(board)
    parks = [r for r in board.planned if r not in board.kept and r not in needed]
    room = board.room + 1e-9
    for pull, along, size in _pulls(board):
        waits = closure(pull, board.jobs)
        # Where there is room nothing has to go.
        fitting = (
            [None]
            if size <= room
            else [p for p in parks if p not in waits and board.jobs[p].size >= size - room]
        )
        for park in fitting:
            exchange = Exchange(pull=pull, along=along, park=park)
            gain = _gain(board, exchange)
            if gain >= LEAST_GAIN:
                yield replace(exchange, gain=gain)


def _pulls(board: Board) -> Iterator[tuple[Ref, tuple[Ref, ...], float]]:
    """Items that may be pulled, what each brings along, and the room they take together."""
    for pull in board.jobs:
        along = None if pull in board.aimless else _along(board, pull)
        if along is not None:
            yield pull, along, sum(board.jobs[r].size for r in (*along, pull))


def too_large(board: Board) -> Exchange | None:
    """The most valuable pull that needs more room than is left."""
    found = [
        Exchange(pull=pull, along=along, park=None)
        for pull, along, size in _pulls(board)
        if size > board.room + 1e-9 and board.jobs[pull].value > 0
    ]
    return max(found, key=lambda e: (board.jobs[e.pull].value, e.pull), default=None)


def _needed(board: Board) -> set[Ref]:
    """Planned items that other planned items wait for."""
    return {b for r in board.planned for b in closure(r, board.jobs) if b != r}


def _along(board: Board, pull: Ref) -> tuple[Ref, ...] | None:
    """Blockers to bring, blockers first; None where the item can't be pulled."""
    planned = set(board.planned)
    wanted = [r for r in closure(pull, board.jobs) if r not in planned]
    if pull in planned or any(r in board.barred for r in wanted):
        return None
    depth = {r: len(closure(r, board.jobs)) for r in wanted}
    return tuple(sorted((r for r in wanted if r != pull), key=lambda r: (depth[r], r)))


def _gain(board: Board, exchange: Exchange) -> float:
    jobs = board.jobs
    value = sum(jobs[r].value for r in exchange.pulled)
    size = sum(jobs[r].cost for r in exchange.pulled)
    for ref in exchange.parked:
        value -= jobs[ref].value
        size -= jobs[ref].cost
    price = board.price if exchange.park else 0.0
    return (value - price * size) / max(board.value, 1e-9)


def _sure(board: Board, worlds: _Worlds, exchange: Exchange) -> float:
    pulled, parked = exchange.pulled, exchange.parked
    value = worlds.value(pulled) - worlds.value(parked)
    size = worlds.size(pulled) - worlds.size(parked)
    price = board.price if exchange.park else 0.0
    return float(np.mean(value - price * size > 0))


def _paired(board: Board, chosen: list[Exchange]) -> list[Exchange]:
    """Set the largest pull against the largest park: the same plan, easier to see."""
    pulls = sorted(chosen, key=lambda e: (-sum(board.jobs[r].size for r in e.pulled), e.pull))
    parks = [r for e in chosen for r in e.parked]
    parks.sort(key=lambda r: (-board.jobs[r].size, r))
    against = [*parks, *[None] * (len(pulls) - len(parks))]
    return [replace(e, park=park) for e, park in zip(pulls, against, strict=True)]
