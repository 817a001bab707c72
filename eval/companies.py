"""A company out of thin air, week by week: goals, work, check-ins, and a real store."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.exact import ExactIndex
from copilot.portfolio import (
    Allowance,
    CheckIn,
    Cycle,
    KeyResult,
    Objective,
    Record,
    Status,
    WorkItem,
)
from copilot.ports import Problem
from copilot.store import open_store
from copilot.usecases import Workspace
from copilot.wiring import load_checks

from .synthetic import FreeEncoder

FIRST = datetime(2026, 1, 5, 8, tzinfo=UTC)
"""Monday after the first week that a digest tells."""
LEAD, WEEKS = 14, 26
ITEMS = 14
"""Finished a week, on average."""
CYCLE = Cycle(name="2025-26", start=date(2025, 9, 1), end=date(2026, 8, 31))
WEIGHTS = {"O1": 0.5, "O2": 0.25, "ktlo": 0.2, "": 0.05}
_POINTS = (1, 2, 3, 5, 8)
_NOISE = 0.012
"""Deviation of a weekly measurement, as a share of the way."""


@dataclass
class Company:
    """A source that tells what is known at `now`; `shift` points leave O1 from week `since` on."""

    seed: int
    shift: float = 0.0
    since: int = 10
    now: datetime = FIRST
    name: str = "sim"
    _items: list[WorkItem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Draw every item that will ever be."""
        rng = np.random.default_rng(self.seed)
        number = 0
        for week in range(-LEAD, WEEKS + 4):
            for bucket in rng.choice(list(WEIGHTS), rng.poisson(ITEMS), p=self._weights(week)):
                number += 1
                self._items.append(self._item(rng, number, week, str(bucket)))

    def pull(self, since: datetime | None = None) -> Iterator[Record | Problem]:
        """Yield goals with what was measured, then the work that exists."""
        del since
        yield from self._goals()
        for item in self._items:
            if item.created and item.created <= self.now:
                yield self._as_it_is(item)

    def workspace(self, home: Path) -> Workspace:
        """Open a workspace that reads this company, at its time."""
        store = open_store(f"sqlite:///{home / f'company-{self.seed}.db'}", "sim")
        return Workspace(
            name="sim",
            zone=ZoneInfo("UTC"),
            store=store,
            index=ExactIndex(),
            embedder=BatchedEmbedder(FreeEncoder(), store),
            sources=(self,),
            checks=load_checks({}),
            llm=None,
            now=lambda: self.now,
            read_goals=lambda _: self,
            home=home,
        )

    def _weights(self, week: int) -> list[float]:
        moved = self.shift if week >= self.since else 0.0
        return [
            WEIGHTS["O1"] - moved,
            WEIGHTS["O2"],
            WEIGHTS["ktlo"],
            WEIGHTS[""] + moved,
        ]

    def _item(self, rng: np.random.Generator, number: int, week: int, bucket: str) -> WorkItem:
        done = FIRST + timedelta(weeks=week - 1, hours=float(rng.uniform(1, 110)))
        words = " ".join(f"w{w}" for w in np.minimum(rng.zipf(1.3, 14), 5000))
        goal = f"KR{bucket[1]}.{1 + number % 2}" if bucket.startswith("O") else ""
        return WorkItem(
            source=self.name,
            id=str(number),
            key=f"S-{number}",
            title=f"Item {number} {words}",
            body=words,
            effort=float(rng.choice(_POINTS)),
            team="One" if number % 3 else "Two",
            assignee=f"P{number % 7}",
            labels=("ktlo",) if bucket == "ktlo" else (),
            stated_goals=(goal,) if goal else (),
            created=done - timedelta(days=16),
            started=done - timedelta(days=5),
            done=done,
        )

    def _as_it_is(self, item: WorkItem) -> WorkItem:
        done, started = item.done, item.started
        if done and done <= self.now:
            return replace(item, status=Status.DONE)
        if started and started <= self.now:
            return replace(item, status=Status.ACTIVE, done=None)
        return replace(item, status=Status.PLANNED, done=None, started=None)

    def _goals(self) -> Iterator[Record]:
        for objective in ("O1", "O2"):
            made = Objective(
                source="okr",
                id=objective,
                title=f"Objective {objective}",
                weight=WEIGHTS[objective],
                owner="Lena",
                cycle=CYCLE,
            )
            yield made
            for number in (1, 2):
                yield self._key_result(made, f"KR{objective[1]}.{number}", number)
        yield Allowance(
            source="okr", id="ktlo", title="Keep the lights on", share=0.2, cycle=CYCLE
        )

    def _key_result(self, parent: Objective, name: str, number: int) -> KeyResult:
        """A promise on its way to the target, ahead of time, with the noise of measuring."""
        rng = np.random.default_rng([self.seed, number, ord(name[2])])
        start = datetime(2025, 9, 1, tzinfo=UTC)
        whole = (datetime(2026, 9, 1, tzinfo=UTC) - start) / timedelta(weeks=1)
        weeks = [n for n in range(53) if start + timedelta(weeks=n) <= self.now]
        noise = rng.normal(0, _NOISE, 53)
        return KeyResult(
            source="okr",
            id=name,
            title=f"Measure {name} from 0 to 100",
            owner="Lena",
            parent=parent.ref,
            cycle=CYCLE,
            unit="%",
            baseline=0.0,
            target=100.0,
            due=CYCLE.end,
            committed=True,
            check_ins=tuple(
                CheckIn(
                    at=start + timedelta(weeks=n),
                    value=round(100 * (min(1.0, 1.2 * n / whole) + noise[n]), 2),
                )
                for n in weeks
            ),
        )
