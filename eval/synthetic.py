"""A backlog of any size out of thin air, and a workspace with a model that costs nothing.

For speed and memory only: nothing about quality can be learnt from these texts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import shake_256
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.exact import ExactIndex
from copilot.portfolio import KeyResult, Objective, Record, WorkItem
from copilot.ports import Problem
from copilot.store import open_store
from copilot.usecases import Workspace
from copilot.wiring import load_checks

NOW = datetime(2026, 2, 16, 8, tzinfo=UTC)
_VOCABULARY = 20_000
_WISHES = (
    "Fewer {} should leave us within their first year.",
    "So that {} stay with us for longer than today.",
    "We want {} to recommend us far more often.",
    "By the end of the year {} % more of our {} come back.",
    "Everybody at {} knows what we earn and why.",
    "Our {} costs us half of what it did.",
)
"""What one body in three says of some goal: each is set aside."""


@dataclass
class FreeEncoder:
    """Vectors by hashing; counts the texts it was asked for."""

    fingerprint: str = "free"
    multilingual: bool = False
    token_budget: int = 4096
    asked: int = 0
    dim: int = 384

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words, about."""
        return [1 + text.count(" ") for text in texts]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Hash each text into a unit vector: unrelated texts are as good as orthogonal."""
        self.asked += len(texts)
        return self._hashed(texts)

    def encode_aside(
        self, rests: Sequence[str], asides: Sequence[str]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Do so with and without what is set aside; a text counts once."""
        whole = [f"{rest} {aside}" for rest, aside in zip(rests, asides, strict=True)]
        return self.encode(whole), self._hashed(rests)

    def _hashed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [np.frombuffer(shake_256(t.encode()).digest(self.dim), np.uint8) for t in texts]
        vectors = np.asarray(rows, np.float32) - 127.5
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@dataclass
class Backlog:
    """A source of `size` items and `goals` key results; `edits` change the first items' texts."""

    size: int
    goals: int = 100
    edits: int = 0
    name: str = "synthetic"
    goal_word: str = ""
    _words: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        """Draw the words once, by Zipf's law."""
        rng = np.random.default_rng(7)
        self._words = np.minimum(rng.zipf(1.3, (self.size + self.goals, 24)), _VOCABULARY)

    def pull(self, since: datetime | None = None) -> Iterator[Record | Problem]:
        """Yield goals, then items."""
        del since
        for goal in range(self.goals):
            yield self._goal(goal)
        for number in range(self.size):
            yield self._item(number)

    def _text(self, row: int) -> str:
        return " ".join(f"w{word}" for word in self._words[row])

    def _goal(self, number: int) -> Record:
        if number % 5 == 0:
            title = f"{self.goal_word} {self._text(number)}".strip()
            return Objective(source=self.name, id=f"O{number}", title=title, weight=0.05)
        return KeyResult(
            source=self.name,
            id=f"K{number}",
            title=self._text(number),
            parent=f"{self.name}:O{number - number % 5}",
        )

    def _wishing(self, text: str, number: int) -> str:
        """Put a wish in the place of as many words."""
        wish = _WISHES[number % len(_WISHES)]
        words = text.split()
        return f"{' '.join(words[wish.count(' ') + 1 :])}. {wish.format(*words)}"

    def _item(self, number: int) -> WorkItem:
        text = self._text(self.goals + number)
        changed = f"edit {number} " if number < self.edits else ""
        return WorkItem(
            source=self.name,
            id=str(number),
            key=f"S-{number}",
            title=changed + text[:60],
            body=text if number % 3 else self._wishing(text, number // 3),
            effort=float(1 + number % 8),
            created=NOW - timedelta(days=number % 80),
        )


def open_synthetic(home: Path, backlog: Backlog, encoder: FreeEncoder) -> Workspace:
    """Open a workspace over a synthetic backlog with a real store."""
    store = open_store(f"sqlite:///{home / 'copilot.db'}", "synthetic")
    return Workspace(
        name="synthetic",
        zone=ZoneInfo("UTC"),
        store=store,
        index=ExactIndex(),
        embedder=BatchedEmbedder(encoder, store),
        sources=(backlog,),
        checks=load_checks({}),
        llm=None,
        now=lambda: NOW,
        read_goals=lambda _: backlog,
        home=home,
    )
