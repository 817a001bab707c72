from sqlalchemy import create_engine

from copilot.portfolio import Decision
from copilot.store import open_store

from .records import DAY, NOW, item


def decided(choice="park", at=NOW, **fields):
    told = {"reason": "Not before the audit", "author": "Lena"} | fields
    return Decision(subject="jira:PAY-1", choice=choice, at=at, **told)


def test_decisions_are_only_added_and_known_as_of_any_moment(store):
    store.save_decisions([decided("keep", NOW + DAY), decided()])
    store.save_decisions([decided()])
    assert store.decisions(NOW) == (decided(),)
    assert store.decisions(NOW + DAY) == (decided(), decided("keep", NOW + DAY))
    assert store.decisions(NOW - DAY) == ()


def test_a_decision_changes_the_revision_and_no_decision_does_not(store):
    store.save_decisions([])
    assert store.revision() == "0"
    store.save_decisions([decided()])
    assert store.revision() == "1"


def test_a_decision_is_seen_in_its_own_workspace_alone(lasting_url):
    mine, other = open_store(lasting_url, "note"), open_store(lasting_url, "other")
    mine.save_decisions([decided()])
    assert other.decisions(NOW) == ()
    mine.close()
    other.close()


def test_half_a_surrogate_pair_in_a_reason_is_replaced(store):
    store.save_decisions([decided(reason="so \ud800 be it")])
    assert store.decisions(NOW)[0].reason == "so ? be it"


def test_a_database_of_the_first_schema_gets_the_table_and_keeps_its_records(lasting_url):
    old = open_store(lasting_url, "note")
    old.save("jira", [item(1)], at=NOW)
    old.close()
    engine = create_engine(old.engine.url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE decision")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()

    new = open_store(lasting_url, "note")
    new.save_decisions([decided()])
    assert new.decisions(NOW) == (decided(),)
    assert new.portfolio(NOW).items == (item(1),)
    new.close()
