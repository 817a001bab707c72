import pytest

from copilot.store import open_store

from .records import DAY, NOW, item, key_result


@pytest.fixture
def filled(store):
    store.save("jira", [item(1), item(2)], at=NOW)
    store.save("linear", [item(1, source="linear")], at=NOW)
    store.save("okr", [key_result("KR1.1"), key_result("KR1.1", "2026-Q2")], at=NOW)
    return store


@pytest.mark.parametrize(
    ("name", "refs"),
    [
        ("jira:PAY-1", ("jira:PAY-1",)),
        ("JIRA:pay-1", ("jira:PAY-1",)),
        (" pay-2 ", ("jira:PAY-2",)),
        ("PAY-1", ("jira:PAY-1", "linear:PAY-1")),
        ("kr1.1", ("okr:2026-Q1/KR1.1", "okr:2026-Q2/KR1.1")),
        ("2026-Q1/KR1.1", ("okr:2026-Q1/KR1.1",)),
        ("okr:2026-q2/kr1.1", ("okr:2026-Q2/KR1.1",)),
        ("1.1", ()),
        ("%", ()),
        ("", ()),
        ("trello:PAY-1", ()),
    ],
)
def test_a_name_means_every_record_that_bears_it(filled, name, refs):
    assert filled.resolve(name) == refs


def test_a_key_with_white_space_resolves_as_people_write_it(store):
    store.save("sheet", [item(1, source="sheet", key="Row 7 b")], at=NOW)
    assert store.resolve("row 7  b") == ("sheet:Row_7_b",)


def test_a_renamed_record_still_answers_to_its_earlier_reference(store):
    store.save("jira", [item(1, body="b")], at=NOW)
    store.save("jira", [item(1, key="CORE-9", body="b")], at=NOW + DAY)
    assert store.resolve("PAY-1") == ("jira:CORE-9",)
    assert store.resolve("jira:PAY-1") == ("jira:CORE-9",)
    assert store.item("jira:PAY-1", NOW + DAY).key == "CORE-9"
    assert store.item("jira:CORE-9", NOW).key == "PAY-1"


def test_who_bears_a_reference_now_comes_before_who_bore_it_once(store):
    store.save("jira", [item(1)], at=NOW)
    store.save("jira", [item(1, key="CORE-9"), item(2, key="PAY-1")], at=NOW + DAY)
    assert store.resolve("PAY-1") == ("jira:PAY-1",)
    assert store.item("jira:PAY-1", NOW + DAY).id == "2"


def test_what_is_gone_resolves_only_where_nothing_else_does(store):
    store.save("jira", [item(1)], at=NOW, complete=True)
    store.save("jira", [], at=NOW + DAY, complete=True)
    assert store.resolve("PAY-1") == ("jira:PAY-1",)
    assert store.item("jira:PAY-1", NOW + DAY) is None
    store.save("linear", [item(1, source="linear")], at=NOW + DAY)
    assert store.resolve("PAY-1") == ("linear:PAY-1",)


def _steps(number_of_items):
    """How many steps SQLite takes to find one record by name, reference and text."""
    store, steps = open_store("sqlite://", "note"), []
    store.save("jira", map(item, range(number_of_items)), at=NOW)
    with store.engine.connect() as connection:
        database = connection.connection.driver_connection
    database.set_progress_handler(lambda: steps.append(1) or 0, 1)
    assert store.resolve("pay-7") == ("jira:PAY-7",)
    assert store.item("jira:PAY-7", NOW) == item(7)
    assert store.texts(["jira:PAY-7"], NOW) == {"jira:PAY-7": ""}
    assert store.save("jira", [item(7)], at=NOW).unchanged == 1
    store.close()
    return len(steps)


def test_finding_one_record_costs_the_same_among_many():
    assert _steps(2000) < 1.5 * _steps(100)
