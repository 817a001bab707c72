import pytest

from copilot.errors import InputError
from copilot.portfolio import Finding, Place, Severity

from .records import DAY, NOW


def found(number=1, code="unaligned", message="serves no goal"):
    return Finding(
        code=code,
        severity=Severity.WARNING,
        subject=f"jira:PAY-{number}",
        message=message,
        facts={"effort": 3.0, "weeks": 2, "team": "Pay"},
        place=Place(file="a.md", line=3),
    )


def states(findings):
    return [finding.state for finding in findings]


def test_a_finding_is_new_then_open_then_resolved_then_open_again(store):
    one = found()
    assert states(store.merge_findings([one], at=NOW)) == ["new"]
    assert states(store.merge_findings([one], at=NOW + DAY)) == ["open"]
    assert states(store.merge_findings([], at=NOW + 2 * DAY)) == ["resolved"]
    assert store.merge_findings([], at=NOW + 3 * DAY) == ()
    (again,) = store.merge_findings([one], at=NOW + 4 * DAY)
    assert (again.state, again.first_seen, again.last_seen) == ("open", NOW, NOW + 4 * DAY)


def test_the_same_scan_again_tells_the_same(store):
    first = store.merge_findings([found()], at=NOW)
    assert store.merge_findings([found()], at=NOW) == first == store.findings()


def test_what_a_finding_says_is_brought_up_to_date(store):
    store.merge_findings([found()], at=NOW)
    store.merge_findings([found(message="still serves no goal")], at=NOW + DAY)
    (kept,) = store.findings()
    assert kept.message == "still serves no goal"
    assert kept.facts == {"effort": 3.0, "weeks": 2, "team": "Pay"}
    assert (kept.severity, kept.place) == (Severity.WARNING, Place(file="a.md", line=3))


def test_muted_stays_muted(store):
    store.merge_findings([found()], at=NOW)
    store.mute(found().fingerprint, at=NOW)
    assert states(store.merge_findings([found()], at=NOW + DAY)) == ["muted"]
    assert store.merge_findings([], at=NOW + 2 * DAY) == ()
    assert states(store.findings()) == ["muted"]


def test_muting_what_is_unknown_is_refused(store):
    with pytest.raises(InputError, match="no finding has the fingerprint 'abc'"):
        store.mute("abc", at=NOW)


def test_only_checks_that_ran_resolve_their_findings(store):
    store.merge_findings([found(), found(code="lint")], at=NOW)
    (merged,) = store.merge_findings([], at=NOW + DAY, codes={"lint"})
    assert (merged.code, merged.state) == ("lint", "resolved")
    assert sorted(states(store.findings())) == ["new", "resolved"]


def test_the_same_finding_twice_in_one_scan_counts_once(store):
    assert len(store.merge_findings([found(), found()], at=NOW)) == 1


def test_findings_leave_the_revision_as_it_is(store):
    store.merge_findings([found()], at=NOW)
    assert store.revision() == "0"
