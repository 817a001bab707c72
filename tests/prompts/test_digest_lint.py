"""What the digest linter refuses."""

from dataclasses import replace

import pytest

from copilot.prompts.digest import fallback
from copilot.prompts.digest_lint import Defect, defects, evidence_of
from copilot.prompts.wording import keys_of

from .digests import BUSY, CALM, STAKE

TEXT, EVIDENCE = fallback(BUSY).text, evidence_of(BUSY)


def rules(text: str, evidence: str = EVIDENCE) -> set[str]:
    return {d.rule for d in defects(text, evidence)}


@pytest.mark.parametrize(
    ("said", "instead", "rule"),
    [
        ("five weeks running; 53 before", "six weeks running; 53 before", "invented"),
        ("53 before", "58 before", "invented"),
        ("18 % chance", "81 % chance", "invented"),
        ("NOTE-377", "NOTE-378", "invented"),
        ("pull NOTE-418", "pull LIN-418", "invented"),
        ("KR2.1 on course (61 %)", "KR2.1 on course (91 %)", "invented"),
        ("3 tickets too thin", "4 tickets too thin", "invented"),
        ("  Lena", "", "owner"),
        ("  Tom, Jun", "  Whoever", "owner"),
        ("NOT SEEN 3 tickets too thin; design work untracked.\n", "", "not-seen"),
        ("Drop or staff?", "This is a significant gap.", "filler"),
        ("FINE     ", "FINE     Overall, good progress. ", "filler"),
        (
            "Admin console (11 pts, no goal), Import outage (9 pts, Keep the lights on).",
            "Other work took the effort.",
            "vague",
        ),
        ("no data for 7 weeks. ", "no data for 7 weeks. It matters to customers. ", "vague"),
        ("FINE     ", "FINE     " + "word " * 120, "length"),
    ],
)
def test_a_fault_is_refused_under_its_rule(said: str, instead: str, rule: str):
    assert said in TEXT
    assert rule in rules(TEXT.replace(said, instead))


def test_sentences_of_one_length_are_refused():
    even = "Work on O1 fell to 38 points. Work on O1 was at 53 points. "
    text = f"CHANGED {even}{even}\nNOT SEEN nothing."

    assert defects(text, EVIDENCE) == (Defect("uniform", "4 sentences of one length"),)


def test_a_quiet_line_needs_only_what_was_not_seen():
    quiet = fallback(CALM).text

    assert rules(quiet, evidence_of(CALM)) == set()
    assert rules(quiet.split(" Not seen")[0], evidence_of(CALM)) == {"not-seen"}
    assert rules(quiet.replace("20 %", "90 %"), evidence_of(CALM)) == {"invented"}


def test_the_question_of_a_decision_stands_on_the_sentence_before_it():
    assert "Drop or staff?" in TEXT
    assert rules(TEXT) == set()


def test_what_stands_behind_a_reference_of_the_facts_is_known():
    stake = replace(STAKE, goal="okr:2026-Q1/KR1.1", name="KR9.9 activation")
    assert "kr9.9" in keys_of(evidence_of(replace(BUSY, stakes=(stake,))))
