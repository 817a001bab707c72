"""Items of a scan are read when somebody looks at them."""

from dataclasses import replace

import pytest

from copilot import usecases
from copilot.portfolio import to_plain
from copilot.usecases.shown import Shown


def test_a_scan_shows_every_item_in_order_page_by_page(note):
    found, known = usecases.scan(note), note.store.portfolio(note.now())
    refs = [item.ref for item in known.items]
    assert [item.ref for item in found.items] == refs
    assert tuple(Shown(note, known, page=7)) == tuple(found.items)
    assert len(found.items) == found.summary.items == len(refs)


def test_items_by_place_are_those_of_the_whole(note):
    items = usecases.scan(note).items
    whole = tuple(items)
    assert (items[3], items[-1], items[2:5]) == (whole[3], whole[-1], whole[2:5])
    with pytest.raises(IndexError):
        items[len(whole)]


def test_links_come_with_their_reasons_though_a_portfolio_has_few(note):
    found = usecases.scan(note)
    assert all(link.evidence for item in found.items for link in item.links)
    bare = [
        not link.evidence
        for judged in note.store.alignments(note.now())
        for link in judged.links
        if all(other.origin == "inferred" for other in judged.links)
    ]
    assert sum(bare) > len(bare) / 2


def test_a_scan_is_written_as_json_whole(note):
    found = usecases.scan(note)
    assert to_plain(found) == to_plain(replace(found, items=tuple(found.items)))
