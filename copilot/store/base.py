"""What every part of the store stands on: one engine, one workspace."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from .engine import reading, writing
from .tables import revision

T = TypeVar("T")

CHUNK = 1000
"""Rows that go to the database at once, below every limit on bound parameters."""


class Bound:
    """A database seen from one workspace."""

    def __init__(self, engine: Engine, workspace: str) -> None:
        self.engine = engine
        self.workspace = workspace

    def close(self) -> None:
        """Let go of the database's files and connections."""
        self.engine.dispose()

    def revision(self) -> str:
        """Return a token that changes whenever records, alignments or feedback do."""
        with self._reading() as connection:
            number = connection.execute(
                select(revision.c.number).where(self._mine(revision))
            ).scalar()
        return str(number or 0)

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self.engine)

    def _writing(self) -> AbstractContextManager[Connection]:
        return writing(self.engine, self.workspace)

    def _mine(self, table: Table) -> ColumnElement[bool]:
        return table.c.workspace == self.workspace

    def _grow(self, connection: Connection) -> None:
        add = _insert(connection, revision).values(workspace=self.workspace, number=1)
        connection.execute(
            add.on_conflict_do_update(
                index_elements=["workspace"], set_={"number": revision.c.number + 1}
            )
        )

    def _put(self, connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
        """Insert rows, replacing those of the same key; return how many."""
        key = [column.name for column in table.primary_key]
        add = _insert(connection, table)
        fresh = {c.name: add.excluded[c.name] for c in table.columns if c.name not in key}
        count = 0
        for batch in batches(rows):
            connection.execute(
                add.on_conflict_do_update(index_elements=key, set_=fresh),
                [{"workspace": self.workspace, **row} for row in batch],
            )
            count += len(batch)
        return count


def _insert(connection: Connection, table: Table) -> Any:
    """Both databases speak the same ON CONFLICT, through twin classes without a common base."""
    twin = postgresql if connection.dialect.name == "postgresql" else sqlite
    return twin.insert(table)


def chunks(rows: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Cut a sequence into pieces."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def batches(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Cut anything that can be gone through once into pieces."""
    remaining = iter(values)
    while batch := list(islice(remaining, size)):
        yield batch
