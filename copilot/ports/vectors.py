"""Texts as vectors, and vectors to be searched."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import (
    Ref,
)

Vectors = NDArray[np.float32]
"""Shape (n, dim), each row of unit length."""

Progress = Callable[[int, int], None]
"""Called with (done, total) while something long goes on."""


class Embedder(Protocol):
    """Text to vectors. Vectors of different fingerprints never mix."""

    fingerprint: str
    multilingual: bool

    @property
    def dim(self) -> int: ...

    def __call__(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors: ...


class VectorStore(Protocol):
    """Vectors of record, by embedder fingerprint and content hash."""

    def load_vectors(
        self, fingerprint: str, hashes: Sequence[str]
    ) -> dict[str, NDArray[np.float32]]:
        """Return those that are known; the rest is the work list."""
        ...

    def save_vectors(self, fingerprint: str, hashes: Sequence[str], vectors: Vectors) -> None: ...

    def vector_blocks(
        self, fingerprint: str, size: int = 4000
    ) -> Iterator[tuple[list[str], Vectors]]:
        """Every vector of one embedder, by hash, in blocks of at most `size` rows."""
        ...

    def all_vectors(self, fingerprint: str) -> tuple[list[str], Vectors]:
        """Hashes and matrix of every vector of one embedder."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What the index knows of one record."""

    ref: Ref
    kind: Literal["item", "goal", "passage", "decision"]
    text: str
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One search result; scores compare only inside one search."""

    ref: Ref
    kind: str
    score: float


class Index(Protocol):
    """Vectors by reference, always rebuildable from the store; bound to one workspace."""

    persistent: bool
    """Whether it outlives the process; one that does not fills itself from the store."""

    def upsert(self, points: Iterable[Point]) -> int: ...
    def delete(self, refs: Sequence[Ref]) -> None: ...
    def search(
        self, vector: NDArray[np.float32], text: str, *, limit: int, kinds: Sequence[str] = ()
    ) -> list[Hit]:
        """Dense and sparse, fused; only this workspace's points."""
        ...

    def count(self) -> int: ...
    def clear(self) -> None: ...
