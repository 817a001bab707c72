"""Which sentence carries a score."""

from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.evidence import evidence_variants, lexical_evidence, sentences

from .backlog import backlog, judge

BODY = "Guests wait at sign-up. Version 2.5 ships soon!\n- a list item"


def test_sentences_and_lines_are_spans_of_the_text():
    spans = [BODY[s:e] for s, e in sentences(BODY)]
    assert spans == ["Guests wait at sign-up.", "Version 2.5 ships soon!", "- a list item"]


def test_each_variant_lacks_its_span():
    variants = evidence_variants("Import", BODY)
    assert [v.field for v in variants] == ["title", "body", "body", "body"]
    assert all(BODY[v.start : v.end] == v.span for v in variants[1:])
    assert all(v.span not in v.text for v in variants)


def test_a_single_sentence_leaves_nothing_to_leave_out():
    assert evidence_variants("Import", "") == []
    assert evidence_variants("", "One sentence.") == []


def test_long_bodies_are_cut_into_few_stretches():
    body = "\n".join(f"Sentence number {k}." for k in range(100))
    assert len(evidence_variants("Import", body)) <= 12
    assert len(evidence_variants("Import", body, limit=4, field="text")) <= 4


def test_words_point_at_the_sentence_that_shares_most_of_them():
    found = lexical_evidence("jira:T-1", "Import", BODY, "Fewer guests lost at sign-up")
    assert found.text == "Guests wait at sign-up."
    assert found.method == "lexical"
    assert lexical_evidence("jira:T-1", "Import", BODY, "Churn") is None


def test_a_scan_quotes_without_an_embedding():
    best = judge(backlog()).alignments[0].best
    quotes = [e for e in best.evidence if e.method == "lexical"]
    assert len(quotes) == 1
    assert quotes[0].log_odds == 0


@given(st.text(max_size=200))
def test_any_text_is_cut_into_spans_inside_it(text):
    ends = [x for span in sentences(text) for x in span]
    assert ends == sorted(ends)
    assert all(0 <= x <= len(text) for x in ends)
