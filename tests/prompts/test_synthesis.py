"""Voices by goal: quoted as they are, or in a model's words that they prove."""

from copilot.prompts import Citation
from copilot.prompts.points import SaidPoint, SaidPoints
from copilot.prompts.synthesis import NO_GOAL, SYNTHESIS, SynthesisFacts, Theme, Voice
from tests.prompts.test_ask import HOSTILE

INVOICE = "Would pay for a year at once if they could pay by invoice against a purchase order."
DARK = "Their administrators work at night and asked whether the console could be dark."
CARD = "Two competitors now ask for a payment card before the first page."


def voice(lead: str, quote: str, start: int = 0, *, perhaps: bool = False) -> Voice:
    cited = Citation(
        ref="okr:calls.md#1",
        field="text",
        start=start,
        end=start + len(quote),
        quote=quote,
        where="calls.md, line 4",
    )
    return Voice(lead=lead, citation=cited, perhaps=perhaps)


FACTS = SynthesisFacts(
    title="Note · 3 notes, 1 comment",
    themes=(
        Theme(
            goal="okr:KR3.2",
            name="KR3.2 Annual plans",
            notes=1,
            comments=1,
            voices=(
                voice("Umbrella", INVOICE, 40),
                voice("Market", CARD, 200, perhaps=True),
            ),
        ),
        Theme(goal=None, name=NO_GOAL, notes=2, comments=0, voices=(voice("Globex", DARK, 400),)),
    ),
    left_out=("Left out: 1 note without a date.",),
    names=frozenset({"Globex"}),
)


def said(*claims: tuple[str, str]) -> SaidPoints:
    return SaidPoints(claims=tuple(SaidPoint(evidence=e, text=text) for e, text in claims))


def test_voices_are_quoted_goal_by_goal_and_counted():
    assert SYNTHESIS.fallback(FACTS).text == "\n".join(
        [
            "Note · 3 notes, 1 comment",
            "",
            "KR3.2 Annual plans  1 note, 1 comment",
            f"  Umbrella: “{INVOICE}” [1]",
            f"  Market (perhaps): “{CARD}” [2]",
            "",
            "No goal covers  2 notes",
            f"  Globex: “{DARK}” [3]",
            "",
            "[1] calls.md, line 4   [2] calls.md, line 4   [3] calls.md, line 4",
            "Left out: 1 note without a date.",
        ]
    )


def test_a_claim_takes_the_place_of_the_quote_that_proves_it():
    claim = (
        "S1",
        "Would pay for a year at once if they could pay by invoice against a purchase order.",
    )
    found = SYNTHESIS.verify(said(claim, ("S3", "Globex leaves in May.")), FACTS)
    assert found.told is not None
    assert found.told.source == "model"
    assert found.told.claims[0].text == (
        "Umbrella: Would pay for a year at once if they could pay by invoice against"
        " a purchase order [1]"
    )
    (cited,) = found.told.claims[0].citations
    assert (cited.ref, cited.start) == ("okr:calls.md#1", 40)
    assert found.told.claims[2].text == f"Globex: “{DARK}” [3]"
    assert found.defects


def test_nothing_proven_leaves_the_quotes():
    assert (
        SYNTHESIS.verify(said(("S2", "Competitors will lose their market.")), FACTS).told is None
    )


def test_only_what_is_quoted_leaves():
    sent = SYNTHESIS.ask(SYNTHESIS.pack(FACTS), "f00d").material.replace("^", " ")
    assert sent.splitlines()[1:-1] == [
        f"S1 text 1: {INVOICE}",
        f"S2 text 2: {CARD}",
        f"S3 text 3: {DARK}",
    ]


def test_no_markup_of_a_note_is_published():
    evil = Theme(goal=None, name=HOSTILE, notes=1, comments=0, voices=(voice(HOSTILE, HOSTILE),))
    text = SYNTHESIS.fallback(SynthesisFacts(title="Note", themes=(evil,))).text
    assert not {"http", "](", "<", "`"} & {
        sign for sign in ("http", "](", "<", "`") if sign in text
    }


def test_silence_is_one_line():
    nothing = SynthesisFacts(title="Note · nothing was said.")
    assert SYNTHESIS.fallback(nothing).text == nothing.title
    assert SYNTHESIS.pack(nothing).empty
