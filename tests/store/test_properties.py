import gc
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.portfolio import Portfolio, from_json, to_json
from copilot.portfolio.building import building
from copilot.ports import SaveReport
from copilot.store.codec import decode, decode_many, encode, encode_many
from tests.portfolio import strategies as any_

from .records import DAY, NOW, item

_ONE_SOURCE = st.lists(
    st.one_of(
        any_.items, any_.passages, any_.objectives, any_.key_results, any_.kpis, any_.allowances
    ).map(lambda record: replace(record, source="jira")),
    max_size=8,
    unique_by=lambda record: record.ref,
)


@settings(max_examples=60, deadline=None)
@given(_ONE_SOURCE, st.randoms(use_true_random=False))
def test_records_in_any_order_of_batches_make_the_same_portfolio(fresh, records, chance):
    records = list({(type(r).__name__ == "WorkItem", r.id): r for r in records}.values())
    whole, parts = fresh(), fresh()
    whole.save("jira", records, at=NOW)
    chance.shuffle(records)
    while records:
        size = chance.randint(1, len(records))
        parts.save("jira", records[:size], at=NOW)
        del records[:size]
    for moment in (NOW, NOW - 700 * DAY):
        assert parts.portfolio(moment) == whole.portfolio(moment)
        assert parts.passages(moment) == whole.passages(moment)
        assert parts.content_hashes(moment) == whole.content_hashes(moment)


_EVENTS = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 50), any_.words), min_size=1, max_size=8
)


@settings(max_examples=60, deadline=None)
@given(_EVENTS, st.randoms(use_true_random=False))
def test_events_in_any_order_end_in_the_latest_state(fresh, events, chance):
    latest = {(number, hour): title for number, hour, title in events}
    records = [
        item(number, title=title, updated=NOW + timedelta(hours=hour))
        for (number, hour), title in latest.items()
    ]
    chance.shuffle(records)
    store = fresh()
    for step, record in enumerate(records):
        store.save("jira", [record], at=NOW + timedelta(seconds=step))
    expected = {record.id: record for record in sorted(records, key=lambda r: r.updated)}
    found = store.portfolio(NOW + DAY).items
    assert found == tuple(expected[key] for key in sorted(expected))


@settings(max_examples=60, deadline=None)
@given(_ONE_SOURCE)
def test_reading_the_same_again_writes_nothing(fresh, records):
    store = fresh()
    first = store.save("jira", records, at=NOW, complete=True)
    before = store.portfolio(NOW), store.revision()
    again = store.save("jira", records, at=NOW, complete=True)
    assert again == SaveReport(unchanged=first.added)
    assert (store.portfolio(NOW), store.revision()) == before


@settings(max_examples=60, deadline=None)
@given(_ONE_SOURCE)
def test_a_stored_portfolio_comes_back_from_its_json(fresh, records):
    store = fresh()
    store.save("jira", records, at=NOW)
    portfolio = store.portfolio(NOW)
    assert from_json(Portfolio, to_json(portfolio)) == portfolio


@settings(max_examples=100)
@given(any_.alignments, st.lists(any_.comments, max_size=3))
def test_what_is_encoded_is_decoded(alignment, comments):
    assert decode(type(alignment), encode(alignment)) == alignment
    if comments:
        assert decode_many(type(comments[0]), encode_many(comments)) == tuple(comments)


def test_nothing_is_encoded_as_nothing():
    assert (encode_many([]), decode_many(Portfolio, "")) == ("", ())


def test_building_leaves_the_search_for_cycles_as_it_was():
    gc.disable()
    try:
        with building():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
    with building():
        assert not gc.isenabled()
    assert gc.isenabled()
