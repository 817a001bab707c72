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
Pairs = Sequence[tuple[Period, Judgement]]


def utility(period: Period, judged: Judgement) -> Floats:
    """Worth of each verdict: 1 right, 0 wrong, ½ for honest doubt, NaN where nobody knows.

    "aligned" is right only with the right goal on top, or the objective above it.
    """
    best = judged.shares.argmax(axis=1)
    values = np.full(len(period.items), np.nan)
    for i, expected in enumerate(period.expected):
        if expected:
            served = bool(period.related[i, best[i]])
            values[i] = _worth(expected, str(judged.verdicts[i]), served)
    return values


def _worth(expected: str, verdict: str, served: bool) -> float:
    if expected == "aligned":
        right = verdict == "aligned" and served
    else:
        right = verdict in RIGHT_WORDS[expected]
    return 1.0 if right else 0.5 * (verdict in {"unsure", "thin"})


def decisions(period: Period, judged: Judgement) -> dict[str, NDArray[np.bool_]]:
    """Flags behind the rates, among items whose truth is known; an objective is right too."""
    known = np.asarray(period.linked | period.unaligned)
    best = judged.shares.argmax(axis=1)
    return {
        "linked": period.linked[known],
        "aligned": (judged.verdicts == "aligned")[known],
        "no_goal": np.isin(judged.verdicts, list(NO_GOAL))[known],
        "right": period.related[np.arange(len(best)), best][known],
    }


def decision_rates(pairs: Pairs) -> dict[str, float]:
    """How often a firm verdict is right, how often it is dared, and who is wrongly accused."""
    parts = [decisions(*pair) for pair in pairs]
    linked, aligned, no_goal, right = (
        np.concatenate([part[name] for part in parts])
        for name in ("linked", "aligned", "no_goal", "right")
    )
    return {
        "aligned_precision": _rate(right, aligned),
        "aligned_recall": _rate(aligned & right, linked),
        "wrongly_unaligned": _rate(no_goal, linked),
        "unaligned_precision": _rate(~linked, no_goal),
        "unaligned_recall": _rate(no_goal, ~linked),
    }


def _rate(hits: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    return float(hits[among].mean()) if among.any() else np.nan


def verdict_measures(sets: Sequence[CaseSet], bench: Bench) -> dict[str, float]:
    """Rates of every set, and the worth of verdicts and reason classes where cases tell them."""
    found: dict[str, list[float]] = {}
    flat: dict[str, float] = {}
    for case_set in sets:
        pairs = list(zip(case_set.periods, judge_set(case_set, bench), strict=True))
        for name, rate in decision_rates(pairs).items():
            flat[f"{case_set.name}.{name}"] = rate
            found.setdefault(name, []).append(rate)
        values = np.concatenate([utility(p, j) for p, j in pairs])
        known = values[np.isfinite(values)]
        if known.size:
            found.setdefault("verdict_utility", []).append(float(known.mean()))
            found.setdefault("confident_wrong_rate", []).append(float((known == 0).mean()))
            found.setdefault("reason_class_right", []).append(_reasons_right(pairs))
    return flat | {name: mean_of_known(values) for name, values in found.items()}


def _reasons_right(pairs: Pairs) -> float:
    right = [
        reason == period.reasons[i]
        for period, judged in pairs
        for i, reason in enumerate(judged.reasons.tolist())
        if period.expected[i] == "supporting"
    ]
    return float(np.mean(right)) if right else np.nan
