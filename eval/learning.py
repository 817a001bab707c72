"""Does every correction teach it? Some links are confirmed, the rest is judged again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Feedback

from . import metrics
from .bench import Arrays, Bench
from .judgement import AS_OF, Judgement, judge
from .sets import CaseSet
from .statistics import mean_of_known

CONFIRMED = 50
CALIBRATION_LABELS = 100
CALIBRATION_REST = 200
PROMISES = ((200, 0.9), (50, 0.8))
"""From so many labels on, so much precision is promised of certified suggestions."""
PROMISE_LABELS = (60, 100, 200)

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]


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
    history = {s.name: _history(s, bench) for s in sets}
    kept = [k for s in sets for k in _promises(s, bench, draws.promises // max(1, len(sets)))]
    found = {f"{name}.hit1_gain_50": g for name, g in gains.items()}
    found |= {f"{name}.post_label_ece": e for name, e in calibrated.items()}
    found |= {f"{name}.hit1_gain_history": g for name, g in history.items()}
    return found | {
        "hit1_gain_history": mean_of_known(history.values()),
        "hit1_gain_50": mean_of_known(gains.values()),
        "hit1_gain_50_spread": mean_of_known(spread),
        "post_label_ece": mean_of_known(calibrated.values()),
        "certified_kept": mean_of_known(k[0] for k in kept),
        "certified_share": mean_of_known(k[1] for k in kept),
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
            for labelled in _draws(rows, CONFIRMED, draws)
        ]
        return {"gain": np.asarray(np.mean([gain.mean() for gain in gains]))}

    name = f"gain-{case_set.name}-{'spread' if spread else 'period'}"
    return float(bench.kept(name, (case_set.digest,), compute)["gain"])


def _gained(
    case_set: CaseSet, truth: "Truth", before: Flags, labelled: Rows, rest: Rows, bench: Bench
) -> NDArray[np.float64]:
    after = truth.right(_taught(case_set, truth, labelled, bench).shares)
    return after[rest].astype(np.float64) - before[rest]


def _history(case_set: CaseSet, bench: Bench) -> float:
    """Mean gain in Hit@1 of a period when the links of all earlier periods are known."""
    if len(case_set.periods) < 2:
        return np.nan

    def compute() -> Arrays:
        truth = Truth(case_set)
        before = truth.right(judge(case_set.items, case_set.goals, bench).shares)
        gains = []
        for now in truth.names[1:]:
            earlier = np.flatnonzero(truth.linked & (truth.period < now))
            rest = np.flatnonzero(truth.linked & (truth.period == now))
            gains.append(_gained(case_set, truth, before, earlier, rest, bench))
        return {"gain": np.asarray(np.mean(np.concatenate(gains)))}

    return float(bench.kept(f"history-{case_set.name}", (case_set.digest,), compute)["gain"])


def _calibration(case_set: CaseSet, bench: Bench, draws: int) -> float:
    """Mean noise-corrected ECE of the best goal on the rest, after labels of random items."""
    truth = Truth(case_set)
    known = np.flatnonzero(truth.known)
    if len(known) < CALIBRATION_LABELS + 200:
        return np.nan

    def compute() -> Arrays:
        errors = []
        for labelled in _draws(known, CALIBRATION_LABELS, draws):
            rest = np.setdiff1d(known, labelled)
            shares = _taught(case_set, truth, labelled, bench).shares
            right, sure = truth.right(shares)[rest], shares.max(axis=1)[rest]
            errors.append(metrics.noise_corrected_ece(right, sure))
        return {"errors": np.asarray(errors)}

    kept = bench.kept(f"calibration-{case_set.name}", (case_set.digest,), compute)
    return float(kept["errors"].mean())


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
            for labelled in _draws(known, size, max(1, draws // len(sizes))):
                rest = np.setdiff1d(known, labelled)
                judged = _taught(case_set, truth, labelled, bench)
                sure = rest[judged.certified[rest] & (judged.verdicts[rest] == "aligned")]
                precision = truth.true(judged.shares)[sure].mean() if sure.size else 1.0
                found.append((precision >= promise, sure.size / rest.size))
        return {"found": np.asarray(found, np.float64)}

    rows = bench.kept(f"promises-{case_set.name}", (case_set.digest,), compute)["found"]
    return [(float(kept), float(share)) for kept, share in rows]


class Truth:
    """Links of a whole set, its items and goals in the order they are scored."""

    def __init__(self, case_set: CaseSet) -> None:
        self.direct = np.zeros((len(case_set.items), len(case_set.goals)), dtype=np.bool_)
        self.related = self.direct.copy()
        row = column = 0
        for period in case_set.periods:
            n, m = period.direct.shape
            self.direct[row : row + n, column : column + m] = period.direct
            self.related[row : row + n, column : column + m] = period.related
            row, column = row + n, column + m
        self.names = np.arange(len(case_set.periods))
        """Periods by number, earliest first."""
        self.period = np.repeat(self.names, [len(p.items) for p in case_set.periods])
        self.linked = np.asarray(self.direct.any(axis=1))
        unaligned = [period.unaligned for period in case_set.periods]
        self.known = np.asarray(self.linked | np.concatenate(unaligned))

    def right(self, shares: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each item hangs under its best goal."""
        return np.asarray(self.direct[np.arange(len(shares)), shares.argmax(axis=1)])

    def true(self, shares: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each item's best goal is its own or an objective above: no false promise."""
        return np.asarray(self.related[np.arange(len(shares)), shares.argmax(axis=1)])


def _taught(case_set: CaseSet, truth: Truth, labelled: Rows, bench: Bench) -> Judgement:
    """Judge again once people have said where some items belong."""
    said = [
        Feedback(
            item=case_set.items[i].ref,
            goal=case_set.goals[int(truth.direct[i].argmax())].ref if truth.linked[i] else None,
            answer="accept",
            at=AS_OF,
        )
        for i in labelled
    ]
    return judge(case_set.items, case_set.goals, bench, said)


def _draws(rows: Rows, size: int, count: int) -> list[Rows]:
    rng = np.random.default_rng(23)
    return [np.sort(rng.choice(rows, size, replace=False)) for _ in range(count)]
