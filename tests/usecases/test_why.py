from hypothesis import given
from hypothesis import strategies as st

from copilot.usecases.quoted import clipped


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
