"""Claims that name a sentence: code finds what proves them, and refuses shuffled words."""

from dataclasses import replace

import pytest

from copilot.prompts.explanation import Claim
from copilot.prompts.grounding import Grounded
from copilot.prompts.pack import Pack, Piece
from copilot.prompts.points import SaidPoint, verify_points
from copilot.prompts.sentences import LONGEST, MOST, shown_of

BODY = (
    "Shoppers lose their cart at checkout when they sign in, so the order is never paid.\n"
    "1. They do not come back to their cart on another day.\n"
    "The key is password: hunter2secret for the till."
)
GOAL = "Share of shoppers who begin a checkout and pay within an hour."


def piece(number: int, field: str, text: str, offset: int = 0) -> Piece:
    return Piece(
        id=f"E{number}", name="text", ref="jira:A-1", field=field, text=text, offset=offset
    )


PACK = Pack(pieces=(piece(1, "title", "Cart"), piece(2, "body", BODY), piece(3, "text", GOAL)))


def judged(text: str, evidence: str = "S2") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Quotes of the claim that stands, and defects."""
    found = verify_points([SaidPoint(evidence=evidence, text=text)], PACK)
    quotes = (c.quote for claim in own_words(found) for c in claim.citations)
    return tuple(quotes), found.defects


def own_words(found: Grounded) -> list[Claim]:
    return [claim for claim in found.claims if not claim.text.startswith("“")]


def test_texts_are_shown_as_sentences_without_marks_and_secrets():
    shown = shown_of(PACK)
    assert [s.id for s in shown.sentences] == ["S1", "S2", "S3", "S4", "S5"]
    assert shown.sentences[2].text == "They do not come back to their cart on another day."
    assert "hunter2secret" not in shown.sentences[3].text
    assert shown.redacted == 1


def test_a_claim_is_published_with_the_sentence_that_it_names():
    told, defects = judged("Shoppers lose their cart when they sign in.")
    assert told == (BODY.splitlines()[0].rstrip("."),)
    assert defects == ()


def test_a_wrong_number_costs_nothing_where_another_sentence_says_it():
    said = "They do not come back to their cart on another day."
    told, _ = judged(said, evidence="S5")
    assert told == ("They do not come back to their cart on another day",)
    assert judged(said, evidence="S99")[0] == told


def test_words_picked_from_two_sentences_prove_nothing():
    assert judged("Share of shoppers who pay for checkout is never paid.", "S5")[0] == ()


@pytest.mark.parametrize(
    "text",
    [
        "The order is never paid when the check is paid.",
        "The goal is to share the checkout with the check-out order.",
        "The goal is to share the order with the checkout, so the order is never paid.",
        "Checkout is never completed when the order is paid.",
        "The goal counts the order that is paid within an hour.",
        "They do not come back to another cart on another day.",
    ],
)
def test_right_words_shuffled_into_a_wrong_sentence_are_never_told(text: str):
    assert judged(text)[0] == ()


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The export of logs is settled by the law of nations.", False),
        ("The export of logs is settled in law.", False),
        ("Parked until the export of logs is settled in law.", True),
    ],
)
def test_what_stood_under_a_condition_stands_under_it_still(text: str, stands: bool):
    told = piece(1, "text", "Parked until the export of logs is settled in law.")
    found = verify_points([SaidPoint(evidence="S1", text=text)], Pack(pieces=(told,)))
    assert bool(own_words(found)) is stands


def test_what_is_proven_in_words_too_free_gives_way_to_its_sentence():
    said = SaidPoint(evidence="S2", text="Shoppers at checkout lose the cart they had.")
    (claim,) = verify_points([said], PACK).claims
    assert claim.text == f"“{BODY.splitlines()[0].rstrip('.')}”"


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The gateway is sending an answer to time-outs in March.", False),
        ("The gateway promises an answer to time-outs.", True),
    ],
)
def test_a_promise_is_not_told_as_a_fact(text: str, stands: bool):
    told = piece(1, "text", "The gateway promises an answer to time-outs in March.")
    found = verify_points([SaidPoint(evidence="S1", text=text)], Pack(pieces=(told,)))
    assert bool(own_words(found)) is stands


def test_a_sentence_as_it_stands_is_quoted_and_explains_itself():
    claim = verify_points([SaidPoint(evidence="S2", text="")], PACK).claims[0]
    assert claim.text == f"“{BODY.splitlines()[0].rstrip('.')}”"
    assert judged("", "S3") == (
        (),
        ("claim 1: its sentence leans on the one before: choose another",),
    )
    assert judged("", "S99") == ((), ("claim 1: it cites a sentence that was not given",))
    long = Pack(pieces=(piece(1, "body", f"Guests leave {'and leave again ' * 12}today."),))
    (cut,) = verify_points([SaidPoint(evidence="S1", text="")], long).claims
    assert cut.text.endswith("leave…”")
    shown = Pack(pieces=tuple(replace(p, citable=False) for p in PACK.pieces))
    assert not verify_points([SaidPoint(evidence="S2", text="")], shown).claims


def test_marks_of_spaces_are_read_as_spaces():
    told, _ = judged("Shoppers^lose^their^cart^at^checkout^when^they^sign^in.")
    assert told == (BODY.splitlines()[0].rstrip("."),)


def test_nothing_to_cite_and_nothing_said_are_defects():
    assert verify_points([], PACK).defects == ("there is no claim",)
    bare = verify_points(
        [SaidPoint(evidence="S1", text="The cart is lost today.")], Pack(pieces=())
    )
    assert bare.defects == ("claim 1: it cites nothing",)


def test_what_a_secret_stood_in_can_not_be_cited():
    assert judged("The key is password: [secret] for the till.", "S4")[0] == ()


def test_a_stretch_of_a_field_is_cited_at_its_place_in_the_field():
    stretch = piece(4, "comments.2", "The gateway promises an answer in March.", offset=100)
    pack = Pack(pieces=(stretch,))
    said = SaidPoint(evidence="S1", text="The gateway promises an answer in March.")
    (claim,) = verify_points([said], pack).claims
    (cited,) = claim.citations
    assert (cited.start, cited.end) == (100, 139)
    assert cited.quote == stretch.text.rstrip(".")


def test_long_texts_are_shown_in_part():
    many = Pack(pieces=(piece(1, "body", "A short line of text.\n" * 50),))
    long = Pack(pieces=(piece(1, "body", "word " * 500),))
    assert len(shown_of(many).sentences) == MOST
    assert len(shown_of(long).sentences[0].text) <= LONGEST
