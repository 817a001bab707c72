"""The background: what "usual" means in a workspace, frozen between rebuilds."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Ref

from .hashes import Hashes
from .neighbours import Graph
from .similarity import Columns
from .vectors import Matrix

VERSION = 5
CHANGED_SHARE = 0.10


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Frame:
    """What is usual among the items that share one set of candidate goals."""

    key: str
    members: NDArray[np.int64]
    """Places of its items in the background: the anchors, anybody's only neighbours."""
    likeness: Matrix
    """(m, dim) goal vectors, moved to the items that are surely their own."""
    columns: tuple[Columns, Columns, Columns]
    """Statistics of vectors, words and n-grams."""
    graph: Graph
    """Neighbours of the members among the members."""
    timed: bool
    """Whether creation times count in the graph."""
    stretch: float
    """The cosine that counts as 0; above 0 only where the embedder gives high ones to anything."""
    closeness: float
    """How far the nearest fifth of the items exceeds unrelated texts, in deviations."""
    words: float
    """Words that carry content in the usual text of its items."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Background:
    """Frequencies of words, statistics of goals, and the items they were taken from.

    Scores are relative to it, so they stand still while it does: one new ticket moves no other.
    """

    goals: str
    """Hash of every goal's reference and text."""
    goal_vectors: Matrix
    documents: int
    word_frequency: NDArray[np.int32]
    gram_frequency: NDArray[np.int32]
    items: tuple[Ref, ...]
    hashes: Hashes
    """Content hash of each item."""
    frames: tuple[Frame, ...]

    def frame(self, key: str) -> Frame:
        """Return what is usual for one candidate set; KeyError where it is unknown."""
        for frame in self.frames:
            if frame.key == key:
                return frame
        raise KeyError(key)

    def fits(self, goals: str, goal_vectors: Matrix, keys: Sequence[str]) -> bool:
        """Whether goals, embedder and candidate sets are those it was made for."""
        return (
            self.goals == goals
            and self.goal_vectors.shape == goal_vectors.shape
            and np.allclose(self.goal_vectors, goal_vectors, atol=0.02)
            and set(keys) <= {frame.key for frame in self.frames}
        )

    def stale(self, hashes: Mapping[Ref, bytes]) -> bool:
        """Whether more than a tenth of its items came, went or changed since.

        A call that brings fewer than half of them asks about some items, it does not say that
        the others are gone.
        """
        own: dict[Ref, bytes] = dict(zip(self.items, self.hashes.tolist(), strict=True))
        changed = sum(own.get(ref) != text for ref, text in hashes.items())
        gone = sum(ref not in hashes for ref in own)
        whole = 2 * gone <= len(own)
        return changed + gone * whole > CHANGED_SHARE * max(1, len(own))

    def to_bytes(self) -> bytes:
        """Serialise as compressed npz, without pickles."""
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **_flat(self))  # type: ignore[arg-type]
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Background | None":
        """Read what `to_bytes` wrote; None where it is of another version or damaged."""
        try:
            with np.load(io.BytesIO(stored), allow_pickle=False) as flat:
                return _background(flat) if int(flat["version"]) == VERSION else None
        except (ValueError, KeyError, OSError, EOFError, BadZipFile):
            return None


def _flat(background: Background) -> dict[str, NDArray[Any]]:
    flat: dict[str, NDArray[Any]] = {
        "version": np.asarray(VERSION),
        "goals": np.asarray(background.goals),
        "goal_vectors": background.goal_vectors,
        "documents": np.asarray(background.documents),
        "word_frequency": background.word_frequency,
        "gram_frequency": background.gram_frequency,
        "items": _packed(background.items),
        "hashes": background.hashes,
        "keys": _packed([frame.key for frame in background.frames]),
    }
    for k, frame in enumerate(background.frames):
        flat |= {
            f"{k}.members": frame.members,
            f"{k}.likeness": frame.likeness,
            f"{k}.columns": np.stack([np.stack(c) for c in frame.columns]),
            f"{k}.place": frame.graph.place,
            f"{k}.weight": frame.graph.weight,
            f"{k}.timed": np.asarray(frame.timed),
            f"{k}.stretch": np.asarray(frame.stretch),
            f"{k}.closeness": np.asarray(frame.closeness),
            f"{k}.words": np.asarray(frame.words),
        }
    return flat


def _background(flat: Mapping[str, NDArray[Any]]) -> Background:
    return Background(
        goals=str(flat["goals"]),
        goal_vectors=flat["goal_vectors"],
        documents=int(flat["documents"]),
        word_frequency=flat["word_frequency"],
        gram_frequency=flat["gram_frequency"],
        items=_texts(flat["items"]),
        hashes=flat["hashes"],
        frames=tuple(_frame(flat, k, key) for k, key in enumerate(_texts(flat["keys"]))),
    )


def _frame(flat: Mapping[str, NDArray[Any]], k: int, key: str) -> Frame:
    dense, words, grams = (Columns(*pair) for pair in flat[f"{k}.columns"])
    return Frame(
        key=key,
        members=flat[f"{k}.members"],
        likeness=flat[f"{k}.likeness"],
        columns=(dense, words, grams),
        graph=Graph(flat[f"{k}.place"], flat[f"{k}.weight"]),
        timed=bool(flat[f"{k}.timed"]),
        stretch=float(flat[f"{k}.stretch"]),
        closeness=float(flat[f"{k}.closeness"]),
        words=float(flat[f"{k}.words"]),
    )


def _packed(texts: Sequence[str]) -> NDArray[np.uint8]:
    joined = "\n".join(texts).encode("utf-8", "surrogatepass")
    return np.frombuffer(joined, np.uint8)


def _texts(packed: NDArray[np.uint8]) -> tuple[str, ...]:
    joined = packed.tobytes().decode("utf-8", "surrogatepass")
    return tuple(joined.split("\n")) if joined else ()


def key_of(parts: Sequence[str]) -> str:
    """Return 32 hex digits that stand for these texts in this order."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
