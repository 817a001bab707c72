"""Simulated backlogs with blockers, and the best order that a long search can find for each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from copilot.analysis.schedule import Job
from copilot.analysis.worth import Term, Worth
from copilot.portfolio import Ref

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Rng = np.random.Generator

ITEMS = 30
SIZES = (1.0, 2.0, 3.0, 5.0, 8.0, 13.0)


def backlog(seed: int) -> tuple[list[Job], dict[Ref, Worth]]:
    """Thirty items that serve five goals; two in five wait for one or two others."""
    rng = np.random.default_rng([seed, 7])
    weights = rng.dirichlet(np.ones(5))
    urgencies = rng.uniform(1, 2.2, 5)
    names = [f"sim:{n:02d}" for n in rng.permutation(ITEMS)]
    worths = {name: _worth(name, rng, weights, urgencies) for name in names}
    jobs = [
        Job(
            ref=name,
            value=worths[name].value,
            size=float(rng.choice(SIZES)),
            blockers=_blockers(names[:n], rng),
        )
        for n, name in enumerate(names)
    ]
    return jobs, worths


def _worth(name: Ref, rng: Rng, weights: Floats, urgencies: Floats) -> Worth:
    served = rng.choice(5, size=rng.integers(1, 3), replace=False)
    shares = rng.dirichlet(np.ones(len(served) + 1))[:-1]
    return Worth(
        item=name,
        terms=tuple(
            Term(goal=f"goal:{g}", share=s, weight=float(weights[g]), urgency=float(urgencies[g]))
            for g, s in zip(served.tolist(), shares.tolist(), strict=True)
        ),
    )


def _blockers(earlier: Sequence[Ref], rng: Rng) -> tuple[Ref, ...]:
    if not earlier or rng.uniform() > 0.4:
        return ()
    count = min(len(earlier), int(rng.integers(1, 3)))
    return tuple(rng.choice(np.array(earlier), size=count, replace=False).tolist())


def disturbed(jobs: Sequence[Job], seed: int, noise: float) -> list[Job]:
    """The same jobs with values and sizes off by up to `noise` of themselves."""
    rng = np.random.default_rng([seed, 11])
    off = 1 + rng.uniform(-noise, noise, (len(jobs), 2))
    return [
        Job(ref=j.ref, value=j.value * v, size=j.size * s, blockers=j.blockers)
        for j, (v, s) in zip(jobs, off.tolist(), strict=True)
    ]


def ready_first(jobs: Sequence[Job]) -> list[Ref]:
    """Weighted shortest job first among what is ready: what most teams do."""
    left = {job.ref: job for job in jobs}
    done: list[Ref] = []
    while left:
        ready = [j for j in left.values() if not any(b in left for b in j.blockers)]
        best = max(ready, key=lambda j: (j.density, j.ref))
        done.append(best.ref)
        del left[best.ref]
    return done


def blockers_pulled(jobs: Sequence[Job]) -> list[Ref]:
    """Weighted shortest job first, each with its blockers just before it."""
    left = {job.ref: job for job in jobs}
    done: list[Ref] = []

    def take(ref: Ref) -> None:
        job = left.pop(ref)
        for before in sorted(b for b in job.blockers if b in left):
            if before in left:
                take(before)
        done.append(ref)

    for job in sorted(jobs, key=lambda j: (-j.density, j.ref)):
        if job.ref in left:
            take(job.ref)
    return done


def random_order(jobs: Sequence[Job], rng: Rng) -> list[Ref]:
    """Any order that keeps blockers first."""
    left = {job.ref: job for job in jobs}
    done: list[Ref] = []
    while left:
        ready = sorted(r for r, j in left.items() if not any(b in left for b in j.blockers))
        done.append(str(rng.choice(np.array(ready))))
        del left[done[-1]]
    return done


class Search:
    """Local search over insertions: any item to any place that its blockers allow."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.refs = [j.ref for j in jobs]
        place = {ref: n for n, ref in enumerate(self.refs)}
        self._value = np.array([j.value for j in jobs])
        self._cost = np.array([j.cost for j in jobs])
        self._before = np.zeros((len(jobs), len(jobs)), dtype=bool)
        for job in jobs:
            for blocker in job.blockers:
                self._before[place[blocker], place[job.ref]] = True
        self._place = place

    def delay(self, planned: Sequence[Ref]) -> float:
        """Sum of value times completion."""
        order = np.array([self._place[r] for r in planned])
        return float(self._value[order] @ np.cumsum(self._cost[order]))

    def improved(self, planned: Sequence[Ref]) -> float:
        """Insert until nothing gets better; return the delay reached."""
        order = np.array([self._place[r] for r in planned])
        while True:
            gain = self._gains(order)
            best = int(np.argmax(gain))
            if gain.flat[best] <= 1e-9:
                return float(self._value[order] @ np.cumsum(self._cost[order]))
            source, target = divmod(best, len(order))
            moved = np.delete(order, source)
            order = np.insert(moved, target, order[source])

    def _gains(self, order: Ints) -> Floats:
        """What moving the item at each place (row) to each place (column) saves."""
        value, cost = self._value[order], self._cost[order]
        values, costs = np.cumsum(value), np.cumsum(cost)
        # Moved later it waits for those it lets pass, and they gain its size; earlier, reversed.
        later = cost[:, None] * (values - values[:, None])
        later -= value[:, None] * (costs - costs[:, None])
        start_values, start_costs = values - value, costs - cost
        earlier = value[:, None] * (start_costs[:, None] - start_costs)
        earlier -= cost[:, None] * (start_values[:, None] - start_values)
        place = np.arange(len(order))
        gain = np.where(place > place[:, None], later, earlier)
        return np.where(self._allowed(order, place), gain, -np.inf)

    def _allowed(self, order: Ints, place: Ints) -> NDArray[np.bool_]:
        before = self._before[np.ix_(order, order)]
        last = np.where(before, place[:, None], -1).max(axis=0)
        first = np.where(before, place, len(order)).min(axis=1)
        inside = (place > last[:, None]) & (place < first[:, None])
        return np.asarray(inside & (place != place[:, None]))
