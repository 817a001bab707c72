"""How right the links of one workspace are, tested on what its own people said.

Every label is predicted by the labels of other epics: siblings would give the answer away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import AnyGoal, Ref, WorkItem

from .calibration import certified_threshold, sigmoid
from .fitting import (
    CERTIFIED_FROM,
    FOLDS,
    LEAST_LABELS,
    SEED,
    STRICT_FROM,
    Sample,
    Suggestions,
    refit,
    samples,
    suggestions,
)
from .judging import Scorer
from .learning import Labels
from .parameters import Parameters

BINS = 10
DRAWS = 2000
PROMISES = ((0.8, CERTIFIED_FROM), (0.9, STRICT_FROM))
"""Precision that is promised, and the labels it takes at least."""
OUT_OF_SIGHT = 10
"""Times as many labels as there are, beyond which none are asked for a promise."""

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """How often the first goal is right, over items whose goal is known."""

    items: int
    without: float
    """Nobody's word taken."""
    with_labels: float
    low: float
    high: float
    """Bounds of the difference: 95 of 100 workspaces drawn from these goals lie between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Links about equally sure, and how many were right."""

    low: float
    high: float
    right: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Whether percentages mean what they say."""

    items: int
    off: float
    """Mean distance of what was said and what was right."""
    beyond_chance: float
    """What of it chance does not explain; at or below 0 nothing."""
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A precision that certified links keep."""

    precision: float
    kept: bool
    missing: int | None
    """Answers still needed, about; None where even the surest are wrong too often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All that a workspace's labels tell of its links."""

    gain: Gain | None
    reliability: Reliability
    promises: tuple[Promise, ...]


def prove(
    ground: Scorer, items: Sequence[WorkItem], goals: Sequence[AnyGoal], answered: Flags
) -> Proof | None:
    """Test the links on everything that is known; None below ten labels.

    Args:
        ground: the backlog.
        items: its items, in the same order.
        goals: its goals, in the same order.
        answered: (n,) which of them people judged; promises rest on those alone.
    """
    labels = ground.labels
    rows = sorted(labels.serves.keys() | labels.rejected.keys())
    right = _with_below(labels, goals)

    def sample(folds: Sequence[Sequence[int]]) -> Sample | None:
        return _known(samples(ground.ready, labels, folds, ground, right), labels)

    found, alone = sample(by_epic(rows, items)), sample([rows])
    if found is None or alone is None:
        return None
    people = found.take(answered[found.rows])
    enough = len(people.rows) >= LEAST_LABELS
    record = suggestions(*_calibrated(people if enough else found, ground))
    return Proof(
        gain=_gain(found, alone, labels),
        reliability=_reliability(found, answered, ground),
        promises=_promises(record, len(record.right) if enough else len(people.rows)),
    )


def by_epic(rows: Sequence[int], items: Sequence[WorkItem]) -> list[list[int]]:
    """Deal labelled items into folds, what hangs under one epic into the same."""
    families: dict[Ref, list[int]] = {}
    for row in rows:
        item = items[row]
        families.setdefault(item.epic or item.parent or item.ref, []).append(row)
    names = sorted(families)
    folds: list[list[int]] = [[] for _ in range(FOLDS)]
    for k in np.random.default_rng(SEED).permutation(len(names)).tolist():
        min(folds, key=len).extend(families[names[k]])
    return folds


def _with_below(labels: Labels, goals: Sequence[AnyGoal]) -> Labels:
    """Return what is right: a key result is, where its objective was named."""
    below: dict[Ref, list[int]] = {}
    for place, goal in enumerate(goals):
        below.setdefault(goal.parent or "", []).append(place)
    serves = {
        row: tuple(sorted({*own, *(b for g in own for b in below.get(goals[g].ref, ()))}))
        for row, own in labels.serves.items()
    }
    return Labels(serves, labels.rejected)


def _known(found: Sample | None, labels: Labels) -> Sample | None:
    """Keep, in order of rows, what can be right or wrong: not work for goals that are gone."""
    if found is None:
        return None
    gone = [bool(labels.serves.get(row)) for row in found.rows.tolist()]
    can = found.serves.any(axis=1) | found.rejected.any(axis=1) | ~np.asarray(gone, bool)
    kept = found.take(np.flatnonzero(can)[np.argsort(found.rows[can])])
    return kept if len(kept.rows) >= LEAST_LABELS else None


