"""Takes in what a source says: a new version where something changed, else nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update

from copilot.errors import InputError
from copilot.portfolio import Record
from copilot.ports import Problem, SaveReport

from .base import Bound, batches, chunks
from .rows import FAMILIES, Written, name_of, read_back, text_hash, write
from .tables import first_import, record
from .timeline import own_date
from .versions import in_force, one_of

_Identity = tuple[str, str]
_STATE = ("version", "valid_from", "updated", "digest", "head", "remarks")
_LATEST = [record.c[n] for n in ("family", "id", *_STATE)]


class _Latest(NamedTuple):
    """What is stored of a record so far; a gone record has no digest."""

    version: int
    valid_from: datetime
    updated: datetime | None
    digest: str
    head: str = ""
    remarks: str = ""

    def is_damaged(self, row: Written) -> bool:
        """Whether what was just said is what was kept, and is not what stands there now."""
        texts = self.head, self.remarks
        return texts != (row.head, row.remarks) and self.digest == row.digest


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
    refused: list[Problem] = field(default_factory=list)

    def take(self, row: Written, before: _Latest | None) -> dict[str, Any] | None:
        """Return what to write of a row, None where that is nothing."""
        repeated = row.identity in self.seen
        latest = self._news(row, before, repeated)
        if latest is None:
            return None
        try:
            columns = self._columns(row, latest)
        except InputError as error:
            self.refused.append(Problem(message=str(error)))
            return None
        known = before is not None and before.digest != ""
        self.changed += known and not repeated
        self.added += not known and not repeated
        return columns

    def _news(self, row: Written, before: _Latest | None, repeated: bool) -> _Latest | None:
        """The version to append, None where nothing new was said."""
        if repeated and not _newer(row.updated, self.seen[row.identity]):
            return None
        self.seen[row.identity] = row.updated
        digest = row.digest
        if before is None:
            return _Latest(1, self.at, row.updated, digest)
        if before.digest and (before.digest == digest or self._stale(row, before)):
            self.unchanged += not repeated
            return None
        return _Latest(before.version + 1, max(self.at, before.valid_from), row.updated, digest)

    def _stale(self, row: Written, before: _Latest) -> bool:
        """A late event about an earlier state; a complete listing is the present, though."""
        return not self.complete and _newer(before.updated, row.updated)

    def _columns(self, row: Written, latest: _Latest) -> dict[str, Any]:
        """Everything that is written of a new version but its workspace."""
        stored, since = read_back(row), latest.valid_from
        if self.first and latest.version == 1:
            since = min(self.at, own_date(stored) or self.at)
        return {
            "family": row.family,
            "source": self.source,
            "id": row.id,
            "version": latest.version,
            "recorded_at": self.at,
            "valid_from": since,
            "reconstructed": since < self.at,
            "gone": False,
            "kind": row.kind,
            "ref": row.ref,
            "name": name_of(row.ref),
            "updated": row.updated,
            "digest": latest.digest,
            "content_hash": text_hash(stored),
            "head": row.head,
            "remarks": row.remarks,
            "body": row.body,
        }


def _newer(this: datetime | None, that: datetime | None) -> bool:
    return this is not None and that is not None and this > that


class Saving(Bound):
    """The way in."""

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
            records: what was read; of several with one identity the latest updated counts.
            at: when it became known (`recorded_at`).
            complete: the listing ended cleanly, so what is absent is gone.
            dated: at a source's first reading records count from their own dates.
        """
        with self._writing() as connection:
            first = self._first_import(connection, source, at) >= at
            sync = _Sync(source, at, complete, first and dated)
            for chunk in batches(records):
                self._save_chunk(connection, sync, chunk)
            gone = self._bury(connection, sync) if complete else 0
            if sync.added or sync.changed or gone:
                self._grow(connection)
        return SaveReport(
            added=sync.added,
            changed=sync.changed,
            unchanged=sync.unchanged,
            gone=gone,
            refused=tuple(sync.refused),
        )

    def _first_import(self, connection: Connection, source: str, at: datetime) -> datetime:
        mine = self._mine(first_import), first_import.c.source == source
        known = connection.execute(select(first_import.c.at).where(*mine)).scalar()
        if known is None:
            row = {"workspace": self.workspace, "source": source, "at": at}
            connection.execute(insert(first_import), row)
        return known or at

    def _save_chunk(self, connection: Connection, sync: _Sync, chunk: Sequence[Record]) -> None:
        written = [write(each) for each in chunk]
        known = self._latest(connection, sync.source, [row.id for row in written])
        rows = []
        for row in written:
            before = known.get(row.identity)
            if before and before.is_damaged(row):
                self._mend(connection, sync, row, before.version)
            if columns := sync.take(row, known.get(row.identity)):
                known[row.identity] = _Latest(*(columns[name] for name in _Latest._fields))
                rows.append({"workspace": self.workspace, **columns})
        if rows:
            connection.execute(insert(record), rows)

    def _mend(self, connection: Connection, sync: _Sync, row: Written, version: int) -> None:
        """Write a damaged version anew, in its place: it says what it said."""
        texts = {"head": row.head, "remarks": row.remarks, "body": row.body}
        which = self._mine(record), one_of([(row.family, sync.source, row.id)])
        changed = update(record).where(*which, record.c.version == version)
        connection.execute(changed.values(texts))
        sync.changed += 1
        sync.unchanged -= 1

    def _latest(
        self, connection: Connection, source: str, ids: Sequence[str]
    ) -> dict[_Identity, _Latest]:
        # Naming the families lets the primary key find the ids.
        where = record.c.family.in_(FAMILIES), record.c.source == source, record.c.id.in_(ids)
        rows = connection.execute(in_force(self.workspace, _LATEST, *where))
        return {(family, id_): _Latest(*rest) for family, id_, *rest in rows}

    def _bury(self, connection: Connection, sync: _Sync) -> int:
        """Write a last version of whatever a complete listing no longer names."""
        columns = [c for c in record.c if c.name not in {"head", "remarks", "body"}]
        mine = record.c.family.in_(FAMILIES), record.c.source == sync.source
        living = in_force(self.workspace, columns, *mine)
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
