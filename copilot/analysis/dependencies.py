"""The graph of what waits for what: its cycles and its chains."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from copilot.portfolio import Ref

Waits = Mapping[Ref, Sequence[Ref]]
"""What each item waits for."""


def cycles(waits: Waits) -> tuple[tuple[Ref, ...], ...]:
    """Return one shortest cycle of every knot of items that wait for each other.

    Each starts at its smallest reference and follows the waiting; cycles are in that order.
    """
    knots = (_shortest(knot, waits) for knot in _knots(waits))
    return tuple(sorted(_from_smallest(cycle) for cycle in knots))


def chain(start: Ref, waits: Callable[[Ref], Sequence[Ref]]) -> tuple[Ref, ...]:
    """Follow the first thing each waits for, from `start` to where nothing is in the way."""
    path = [start]
    while (step := next(iter(waits(path[-1])), None)) is not None and step not in path:
        path.append(step)
    return tuple(path)


def _knots(waits: Waits) -> Iterator[frozenset[Ref]]:
    """Strongly connected components with a cycle in them."""
    refs = sorted({*waits, *(before for many in waits.values() for before in many)})
    place = {ref: n for n, ref in enumerate(refs)}
    pairs = [(place[after], place[b]) for after, many in waits.items() for b in many]
    if not pairs:
        return
    row, column = np.array(pairs).T
    shape = (len(refs), len(refs))
    graph = sparse.coo_array((np.ones(len(pairs), np.int8), (row, column)), shape=shape)
    _, label = connected_components(graph.tocsr(), directed=True, connection="strong")
    members: dict[int, list[Ref]] = {}
    for ref, knot in zip(refs, label.tolist(), strict=True):
        members.setdefault(knot, []).append(ref)
    for group in members.values():
        if len(group) > 1 or group[0] in waits.get(group[0], ()):
            yield frozenset(group)


def _shortest(knot: frozenset[Ref], waits: Waits) -> tuple[Ref, ...]:
    found = (_back_to(start, knot, waits) for start in sorted(knot))
    return min(found, key=len)


def _back_to(start: Ref, knot: frozenset[Ref], waits: Waits) -> tuple[Ref, ...]:
    """Shortest way from `start` back to itself inside its knot (breadth first)."""
    ahead: deque[tuple[Ref, ...]] = deque([(start,)])
    seen: set[Ref] = set()
    while True:
        path = ahead.popleft()
        for before in waits.get(path[-1], ()):
            if before == start:
                return path
            if before in knot and before not in seen:
                seen.add(before)
                ahead.append((*path, before))


def _from_smallest(cycle: tuple[Ref, ...]) -> tuple[Ref, ...]:
    first = cycle.index(min(cycle))
    return cycle[first:] + cycle[:first]
