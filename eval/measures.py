"""Alignment metrics of one organisation, from the answers to its periods.

An item that hangs under several goals is right with any of them. Ranking is measured on linked
items, over all goals of the period; decisions and calibration on all items, those that serve no
goal included, whatever is said of them being wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import metrics
from .sets import Period

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Flat = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a scorer says of one period: pairs, whether any goal, how sure of its best goal."""

    period: Period
    scores: Floats
    """(n, m), higher is nearer."""
    some_goal: Floats
    """(n,), higher is surer that the item serves a goal."""

    @property
    def known(self) -> Flags:
        """Items whose truth is known: linked, or said to serve no goal."""
        return np.asarray(self.period.linked | self.period.unaligned)

    @property
    def best(self) -> NDArray[np.int64]:
        """Column of each item's best goal."""
        return np.asarray(self.scores.argmax(axis=1))

    @property
    def best_score(self) -> Floats:
        """Score of each item's best goal."""
        return np.asarray(self.scores.max(axis=1))

    @property
    def best_is_right(self) -> Flags:
        """Whether the item hangs under its best goal."""
        return np.asarray(self.period.direct[np.arange(len(self.best)), self.best])

    @property
    def ranks(self) -> NDArray[np.int64]:
        """Rank of the best true goal of each linked item."""
        linked = self.period.linked
        return metrics.ranks_of_first_hit(self.scores[linked], self.period.direct[linked])

    @property
    def right_objective(self) -> Flags:
        """Of each linked item: whether its best goal has the same outermost objective."""
        roots = self.period.roots
        return np.array(
            [
                roots[self.best[i]] in set(roots[self.period.direct[i]].tolist())
                for i in np.flatnonzero(self.period.linked)
            ],
            dtype=np.bool_,
        )


Answers = Sequence[Answer]


def joined(answers: Answers, part: Callable[[Answer], Flat]) -> Flat:
    """One flat array over all periods."""
    return np.concatenate([part(answer).ravel() for answer in answers])


def ranking(answers: Answers) -> dict[str, float]:
    """How well goals are ranked for items that have one."""
    ranks = joined(answers, lambda a: a.ranks)
    right = joined(answers, lambda a: a.best_is_right[a.period.linked])
    sure = joined(answers, lambda a: a.best_score[a.period.linked])
    return {
        "hit1": metrics.hit_at(ranks, 1),
        "hit3": metrics.hit_at(ranks, 3),
        "mrr": metrics.mrr(ranks),
        "objective_hit1": float(np.mean(joined(answers, lambda a: a.right_objective))),
        "pair_auroc": metrics.auroc(*ranking_pairs(answers)),
        "accuracy_at_half_coverage": metrics.accuracy_at_coverage(right, sure),
    }


def ranking_pairs(answers: Answers) -> tuple[Flat, Flat]:
    """Truth and score of pairs of linked items; ancestors of a true goal count neither way."""

    def clear(answer: Answer) -> Flags:
        period = answer.period
        return (period.direct | ~period.related) & period.linked[:, None]

    return (
        joined(answers, lambda a: a.period.direct[clear(a)]),
        joined(answers, lambda a: a.scores[clear(a)]),
    )


def unaligned_auroc(answers: Answers) -> float:
    """How well work that serves no goal is told from work that serves one."""
    return metrics.auroc(
        joined(answers, lambda a: a.period.unaligned[a.known]),
        joined(answers, lambda a: -a.some_goal[a.known]),
    )


def decision_pairs(answers: Answers) -> tuple[Flat, Flat]:
    """Truth and score of every pair of items whose truth is known."""
    return (
        joined(answers, lambda a: a.period.direct[a.known]),
        joined(answers, lambda a: a.scores[a.known]),
    )


def top_pairs(answers: Answers) -> tuple[Flat, Flat]:
    """Truth and score of each known item's best goal."""
    return (
        joined(answers, lambda a: a.best_is_right[a.known]),
        joined(answers, lambda a: a.best_score[a.known]),
    )


def f1_transferred(
    organisations: Mapping[str, Answers], threshold: float | None = None
) -> dict[str, float]:
    """F1 of "this item serves this goal" per organisation.

    The threshold is the one with the best mean F1 of the *other* organisations, so no
    organisation's labels decide its own; or a fixed one. Without others there is none.
    """
    pairs = {name: decision_pairs(answers) for name, answers in organisations.items()}
    found = {}
    for name, (truth, scores) in pairs.items():
        cut = _shared_threshold([p for o, p in pairs.items() if o != name], threshold)
        found[name] = metrics.f1(truth, scores >= cut) if np.isfinite(cut) else np.nan
    return found


def _shared_threshold(pairs: Sequence[tuple[Flat, Flat]], fixed: float | None) -> float:
    if fixed is not None:
        return fixed
    if not pairs:
        return np.nan
    scores = np.concatenate([s for _, s in pairs])
    grid = np.unique(np.quantile(scores, np.linspace(0.5, 1.0, 400), method="higher"))
    values = np.mean([[metrics.f1(t, s >= cut) for cut in grid] for t, s in pairs], axis=0)
    return float(grid[int(np.argmax(values))])
