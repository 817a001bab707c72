"""Learning from people: what is confirmed, stated or rejected teaches the rest.

Prototypes move goals to their work, clamped items pull their neighbours, and a history kernel
carries links of other cycles over to goals that read alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .stacking import Rows
from .structure import NONE, Statements
from .vectors import Matrix, Vectors

OWN, OTHERS = 3.0, -1.0
"""X of a labelled item with its own goals, and with all others."""
HISTORY_WEIGHT = 15.0
HISTORY_LABELS = 2000
"""Labels the history kernel looks at; the latest where there are more."""
TEACHES = frozenset({"stated", "confirmed"})


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """What is known of some items: the goals each serves (none: empty), and those it does not."""

    serves: Mapping[int, tuple[int, ...]]
    """Places of goals by row of item; an empty tuple says that it serves no goal."""
    rejected: Mapping[int, tuple[int, ...]]

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.serves or self.rejected)

    def without(self, rows: Iterable[int]) -> "Labels":
        """Return the labels of all other items."""
        out = set(rows)
        return Labels(
            {k: v for k, v in self.serves.items() if k not in out},
            {k: v for k, v in self.rejected.items() if k not in out},
        )


NOTHING = Labels({}, {})


def labels_of(said: Statements) -> Labels:
    """Return what statements teach; inherited ones are too unsure to teach anything."""
    serves: dict[int, tuple[int, ...]] = {}
    rejected: dict[int, tuple[int, ...]] = {}
    for row, pairs in said.items():
        own = tuple(g for g, s in pairs.items() if s.origin in TEACHES and g != NONE)
        against = tuple(g for g, s in pairs.items() if s.origin == "rejected")
        if own or NONE in pairs:
            serves[row] = own
        if against:
            rejected[row] = against
    return Labels(serves, rejected)


def prototypes(likeness: Matrix, goals: Sequence[int], vectors: Vectors, labels: Labels) -> Matrix:
    """Return normalise(g + w · mean of accepted items), w = 2n / (n + 1).

    Args:
        likeness: (m, dim) goal vectors.
        goals: place of each.
        vectors: (n, dim) of all items.
        labels: over the rows of `vectors`.
    """
    rows_of = _rows_of(labels)
    moved = likeness.copy()
    for column, goal in enumerate(goals):
        moved[column] = _moved(likeness[column], vectors[rows_of.get(goal, [])])
    return moved


def _rows_of(labels: Labels) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, served in labels.serves.items():
        for goal in served:
            found.setdefault(goal, []).append(row)
    return found


def _moved(goal: Matrix, accepted: Matrix) -> Matrix:
    count = len(accepted)
    if not count:
        return goal
    whole = goal + np.float32(2 * count / (count + 1)) * accepted.mean(axis=0)
    length = float(np.linalg.norm(whole))
    moved: Matrix = whole / length if length > 0 else whole
    return moved


def clamp(
    scores: Matrix, rows: NDArray[np.int64], goals: NDArray[np.int64], labels: Labels
) -> Matrix:
    """Return X with labelled items held: +3 with their own goals, -1 with all others.

    Args:
        scores: (n, m) of a group.
        rows: (n,) rows of its items.
        goals: (m,) places of its goals.
        labels: over all items.
    """
    if not labels:
        return scores
    held = scores.copy()
    column = {goal: c for c, goal in enumerate(goals.tolist())}
    known = np.flatnonzero(np.isin(rows, [*labels.serves, *labels.rejected]))
    for k, row in zip(known.tolist(), rows[known].tolist(), strict=True):
        if row in labels.serves:
            held[k] = OTHERS
            held[k, [column[g] for g in labels.serves[row] if g in column]] = OWN
        for goal in labels.rejected.get(row, ()):
            if goal in column:
                held[k, column[goal]] = min(OTHERS, float(held[k, column[goal]]))
    return held


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Similarity of anything with anything, over all cycles: half vectors, half words."""

    item_vectors: Vectors
    item_words: Rows
    goal_vectors: Matrix
    goal_words: Rows

    def kernel(
        self, rows: NDArray[np.int64], goals: NDArray[np.int64], labels: Labels
    ) -> Matrix | None:
        """Return 15 Σ_j w_ij⁴ · max over the goals g_j of j of k(g, g_j)²; None without labels.

        Args:
            rows: of the items to score.
            goals: places of the goals to score.
            labels: whose items j teach; nobody teaches itself.
        """
        taught = [row for row, served in labels.serves.items() if served][-HISTORY_LABELS:]
        if not taught:
            return None
        known = np.asarray(taught, np.int64)
        alike = _half(self.item_vectors, self.item_words, rows, known)
        alike[rows[:, None] == known[None, :]] = 0
        between = _half(
            self.goal_vectors, self.goal_words, goals, np.arange(len(self.goal_vectors))
        )
        carried = np.stack([between[:, list(labels.serves[row])].max(axis=1) for row in taught])
        found: Matrix = (
            HISTORY_WEIGHT * np.clip(alike, 0, None) ** 4 @ np.clip(carried, 0, None) ** 2
        )
        return found


def _half(
    vectors: Vectors, words: Rows, left: NDArray[np.int64], right: NDArray[np.int64]
) -> Matrix:
    dense = vectors[left] @ vectors[right].T
    mixed: Matrix = np.float32(0.5) * (dense + (words[left] @ words[right].T).toarray())
    return mixed
