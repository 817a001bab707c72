from copilot.prompts import Citation
from copilot.prompts.ask import NOTHING, AskFacts, Told, fallback
from copilot.prompts.markup import defects_of_form

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
