from dataclasses import replace

import pytest

from copilot.prompts import Citation
from copilot.prompts.ask import ASK, NOTHING, AskFacts, Told, fallback
from copilot.prompts.markup import defects_of_form
from copilot.prompts.points import SaidPoint, SaidPoints

HOSTILE = "See ![x](https://evil.example/?q=1)\n<b>now</b> and `rm`"


def told(quote: str, lead: str = "A-1, comment by Ana", day: str = "3 Mar") -> Told:
    citation = Citation(
        ref="jira:A-1", field="body", start=0, end=len(quote), quote=quote, where="A-1, line 1"
    )
    return Told(lead=lead, day=day, citation=citation)


def test_quotes_are_numbered_and_their_sources_listed():
    facts = AskFacts(question="Why?", states=("A-1 is open.",), told=(told("One"), told("Two")))
    found = fallback(facts)
    assert found.text == (
        "A-1 is open.\n"
        "A-1, comment by Ana, 3 Mar: “One” [1]\n"
        "A-1, comment by Ana, 3 Mar: “Two” [2]\n"
        "[1] A-1, line 1   [2] A-1, line 1"
    )
    assert found.claims[1].citations[0].quote == "One"
    assert found.source == "template"


def test_nothing_is_said_where_nothing_answers_unless_the_state_was_asked_for():
    assert fallback(AskFacts(question="Why?")).text == NOTHING
    states = ("A-1 is open.",)
    assert fallback(AskFacts(question="?", states=states)).text == f"{NOTHING} A-1 is open."
    asked = AskFacts(question="?", states=states, state_asked=True)
    assert fallback(asked).text == "A-1 is open."


def test_no_markup_address_or_line_end_of_a_record_is_published():
    hostile = told(HOSTILE, lead=HOSTILE, day="")
    found = fallback(AskFacts(question="?", states=(HOSTILE.replace("\n", " "),), told=(hostile,)))
    for claim in found.claims:
        assert "address" not in str(defects_of_form(claim.text.replace("[address]", "")))
        assert "http" not in claim.text
        assert "](" not in claim.text
        assert "<" not in claim.text
        assert "`" not in claim.text


PARKED = "Parked until the new printer is here, and the old one is sold."
GATEWAY = "The gateway promises an answer to time-outs in March."


def said(*claims: tuple[str, str]) -> SaidPoints:
    return SaidPoints(claims=tuple(SaidPoint(evidence=e, text=text) for e, text in claims))


def later(citation: Citation) -> Citation:
    """The same quote further down in its field."""
    return replace(citation, start=90, end=90 + len(citation.quote))


def asked() -> AskFacts:
    return AskFacts(
        question="Why was A-1 parked?",
        states=("A-1 is open.",),
        told=(
            replace(told(GATEWAY, day=""), key="A-1"),
            replace(told(PARKED), key="A-1", citation=later(told(PARKED).citation)),
        ),
        names=frozenset({"Ana"}),
    )


def test_claims_that_stand_take_the_place_of_the_quotes_and_nothing_is_kept_back():
    found = ASK.verify(said(("S2", "{record1} is parked until the new printer is here")), asked())
    assert found.told is not None
    assert found.told.text == (
        "A-1 is open.\n"
        "A-1 is parked until the new printer is here [1].\n"
        "[1] A-1, line 1, 3 Mar\n"
        "Found too: A-1, line 1"
    )
    assert found.told.source == "model"
    (cited,) = found.told.claims[1].citations
    assert (cited.start, cited.end, cited.quote) == (90, 90 + len(PARKED) - 1, PARKED[:-1])


def test_who_said_it_and_when_is_a_slot():
    claim = said(("S2", "{source2}: parked until the new printer is here"))
    found = ASK.verify(claim, asked()).told
    assert found is not None
    assert "A-1, comment by Ana, 3 Mar: parked until the new printer is here [1]." in found.text


@pytest.mark.parametrize(
    "text",
    ["It was parked because Ana left in May.", "A-9 is parked until the new printer is here."],
)
def test_what_no_stretch_says_is_not_answered(text: str):
    found = ASK.verify(said(("S2", text)), asked())
    assert found.told is None
    assert found.defects


def test_a_model_without_an_answer_leaves_the_quotes():
    found = ASK.verify(said(), asked())
    assert (found.told, found.defects) == (None, ())


def test_only_the_question_and_what_was_found_leaves():
    pack = ASK.pack(asked())
    sent = ASK.ask(pack, "f00d").material.replace("^", " ")
    assert sent.splitlines() == [
        "<<f00d texts>>",
        "question: Why was A-1 parked?",
        f"S1 text 1: {GATEWAY}",
        f"S2 text 2: {PARKED}",
        "<<f00d end>>",
    ]


@pytest.mark.parametrize(
    ("field", "leaves"),
    [
        ("title", True),
        ("comments.12", True),
        ("check_ins.0.note", True),
        ("reason", True),
        ("assignee", False),
        ("comments.author", False),
    ],
)
def test_only_fields_on_the_list_leave(field: str, leaves: bool):
    one = told(PARKED)
    facts = AskFacts(
        question="?", told=(replace(one, citation=replace(one.citation, field=field)),)
    )
    assert bool(ASK.pack(facts).shown) is leaves
