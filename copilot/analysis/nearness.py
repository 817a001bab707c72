"""How near tickets usually come to each goal, frozen while backlog and goals stay."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from zipfile import BadZipFile

import numpy as np

from copilot.portfolio import content_hash

from .vectors import Matrix, Vectors

SAMPLE = 2000
"""Items that tell what is usual."""
FEWEST = 20
"""Fewer tell nothing."""
CHANGED_SHARE = 0.10
"""Of the items that came or went: what is usual is then measured anew."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Nearness:
    """Mean and deviation of the cosine of tickets with each goal: shape (m,) both."""

    goals: str
    """Hash of their texts and of the embedder."""
    items: int
    mean: Matrix
    deviation: Matrix

    @classmethod
    def measure(cls, goals: str, vectors: Vectors, goal_vectors: Matrix) -> "Nearness | None":
        """Look at n unit rows and m goals; None where they are too few to tell.

        Goals have to differ: one alone can't stand out.
        """
        if len(vectors) < FEWEST or len(goal_vectors) < 2:
            return None
        found = vectors[:: 1 + len(vectors) // SAMPLE].copy() @ goal_vectors.T
        return cls(
            goals=goals,
            items=len(vectors),
            mean=found.mean(axis=0),
            deviation=found.std(axis=0) + 1e-6,
        )

    def fits(self, goals: str, items: int) -> bool:
        """Whether it still says what is usual; half of the items or fewer are a question."""
        moved = abs(items - self.items)
        return goals == self.goals and (
            2 * items <= self.items or moved <= CHANGED_SHARE * self.items
        )

    def of(self, vectors: Matrix, goal_vectors: Matrix) -> Matrix:
        """Return how near some rows come, in deviations from what is usual: shape (k, m)."""
        found: Matrix = (vectors @ goal_vectors.T - self.mean) / self.deviation
        return found

    def to_bytes(self) -> bytes:
        """Serialise as npz, without pickles."""
        buffer = io.BytesIO()
        usual = np.array([self.mean, self.deviation])
        np.savez(buffer, goals=np.asarray(self.goals), items=np.asarray(self.items), usual=usual)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Nearness | None":
        """Read what `to_bytes` wrote; None where it is damaged."""
        try:
            with np.load(io.BytesIO(stored), allow_pickle=False) as kept:
                mean, deviation = kept["usual"]
                items = int(kept["items"])
                return cls(goals=str(kept["goals"]), items=items, mean=mean, deviation=deviation)
        except (ValueError, KeyError, OSError, EOFError, BadZipFile):
            return None


def goals_key(texts: Sequence[str], fingerprint: str) -> str:
    """Name goals as one embedder sees them."""
    return content_hash("\0".join((fingerprint, *texts)))
