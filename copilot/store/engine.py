"""The connection: SQLite or PostgreSQL, one transaction a call, failures in one clear line."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    StaticPool,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError
from tenacity import retry, retry_if_exception_message, stop_after_delay, wait_random

from copilot.errors import StoreError

_BUSY = (
    "another process is writing to it; wait until that has ended and run this again"
    " (nothing was lost)"
)
_DAMAGED = (
    "the file is damaged or something else; restore it from a backup, or move it away and run"
    " `copilot sync` and `copilot scan` to build a new one"
)
_FULL = "the disk is full; free some space and run this again (nothing stored was lost)"
_CLOSED = "it may not be written; change the permissions of the file and of its folder"
_REMEDIES = {
    "locked": _BUSY,
    "lock timeout": _BUSY,
    "malformed": _DAMAGED,
    "not a database": _DAMAGED,
    "is full": _FULL,
    "no space left": _FULL,
    "readonly": _CLOSED,
    "read-only": _CLOSED,
    "unable to open": "it can't be opened; check that its folder exists and may be written",
    "disk i/o error": "the disk can't be read or written; check it, then run this again",
}
_OTHER = "the database refused; check that it runs and that [store] url is right"


def connect(url: str, patience: float) -> Engine:
    """Open the database at `url`, making a SQLite file's folder.

    Args:
        url: `sqlite:///path`, `sqlite://` (in memory) or `postgresql://…`.
        patience: seconds to wait for another writer.
    """
    try:
        parsed = make_url(re.sub(r"^postgres:", "postgresql:", url))
        return _KINDS[parsed.get_backend_name()](parsed, patience)
    except (ArgumentError, KeyError) as error:
        raise StoreError(
            f"store url {url!r} is not understood: write sqlite:///path/to/copilot.db"
            " or postgresql://user@host/database"
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs one more package: pip install 'alignment-copilot[postgres]'"
        ) from error
    except OSError as error:
        raise StoreError(
            f"{error.filename}: the store's folder can't be made ({error.strerror});"
            " check [store] url in copilot.toml"
        ) from error


def _sqlite(url: URL, patience: float) -> Engine:
    options: dict[str, Any] = {"connect_args": {"check_same_thread": False, "timeout": patience}}
    if url.database in {None, "", ":memory:"}:
        options["poolclass"] = StaticPool
    elif not str(url.database).startswith("file:"):
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    _keep_wal(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


# SQLite waits for no other connection that changes the mode of a new file in the same moment.
@retry(
    retry=retry_if_exception_message(match=".*locked"),
    wait=wait_random(0.01, 0.05),
    stop=stop_after_delay(2),
    reraise=True,
)
def _keep_wal(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL").fetchall()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: waiting is bounded there, while a reader that turns
    # writer half-way would fail at once.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: URL, patience: float) -> Engine:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    limit = f"-c lock_timeout={int(patience * 1000)}"
    connect_args = {"options": limit, "connect_timeout": max(2, int(patience))}
    return create_engine(url, connect_args=connect_args, pool_pre_ping=True)


_KINDS = {"sqlite": _sqlite, "postgresql": _postgres}


def name_of(engine: Engine) -> str:
    """Say which store it is, as a person would: the file, or the URL without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database or "the store in memory")
    return engine.url.render_as_string(hide_password=True)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database."""
    with explained(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine, workspace: str) -> Iterator[Connection]:
    """One transaction, all or nothing; writers of a workspace take turns."""
    with explained(engine), engine.connect() as plain:
        connection = plain.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                turn = text("SELECT pg_advisory_xact_lock(hashtext(:workspace))")
                connection.execute(turn, {"workspace": workspace})
            yield connection


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn the database's errors into one line with a remedy."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error).strip().split("\n")[0]
        other = _DAMAGED if engine.dialect.name == "sqlite" else _OTHER
        remedy = next((r for word, r in _REMEDIES.items() if word in said.lower()), other)
        raise StoreError(f"{name_of(engine)}: {remedy} (it said: {said})") from error
