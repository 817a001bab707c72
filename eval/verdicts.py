"""Are the words right? Verdicts beside those a reader gave, where the cases carry them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .bench import Bench
from .judgement import Judgement, judge_set
from .sets import CaseSet, Period
from .statistics import mean_of_known

NO_GOAL = frozenset({"unaligned", "supporting"})
RIGHT_WORDS = {"unaligned": NO_GOAL, "supporting": NO_GOAL, "thin": frozenset({"thin", "unsure"})}
"""Which verdicts are right of items that serve no goal or say nothing."""

Floats = NDArray[np.float64]


def utility(period: Period, judged: Judgement) -> Floats:
    """Worth of each verdict: 1 right, 0 wrong, ½ for honest doubt, NaN where nobody knows.

    "aligned" is right only with the right goal on top.
    """
    best = judged.shares.argmax(axis=1)
    values = np.full(len(period.items), np.nan)
    for i, expected in enumerate(period.expected):
        if expected:
            served = bool(period.direct[i, best[i]])
            values[i] = _worth(expected, str(judged.verdicts[i]), served)
    return values


def _worth(expected: str, verdict: str, served: bool) -> float:
    if expected == "aligned":
        right = verdict == "aligned" and served
    else:
        right = verdict in RIGHT_WORDS[expected]
    return 1.0 if right else 0.5 * (verdict in {"unsure", "thin"})


def verdict_measures(sets: Sequence[CaseSet], bench: Bench) -> dict[str, float]:
    """Mean worth of verdicts, share of confident mistakes, and of reason classes named right."""
    found: dict[str, list[float]] = {}
    for case_set in sets:
        pairs = list(zip(case_set.periods, judge_set(case_set, bench), strict=True))
        values = np.concatenate([utility(p, j) for p, j in pairs])
        known = values[np.isfinite(values)]
        if known.size:
            found.setdefault("verdict_utility", []).append(float(known.mean()))
            found.setdefault("confident_wrong_rate", []).append(float((known == 0).mean()))
            found.setdefault("reason_class_right", []).append(_reasons_right(pairs))
    return {name: mean_of_known(values) for name, values in found.items()}


def _reasons_right(pairs: Sequence[tuple[Period, Judgement]]) -> float:
    right = [
        reason == period.reasons[i]
        for period, judged in pairs
        for i, reason in enumerate(judged.reasons.tolist())
        if period.expected[i] == "supporting"
    ]
    return float(np.mean(right)) if right else np.nan
