"""A model may join our phrases, in their order; it can neither change nor add one."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.prompts.digest import words
from copilot.prompts.digest_lint import defects, evidence_of
from copilot.prompts.digest_words import DIGEST
from copilot.prompts.digest_words import pack as digest_pack
from copilot.prompts.retelling import SaidLine, SaidLines, lines_of, phrases_in, retold
from copilot.prompts.suggest import SUGGEST, Reasons
from tests.prompts.digests import BUSY, CALM

CHANGED = (
    "Work on O1 New teams reach value: 39, 35, 41, 35, 38 % of effort, five weeks running;"
    " 53 before, 50–60 intended."
)
SMOOTH = "{1a} took {1b}, {1c}, with {1d} and {1e}."


def test_a_sentence_is_cut_into_phrases_outside_of_lists_of_numbers_and_brackets():
    assert phrases_in(CHANGED) == [
        "Work on O1 New teams reach value",
        "39, 35, 41, 35, 38 % of effort",
        "five weeks running",
        "53 before",
        "50–60 intended",
    ]
    assert phrases_in("Admin console (11 pts, no goal), Import (9 pts).") == [
        "Admin console (11 pts, no goal)",
        "Import (9 pts)",
    ]


def test_what_is_one_phrase_is_not_asked_about():
    assert lines_of(["Drop or staff?", "KR1.1 is at 66."]) == ()


def test_phrases_are_joined_with_our_words_in_them():
    new, wrong = retold([SaidLine(line="L1", text=SMOOTH)], lines_of([CHANGED]))
    assert new[CHANGED] == (
        "Work on O1 New teams reach value took 39, 35, 41, 35, 38 % of effort, five weeks"
        " running, with 53 before and 50–60 intended."
    )
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "defect"),
    [
        ("{1a} took {1b}, {1c}, with {1d}.", "every slot"),
        ("{1b} took {1a}, {1c}, with {1d} and {1e}.", "every slot"),
        (f"{SMOOTH[:-1]} and {{1e}}.", "every slot"),
        ("So {1a} took {1b}, {1c}, with {1d} and {1e}.", "begin and end"),
        ("{1a} took {1b}, {1c}, with {1d} and {1e} at last.", "begin and end"),
        ("{1a} lost {1b}, {1c}, with {1d} and {1e}.", "not allowed there (lost)"),
        ("{1a} not {1b}, {1c}, {1d}, {1e}.", "not allowed there (not)"),
        ("{1a} because {1b}, {1c}, {1d}, {1e}.", "not allowed there (because)"),
        ("{1a} took 40 {1b}, {1c}, {1d}, {1e}.", "other signs"),
        ("{1a} [x](y) {1b}, {1c}, {1d}, {1e}.", "other signs"),
        ("{1a} has the the {1b}, {1c}, {1d}, {1e}.", "too much"),
        ("{1a}, {1b} has {1c}, {1d}, {1e}.", "not allowed there (has)"),
        ("{1a} while {1b}, {1c}, {1d}, {1e}.", "not allowed there (while)"),
        ("https://evil.example", "begin and end"),
    ],
)
def test_whatever_else_stands_in_a_line_is_refused(text: str, defect: str):
    new, wrong = retold([SaidLine(line="L1", text=text)], lines_of([CHANGED]))
    assert new == {}
    assert any(defect in one for one in wrong), wrong


def test_a_line_that_was_not_given_is_refused():
    assert retold([SaidLine(line="L9", text=SMOOTH)], lines_of([CHANGED]))[1] == [
        "line L9: there is no such line"
    ]


@given(st.text(alphabet="{}1abc, .andnotwil%3<[(:", max_size=40))
def test_no_answer_adds_a_digit_or_a_sign(text: str):
    new, _ = retold([SaidLine(line="L1", text=f"{{1a}} {text} {{1b}}")], lines_of(["One, two."]))
    for said in new.values():
        assert re.fullmatch(r"One[a-z ,;:]* two\.", said)


def said(**texts: str) -> SaidLines:
    return SaidLines(lines=tuple(SaidLine(line=line, text=text) for line, text in texts.items()))


def test_a_digest_is_told_in_a_models_words_with_the_same_facts():
    plain = DIGEST.fallback(BUSY)
    found = DIGEST.verify(said(L1=SMOOTH, L9="{9a}"), BUSY)
    assert found.told is not None
    assert found.told.source == "model"
    assert (found.told.facts, found.told.citations) == (plain.facts, plain.citations)
    (changed,) = next(s.lines for s in found.told.sections if s.label == "CHANGED")
    assert changed.endswith("50–60 intended. [1]")
    assert sorted(re.findall(r"\d+", found.told.text)) == sorted(re.findall(r"\d+", plain.text))
    assert not defects(found.told.text, evidence_of(BUSY))


def test_numbering_owners_and_questions_of_a_decision_stay():
    lines = {line.text: line for line in digest_pack(BUSY).lines}
    gap = lines["KR2.2 exports: no work, no data for 7 weeks."]
    number = gap.id[1:]
    text = f"{{{number}a}} has {{{number}b}} and {{{number}c}}"
    told = DIGEST.verify(said(**{gap.id: text}), BUSY).told
    assert told is not None
    asked = next(s.lines for s in told.sections if s.label == "DECIDE")
    assert asked[-1] == (
        "2. KR2.2 exports has no work and no data for 7 weeks. Drop or staff?  Lena"
    )


def test_a_digest_that_gets_too_long_is_told_plainly():
    room = 150 - words(DIGEST.fallback(BUSY).text)
    full = replace(BUSY, record=f"9 of 12 predictions right{' and' * room}.")
    joined = {}
    for line in digest_pack(full).lines:
        names = [f"{{{name}}}" for name, _ in line.phrases]
        joined[line.id] = (" has the " if line.signs[0] == ":" else " and ").join(names[:2])
        joined[line.id] += "".join(f", {name}" for name in names[2:])
    found = DIGEST.verify(said(**joined), full)
    assert words(DIGEST.fallback(full).text) == 150
    assert found.told is None
    assert found.defects[0].startswith("length")


def test_nothing_said_leaves_the_template_and_a_quiet_week_is_not_asked_about():
    assert DIGEST.verify(said(L1="{1a} fell."), BUSY).told is None
    assert digest_pack(CALM).empty


def test_the_reasons_of_a_plan_are_joined_or_stay_as_they_are():
    terms = "83 % of it helps KR1.1; weight 0.55; NOTE-377: no goal; value +12 %."
    facts = Reasons(reasons=(terms, "", "value +3 %, sure in 80 of 100 worlds."))
    found = SUGGEST.verify(said(L1="{1a} with {1b}, while {1c} has {1d}; {1e}"), facts).told
    assert found is not None
    assert found.reasons == (
        "83 % of it helps KR1.1 with weight 0.55, while NOTE-377 has no goal; value +12 %.",
        "",
        "value +3 %, sure in 80 of 100 worlds.",
    )
    assert SUGGEST.fallback(facts) == facts
    assert SUGGEST.verify(said(L1="{1a}"), facts).told is None
