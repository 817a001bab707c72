"""Small stand-ins that behave like the real parts: plain classes, no mocks."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from copilot.ports import Vectors


class HashingEncoder:
    """Signed feature hashing of words: deterministic, offline, a model of no knowledge."""

    fingerprint = "hashing:64"
    multilingual = True
    dim = 64

    def __init__(self, token_budget: int = 256) -> None:
        self.token_budget = token_budget
        self.batches: list[list[str]] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) + 2 for text in texts]

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(list(texts))
        out = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(out, texts, strict=True):
            row[0] = 0.1
            for word in text.lower().split():
                code = crc32(word.encode())
                row[code % self.dim] += 1 if code & 1024 else -1
        unit: Vectors = out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        return unit


class VectorShelf:
    """A `VectorStore` in a dictionary."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], NDArray[np.float32]] = {}
        self.saves: list[int] = []

    def load_vectors(
        self, fingerprint: str, hashes: Sequence[str]
    ) -> dict[str, NDArray[np.float32]]:
        return {h: self.rows[fingerprint, h] for h in hashes if (fingerprint, h) in self.rows}

    def save_vectors(self, fingerprint: str, hashes: Sequence[str], vectors: Vectors) -> None:
        self.saves.append(len(hashes))
        for key, vector in zip(hashes, vectors, strict=True):
            self.rows[fingerprint, key] = vector.copy()
