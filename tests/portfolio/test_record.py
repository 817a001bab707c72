import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.portfolio import Finding, Passage, Place, Severity, content_hash, make_ref

from . import strategies as any_


@pytest.mark.parametrize(
    ("source", "key", "ref"),
    [
        ("jira", "PAY-123", "jira:PAY-123"),
        (" my jira ", " Row  7\tb ", "my_jira:Row_7_b"),
        ("a:b", "c:d", "a-b:c:d"),
    ],
)
def test_a_reference_holds_no_white_space_and_one_source(source, key, ref):
    assert make_ref(source, key) == ref


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_any_source_and_key_make_a_valid_reference(source, key):
    assert re.fullmatch(r"[^\s:]+:\S+", make_ref(source, key))


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(file="a.yaml", line=12), "a.yaml, line 12"),
        (Place(file="a.pdf", page=3), "a.pdf, page 3"),
        (Place(file="a.pptx", slide=4, paragraph=2), "a.pptx, slide 4"),
        (Place(file="a.csv", row=5), "a.csv, row 5"),
        (Place(file="a.docx", paragraph=6), "a.docx, paragraph 6"),
        (Place(file="a.md"), "a.md"),
    ],
)
def test_a_place_reads_as_a_person_would_say_it(place, said):
    assert str(place) == said


def test_equal_texts_have_equal_hashes_whatever_they_hold():
    assert content_hash("a\ud800") == content_hash("a\ud800")
    assert content_hash("a") != content_hash("b")
    assert len(content_hash("")) == 32


def test_a_passage_is_named_by_its_file_and_number():
    memo = Passage(source="okr", id="my memo.md#3", text="t", place=Place(file="my memo.md"))
    assert memo.ref == "okr:my_memo.md#3"


def _finding(**fields):
    plain = {"code": "unaligned", "severity": Severity.NOTE, "subject": "jira:A", "message": "m"}
    return Finding(**plain | fields)


@given(st.lists(any_.refs), any_.words, any_.moments)
def test_a_finding_keeps_its_fingerprint_whatever_it_says(related, message, moment):
    first = _finding(related=tuple(related))
    second = _finding(
        related=tuple(reversed(related)),
        message=message,
        severity=Severity.ALERT,
        first_seen=moment,
        state="open",
    )
    assert first.fingerprint == second.fingerprint


def test_findings_about_different_things_have_different_fingerprints():
    different = [
        _finding(),
        _finding(code="duplicate"),
        _finding(subject="jira:B"),
        _finding(related=("jira:B",)),
    ]
    assert len({finding.fingerprint for finding in different}) == 4


def test_severities_are_ordered():
    assert [severity.level for severity in Severity] == [0, 1, 2]
