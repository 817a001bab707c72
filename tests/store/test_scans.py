from copilot.portfolio import Alignment, Evidence, Link
from copilot.ports import ScanRecord

from .records import DAY, NOW


def judged(number, score=0.5, verdict="aligned"):
    ref = f"jira:PAY-{number}"
    evidence = Evidence(kind="words", text="new teams", ref=ref, field="title", start=0, end=9)
    link = Link(item=ref, goal="okr:KR1.1", score=score, origin="stated", evidence=(evidence,))
    return Alignment(item=ref, verdict=verdict, alignment=score, links=(link,))


def test_alignments_are_those_of_the_last_scan_at_or_before(store):
    first, second = (judged(1), judged(2)), (judged(1), judged(2, 0.9))
    store.save_alignments(first, at=NOW)
    store.save_alignments(second, at=NOW + DAY)
    assert store.alignments(NOW - DAY) == ()
    assert store.alignments(NOW) == first
    assert store.alignments(NOW + 5 * DAY) == second
    assert store.judged(["jira:PAY-2"], NOW).get("jira:PAY-2") == judged(2)
    assert store.judged(["jira:PAY-2"], NOW + DAY).get("jira:PAY-2") == judged(2, 0.9)
    assert store.judged(["jira:PAY-2"], NOW - DAY).get("jira:PAY-2") is None
    assert store.scored() == (NOW, NOW + DAY)


def test_an_item_that_a_scan_leaves_out_is_no_longer_judged(store):
    store.save_alignments([judged(1), judged(2)], at=NOW)
    store.save_alignments([judged(1)], at=NOW + DAY)
    assert store.alignments(NOW + DAY) == (judged(1),)
    assert store.judged(["jira:PAY-2"], NOW + DAY).get("jira:PAY-2") is None
    store.save_alignments([], at=NOW + 2 * DAY)
    store.save_alignments([judged(2)], at=NOW + 3 * DAY)
    assert store.alignments(NOW + 2 * DAY) == ()
    assert store.alignments(NOW + 3 * DAY) == (judged(2),)


def test_the_same_scan_again_replaces_itself(store):
    store.save_alignments([judged(1)], at=NOW)
    before = store.revision()
    store.save_alignments([judged(1)], at=NOW)
    assert store.revision() == before
    store.save_alignments([judged(2)], at=NOW)
    assert store.alignments(NOW) == (judged(2),)
    assert store.revision() != before


def test_a_scan_of_the_past_leaves_later_ones_as_they_were(store):
    later = (judged(1), judged(2), judged(3, 0.7))
    store.save_alignments([judged(1), judged(2)], at=NOW)
    store.save_alignments(later, at=NOW + 2 * DAY)
    store.save_alignments([judged(1, 0.1), judged(4)], at=NOW + DAY)
    assert store.alignments(NOW) == (judged(1), judged(2))
    assert store.alignments(NOW + DAY) == (judged(1, 0.1), judged(4))
    assert store.alignments(NOW + 2 * DAY) == later


def test_scans_are_listed_latest_first_with_their_end(store):
    running = ScanRecord(id="2", started=NOW + DAY)
    store.save_scan(ScanRecord(id="1", started=NOW, finished=NOW + DAY / 2))
    store.save_scan(running)
    assert [scan.id for scan in store.scans()] == ["2", "1"]
    assert store.scans()[0] == running
    done = ScanRecord(id="2", started=NOW + DAY, finished=NOW + 2 * DAY)
    store.save_scan(done)
    assert store.scans()[0] == done
