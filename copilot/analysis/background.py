"""The background: what "usual" means in a workspace, frozen between rebuilds."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Ref

from .similarity import Columns, Matrix

VERSION = 1
CHANGED_SHARE = 0.10


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Background:
    """Frequencies of words, statistics of goals, and the items they were taken from.

    Scores are relative to it, so they stand still while it does: one new ticket moves no other.
    """

    version: int = VERSION
    goals: str
    """Hash of every goal's reference and text."""
    goal_vectors: Matrix
    documents: int
    word_frequency: NDArray[np.int64]
    gram_frequency: NDArray[np.int64]
    items: tuple[Ref, ...]
    """The anchors: only they are anybody's neighbours."""
    hashes: tuple[str, ...]
    """Content hash of each anchor."""
    groups: tuple[str, ...]
    """Keys of the candidate sets, one row of `means` and `deviations` each."""
    means: tuple[Matrix, ...]
    deviations: tuple[Matrix, ...]

    def columns(self, group: str) -> Columns:
        """Return the statistics of one candidate set; KeyError where it is unknown."""
        if group not in self.groups:
            raise KeyError(group)
        k = self.groups.index(group)
        return Columns(self.means[k], self.deviations[k])

    def fits(self, goals: str, goal_vectors: Matrix, groups: Sequence[str]) -> bool:
        """Whether goals, embedder and candidate sets are those it was made for."""
        return (
            self.version == VERSION
            and self.goals == goals
            and self.goal_vectors.shape == goal_vectors.shape
            and np.allclose(self.goal_vectors, goal_vectors, atol=0.02)
            and set(groups) <= set(self.groups)
        )

    def stale(self, hashes: Mapping[Ref, str]) -> bool:
        """Whether more than a tenth of its items came, went or changed since."""
        own = dict(zip(self.items, self.hashes, strict=True))
        changed = sum(own.get(ref) != text for ref, text in hashes.items())
        gone = sum(ref not in hashes for ref in own)
        return changed + gone > CHANGED_SHARE * max(1, len(own))

    def to_bytes(self) -> bytes:
        """Serialise as compressed npz, without pickles."""
        flat: dict[str, NDArray[np.generic]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in {"means", "deviations"}:
                flat |= {f"{field.name}.{k}": part for k, part in enumerate(value)}
            elif isinstance(value, tuple):
                flat[field.name] = _packed(value)
            else:
                flat[field.name] = np.asarray(value)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **flat)  # type: ignore[arg-type]
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Background | None":
        """Read what `to_bytes` wrote; None where it is of another version or damaged."""
        try:
            with np.load(io.BytesIO(stored), allow_pickle=False) as flat:
                return cls(**_unpacked(flat)) if int(flat["version"]) == VERSION else None
        except (ValueError, KeyError, OSError, EOFError):
            return None


def _packed(texts: Sequence[str]) -> NDArray[np.uint8]:
    joined = "\n".join(texts).encode("utf-8", "surrogatepass")
    return np.frombuffer(joined, np.uint8)


def _texts(packed: NDArray[np.uint8]) -> tuple[str, ...]:
    joined = packed.tobytes().decode("utf-8", "surrogatepass")
    return tuple(joined.split("\n")) if joined else ()


def _unpacked(flat: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    groups = _texts(flat["groups"])
    return {
        "version": int(flat["version"]),
        "goals": str(flat["goals"]),
        "goal_vectors": flat["goal_vectors"],
        "documents": int(flat["documents"]),
        "word_frequency": flat["word_frequency"],
        "gram_frequency": flat["gram_frequency"],
        "items": _texts(flat["items"]),
        "hashes": _texts(flat["hashes"]),
        "groups": groups,
        "means": tuple(flat[f"means.{k}"] for k in range(len(groups))),
        "deviations": tuple(flat[f"deviations.{k}"] for k in range(len(groups))),
    }


def key_of(parts: Sequence[str]) -> str:
    """Return 32 hex digits that stand for these texts in this order."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
