"""Do the labels that the product asks for teach more than labels at random?"""

import numpy as np
from numpy.typing import NDArray

from copilot.analysis.asking import most_telling

from .bench import Bench
from .judgement import Judgement, item_and_goal_texts, judge
from .sets import CaseSet
from .teaching import Rows, Truth, random_rows, taught

QUESTIONS = 20
LEAST = 80
"""Linked items of a period below which a half of them tells little."""
ASKED = ("hit1_gain_20_suggested", "hit1_gain_20_random")


def asking(case_set: CaseSet, bench: Bench, draws: int) -> dict[str, float]:
    """Gain in Hit@1 on a random half of a period from 20 labels of its other half.

    Both ways of choosing see the same halves, and the same people answer: which goal, or none.
    """
    truth = Truth(case_set)
    pools = [np.flatnonzero(truth.known & (truth.period == p)) for p in truth.names]
    pools = [pool for pool in pools if truth.linked[pool].sum() >= LEAST]
    if not pools:
        return {}

    def compute() -> dict[str, float]:
        before = judge(case_set.items, case_set.goals, bench)
        vectors = bench.embed(item_and_goal_texts(case_set.items, case_set.goals)[0])
        gains = []
        for pool in pools:
            for number, half in enumerate(random_rows(pool, len(pool) // 2, draws)):
                rest = np.setdiff1d(pool, half)
                rest = rest[truth.linked[rest]]
                doubt, may = doubt_of(before)[pool], np.isin(pool, half)
                told = pool[most_telling(vectors[pool], doubt, may, vectors[:0], QUESTIONS)]
                lot = np.random.default_rng(number).choice(half, len(told), replace=False)
                gains.append([_gain(case_set, truth, before, r, rest, bench) for r in (told, lot)])
        return dict(zip(ASKED, np.mean(gains, axis=0).tolist(), strict=True))

    return bench.kept_numbers(f"asking-{case_set.name}", (case_set.digest,), compute)


def doubt_of(judged: Judgement) -> NDArray[np.float64]:
    """How unsure it is which goal each item serves, as `copilot feedback --suggest` has it."""
    return np.asarray((1 - judged.none) * (1 - judged.shares.max(axis=1)))


def _gain(
    case_set: CaseSet, truth: Truth, before: Judgement, told: Rows, rest: Rows, bench: Bench
) -> float:
    after = taught(case_set, truth, np.sort(told), bench)
    change = truth.right(after.shares)[rest].mean() - truth.right(before.shares)[rest].mean()
    return float(change)
