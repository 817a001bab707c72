"""What should the team do next? Its own plan, and the few swaps that help most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from copilot.analysis.dependencies import cycles
from copilot.analysis.schedule import order
from copilot.analysis.swaps import Board, Exchange, suggest
from copilot.analysis.worth import Term
from copilot.checks.scope import in_force
from copilot.portfolio import Portfolio, Ref, Status
from copilot.prompts.plan import Chance, PlanFacts, Row, Swap, fallback
from copilot.prompts.suggest import SUGGEST, Reasons

from .backlog import Backlog, backlog_of
from .buckets import bucket_of, rows_of
from .chances import chances_of
from .critical_path import CriticalPath, critical_paths
from .current import current, unjudged
from .judge import kept_duplicates
from .left_free import left_free
from .moves import Moved, recent_moves, remember_moves
from .told import swap_of
from .verbs import EVERYWHERE, verb
from .workspace import Workspace
from .worth import jobs_of, pairs_of, twin_of, worths_of
from .writing import write


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One item in the best order, with what it is worth and why."""

    ref: Ref
    title: str
    value: float
    size: float
    planned: bool
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """Effort that is not spent if an item is closed in favour of its twin."""

    item: Ref
    twin: Ref
    size: float
    score: float


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One team's next iteration."""

    team: str | None
    iteration: str | None
    as_of: datetime
    capacity: float
    unit: str
    rows: tuple[Row, ...]
    chances: tuple[Chance, ...]
    swaps: tuple[Swap, ...]
    planned: tuple[Ref, ...]
    order: tuple[Ranked, ...]
    critical_paths: tuple[CriticalPath, ...]
    saved: tuple[Saved, ...]
    not_judged: tuple[Ref, ...]
    cycles: tuple[tuple[Ref, ...], ...]
    free: str
    """What capacity stays free with the swaps, and why; empty where none does."""
    text: str
    source: Literal["template", "model"] = "template"
    """Who wrote the reasons of the swaps."""


@verb("plan", EVERYWHERE)
def plan(
    workspace: Workspace,
    *,
    team: str | None = None,
    capacity: float | None = None,
    iteration: str | None = None,
    as_of: date | None = None,
) -> Plan:
    """Compare a team's next iteration with the best few swaps.

    Args:
        workspace: where.
        team: whose open work; None is everybody's.
        capacity: points (or items where nothing is sized); None is what is planned already.
        iteration: which one; None is the first that is mostly open.
        as_of: what was known at the end of that day; nothing is remembered then.

    Raises:
        InputError: no such team or iteration, no capacity, or nothing was judged yet.
    """
    known = current(workspace, as_of)
    if not known.alignments:
        raise unjudged(workspace, known)
    portfolio = known.having(duplicates=kept_duplicates(workspace))
    backlog = backlog_of(portfolio, team, capacity, iteration)
    moved = recent_moves(workspace, backlog, portfolio.as_of)
    made = Planning(portfolio, backlog, moved)
    if as_of is None:
        pulled = [r for e in made.exchanges for r in e.pulled]
        parked = [r for e in made.exchanges for r in e.parked]
        remember_moves(workspace, backlog, portfolio.as_of, pulled=pulled, parked=parked)
    return made.plan(write(workspace, SUGGEST, Reasons(reasons=made.reasons)))


