"""Does it see work that harms a goal, and leave alone the work that helps one?"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from copilot.analysis.against import opposed
from copilot.analysis.alignment import align
from copilot.portfolio import Alignment
from eval.bench import Bench, write_rows
from eval.judgement import AS_OF, item_and_goal_texts
from eval.sets import OWN_CASES, CaseSet, Period, read_sets
from eval.suite import Bar, Suite


def read_cases(folder: Path | None) -> tuple[CaseSet, ...]:
    """The organisations, and without a folder those written for this question alone."""
    own = read_sets(OWN_CASES / "against") if folder is None else ()
    return (*read_sets(folder), *own)


def harms(sets: Sequence[CaseSet], bench: Bench) -> dict[str, float]:
    """Share of harmful items found (goal or objective right), and of others wrongly suspected.

    `precision` asks for the very goal.
    """
    found: list[bool] = []
    suspected: list[bool] = []
    right: list[bool] = []
    rows = []
    for period in (period for case_set in sets for period in case_set.periods):
        told = _told(period, bench)
        for item, goal in told.items():
            truth = (period.harmed or {}).get(item)
            if truth is None:
                suspected.append(goal is not None)
            else:
                found.append(goal is not None and _same_objective(period, goal, truth))
            if goal is not None:
                right.append(goal == truth)
            if goal or truth:
                rows.append({"set": period.set, "item_id": item, "said": goal, "truth": truth})
    write_rows(bench.out / "against" / "rows.jsonl", rows)
    return {
        "found": float(np.mean(found)) if found else np.nan,
        "wrongly_suspected": float(np.mean(suspected)),
        "precision": float(np.mean(right)) if right else np.nan,
    }


def _told(period: Period, bench: Bench) -> dict[str, str | None]:
    """Goal each item is said to harm, by item."""
    texts, goal_side = item_and_goal_texts(period.items, period.goals)
    vectors = bench.embed(texts), bench.embed(goal_side)
    answer = align(period.items, period.bodies, period.goals, *vectors, as_of=AS_OF)
    judged = opposed(period.items, period.bodies, period.goals, answer.alignments)
    ids = {goal.ref: goal.id for goal in period.goals}
    return {
        item.id: next((ids[ref] for ref in _harmed(alignment)), None)
        for item, alignment in zip(period.items, judged, strict=True)
    }


def _harmed(alignment: Alignment) -> list[str]:
    return [link.goal for link in alignment.links if link.relation == "against"]


def _same_objective(period: Period, said: str, truth: str) -> bool:
    ids = [goal.id for goal in period.goals]
    return bool(period.roots[ids.index(said)] == period.roots[ids.index(truth)])


SUITE = Suite(
    name="against",
    cases=read_cases,
    evaluators=(harms,),
    bars=(Bar(metric="wrongly_suspected", side="at most", limit=0.01),),
)
