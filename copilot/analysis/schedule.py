"""In which order should open work be done? Value first, blockers with it, reasons in plain terms.

Minimising the sum of value times completion is 1|prec|Σ w·C: a closed set of densest value goes
first (Sidney, "Decomposition algorithms for single-machine sequencing with precedence relations",
1975). Searching every closed set is dear; the closures of single jobs come within a fraction of a
per cent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np

from copilot.portfolio import Ref

SMALLEST = 0.5
"""Least size of a job: nothing is free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One open item as the scheduler sees it."""

    ref: Ref
    value: float
    """Worth of having it done, in weighted goals; negative works against them."""
    size: float = 1.0
    """Points, hours or count, one unit for all jobs."""
    blockers: tuple[Ref, ...] = ()

    @property
    def cost(self) -> float:
        """Size, never below half a unit."""
        return max(self.size, SMALLEST)

    @property
    def density(self) -> float:
        """Value per unit of size: weighted shortest job first."""
        return self.value / self.cost


def urgency(chance: float | None) -> float:
    """Weigh a goal by how much help it needs: 1 to 2.2.

    A goal that is as good as met or as good as lost gains nothing from hurry; in between,
    the further below .6 the more: 1 + 2·max(0, .6 - P).
    """
    if chance is None or not 0.1 < chance < 0.95:
        return 1.0
    return 1 + 2 * max(0.0, 0.6 - chance)


def order(jobs: Sequence[Job]) -> list[Ref]:
    """Return references in the order of work: closure greedy.

    Again and again the job whose value, together with that of its unscheduled blockers, is
    densest is taken; inside such a set the densest ready job goes first. Blockers that are not
    among the jobs are taken as done; inside a cycle of blockers every member counts as ready.
    """
    left = {job.ref: job for job in jobs}
    closures = {ref: closure(ref, left) for ref in left}
    holders: dict[Ref, list[Ref]] = {ref: [] for ref in left}
    for ref, members in closures.items():
        for member in members:
            holders[member].append(ref)
    density = {ref: _density(members, left) for ref, members in closures.items()}
    heap = [(-worth, ref) for ref, worth in density.items()]
    heapify(heap)
    planned: list[Ref] = []
    while left:
        worth, best = heappop(heap)
        if best not in left or -worth != density[best]:
            continue
        chosen = _ready_first({ref: left[ref] for ref in closures[best]})
        planned += chosen
        touched = {holder for ref in chosen for holder in holders[ref]}
        for ref in chosen:
            del left[ref]
        for ref in touched & left.keys():
            closures[ref].difference_update(chosen)
            density[ref] = _density(closures[ref], left)
            heappush(heap, (-density[ref], ref))
    return planned


def closure(ref: Ref, jobs: Mapping[Ref, Job]) -> set[Ref]:
    """The job and everything among the jobs that it waits for, at any depth."""
    found, waiting = {ref}, [ref]
    while waiting:
        for before in jobs[waiting.pop()].blockers:
            if before in jobs and before not in found:
                found.add(before)
                waiting.append(before)
    return found


def _density(closure: set[Ref], jobs: Mapping[Ref, Job]) -> float:
    value = sum(jobs[ref].value for ref in closure)
    return value / sum(jobs[ref].cost for ref in closure)


def _ready_first(jobs: dict[Ref, Job]) -> list[Ref]:
    """Densest ready job first; where none is ready there is a cycle, and all of it is."""
    done: list[Ref] = []
    while jobs:
        ready = [j for j in jobs.values() if not any(b in jobs for b in j.blockers)]
        best = max(ready or list(jobs.values()), key=lambda job: (job.density, job.ref))
        done.append(best.ref)
        del jobs[best.ref]
    return done


def longest_chain(jobs: Mapping[Ref, Job], ends: Sequence[Ref]) -> tuple[Ref, ...]:
    """Return the chain of blockers that takes longest to work off before one of `ends` is done.

    First to do comes first; a cycle is walked once; an item that waits for nothing is a chain of
    its own, taken only where there is no other.
    """
    known: dict[Ref, tuple[Ref, ...]] = {}
    for end in ends:
        if end in jobs:
            _chain(end, jobs, known, frozenset())
    found = (known[end] for end in ends if end in known)
    return max(found, key=lambda p: (len(p) > 1, _length(p, jobs), p), default=())


def _chain(
    ref: Ref, jobs: Mapping[Ref, Job], known: dict[Ref, tuple[Ref, ...]], above: frozenset[Ref]
) -> tuple[Ref, ...]:
    if ref not in known:
        below = [
            _chain(before, jobs, known, above | {ref})
            for before in jobs[ref].blockers
            if before in jobs and before not in above and before != ref
        ]
        longest = max(below, key=lambda path: (_length(path, jobs), path), default=())
        known[ref] = (*longest, ref)
    return known[ref]


def _length(path: Sequence[Ref], jobs: Mapping[Ref, Job]) -> float:
    return sum(jobs[ref].cost for ref in path)


def weighted_delay(planned: Sequence[Ref], jobs: Mapping[Ref, Job]) -> float:
    """Sum of value times completion, in value times size: smaller is better."""
    sizes = np.array([jobs[ref].cost for ref in planned])
    values = np.array([jobs[ref].value for ref in planned])
    return float(values @ np.cumsum(sizes))


def feasible(planned: Sequence[Ref], jobs: Mapping[Ref, Job]) -> bool:
    """Whether every blocker comes before what waits for it; cycles are not held against it."""
    place = {ref: n for n, ref in enumerate(planned)}
    return all(
        place[before] < place[ref] or ref in closure(before, jobs)
        for ref in planned
        for before in jobs[ref].blockers
        if before in place
    )
