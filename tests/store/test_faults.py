import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.dialects import sqlite

from copilot.errors import StoreError
from copilot.portfolio import Comment
from copilot.store import open_store
from copilot.store.engine import writing
from copilot.store.tables import Instant, record

from .records import DAY, NOW, item, key_result, passage

_INTERRUPTED = """
import sys, time
from copilot.store import open_store
from tests.store.records import NOW, item

def records():
    for number in range(5000):
        yield item(number, body="x" * 200)
        if number == 4000:
            print("half-way", flush=True)
            time.sleep(60)

open_store(sys.argv[1], "note").save("jira", records(), at=NOW)
"""


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "copilot.db"


@pytest.fixture
def filled(file):
    store = open_store(f"sqlite:///{file}", "note")
    store.save("jira", [item(n, body="b" * 500) for n in range(100)], at=NOW)
    yield store
    store.close()


def test_a_save_that_is_killed_half_way_loses_and_doubles_nothing(lasting_url):
    store = open_store(lasting_url, "note")
    store.save("jira", [item(n) for n in range(100)], at=NOW)
    command = [sys.executable, "-c", _INTERRUPTED, lasting_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ}) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half-way\n"
        process.kill()
    assert store.portfolio(NOW).items == tuple(sorted(map(item, range(100)), key=lambda i: i.id))
    again = store.save("jira", (item(n, body="x" * 200) for n in range(5000)), at=NOW)
    assert (again.changed, again.added) == (100, 4900)
    assert len(store.portfolio(NOW).items) == 5000
    store.close()


def test_a_source_that_breaks_half_way_changes_nothing(store):
    def broken():
        yield item(2)
        raise RuntimeError("page 3 of 5")

    store.save("jira", [item(1)], at=NOW)
    with pytest.raises(RuntimeError):
        store.save("jira", broken(), at=NOW + DAY, complete=True)
    assert store.portfolio(NOW + DAY).items == (item(1),)


def test_a_full_disk_rolls_back_and_works_again_when_freed(filled):
    def small_disk(connection, _record):
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(filled.engine, "connect", small_disk)
    filled.engine.dispose()
    with pytest.raises(StoreError, match=r"copilot.db: the disk is full; free some space"):
        filled.save("jira", [item(n, body="x" * 9000) for n in range(200)], at=NOW + DAY)
    assert len(filled.portfolio(NOW + DAY).items) == 100
    event.remove(filled.engine, "connect", small_disk)
    filled.engine.dispose()
    report = filled.save("jira", [item(n, body="x" * 9000) for n in range(200)], at=NOW + DAY)
    assert (report.changed, report.added) == (100, 100)


def test_a_locked_database_is_waited_for_and_then_named_while_reading_goes_on(lasting_url):
    store = open_store(lasting_url, "note", patience=0.2)
    store.save("jira", [item(1)], at=NOW)
    with writing(store.engine, "note"):
        with pytest.raises(StoreError, match=r"another process is writing to it; wait"):
            store.save("jira", [item(2)], at=NOW)
        assert len(store.portfolio(NOW).items) == 1
    store.save("jira", [item(2)], at=NOW)
    assert len(store.portfolio(NOW).items) == 2
    store.close()


def test_writers_take_turns_and_lose_nothing(lasting_url):
    store = open_store(lasting_url, "note")

    def save(number):
        store.save(f"s{number}", [item(n, source=f"s{number}") for n in range(20)], at=NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, range(8)))
    assert len(store.portfolio(NOW).items) == 160
    assert store.revision() == "8"
    store.close()


def test_something_else_than_a_database_is_refused_with_a_remedy(file):
    file.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match=r"copilot.db: the file is damaged.*restore it"):
        open_store(f"sqlite:///{file}", "note")
    assert file.read_bytes() == b"not a database at all" * 100


def test_a_damaged_page_is_named_with_a_remedy(filled, file):
    filled.close()
    pages = bytearray(file.read_bytes())
    pages[20_000:60_000] = b"\xff" * 40_000
    file.write_bytes(pages)
    with pytest.raises(StoreError, match=r"copilot.db: the file is damaged"):
        filled.portfolio(NOW)


def test_a_damaged_row_is_named_with_a_remedy(filled):
    with filled.engine.begin() as connection:
        connection.execute(update(record).values(head='{"title": '))
    with pytest.raises(StoreError, match=r"a stored WorkItem can't be read .*copilot sync"):
        filled.portfolio(NOW)


def test_a_newer_schema_is_refused_naming_both(lasting_url):
    store = open_store(lasting_url, "note")
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match=r"has schema 9999, but this release knows only 0002"):
        open_store(lasting_url, "note")


def test_a_file_that_may_not_be_written_is_read_and_says_so_on_writing(filled, file):
    reader = open_store(f"sqlite:///file:{file}?mode=ro&uri=true", "note")
    assert len(reader.portfolio(NOW).items) == 100
    with pytest.raises(StoreError, match=r"may not be written; change the permissions"):
        reader.save("jira", [item(1, title="x")], at=NOW)
    reader.close()


def test_a_folder_that_can_not_be_made_is_named(file):
    file.write_text("a file")
    with pytest.raises(StoreError, match=r"the store's folder can't be made .*\[store\] url"):
        open_store(f"sqlite:///{file}/below/copilot.db", "note")


@pytest.mark.parametrize("url", ["", "copilot.db", "mysql://host/db", "sqlite:copilot.db"])
def test_an_url_that_is_not_understood_shows_how_to_write_one(url):
    with pytest.raises(StoreError, match=r"is not understood: write sqlite:///path"):
        open_store(url, "note")


def test_a_missing_driver_says_what_to_install():
    with pytest.raises(StoreError, match=r"pip install 'alignment-copilot\[postgres\]'"):
        open_store("postgresql+pg8000://host/db", "note")


@pytest.mark.extra
def test_a_server_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(StoreError, match=r"me:\*\*\*@127.0.0.1:1/db: the database refused"):
        open_store("postgres://me:secret@127.0.0.1:1/db", "note")


def test_a_damaged_record_is_written_anew_by_the_next_reading(lasting_url):
    store = open_store(lasting_url, "note")
    said = [item(1), item(2, comments=(Comment(text="Go"),)), key_result(), passage()]
    store.save("jira", said[:2], at=NOW)
    store.save("okr", said[2:], at=NOW)
    with writing(store.engine, "note") as connection:
        connection.execute(update(record).values(head="{", remarks="["))
    with pytest.raises(StoreError, match=r"run `copilot sync`"):
        store.portfolio(NOW)
    again = store.save("jira", said[:2], at=NOW + DAY, complete=True)
    assert (again.changed, again.unchanged, again.added) == (2, 0, 0)
    store.save("okr", said[2:], at=NOW + DAY)
    assert store.portfolio(NOW).items == (item(1), item(2))
    assert store.item("jira:PAY-2", NOW) == said[1]
    assert store.save("jira", said[:2], at=NOW + 2 * DAY).unchanged == 2
    assert [p.id for p in store.passages(NOW)] == [passage().id]
    store.close()


def test_letters_that_are_none_are_a_damaged_file(filled):
    with filled.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE record SET head = CAST(x'ff80' AS TEXT)")
    with pytest.raises(StoreError, match=r"the file is damaged .* restore it from a backup"):
        filled.portfolio(NOW)


@pytest.mark.parametrize("value", [9 * 10**17 * 10, "x"])
def test_a_moment_that_is_none_is_a_fault_of_the_database(value):
    with pytest.raises(sqlite3.DatabaseError, match="malformed moment"):
        Instant().process_result_value(value, sqlite.dialect())
