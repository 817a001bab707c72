"""The way out: portfolios, texts, single records and names, as of any moment."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from copilot.portfolio import (
    Allowance,
    AnyGoal,
    KeyResult,
    Kpi,
    Objective,
    Passage,
    Portfolio,
    Record,
    Ref,
    WorkItem,
)
from copilot.portfolio.building import building

from .base import CHUNK, Bound, chunks
from .codec import storable
from .rows import key_of, name_of, read, read_goal, read_light_item
from .tables import record
from .timeline import as_it_was
from .versions import Identity, in_force, one_of

_WHOLE = [record.c[name] for name in ("kind", "recorded_at", "head", "body", "remarks")]


class Records(Bound):
    """What was known when."""

    def portfolio(self, as_of: datetime) -> Portfolio:
        """Everything that sources had said at that moment: items without their long texts.

        Items come by source and id, goals in the order of their documents.
        """
        items: list[WorkItem] = []
        goals: list[AnyGoal] = []
        columns = [record.c.kind, record.c.head, record.c.recorded_at > as_of]
        where = record.c.family.in_(["item", "goal"])
        with building():
            for kind, head, later in self._living(columns, where, as_of=as_of):
                value = read_light_item(head) if kind == "item" else read_goal(kind, head)
                known: Any = as_it_was(value, as_of) if later else value
                (items if kind == "item" else goals).append(known)
        items.sort(key=lambda item: (item.source, item.id))
        goals.sort(key=_position)
        return Portfolio(
            as_of=as_of,
            items=tuple(items),
            objectives=tuple(g for g in goals if isinstance(g, Objective)),
            key_results=tuple(g for g in goals if isinstance(g, KeyResult)),
            kpis=tuple(g for g in goals if isinstance(g, Kpi)),
            allowances=tuple(g for g in goals if isinstance(g, Allowance)),
        )

    def passages(self, as_of: datetime) -> tuple[Passage, ...]:
        """Passages of every document, in reading order."""
        rows = self._living(_WHOLE, record.c.family == "passage", as_of=as_of)
        found = (_whole(row, as_of) for row in rows)
        return tuple(sorted((p for p in found if isinstance(p, Passage)), key=_position))

    def content_hashes(self, as_of: datetime) -> Mapping[Ref, str]:
        """Hash of every record's passage, by reference, without reading the texts.

        Equal to `WorkItem.content_hash` of the whole item, and to `content_hash` of a goal's
        passage or of a passage's text.
        """
        columns = [record.c.ref, record.c.content_hash]
        return {ref: found for ref, found in self._living(columns, as_of=as_of)}

    def texts(self, refs: Sequence[Ref], as_of: datetime) -> Mapping[Ref, str]:
        """Bodies of items and texts of passages, by reference."""
        wanted, found = set(refs), dict[Ref, str]()
        columns = [record.c.ref, record.c.body]
        for chunk in chunks(sorted({name_of(ref) for ref in wanted})):
            where = record.c.family != "goal", record.c.name.in_(chunk)
            rows = self._living(columns, *where, as_of=as_of)
            found.update((ref, body) for ref, body in rows if ref in wanted)
        return found

    def remarked(self, words: Sequence[str], as_of: datetime, limit: int = 20) -> tuple[Ref, ...]:
        """Items whose comments hold most of these beginnings of words."""
        if not words:
            return ()
        said = or_(*(record.c.remarks.icontains(word, autoescape=True) for word in words))
        columns = [record.c.ref, record.c.remarks]
        found = {
            ref: sum(word in remarks.casefold() for word in words)
            for ref, remarks in self._living(columns, said, as_of=as_of)
        }
        return tuple(sorted(found, key=lambda ref: (-found[ref], ref))[:limit])

    def item(self, ref: Ref, as_of: datetime) -> Record | None:
        """One whole record, long texts included; earlier references resolve."""
        columns = [*_WHOLE, record.c.ref]
        with self._reading() as connection:
            bearers = self._bearers(connection, record.c.name == name_of(ref))
            identities = {identity for identity, borne in bearers if borne == ref}
            chosen = in_force(self.workspace, columns, one_of(identities), as_of=as_of)
            rows = connection.execute(chosen.where(~record.c.gone)).all()
        # Whoever bears the reference now comes before whoever bore it once.
        best = min(rows, key=lambda row: row.ref != ref, default=None)
        return _whole(best, as_of) if best else None

    def resolve(self, name: str) -> tuple[Ref, ...]:
        """References that a reference, a bare key or a goal's id may mean, whatever its case.

        What still exists comes before what is gone, a present reference before an earlier one.
        """
        folded = "_".join(storable(name).split()).casefold()
        named = record.c.name.in_({folded, key_of(folded)})
        tail = record.c.name.endswith("/" + folded, autoescape=True)
        with self._reading() as connection:
            bearers = self._bearers(connection, named)
            bearers += self._bearers(connection, record.c.family == "goal", tail)
            identities = {identity for identity, ref in bearers if _means(folded, ref)}
            columns = [record.c.ref, record.c.gone]
            rows = connection.execute(in_force(self.workspace, columns, one_of(identities))).all()
        ranked = {row.ref: (row.gone, not _means(folded, row.ref)) for row in rows}
        best = min(ranked.values(), default=None)
        return tuple(sorted(ref for ref, rank in ranked.items() if rank == best))

    def _bearers(
        self, connection: Connection, *where: ColumnElement[bool]
    ) -> list[tuple[Identity, Ref]]:
        """Every record that bears, or ever bore, such a name."""
        columns = [record.c[name] for name in ("family", "source", "id", "ref")]
        rows = connection.execute(select(*columns).where(self._mine(record), *where))
        return [((family, source, id_), ref) for family, source, id_, ref in rows]

    def _living(
        self, columns: Sequence[ColumnElement[Any]], *where: ColumnElement[bool], as_of: datetime
    ) -> Iterator[Any]:
        chosen = in_force(self.workspace, columns, *where, as_of=as_of).where(~record.c.gone)
        # Rows are closed by hand: who stops half-way would leave a cursor open on a server.
        with (
            self._reading() as connection,
            connection.execution_options(yield_per=CHUNK).execute(chosen) as rows,
        ):
            yield from rows


def _means(folded: str, ref: Ref) -> bool:
    """Whether a name stands for a reference: the whole of it, its key, or the last part."""
    whole = ref.casefold()
    key = key_of(whole)
    return folded in {whole, key} or key.endswith("/" + folded)


def _whole(row: Row[Any], as_of: datetime) -> Record:
    found = read(row.kind, row.head, row.body, row.remarks)
    return as_it_was(found, as_of) if row.recorded_at > as_of else found


def _position(found: AnyGoal | Passage) -> tuple[str, tuple[int, ...], str]:
    """Where it stands in its document."""
    place = found.place
    if place is None:
        return "", (), found.ref
    numbers = (place.page, place.slide, place.line, place.row, place.paragraph)
    return place.file, tuple(number or 0 for number in numbers), found.ref
