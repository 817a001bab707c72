"""The portfolio: everything that was known at one moment, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from shlex import quote
from typing import Any

from pydantic import AwareDatetime

from .decisions import Decision
from .goals import Allowance, AnyGoal, KeyResult, Kpi, Objective
from .history import Forecast, History
from .links import Alignment, Duplicate, Link
from .record import Ref
from .work import WorkItem


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """Immutable input of every check, replayable from JSON; items carry no bodies."""

    as_of: AwareDatetime
    items: tuple[WorkItem, ...] = ()
    objectives: tuple[Objective, ...] = ()
    key_results: tuple[KeyResult, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    history: History = field(default_factory=History)
    forecasts: tuple[Forecast, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def having(self, **parts: Any) -> "Portfolio":
        """Return a copy with some fields replaced."""
        return replace(self, **parts)

    @cached_property
    def item(self) -> Mapping[Ref, WorkItem]:
        """Items by reference."""
        return {item.ref: item for item in self.items}

    @cached_property
    def goals(self) -> tuple[AnyGoal, ...]:
        """Every goal, of any kind, in file order per kind."""
        return (*self.objectives, *self.key_results, *self.kpis, *self.allowances)

    @cached_property
    def goal(self) -> Mapping[Ref, AnyGoal]:
        """Goals by reference."""
        return {goal.ref: goal for goal in self.goals}

    @cached_property
    def named(self) -> Mapping[str, tuple[Ref, ...]]:
        """References by whole reference, bare key or goal id, whatever its case."""
        found: dict[str, dict[Ref, None]] = {}
        for item in self.items:
            for name in (item.ref, item.key):
                found.setdefault(name.casefold(), {})[item.ref] = None
        for goal in self.goals:
            for name in (goal.ref, goal.id):
                found.setdefault(name.casefold(), {})[goal.ref] = None
        return {name: tuple(refs) for name, refs in found.items()}

    def typed(self, ref: Ref) -> str:
        """What means this record in a command: key or id where no other has it, else all of it."""
        item, goal = self.item.get(ref), self.goal.get(ref)
        short = item.called if item else goal.id if goal else ref
        alike = self.item if item else self.goal
        meant = [r for r in self.named.get(short.casefold(), ()) if r in alike]
        return quote(short if meant == [ref] else ref)

    @cached_property
    def names(self) -> frozenset[str]:
        """People, teams and keys: what a sentence may not name unless its sources do."""
        people = (n for i in self.items for n in (i.assignee, i.team) if n)
        owners = (g.owner for g in self.goals if g.owner)
        return frozenset((*people, *owners, *(i.key for i in self.items)))

    @cached_property
    def alignment(self) -> Mapping[Ref, Alignment]:
        """What is thought of each judged item."""
        return {a.item: a for a in self.alignments}

    @cached_property
    def settled(self) -> Mapping[Ref, Decision]:
        """Latest decision on each item or goal: parked, kept or moved, nobody asks again."""
        ordered = sorted(self.decisions, key=lambda d: d.at)
        return {d.subject: d for d in ordered if d.choice != "reject"}

    @cached_property
    def parked(self) -> frozenset[Ref]:
        """What somebody decided to leave for later."""
        return frozenset(ref for ref, told in self.settled.items() if told.choice == "park")

    @cached_property
    def forecast(self) -> Mapping[Ref, Forecast]:
        """Forecasts by key result; absent where nothing was measured."""
        return {f.goal: f for f in self.forecasts}

    @cached_property
    def open_items(self) -> tuple[WorkItem, ...]:
        """Items on which effort may still be spent."""
        return tuple(item for item in self.items if item.status.is_open)

    @cached_property
    def containers(self) -> frozenset[Ref]:
        """Items that others name as parent or epic: their effort is in those others."""
        above = (ref for item in self.items for ref in (item.parent, item.epic))
        return frozenset(ref for ref in above if ref is not None)

    @cached_property
    def blockers(self) -> Mapping[Ref, tuple[Ref, ...]]:
        """What each item waits for: its own `depends_on` and other items' `blocks`."""
        waits: dict[Ref, dict[Ref, None]] = {}
        for item in self.items:
            for before in item.depends_on:
                waits.setdefault(item.ref, {})[before] = None
            for after in item.blocks:
                waits.setdefault(after, {})[item.ref] = None
        return {ref: tuple(before) for ref, before in waits.items()}

    @cached_property
    def serving(self) -> Mapping[Ref, tuple[Link, ...]]:
        """Helping links of each goal, strongest first; rejected links are left out."""
        found: dict[Ref, list[Link]] = {}
        for alignment in self.alignments:
            for link in alignment.links:
                if link.relation == "helps" and link.origin != "rejected":
                    found.setdefault(link.goal, []).append(link)
        return {g: tuple(sorted(ls, key=lambda x: -x.score)) for g, ls in found.items()}
