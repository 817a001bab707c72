"""Does every correction teach it? Some links are confirmed, the rest is judged again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import metrics
from .asking import ASKED, asking
from .bench import Arrays, Bench
from .judgement import judge
from .sets import CaseSet
from .statistics import mean_of_known
from .teaching import Flags, Rows, Truth, random_rows, taught

CONFIRMED = 50
CALIBRATION_LABELS = 100
CALIBRATION_REST = 200
PROMISES = ((200, 0.9), (50, 0.8))
"""From so many labels on, so much precision is promised of certified suggestions."""
PROMISE_LABELS = (60, 100, 200)
CALIBRATED = ("post_label_ece", "post_label_score_ece")
HISTORY = ("hit1_gain_history", "hit1_before_history", "hit1_after_history")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """How often random items are labelled; promises are drawn over all sets together."""

    gain: int = 5
    calibration: int = 50
    promises: int = 200


FULL = Draws()


def learning(sets: Sequence[CaseSet], bench: Bench, draws: Draws = FULL) -> dict[str, float]:
    """Gain in Hit@1, calibration and kept promises once people have answered."""
    gains = {s.name: _gain(s, bench, draws.gain, spread=False) for s in sets}
    spread = [_gain(s, bench, draws.gain, spread=True) for s in sets]
    calibrated = {s.name: _calibration(s, bench, draws.calibration) for s in sets}
    told = {
        s.name: calibrated[s.name] | _history(s, bench) | asking(s, bench, draws.gain)
        for s in sets
    }
    kept = [k for s in sets for k in _promises(s, bench, draws.promises // max(1, len(sets)))]
    found = {f"{name}.hit1_gain_50": g for name, g in gains.items()}
    found |= {f"{name}.{metric}": v for name, row in told.items() for metric, v in row.items()}
    return found | {
        "hit1_gain_50": mean_of_known(gains.values()),
        "hit1_gain_50_spread": mean_of_known(spread),
        "certified_kept": mean_of_known(k[0] for k in kept),
        "certified_share": mean_of_known(k[1] for k in kept),
        **{
            metric: mean_of_known(row.get(metric, np.nan) for row in told.values())
            for metric in (*CALIBRATED, *HISTORY, *ASKED)
        },
    }


def _gain(case_set: CaseSet, bench: Bench, draws: int, *, spread: bool) -> float:
    """Mean difference in Hit@1 on the rest when links of random items are confirmed.

    Where one goal set is in force the links lie in one period, and so does the rest; `spread`
    draws them from all periods, where most say nothing about the others' goals.
    """
    truth = Truth(case_set)
    pools = [truth.linked] if spread else [truth.linked & (truth.period == p) for p in truth.names]
    pools = [pool for pool in pools if pool.sum() >= 2 * CONFIRMED]
    if not pools:
        return np.nan

    def compute() -> Arrays:
        before = truth.right(judge(case_set.items, case_set.goals, bench).shares)
        gains = [
            _gained(case_set, truth, before, labelled, np.setdiff1d(rows, labelled), bench)
            for rows in map(np.flatnonzero, pools)
            for labelled in random_rows(rows, CONFIRMED, draws)
        ]
        return {"gain": np.asarray(np.mean([gain.mean() for gain in gains]))}

    name = f"gain-{case_set.name}-{'spread' if spread else 'period'}"
    return float(bench.kept(name, (case_set.digest,), compute)["gain"])


def _gained(
    case_set: CaseSet, truth: Truth, before: Flags, labelled: Rows, rest: Rows, bench: Bench
) -> NDArray[np.float64]:
    after = truth.right(taught(case_set, truth, labelled, bench).shares)
    return after[rest].astype(np.float64) - before[rest]


def _history(case_set: CaseSet, bench: Bench) -> dict[str, float]:
    """Hit@1 of later periods before and after the links of all earlier periods are known."""
    if len(case_set.periods) < 2:
        return {}

    def compute() -> dict[str, float]:
        truth = Truth(case_set)
        later = np.flatnonzero(truth.linked & (truth.period > 0))
        before = truth.right(judge(case_set.items, case_set.goals, bench).shares)
        after = before.copy()
        for now in truth.names[1:]:
            earlier = np.flatnonzero(truth.linked & (truth.period < now))
            rows = np.flatnonzero(truth.linked & (truth.period == now))
            after[rows] = truth.right(taught(case_set, truth, earlier, bench).shares)[rows]
        return {"before": float(before[later].mean()), "after": float(after[later].mean())}

    found = bench.kept_numbers(f"history-{case_set.name}", (case_set.digest,), compute)
    return {
        "hit1_gain_history": found["after"] - found["before"],
        "hit1_before_history": found["before"],
        "hit1_after_history": found["after"],
    }


def _calibration(case_set: CaseSet, bench: Bench, draws: int) -> dict[str, float]:
    """Mean noise-corrected ECE on the rest after labels of random items.

    Of the best goal's share, and of the best link's own score, which is what people see.
    """
    found = after_labels(case_set, bench, draws)
    if not found:
        return {"post_label_ece": np.nan}
    return {
        "post_label_ece": float(found["errors"].mean()),
        "post_label_score_ece": float(found["score_errors"].mean()),
    }


def after_labels(case_set: CaseSet, bench: Bench, draws: int = FULL.calibration) -> Arrays:
    """What was said of the rest once random items were labelled, and whether it was right.

    `errors` and `score_errors` a draw; `sure` and `right` an item of all draws. Empty where
    items are too few.
    """
    truth = Truth(case_set)
    known = np.flatnonzero(truth.known)
    if len(known) < CALIBRATION_LABELS + CALIBRATION_REST:
        return {}

    def compute() -> Arrays:
        errors, of_scores, said, held = [], [], [], []
        for labelled in random_rows(known, CALIBRATION_LABELS, draws):
            rest = np.setdiff1d(known, labelled)
            judged = taught(case_set, truth, labelled, bench)
            right, sure = truth.right(judged.shares)[rest], judged.shares.max(axis=1)[rest]
            errors.append(metrics.noise_corrected_ece(right, sure))
            of_scores.append(metrics.noise_corrected_ece(right, judged.best[rest]))
            said.append(sure)
            held.append(right)
        return {
            "errors": np.asarray(errors),
            "score_errors": np.asarray(of_scores),
            "sure": np.concatenate(said),
            "right": np.concatenate(held),
        }

    return bench.kept(f"calibration-{case_set.name}", (case_set.digest,), compute)


def _promises(case_set: CaseSet, bench: Bench, draws: int) -> list[tuple[float, float]]:
    """Per draw: whether certified suggestions were as precise as promised, and their share."""
    truth = Truth(case_set)
    known = np.flatnonzero(truth.known)
    sizes = [k for k in PROMISE_LABELS if len(known) >= k + 100]
    if not sizes:
        return []

    def compute() -> Arrays:
        found = []
        for size in sizes:
            promise = next(p for least, p in PROMISES if size >= least)
            for labelled in random_rows(known, size, max(1, draws // len(sizes))):
                rest = np.setdiff1d(known, labelled)
                judged = taught(case_set, truth, labelled, bench)
                sure = rest[judged.certified[rest] & (judged.verdicts[rest] == "aligned")]
                precision = truth.true(judged.shares)[sure].mean() if sure.size else 1.0
                found.append((precision >= promise, sure.size / rest.size))
        return {"found": np.asarray(found, np.float64)}

    rows = bench.kept(f"promises-{case_set.name}", (case_set.digest,), compute)["found"]
    return [(float(kept), float(share)) for kept, share in rows]
