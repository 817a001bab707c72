"""Brings a database to the schema this release knows, and refuses what is newer."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from copilot.errors import StoreError

from .engine import name_of, reading, writing
from .tables import SCHEMA

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction.

    Raises:
        StoreError: a newer release has written the database.
    """
    with reading(engine) as connection:
        found = _version(connection)
    if found == SCHEMA:
        return
    with writing(engine, "") as connection:
        found = _version(connection)
        if found is not None and found > SCHEMA:
            raise StoreError(
                f"{name_of(engine)} has schema {found}, but this release knows only {SCHEMA}:"
                " update it (pip install --upgrade alignment-copilot)"
            )
        _upgrade(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    # Importing Alembic takes longer than everything else here and is rarely needed.
    from alembic.command import upgrade
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    upgrade(config, "head")
