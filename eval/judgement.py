"""The scorer under test, and what it answers, as arrays the judge can measure."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from copilot.analysis.alignment import (
    Nearness,
    align,
    gist_of,
    goal_texts,
    item_texts,
    read_items,
    routine_texts,
    without_hollow,
)
from copilot.portfolio import AnyGoal, Feedback, WorkItem

from .bench import Arrays, Bench
from .sets import CaseSet, Period

AS_OF = datetime(2026, 2, 16, 8, tzinfo=UTC)
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the scorer thinks of items, n of them, against goals, m of them."""

    shares: Floats
    """p(goal | item): shape (n, m)."""
    none: Floats
    """p(no goal): shape (n,)."""
    verdicts: NDArray[np.str_]
    reasons: NDArray[np.str_]
    """Class of supporting work, empty where there is none."""
    certified: NDArray[np.bool_]
    best: Floats
    """Score of each item's best link, the percentage people see: shape (n,)."""
    seconds: float
    """CPU that everything but embedding took."""

    def of(self, rows: slice, columns: slice) -> "Judgement":
        """The part about some items and goals."""
        return Judgement(
            shares=self.shares[rows, columns],
            none=self.none[rows],
            verdicts=self.verdicts[rows],
            reasons=self.reasons[rows],
            certified=self.certified[rows],
            best=self.best[rows],
            seconds=self.seconds,
        )

    @property
    def arrays(self) -> Arrays:
        """In the form the bench keeps."""
        return {
            "shares": self.shares,
            "none": self.none,
            "verdicts": self.verdicts,
            "reasons": self.reasons,
            "certified": self.certified,
            "best": self.best,
            "seconds": np.asarray(self.seconds),
        }


def judge(
    items: Sequence[WorkItem],
    goals: Sequence[AnyGoal],
    bench: Bench,
    feedback: Sequence[Feedback] = (),
) -> Judgement:
    """Score as the product does."""
    bodies, embed = {item.ref: item.body for item in items}, bench.embed
    start = time.process_time()
    read = read_items(items, bodies, goals, multilingual=embed.multilingual)
    seconds = time.process_time() - start
    item_vectors = embed([item.text for item in read])
    goal_vectors = embed(goal_texts(goals))
    start = time.process_time()
    usual = Nearness.measure("", item_vectors, goal_vectors)
    without_hollow(read, item_vectors, goals, goal_vectors, embed, usual)
    answer = align(
        items,
        bodies,
        goals,
        item_vectors,
        goal_vectors,
        as_of=AS_OF,
        feedback=feedback,
        multilingual=embed.multilingual,
        routine=embed(routine_texts()),
        gist=gist_of(read, goals, multilingual=embed.multilingual),
    )
    told = answer.alignments
    seconds += time.process_time() - start
    return Judgement(
        shares=np.asarray(answer.shares, np.float64),
        none=np.asarray(answer.none, np.float64),
        verdicts=np.array([a.verdict for a in told], dtype=str),
        reasons=np.array([a.reason or "" for a in told], dtype=str),
        certified=np.array([a.certified for a in told], dtype=np.bool_),
        best=np.array([max((x.score for x in a.links), default=0.0) for a in told]),
        seconds=seconds,
    )


def item_and_goal_texts(
    items: Sequence[WorkItem], goals: Sequence[AnyGoal]
) -> tuple[list[str], list[str]]:
    """The texts the product embeds, without boilerplate and claims."""
    bodies = {item.ref: item.body for item in items}
    return item_texts(items, bodies, goals), goal_texts(goals)


def kept(name: str, parts: Sequence[str], bench: Bench, run: Callable[[], Judgement]) -> Judgement:
    """Take an earlier run's answer under a key that stands for everything it depends on."""
    arrays = bench.kept(name, parts, lambda: run().arrays)
    return Judgement(**{**arrays, "seconds": float(arrays["seconds"])})  # type: ignore[arg-type]


def judge_set(case_set: CaseSet, bench: Bench) -> tuple[Judgement, ...]:
    """Score one organisation whole; one judgement a period."""
    whole = kept(
        f"judgement-{case_set.name}",
        (case_set.digest,),
        bench,
        lambda: judge(case_set.items, case_set.goals, bench),
    )
    return by_period(case_set, whole)


def by_period(case_set: CaseSet, whole: Judgement) -> tuple[Judgement, ...]:
    """Cut the judgement of a set into its periods."""
    parts = []
    row = column = 0
    for period in case_set.periods:
        rows = slice(row, row + len(period.items))
        columns = slice(column, column + len(period.goals))
        parts.append(whole.of(rows, columns))
        row, column = rows.stop, columns.stop
    return tuple(parts)


def prediction_rows(period: Period, judgement: Judgement) -> list[dict[str, object]]:
    """One answer an item, in the form of `predictions.jsonl`."""
    order = np.argsort(-judgement.shares, axis=1, kind="stable")
    return [
        {
            "set": period.set,
            "item_id": item.id,
            "period": period.name,
            "ranked": [period.goals[j].id for j in order[i]],
            "scores": [round(float(judgement.shares[i, j]), 6) for j in order[i]],
            "verdict": str(judgement.verdicts[i]),
        }
        for i, item in enumerate(period.items)
    ]
