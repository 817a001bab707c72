"""Scans: when they ran and what each thought of the items, kept as differences."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from copilot.portfolio import Alignment, Ref
from copilot.portfolio.building import building
from copilot.ports import ScanRecord

from .base import CHUNK, Bound, batches, chunks
from .codec import decode
from .kept import Kept
from .tables import alignment, scan, scoring


class Scans(Bound):
    """Judgements by time; a judgement that stays the same is stored once."""

    def save_alignments(self, alignments: Iterable[Alignment], *, at: datetime) -> None:
        """Keep what the scan of that moment judged: all of its items, no others.

        Judgements that are still being made keep nobody from writing: what is done is kept
        small until all are, then written in one transaction.
        """
        with Kept() as kept:
            for part in batches(alignments):
                kept.add(part)
            with self._writing() as connection:
                self._replace(connection, kept, at)

    def _replace(self, connection: Connection, kept: Kept, at: datetime) -> None:
        digests = dict(kept.digests())
        before = self._digests(connection, at)
        changed = {item for item, known in digests.items() if before.get(item) != known}
        gone = {item for item, known in before.items() if known and item not in digests}
        self._keep_later(connection, changed | gone, at)
        rows = (_row(i, digests[i], text, at) for i, text in kept.texts() if i in changed)
        self._put(connection, alignment, rows)
        self._put(connection, alignment, (_row(item, "", "", at) for item in sorted(gone)))
        first = self._note_scoring(connection, at)
        if changed or gone or first:
            self._grow(connection)

    def alignments(self, as_of: datetime) -> tuple[Alignment, ...]:
        """What the last scan at or before that moment thought, by item, in brief."""
        with self._reading() as connection, building():
            chosen = self._judged(as_of, alignment.c.judgement).order_by(alignment.c.item)
            with connection.execution_options(yield_per=CHUNK).execute(chosen) as rows:
                return tuple(decode(Alignment, text).brief for (text,) in rows if text)

    def judged(self, items: Sequence[Ref], as_of: datetime) -> Mapping[Ref, Alignment]:
        """The same of some items, with all reasons."""
        found: dict[Ref, Alignment] = {}
        with self._reading() as connection, building():
            for chunk in chunks(items):
                columns = alignment.c.item, alignment.c.judgement
                rows = connection.execute(self._judged(as_of, *columns, items=chunk))
                found.update((item, decode(Alignment, text)) for item, text in rows if text)
        return found

    def scored(self) -> tuple[datetime, ...]:
        """Moments whose scans kept judgements, oldest first."""
        chosen = select(scoring.c.at).where(self._mine(scoring)).order_by(scoring.c.at)
        with self._reading() as connection:
            return tuple(connection.execute(chosen).scalars())

    def save_scan(self, scan_record: ScanRecord) -> None:
        """Note that a scan has started, or finished."""
        row = {
            "id": scan_record.id,
            "started": scan_record.started,
            "finished": scan_record.finished,
        }
        with self._writing() as connection:
            self._put(connection, scan, [row])

    def scans(self) -> tuple[ScanRecord, ...]:
        """Scans, latest first; one without an end was cut short or still runs."""
        chosen = select(scan).where(self._mine(scan)).order_by(scan.c.started.desc(), scan.c.id)
        with self._reading() as connection:
            return tuple(
                ScanRecord(id=row.id, started=row.started, finished=row.finished)
                for row in connection.execute(chosen)
            )

    def _judged(
        self, as_of: datetime, *columns: Any, items: Sequence[Ref] | None = None
    ) -> Select[Any]:
        """Select the latest judgement of every item, or of these."""
        which = [] if items is None else [alignment.c.item.in_(items)]
        last = (
            select(alignment.c.item, func.max(alignment.c.at).label("at"))
            .where(self._mine(alignment), alignment.c.at <= as_of, *which)
            .group_by(alignment.c.item)
            .subquery()
        )
        same = and_(alignment.c.item == last.c.item, alignment.c.at == last.c.at)
        return (
            select(*columns).select_from(alignment.join(last, same)).where(self._mine(alignment))
        )

    def _digests(self, connection: Connection, as_of: datetime) -> Mapping[Ref, str]:
        rows = connection.execute(self._judged(as_of, alignment.c.item, alignment.c.digest))
        return {item: known for item, known in rows}

    def _keep_later(self, connection: Connection, changed: set[Ref], at: datetime) -> None:
        """Before judgements of the past are put in, state what the next scan took over."""
        following = select(func.min(scoring.c.at)).where(self._mine(scoring), scoring.c.at > at)
        following_at = connection.execute(following).scalar()
        if following_at is None:
            return
        columns = [alignment.c[n] for n in ("item", "at", "digest", "judgement")]
        then = {
            row.item: row._asdict()
            for row in connection.execute(self._judged(following_at, *columns))
        }
        nothing = {"digest": "", "judgement": ""}
        rows = [
            {**nothing, **then.get(item, {}), "item": item, "at": following_at}
            for item in sorted(changed)
        ]
        self._put(connection, alignment, rows)

    def _note_scoring(self, connection: Connection, at: datetime) -> bool:
        known = select(scoring.c.at).where(self._mine(scoring), scoring.c.at == at)
        if connection.execute(known).first():
            return False
        connection.execute(scoring.insert(), {"workspace": self.workspace, "at": at})
        return True


def _row(item: Ref, known: str, judgement: str, at: datetime) -> dict[str, Any]:
    return {"item": item, "at": at, "digest": known, "judgement": judgement}
