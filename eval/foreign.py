"""Relative scores always have a winner: what is said of work beside somebody else's goals?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from .bench import Bench
from .judgement import Judgement, judge, kept
from .sets import CaseSet, Period


def foreign_verdicts(sets: Sequence[CaseSet], bench: Bench) -> dict[str, float]:
    """Share of items called aligned and unaligned against the goals of every other set.

    Macro over pairs of sets; a pair is left out where one's goals are the other's items.
    """
    found: dict[str, float] = {}
    for work, strategy in strangers(sets):
        judged = [_judged(work, period, bench) for period in strategy.periods]
        for word in ("aligned", "unaligned"):
            share = float(np.mean([np.mean(j.verdicts == word) for j in judged]))
            found[f"foreign.{work.name}.{strategy.name}.{word}"] = share
    return found | {
        f"foreign_{word}": _mean([v for k, v in found.items() if k.endswith(f".{word}")])
        for word in ("aligned", "unaligned")
    }


def strangers(sets: Sequence[CaseSet]) -> Iterator[tuple[CaseSet, CaseSet]]:
    """Ordered pairs of organisations that have no record in common."""
    for work in sets:
        for strategy in sets:
            if not _ids(work) & _ids(strategy):
                yield work, strategy


def _ids(case_set: CaseSet) -> set[str]:
    """Identifiers without their number: sets cut from one organisation share them."""
    return {record.id.rsplit("-", 1)[0] for record in (*case_set.items, *case_set.goals)}


def _judged(work: CaseSet, period: Period, bench: Bench) -> Judgement:
    items = [replace(item, period=period.name) for item in work.items]
    name = f"foreign-{work.name}-{period.set}-{period.name}"
    parts = (work.digest, *(goal.passage for goal in period.goals))
    return kept(name, parts, bench, lambda: judge(items, period.goals, bench))


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else np.nan
