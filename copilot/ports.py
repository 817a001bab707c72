"""What the use cases need from the world. Adapters match these shapes without importing them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from copilot.portfolio import (
    Alignment,
    AnyGoal,
    Decision,
    Feedback,
    Finding,
    Passage,
    Place,
    Portfolio,
    Record,
    Ref,
)
from copilot.prompts.asked import Asked

Vectors = NDArray[np.float32]
"""Shape (n, dim), each row of unit length."""

AnswerT = TypeVar("AnswerT", bound=BaseModel)

Progress = Callable[[int, int], None]
"""Called with (done, total) while something long goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in the input that was left out, in one line: what, where, and the remedy."""

    message: str
    place: Place | None = None
    lost: bool = True
    """Whether a record may be missing because of it: then absence proves nothing."""


class Source(Protocol):
    """A tracker, a sheet, a strategy document.

    `pull` yields what could be read and a `Problem` for what could not; it raises `SourceError`
    only where nothing at all can be read. A file source ignores `since`.
    """

    name: str

    def pull(self, since: datetime | None = None) -> Iterator[Record | Problem]: ...


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveReport:
    """What one sync changed in the store, in records."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    refused: tuple[Problem, ...] = ()
    """Records that break the rules of their own fields and were left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When a source was last read, and how that ended."""

    source: str
    at: datetime
    records: int
    problems: tuple[Problem, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRecord:
    """One run of a scan; without an end it was cut short or still runs."""

    id: str
    started: datetime
    finished: datetime | None = None


class Store(VectorStore, Protocol):
    """Records, versions, scans and what was said about them; bound to one workspace."""

    def save(
        self, source: str, records: Iterable[Record], *, at: datetime, complete: bool = False
    ) -> SaveReport:
        """Append new versions in one transaction.

        Args:
            source: every record's source.
            records: what was read.
            at: when it became known (`recorded_at`).
            complete: the listing ended cleanly, so what is absent is gone.
        """
        ...

    def portfolio(self, as_of: datetime) -> Portfolio:
        """What sources had said at that moment: items without long texts, and goals.

        Judgements come from `alignments`, what people said from `feedback`.
        """
        ...

    def content_hashes(self, as_of: datetime) -> Mapping[Ref, str]:
        """Hash of every record's passage, by reference, without reading the texts.

        Equal to `content_hash` of `WorkItem.passage` with its body, of `Goal.passage`, or of
        `Passage.text`.
        """
        ...

    def texts(self, refs: Sequence[Ref], as_of: datetime) -> Mapping[Ref, str]:
        """Bodies of items and texts of passages, by reference."""
        ...

    def item(self, ref: Ref, as_of: datetime) -> Record | None:
        """One whole record, body and comments included; earlier references resolve."""
        ...

    def remarked(
        self, words: Sequence[str], as_of: datetime, limit: int = 20
    ) -> tuple[Ref, ...]:
        """Items whose comments hold most of these beginnings of words."""
        ...

    def resolve(self, name: str) -> tuple[Ref, ...]:
        """References that a reference, a bare key or a goal's id may mean, whatever its case."""
        ...

    def passages(self, as_of: datetime) -> tuple[Passage, ...]: ...

    def save_alignments(self, alignments: Sequence[Alignment], *, at: datetime) -> None: ...
    def alignments(self, as_of: datetime) -> tuple[Alignment, ...]:
        """What the last scan at or before that moment thought, by item."""
        ...

    def alignment(self, item: Ref, as_of: datetime) -> Alignment | None:
        """The same for one item, without reading the others."""
        ...

    def scored(self) -> tuple[datetime, ...]:
        """Moments whose scans kept judgements, oldest first."""
        ...

    def save_scan(self, scan_record: ScanRecord) -> None:
        """Note that a scan has started, or finished."""
        ...

    def scans(self) -> tuple[ScanRecord, ...]:
        """Latest first."""
        ...

    def merge_findings(
        self,
        findings: Sequence[Finding],
        *,
        at: datetime,
        codes: Collection[str] | None = None,
    ) -> tuple[Finding, ...]:
        """Match by fingerprint with earlier ones: new, open, resolved; muted stay muted.

        Args:
            findings: what the checks found now.
            at: when they ran; running them again for the same moment tells the same.
            codes: the checks that ran (None: all); only their findings can be resolved.

        Returns:
            Those found now, in their order, then those resolved by this.
        """
        ...

    def findings(self) -> tuple[Finding, ...]: ...
    def mute(self, fingerprint: str, *, at: datetime) -> None: ...

    def save_feedback(self, feedback: Iterable[Feedback]) -> None: ...
    def feedback(self, as_of: datetime) -> tuple[Feedback, ...]: ...

    def save_decisions(self, decisions: Iterable[Decision]) -> None: ...
    def decisions(self, as_of: datetime) -> tuple[Decision, ...]:
        """Every decision up to that moment, oldest first."""
        ...

    def save_value(self, kind: str, key: str, value: bytes, *, at: datetime) -> None:
        """Keep a derived value (a background, cached evidence) by kind and key."""
        ...

    def value(self, kind: str, key: str) -> bytes | None: ...
    def values(self, kind: str, since: datetime) -> tuple[bytes, ...]:
        """Every value of a kind kept at or after a moment, oldest first."""
        ...

    def revision(self) -> str:
        """Return a token that changes whenever records, alignments or feedback do; cheap."""
        ...

    def save_freshness(self, freshness: Freshness) -> None: ...
    def freshness(self) -> tuple[Freshness, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What left for a language model: when, where to, how much; noted before it leaves."""

    at: datetime
    host: str
    model: str
    prompt: str
    bytes: int
    """Length of the messages, after redaction."""
    redacted: int = 0
    """Secrets and personal details that were taken out."""
    tokens_in: int = 0
    tokens_out: int = 0
    """As the endpoint counted them, else estimated from bytes."""
    cost: float = 0.0
    outcome: Literal["sent", "answered", "failed"] = "sent"


class Llm(Protocol):
    """One structured completion from an OpenAI-compatible endpoint."""

    host: str
    model: str
    caps: "LlmCaps"
    seconds: float
    """What one text may take, repairs included."""

    def __call__(self, asked: Asked, answer: type[AnswerT], *, within: float = 20.0) -> AnswerT:
        """Return a parsed answer, in at most `within` seconds.

        Raises:
            BadAnswer: an answer came and is no use: cut off, empty, or of another shape.
            LlmError: none came, or the day's allowance is used up.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmCaps:
    """What a workspace may use up in one day; 0 is no limit."""

    tokens: int = 0
    cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a channel delivers."""

    title: str
    text: str
    markdown: str = ""
    html: str = ""
    id: str = ""
    """Idempotency key: the same id is delivered once."""
    headers: Mapping[str, str] = field(default_factory=dict)


class Channel(Protocol):
    """Where a digest goes."""

    def send(self, message: Message) -> None: ...


GoalList = tuple[AnyGoal, ...]