class Planning:
    """Everything that one plan is made from, worked out once."""

    def __init__(self, portfolio: Portfolio, backlog: Backlog, moved: Mapping[Ref, Moved]) -> None:
        self.portfolio, self.backlog = portfolio, backlog
        self.worths = worths_of(backlog.items, portfolio)
        self.jobs = jobs_of(backlog.items, portfolio, backlog.sizes, self.worths)
        self.bucket = {i.ref: bucket_of(portfolio, i) for i in backlog.items}
        self.thin = [r for r in self.jobs if self._verdict(r) == "thin"]
        self.cycles = cycles(
            {r: [b for b in j.blockers if b in self.jobs] for r, j in self.jobs.items()}
        )
        self.moved = moved
        board = self._board()
        self.exchanges = suggest(board)
        self.free = left_free(portfolio, backlog, board, self.exchanges, self._reserved())
        gone = {r for e in self.exchanges for r in e.parked}
        added = [r for e in self.exchanges for r in e.pulled]
        self.proposed = (*(r for r in backlog.planned if r not in gone), *added)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why each swap is suggested, from the terms of its value."""
        return tuple(self._swap(e).reason for e in self.exchanges)

    def plan(self, told: Reasons | None = None) -> Plan:
        """Put it all together; the reasons in these words where there are any."""
        told = told or Reasons(reasons=self.reasons)
        rows = rows_of(self.portfolio, self.backlog, self.bucket, self.proposed)
        chances = chances_of(self.portfolio, self.backlog.planned, self.exchanges)
        swaps = tuple(
            replace(self._swap(e), reason=reason)
            for e, reason in zip(self.exchanges, told.reasons, strict=True)
        )
        facts = replace(self._facts(rows, chances, swaps), source=told.source)
        return Plan(
            team=self.backlog.team,
            iteration=self.backlog.iteration,
            as_of=self.portfolio.as_of,
            capacity=self.backlog.capacity,
            unit=self.backlog.unit,
            rows=rows,
            chances=chances,
            swaps=swaps,
            planned=self.backlog.planned,
            order=tuple(self._ranked()),
            critical_paths=tuple(critical_paths(self.portfolio)),
            saved=tuple(saved_efforts(self.portfolio, self.backlog)),
            not_judged=tuple(self.thin),
            cycles=self.cycles,
            free=self.free,
            text=fallback(facts),
            source=told.source,
        )

    def _board(self) -> Board:
        backlog = self.backlog
        planned = sum(backlog.sizes[r] for r in backlog.planned)
        return Board(
            jobs=self.jobs,
            worths=self.worths,
            planned=backlog.planned,
            capacity=max(planned, backlog.capacity - self._reserved()),
            kept=frozenset(r for r in backlog.planned if self._stays(r)),
            barred=frozenset(r for r in self.jobs if self._may_not_come(r)),
            aimless=frozenset(r for r in self.jobs if self.bucket[r].goal is None),
        )

    def _reserved(self) -> float:
        """Capacity that allowances are promised and that is not planned for them."""
        used = self._allowance_use()
        return sum(
            max(0.0, (a.share or 0.0) * self.backlog.capacity - used.get(a.ref, 0.0))
            for a in self.portfolio.allowances
            if in_force(a, self.portfolio.as_of.date())
        )

    def _allowance_use(self) -> dict[Ref, float]:
        used: dict[Ref, float] = {}
        for ref in self.backlog.planned:
            bucket = self.bucket[ref]
            if bucket.allowance and bucket.goal:
                used[bucket.goal] = used.get(bucket.goal, 0.0) + self.backlog.sizes[ref]
        return used

    def _stays(self, ref: Ref) -> bool:
        """Whether a planned item is no candidate to park.

        Not judged, set aside for, begun for a goal, or pulled lately.
        """
        if self._verdict(ref) in {"thin", "supporting", None}:
            return True
        if ref in self.moved and self.moved[ref].way == "pull":
            return True
        begun = self.portfolio.item[ref].status is Status.ACTIVE
        return begun and self.bucket[ref].goal is not None

    def _may_not_come(self, ref: Ref) -> bool:
        """Whether an item can't be pulled: thin, blocked, in a knot, or parked lately."""
        item = self.portfolio.item[ref]
        if ref in self.moved and self.moved[ref].way == "park":
            return True
        knotted = any(ref in cycle for cycle in self.cycles)
        stuck = item.status is Status.BLOCKED and not self.jobs[ref].blockers
        return knotted or stuck or self._verdict(ref) in {"thin", None} or self._held(ref)

    def _held(self, ref: Ref) -> bool:
        """Whether it waits for work of others that nobody has begun."""
        outside = (self.portfolio.item[b] for b in self.jobs[ref].blockers if b not in self.jobs)
        return any(b.status is not Status.ACTIVE for b in outside)

    def _verdict(self, ref: Ref) -> str | None:
        judged = self.portfolio.alignment.get(ref)
        return judged.verdict if judged else None

    def _swap(self, exchange: Exchange) -> Swap:
        return swap_of(self.portfolio, self.backlog, self.jobs, self.worths, self.bucket, exchange)

    def _ranked(self) -> Iterable[Ranked]:
        judged = [j for r, j in self.jobs.items() if r not in self.thin]
        for ref in order(judged):
            yield Ranked(
                ref=ref,
                title=self.portfolio.item[ref].title,
                value=self.jobs[ref].value,
                size=self.jobs[ref].size,
                planned=ref in self.backlog.planned,
                terms=self.worths[ref].terms,
            )

    def _facts(
        self, rows: tuple[Row, ...], chances: tuple[Chance, ...], swaps: tuple[Swap, ...]
    ) -> PlanFacts:
        key = {i.ref: i.called for i in self.backlog.items}
        return PlanFacts(
            title=self.backlog.iteration or "Next iteration",
            capacity=self.backlog.capacity,
            unit=self.backlog.unit,
            rows=rows,
            chances=chances,
            swaps=swaps,
            not_judged=tuple(key[r] for r in self.thin),
            unsized=self._unsized(),
            over=tuple(key[r] for r in self.backlog.over),
            cycles=tuple(tuple(key[r] for r in cycle) for cycle in self.cycles),
            resting=tuple(key[r] for r in self._resting()),
            free=self.free,
        )

    def _unsized(self) -> int:
        """Items in question without a size, where others have one."""
        if self.backlog.unit == "items":
            return 0
        shown = {*self.backlog.planned, *self.proposed}
        return sum(self.portfolio.item[r].effort is None for r in shown)

    def _resting(self) -> list[Ref]:
        """Items that were moved as suggested less than two weeks ago."""
        return [
            ref
            for ref, moved in self.moved.items()
            if ref in self.jobs and (ref in self.backlog.planned) == (moved.way == "pull")
        ]


def saved_efforts(portfolio: Portfolio, backlog: Backlog) -> Iterable[Saved]:
    """Yield this team's open items that another one makes superfluous, largest first."""
    pairs = pairs_of(portfolio)
    found = [
        Saved(item=item.ref, twin=twin.ref, size=backlog.sizes[item.ref], score=pair.score)
        for item in backlog.items
        for pair in pairs.get(item.ref, ())
        if (twin := twin_of(portfolio, item, pair.a, pair.b)) is not None
    ]
    yield from sorted(found, key=lambda s: (-s.size, s.item))
