"""Vectors of record: what was embedded once is never embedded again."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select

from copilot.ports import Vectors

from .base import CHUNK, Bound, chunks
from .tables import vector

_FLOAT = np.dtype("<f4")


class VectorsOfRecord(Bound):
    """By embedder fingerprint and content hash; a damaged one counts as missing."""

    def load_vectors(
        self, fingerprint: str, hashes: Sequence[str]
    ) -> dict[str, NDArray[np.float32]]:
        """Return those that are known; the rest is the work list."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._reading() as connection:
            for chunk in chunks(list(dict.fromkeys(hashes))):
                chosen = select(vector.c.content_hash, vector.c.dim, vector.c.vector).where(
                    self._mine(vector),
                    vector.c.fingerprint == fingerprint,
                    vector.c.content_hash.in_(chunk),
                )
                found.update(_sound(connection.execute(chosen)))
        return found

    def save_vectors(self, fingerprint: str, hashes: Sequence[str], vectors: Vectors) -> None:
        """Keep one row of `vectors` for each hash, replacing what was there."""
        rows = [
            {"content_hash": found, "fingerprint": fingerprint, "dim": len(row), "vector": blob}
            for found, row in zip(hashes, vectors, strict=True)
            for blob in (np.ascontiguousarray(row, _FLOAT).tobytes(),)
        ]
        with self._writing() as connection:
            self._put(connection, vector, rows)

    def vector_blocks(
        self, fingerprint: str, size: int = 4 * CHUNK
    ) -> Iterator[tuple[list[str], Vectors]]:
        """Every vector of one embedder by hash, in blocks of at most `size` rows."""
        chosen = (
            select(vector.c.content_hash, vector.c.dim, vector.c.vector)
            .where(self._mine(vector), vector.c.fingerprint == fingerprint)
            .order_by(vector.c.content_hash)
        )
        with (
            self._reading() as connection,
            connection.execution_options(yield_per=size).execute(chosen) as rows,
        ):
            for partition in rows.partitions(size):
                block = dict(_sound(partition))
                if block:
                    yield list(block), np.stack(list(block.values()))

    def all_vectors(self, fingerprint: str) -> tuple[list[str], Vectors]:
        """Every vector of one embedder as one matrix, filled block by block."""
        mine = self._mine(vector), vector.c.fingerprint == fingerprint
        with self._reading() as connection:
            shape = select(func.count(), func.coalesce(func.max(vector.c.dim), 0)).where(*mine)
            count, dim = connection.execute(shape).one()
        hashes: list[str] = []
        matrix = np.empty((count, dim), np.float32)
        for found, block in self.vector_blocks(fingerprint):
            matrix[len(hashes) : len(hashes) + len(found)] = block
            hashes.extend(found)
        return hashes, matrix[: len(hashes)]


def _sound(rows: Any) -> Iterator[tuple[str, NDArray[np.float32]]]:
    for found, dim, blob in rows:
        if len(blob) == dim * _FLOAT.itemsize:
            yield found, np.frombuffer(blob, _FLOAT)
