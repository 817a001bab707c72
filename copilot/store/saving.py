"""Takes in what a source says: a new version where something changed, else nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, select

from copilot.portfolio import Record
from copilot.ports import SaveReport

from .base import CHUNK, Bound, chunks
from .rows import Written, name_of, write
from .tables import first_import, record
from .timeline import own_date
from .versions import in_force

_Identity = tuple[str, str]
_LATEST = [record.c[n] for n in ("family", "id", "version", "valid_from", "updated", "digest")]


@dataclass(frozen=True, slots=True)
class _Latest:
    """What is stored of a record so far; a gone record has no digest."""

    version: int = 0
    valid_from: datetime | None = None
    updated: datetime | None = None
    digest: str = ""


@dataclass(slots=True)
class _Sync:
    """One listing of one source, while it is taken in."""

    source: str
    at: datetime
    complete: bool
    first: bool
    seen: dict[_Identity, datetime | None] = field(default_factory=dict)
    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def version(self, read: Record, row: Written, before: _Latest | None) -> _Latest | None:
        """Return the version to append, None where nothing new was said."""
        identity = (row.family, row.id)
        repeated = identity in self.seen
        if repeated and not _newer(row.updated, self.seen[identity]):
            return None
        self.seen[identity] = row.updated
        digest = row.digest
        if before and before.digest and (before.digest == digest or self._stale(row, before)):
            self.unchanged += not repeated
            return None
        self._count(before, repeated)
        since = self._since(read, before)
        return _Latest(before.version + 1 if before else 1, since, row.updated, digest)

    def _stale(self, row: Written, before: _Latest) -> bool:
        """A late event about an earlier state; a complete listing is the present, though."""
        return not self.complete and _newer(before.updated, row.updated)

    def _count(self, before: _Latest | None, repeated: bool) -> None:
        if repeated:
            return
        if before and before.digest:
            self.changed += 1
        else:
            self.added += 1

    def _since(self, read: Record, before: _Latest | None) -> datetime:
        if before and before.valid_from:
            return max(self.at, before.valid_from)
        return min(self.at, own_date(read) or self.at) if self.first else self.at

    def row(self, written: Written, latest: _Latest) -> dict[str, Any]:
        return {
            "family": written.family,
            "source": self.source,
            "id": written.id,
            "version": latest.version,
            "recorded_at": self.at,
            "valid_from": latest.valid_from,
            "reconstructed": latest.valid_from is not None and latest.valid_from < self.at,
            "gone": False,
            "kind": written.kind,
            "ref": written.ref,
            "name": name_of(written.ref),
            "updated": written.updated,
            "digest": latest.digest,
            "content_hash": written.content_hash,
            "head": written.head,
            "remarks": written.remarks,
            "body": written.body,
        }


def _newer(this: datetime | None, that: datetime | None) -> bool:
    return this is not None and that is not None and this > that


class Saving(Bound):
    """The way in."""

    def save(
        self, source: str, records: Iterable[Record], *, at: datetime, complete: bool = False
    ) -> SaveReport:
        """Append new versions in one transaction.

        Args:
            source: every record's source.
            records: what was read; of several with one identity the latest updated counts.
            at: when it became known (`recorded_at`).
            complete: the listing ended cleanly, so what is absent is gone.
        """
        with self._writing() as connection:
            first = self._first_import(connection, source, at) >= at
            sync = _Sync(source, at, complete, first)
            for chunk in _batches(records):
                self._save_chunk(connection, sync, chunk)
            gone = self._bury(connection, sync) if complete else 0
            if sync.added or sync.changed or gone:
                self._grow(connection)
        return SaveReport(
            added=sync.added, changed=sync.changed, unchanged=sync.unchanged, gone=gone
        )

    def _first_import(self, connection: Connection, source: str, at: datetime) -> datetime:
        mine = self._mine(first_import), first_import.c.source == source
        known = connection.execute(select(first_import.c.at).where(*mine)).scalar()
        if known is None:
            row = {"workspace": self.workspace, "source": source, "at": at}
            connection.execute(insert(first_import), row)
        return known or at

    def _save_chunk(self, connection: Connection, sync: _Sync, chunk: Sequence[Record]) -> None:
        written = [write(read) for read in chunk]
        known = self._latest(connection, sync.source, [row.id for row in written])
        rows = []
        for read, row in zip(chunk, written, strict=True):
            identity = (row.family, row.id)
            if version := sync.version(read, row, known.get(identity)):
                known[identity] = version
                rows.append({"workspace": self.workspace, **sync.row(row, version)})
        if rows:
            connection.execute(insert(record), rows)

    def _latest(
        self, connection: Connection, source: str, ids: Sequence[str]
    ) -> dict[_Identity, _Latest]:
        where = record.c.source == source, record.c.id.in_(ids)
        rows = connection.execute(in_force(self.workspace, _LATEST, *where))
        return {(family, id_): _Latest(*rest) for family, id_, *rest in rows}

    def _bury(self, connection: Connection, sync: _Sync) -> int:
        """Write a last version of whatever a complete listing no longer names."""
        columns = [c for c in record.c if c.name not in {"head", "remarks", "body"}]
        living = in_force(self.workspace, columns, record.c.source == sync.source)
        absent = [
            row._asdict()
            for row in connection.execute(living.where(~record.c.gone))
            if (row.family, row.id) not in sync.seen
        ]
        for chunk in chunks(absent):
            rows = [
                {
                    **row,
                    "version": row["version"] + 1,
                    "recorded_at": sync.at,
                    "valid_from": max(sync.at, row["valid_from"]),
                    "reconstructed": False,
                    "gone": True,
                    "updated": None,
                    "digest": "",
                    "head": "",
                    "remarks": "",
                    "body": "",
                }
                for row in chunk
            ]
            connection.execute(insert(record), rows)
        return len(absent)


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    remaining = iter(records)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
