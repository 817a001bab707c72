"""One way to embed many texts, whatever the engine: each distinct text once, like with like.

Deduplicate, look up what is known, sort the rest by length, fill batches up to a budget of padded
tokens, keep every batch as soon as it is done, scatter the rows back.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, Protocol, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from copilot.analysis.hollow import ASIDE, in_a_row, left_of
from copilot.errors import EmbedderError
from copilot.portfolio import content_hash
from copilot.ports import Progress, Vectors, VectorStore

T = TypeVar("T")

LOOKUP = 4096
"""Vectors asked of the store at once: bounds memory, not speed."""
COUNTED = 512
"""Texts whose tokens are counted at once; tokenisers keep far more than the count."""


class Encoder(Protocol):
    """An engine: one batch of clean texts in, unit rows out; it need not sort or remember."""

    fingerprint: str
    multilingual: bool
    token_budget: int
    """Padded tokens one batch may hold (rows times the longest row)."""

    @property
    def dim(self) -> int:
        """Numbers in one vector."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as `encode` will see it, at least 1."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of one batch that fits the budget."""
        ...


@runtime_checkable
class AsideEncoder(Protocol):
    """An engine that can embed a text so that its first part doesn't see the other.

    Nothing but the method, so that to look for it asks no engine how long its vectors are.
    """

    def encode_aside(self, rests: Sequence[str], asides: Sequence[str]) -> tuple[Vectors, Vectors]:
        """Vectors of one batch of whole texts, and of their first parts alone."""
        ...


class _Work(NamedTuple):
    """A text that is not known yet."""

    key: str
    text: str
    """Clean."""
    rest: str
    """Key of what is left of it without what is set aside; empty where nothing is."""


class BatchedEmbedder:
    """An `Embedder` over any `Encoder`, remembering vectors in a store where there is one."""

    def __init__(self, encoder: Encoder, vectors: VectorStore | None = None) -> None:
        self._encoder, self._store = encoder, vectors
        self.fingerprint = encoder.fingerprint
        self.multilingual = encoder.multilingual

    @property
    def dim(self) -> int:
        """Numbers in one vector."""
        return self._encoder.dim

    def __call__(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one unit row per text; equal texts get equal rows.

        Args:
            texts: anything, the empty text and broken Unicode included.
            progress: called after the look-up and after each batch, in distinct texts.
        """
        hashes = [content_hash(text) for text in texts]
        first = {h: row for row, h in reversed(list(enumerate(hashes)))}
        rows = _Rows(len(texts))
        missing = self._recall(first, rows)
        done = len(first) - len(missing)
        _tell(progress, done, len(first))
        for batch in self._batches([_work(h, texts[first[h]]) for h in missing]):
            self._embed(batch, first, rows)
            done += len(batch)
            _tell(progress, done, len(first))
        return rows.spread([first[h] for h in hashes], self)

    def _recall(self, first: dict[str, int], rows: "_Rows") -> list[str]:
        if self._store is None:
            return list(first)
        missing: list[str] = []
        for part in _parts(first, LOOKUP):
            known = self._store.load_vectors(self.fingerprint, part)
            for key, vector in known.items():
                rows.put(first[key], vector)
            missing += (key for key in part if key not in known)
        return missing

    def _batches(self, work: list[_Work]) -> Iterator[list[_Work]]:
        """Longest first, so that memory peaks at once and not at the end."""
        tokens: list[int] = []
        for part in _parts(work, COUNTED):
            tokens += self._encoder.count_tokens([one.text for one in part])
        batch: list[_Work] = []
        widest = 0
        for row in sorted(range(len(work)), key=lambda r: -tokens[r]):
            if batch and (len(batch) + 1) * widest > self._encoder.token_budget:
                yield batch
                batch = []
            widest = widest if batch else tokens[row]
            batch.append(work[row])
        if batch:
            yield batch

    def _embed(self, batch: list[_Work], first: dict[str, int], rows: "_Rows") -> None:
        keys = [one.key for one in batch]
        vectors = self._encode(batch)
        for key, vector in zip(keys, vectors, strict=True):
            rows.put(first[key], vector)
        self._save(keys, vectors)

    def _encode(self, batch: list[_Work]) -> Vectors:
        """Embed a batch; where sentences are set aside, keep the vectors of the rests too."""
        encoder = self._encoder
        if not any(one.rest for one in batch) or not isinstance(encoder, AsideEncoder):
            return encoder.encode([in_a_row(one.text) for one in batch])
        split = [one.text.partition(ASIDE) for one in batch]
        vectors, alone = encoder.encode_aside(
            [rest.rstrip() for rest, _, _ in split], [in_a_row(aside) for _, _, aside in split]
        )
        found = {one.rest: row for one, row in zip(batch, alone, strict=True) if one.rest}
        self._save(list(found), np.array(list(found.values())))
        return vectors

    def _save(self, keys: Sequence[str], vectors: Vectors) -> None:
        if self._store is not None:
            self._store.save_vectors(self.fingerprint, keys, vectors)


class _Rows:
    """The rows of the answer, allocated with the first vector that arrives."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._rows: Vectors | None = None

    def put(self, row: int, vector: NDArray[np.float32]) -> None:
        if self._rows is None:
            self._rows = np.zeros((self._count, len(vector)), dtype=np.float32)
        if self._rows.shape[1] != len(vector):
            raise EmbedderError(
                f"the model changed under its name: vectors of {self._rows.shape[1]} and of"
                f" {len(vector)} numbers; give it a new `revision` under [embedder] in"
                " copilot.toml and scan again"
            )
        self._rows[row] = vector

    def spread(self, sources: list[int], embedder: BatchedEmbedder) -> Vectors:
        if self._rows is None:
            return np.zeros((0, embedder.dim), dtype=np.float32)
        if sources == list(range(self._count)):
            return self._rows
        return self._rows[sources]


def _work(key: str, text: str) -> _Work:
    return _Work(key, clean(text), content_hash(left_of(text)) if ASIDE in text else "")


def clean(text: str) -> str:
    """Fold white space and NUL to single spaces and replace lone surrogates: any text encodes."""
    folded = " ".join(text.replace("\0", " ").split())
    return folded.encode("utf-8", "replace").decode("utf-8")


def _parts(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)
