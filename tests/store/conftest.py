from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from copilot.store import SqlStore, open_store

from .postgres import running_server

_NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running_server() as template:
        yield template


def _new_database(template: str) -> str:
    name = f"copilot{next(_NUMBERS)}"
    admin = template.format(database="postgres").replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return template.format(database=name)


def _empty(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "memory":
        return "sqlite://"
    if request.param == "file":
        return f"sqlite:///{folder}/new folder/copilot.db"
    return _new_database(request.getfixturevalue("server"))


@pytest.fixture(params=["file", "memory", pytest.param("postgres", marks=pytest.mark.extra)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    return _empty(request, tmp_path)


@pytest.fixture(params=["file", pytest.param("postgres", marks=pytest.mark.extra)])
def lasting_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database that several processes can open."""
    return _empty(request, tmp_path)


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    opened = open_store(url, "note")
    yield opened
    opened.close()


@pytest.fixture
def beside(store: SqlStore) -> Callable[[str], SqlStore]:
    """Another workspace over the same database."""
    return lambda workspace: SqlStore(store.engine, workspace)


@pytest.fixture(scope="session")
def fresh() -> Iterator[Callable[[], SqlStore]]:
    """Make empty workspaces in one database: quicker than a database for every example."""
    opened = open_store("sqlite://", "note")
    yield lambda: SqlStore(opened.engine, f"workspace {next(_NUMBERS)}")
    opened.close()
