from concurrent.futures import ThreadPoolExecutor

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from copilot.store import open_store
from copilot.store.schema import _MIGRATIONS
from copilot.store.tables import SCHEMA, metadata

from .records import NOW, item


def test_the_migrations_make_the_tables_that_the_code_knows(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_schema_that_the_code_names():
    assert ScriptDirectory(str(_MIGRATIONS)).get_heads() == [SCHEMA]


def test_every_table_has_the_workspace_first_in_its_primary_key():
    for table in metadata.tables.values():
        assert next(iter(table.primary_key)).name == "workspace", table.name


def test_opening_again_changes_nothing(lasting_url):
    first = open_store(lasting_url, "note")
    first.save("jira", [item(1)], at=NOW)
    second = open_store(lasting_url, "note")
    assert second.portfolio(NOW).items == (item(1),)
    first.close()
    second.close()


def test_several_may_open_a_new_database_at_once(lasting_url):
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda name: open_store(lasting_url, f"w{name}"), range(6)))
    for store in stores:
        assert store.save("jira", [item(1)], at=NOW).added == 1
        store.close()


def test_sqlite_runs_in_wal_mode_with_foreign_keys(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/a/b/copilot.db", "note")
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    store.close()
