"""What a difference is worth: cluster bootstrap, paired sign-flip test, Holm's correction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

DRAWS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean with its 95 % bootstrap bounds."""

    mean: float
    lower: float
    upper: float


def _codes(labels: Sequence[str]) -> tuple[NDArray[np.int64], int]:
    names, codes = np.unique(np.asarray(labels, dtype=str), return_inverse=True)
    return codes.astype(np.int64), len(names)


def mean_of_known(values: Iterable[float]) -> float:
    """Mean of what could be measured; NaN where nothing could."""
    known = [value for value in values if np.isfinite(value)]
    return float(np.mean(known)) if known else np.nan


def macro_mean(values: ArrayLike, sets: Sequence[str]) -> float:
    """Mean over sets of the mean inside each: a large set counts no more than a small one."""
    codes, n = _codes(sets)
    return float(
        np.mean(np.bincount(codes, np.asarray(values, np.float64), n) / np.bincount(codes))
    )


def cluster_bootstrap(
    values: ArrayLike,
    clusters: Sequence[str],
    sets: Sequence[str],
    *,
    draws: int = DRAWS,
    seed: int = 11,
) -> Interval:
    """Interval of the macro mean, drawing whole clusters again inside each set.

    Items under one goal stand and fall together, so items are not the unit that is drawn.

    Args:
        values: one number an item, e.g. the difference of two scorers' hits.
        clusters: the group each item belongs to, e.g. its true goal.
        sets: the set each item belongs to; every set keeps its number of clusters.
        draws: bootstrap repetitions.
        seed: of the random numbers, fixed so that a report can be repeated.
    """
    numbers = np.asarray(values, np.float64)
    rng = np.random.default_rng(seed)
    per_set = []
    for name in sorted(set(sets)):
        mine = np.asarray(sets, dtype=str) == name
        codes, n = _codes([c for c, keep in zip(clusters, mine, strict=True) if keep])
        totals, counts = np.bincount(codes, numbers[mine], n), np.bincount(codes, minlength=n)
        drawn = rng.integers(0, n, (draws, n))
        per_set.append(totals[drawn].sum(axis=1) / counts[drawn].sum(axis=1))
    means = np.mean(per_set, axis=0)
    low, high = np.quantile(means, [0.025, 0.975])
    return Interval(mean=macro_mean(numbers, sets), lower=float(low), upper=float(high))


def sign_flip(
    values: ArrayLike,
    clusters: Sequence[str],
    sets: Sequence[str],
    *,
    draws: int = DRAWS,
    seed: int = 13,
) -> float:
    """Two-sided p value of a paired difference: signs of whole clusters are flipped at random."""
    numbers = np.asarray(values, np.float64)
    set_codes, n_sets = _codes(sets)
    weight = 1.0 / (n_sets * np.bincount(set_codes)[set_codes])
    keys = [f"{s}\0{c}" for s, c in zip(sets, clusters, strict=True)]
    codes, n = _codes(keys)
    sums = np.bincount(codes, numbers * weight, n)
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), (draws, n))
    extreme = np.abs(signs @ sums) >= abs(sums.sum()) - 1e-12
    return float((extreme.sum() + 1) / (draws + 1))


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p values for several tests at once (Holm 1979), in the order given."""
    order = np.argsort(p_values, kind="stable")
    steps = np.asarray(p_values, np.float64)[order] * (len(p_values) - np.arange(len(p_values)))
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps)) if len(p_values) else steps
    return [float(x) for x in adjusted]