def _gain(after: Sample, before: Sample, labels: Labels) -> Gain | None:
    linked = after.serves.any(axis=1)
    if not linked.any():
        return None
    first, then = _right(before)[linked], _right(after)[linked]
    goals = [labels.serves[row][0] for row in after.rows[linked].tolist()]
    low, high = _range(then.astype(float) - first, goals)
    return Gain(
        items=int(linked.sum()),
        without=float(first.mean()),
        with_labels=float(then.mean()),
        low=low,
        high=high,
    )


def _right(found: Sample) -> Flags:
    right: Flags = found.serves[np.arange(len(found.rows)), found.whole.argmax(axis=1)]
    return right


def _range(differences: Floats, clusters: Sequence[int]) -> tuple[float, float]:
    """Return the 95 % bounds of the mean, whole clusters drawn again.

    Percentile bootstrap of clusters: Field and Welsh, "Bootstrapping clustered data" (2007).
    """
    names, codes = np.unique(np.asarray(clusters), return_inverse=True)
    totals, counts = np.bincount(codes, differences), np.bincount(codes)
    drawn = np.random.default_rng(SEED).integers(0, len(names), (DRAWS, len(names)))
    means = totals[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def _reliability(found: Sample, answered: Flags, ground: Scorer) -> Reliability:
    """Compare what was said with what was right; each fold calibrated by the others' answers."""
    said, right = [], []
    for fold in range(FOLDS):
        teaches = answered[found.rows] & (found.fold != fold)
        _, fitted = _calibrated(found.take(teaches), ground)
        best = suggestions(found.take(found.fold == fold), fitted)
        said.append(sigmoid(fitted.slope * best.logit + fitted.offset))
        right.append(best.right)
    return reliability(np.concatenate(said).astype(float), np.concatenate(right))


def _calibrated(people: Sample, ground: Scorer) -> tuple[Sample, Parameters]:
    """Return the parameters as a scan fits them: to ten answers or more."""
    enough = len(people.rows) >= LEAST_LABELS
    return people, refit(people if enough else None, ground.parameters)


def reliability(said: Floats, right: Flags) -> Reliability:
    """Compare probabilities with outcomes, in bins of a tenth.

    Args:
        said: probability of each link.
        right: whether it was.
    """
    chance = np.random.default_rng(SEED)
    off = _off(said, right)
    luck = np.mean([_off(said, chance.random(len(said)) < said) for _ in range(DRAWS // 10)])
    place = _bin_of(said)
    return Reliability(
        items=len(said),
        off=off,
        beyond_chance=off - float(luck),
        bins=tuple(
            Bin(
                low=k / BINS,
                high=(k + 1) / BINS,
                right=float(right[at].mean()),
                count=int(at.sum()),
            )
            for k in range(BINS)
            if (at := place == k).any()
        ),
    )


def _bin_of(said: Floats) -> NDArray[np.int64]:
    return np.clip((said * BINS).astype(np.int64), 0, BINS - 1)


def _off(said: Floats, right: Flags) -> float:
    """Return the expected calibration error (Naeini et al. 2015)."""
    place = _bin_of(said)
    gap = np.bincount(place, said, BINS) - np.bincount(place, right, BINS)
    return float(np.abs(gap).sum() / max(1, len(said)))


def _promises(record: Suggestions, answers: int) -> tuple[Promise, ...]:
    """Return what is promised, or would be with more answers.

    Args:
        record: what answers are like here; of trackers, where people gave too few.
        answers: those of people, on which promises rest.
    """
    offered = PROMISES if answers < STRICT_FROM else PROMISES[1:]
    return tuple(_promise(record, answers, precision, least) for precision, least in offered)


def _promise(record: Suggestions, answers: int, precision: float, least: int) -> Promise:
    order = np.argsort(-record.share, kind="stable")
    share, right = record.share[order], record.right[order]
    for size in _sizes(answers, least):
        alike = np.arange(size) * len(right) // size
        error = 1 - precision
        if certified_threshold(share[alike], right[alike], error=error) is not None:
            return Promise(precision=precision, kept=size == answers, missing=size - answers)
    return Promise(precision=precision, kept=False, missing=None)


def _sizes(answers: int, least: int) -> list[int]:
    """Return numbers of answers worth a thought: what is there, and what could be."""
    known = max(answers, least)
    grown = [-(-known * step // 40) * 10 for step in range(5, 4 * OUT_OF_SIGHT)]
    return sorted({known, *grown})
