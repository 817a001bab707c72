"""Earlier scans are remembered small, and told whole."""

import pytest

from copilot import usecases
from copilot.errors import UnknownRef
from copilot.portfolio import to_json
from copilot.usecases import ScanRecord


def record_of(scan):
    return ScanRecord(
        id=scan.id, as_of=scan.as_of, findings=tuple(scan.findings), summary=scan.summary
    )


def test_a_scan_is_recalled_by_its_id_and_as_the_latest(tmp_path):
    from copilot.wiring import open_demo

    demo = open_demo(tmp_path)
    usecases.sync(demo)
    done = usecases.scan(demo)
    told = record_of(done)
    assert usecases.recall_scan(demo, done.id) == told
    assert usecases.recall_scan(demo, "latest") == told
    assert len(demo.store.value("scan", done.id)) < len(to_json(told)) / 3
    with pytest.raises(UnknownRef):
        usecases.recall_scan(demo, "never")


def test_a_scan_that_was_kept_as_plain_json_is_still_known(note):
    told = record_of(usecases.scan(note))
    for key in (told.id, "latest"):
        note.store.save_value("scan", key, to_json(told).encode(), at=told.as_of)
        assert usecases.recall_scan(note, key) == told


def test_before_any_scan_there_is_no_latest(shop):
    from copilot.usecases import metrics

    assert "copilot_items{" in metrics(shop)
    with pytest.raises(UnknownRef):
        usecases.recall_scan(shop, "20000101T000000000000")
