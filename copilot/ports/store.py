"""The truth: records, versions, scans and what was said about them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from copilot.portfolio import (
    Alignment,
    Decision,
    Feedback,
    Finding,
    Passage,
    Portfolio,
    Record,
    Ref,
)

from .reading import Problem
from .vectors import VectorStore


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
    left_out: int | None = None
    """Records that no longer count because the settings do not name the source any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRecord:
    """One run of a scan; without an end it was cut short or still runs."""

    id: str
    started: datetime
    finished: datetime | None = None


class Store(VectorStore, Protocol):
    """Records, versions, scans and what was said about them; bound to one workspace."""

    def save(
        self,
        source: str,
        records: Iterable[Record],
        *,
        at: datetime,
        complete: bool = False,
        dated: bool = True,
    ) -> SaveReport:
        """Append new versions in one transaction.

        Args:
            source: every record's source.
            records: what was read.
            at: when it became known (`recorded_at`).
            complete: the listing ended cleanly, so what is absent is gone.
            dated: at a source's first reading records count from their own dates.
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

    def remarked(self, words: Sequence[str], as_of: datetime, limit: int = 20) -> tuple[Ref, ...]:
        """Items whose comments hold most of these beginnings of words."""
        ...

    def resolve(self, name: str) -> tuple[Ref, ...]:
        """References that a reference, a bare key or a goal's id may mean, whatever its case."""
        ...

    def passages(self, as_of: datetime) -> tuple[Passage, ...]: ...

    def save_alignments(self, alignments: Iterable[Alignment], *, at: datetime) -> None:
        """Keep what the scan of that moment judged: all of its items, no others."""
        ...

    def alignments(self, as_of: datetime) -> tuple[Alignment, ...]:
        """What the last scan at or before that moment thought, by item, in brief."""
        ...

    def judged(self, items: Sequence[Ref], as_of: datetime) -> Mapping[Ref, Alignment]:
        """The same of some items, with all reasons."""
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
        findings: Iterable[Finding],
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

    def alone(self, task: str) -> AbstractContextManager[None]:
        """Hold a task against other processes; raises StoreError where another one holds it."""
        ...
