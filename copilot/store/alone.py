"""One process at a time for a task: the lock goes when its holder does, killed or not."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import Engine, text

from copilot.errors import StoreError

from .base import Bound
from .engine import explained, name_of


class Alone(Bound):
    """Locks between processes, on one machine or several, wherever they share the store."""

    @contextmanager
    def alone(self, task: str) -> Iterator[None]:
        """Hold a task of this workspace until the end of the block.

        Raises:
            StoreError: another process holds it.
        """
        key = blake2b(f"{self.workspace}\0{task}".encode(), digest_size=7).hexdigest()
        holding = _on_server if self.engine.dialect.name == "postgresql" else _on_disk
        with explained(self.engine), holding(self.engine, key) as first:
            if not first:
                raise StoreError(
                    f"{task} runs already for workspace {self.workspace!r} on"
                    f" {name_of(self.engine)}; stop that process first, or leave it to it"
                )
            yield


@contextmanager
def _on_server(engine: Engine, key: str) -> Iterator[bool]:
    """An advisory lock of a session: the server frees it when the connection is gone."""
    with engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        number = {"key": int(key, 16)}
        first = bool(
            connection.execute(text("SELECT pg_try_advisory_lock(:key)"), number).scalar()
        )
        try:
            yield first
        finally:
            if first:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), number)


@contextmanager
def _on_disk(engine: Engine, key: str) -> Iterator[bool]:
    """An open transaction on an empty database beside the store: the system frees its lock."""
    database = engine.url.database
    if database in {None, "", ":memory:"}:
        yield True
        return
    lock = Path(f"{database}.{key}.lock")
    with closing(sqlite3.connect(lock, timeout=0, isolation_level=None)) as connection:
        yield _begun(connection)


def _begun(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        return False
    return True
