"""Relative scores always have a winner: what is said of work beside somebody else's goals?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from .bench import Bench
from .judgement import Judgement, judge, kept
from .sets import CaseSet, Period
from .statistics import mean_of_known


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
        f"foreign_{word}": mean_of_known([v for k, v in found.items() if k.endswith(f".{word}")])
        for word in ("aligned", "unaligned")
    }


def strangers(sets: Sequence[CaseSet]) -> Iterator[tuple[CaseSet, CaseSet]]:
    """Ordered pairs of organisations; not where one's goals are the other's goals or items."""
    for work in sets:
        for strategy in sets:
            known = {record.title for record in (*work.goals, *work.items)}
            if work is not strategy and not known & {goal.title for goal in strategy.goals}:
                yield work, strategy


def _judged(work: CaseSet, period: Period, bench: Bench) -> Judgement:
    items = [replace(item, period=period.name, epic=None, stated_goals=()) for item in work.items]
    name = f"foreign-{work.name}-{period.set}-{period.name}"
    parts = (work.digest, *(goal.passage for goal in period.goals))
    return kept(name, parts, bench, lambda: judge(items, period.goals, bench))
