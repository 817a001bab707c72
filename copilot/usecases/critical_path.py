"""The longest chain of open work before each key result can be reached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copilot.analysis.schedule import Job, longest_chain
from copilot.checks.scope import in_force, served_goal
from copilot.portfolio import Portfolio, Ref, WorkItem

from .worth import open_before, sizes_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalPath:
    """The longest chain of open work before one of a goal's items is done, first to do first."""

    goal: Ref
    items: tuple[Ref, ...]
    size: float


def critical_paths(portfolio: Portfolio) -> Iterable[CriticalPath]:
    """Yield the longest chain of open work for each key result in force, longest first."""
    leaves = [i for i in portfolio.open_items if i.ref not in portfolio.containers]
    jobs = _bare_jobs(portfolio, leaves)
    found = []
    for goal in portfolio.key_results:
        if in_force(goal, portfolio.as_of.date()):
            ends = [i.ref for i in leaves if served_goal(portfolio, i) == goal]
            path = longest_chain(jobs, ends)
            size = sum(jobs[r].size for r in path)
            found.append(CriticalPath(goal=goal.ref, items=path, size=size))
    yield from sorted((p for p in found if len(p.items) > 1), key=lambda p: -p.size)


def _bare_jobs(portfolio: Portfolio, items: Sequence[WorkItem]) -> Mapping[Ref, Job]:
    sizes = sizes_of(items)
    return {
        i.ref: Job(ref=i.ref, value=0.0, size=sizes[i.ref], blockers=open_before(portfolio, i))
        for i in items
    }
