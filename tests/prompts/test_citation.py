from hypothesis import given
from hypothesis import strategies as st

from copilot.prompts.citation import Citation, clipped


@given(st.text())
def test_a_quote_is_always_the_beginning_of_the_text(text: str):
    assert text.startswith(clipped(text))


def test_a_long_sentence_ends_at_a_clause_where_it_has_one():
    text = (
        "Counts accepted invitations, join links and joining by domain; an invitation that is"
        " sent and never opened does not count."
    )

    assert clipped(text) == "Counts accepted invitations, join links and joining by domain"
    assert clipped("one two three") == "one two three"
    assert clipped("w " * 40) == ("w " * 14).strip()


def test_a_cut_never_ends_in_a_word_that_wants_another():
    text = "guests are stopped by the sign-up page in the middle of an import of old notes"
    assert clipped(text, 14).endswith("in the middle of an import")
    cited = Citation(ref="a:b", field="body", start=5, end=83, quote=f"{text}.")
    assert (cited.cut(40).quote, cited.cut(40).end) == (text, 5 + len(text))
