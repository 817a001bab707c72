import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.prompts.grounding import SaidCitation, SaidClaim, verify_claims
from copilot.prompts.markup import defects_of_form, harmless
from copilot.prompts.pack import Pack, Piece, Slot
from copilot.prompts.quotes import folded, locate
from copilot.prompts.redaction import redact
from copilot.prompts.untrusted import fenced, stripped
from eval.injections import CANARIES, harm

BODY = (
    "Half of the guests don't finish an import of “old notes”.\n"
    "They are stopped by the sign-up page.  On 3 March 40 of 60 guests left."
)
PACK = Pack(
    pieces=(
        Piece(id="E1", name="title", ref="jira:A-1", field="title", text="Guest import"),
        Piece(
            id="E2",
            name="text",
            ref="jira:A-1",
            field="body",
            text=BODY,
            where="A-1",
            by_line=True,
        ),
        Piece(
            id="E3", name="salary", ref="jira:A-1", field="extra", text="Ana earns 70,000 a year"
        ),
    ),
    slots=(
        Slot(name="ticket", meaning="key", text="A-1"),
        Slot(name="standing", meaning="where it is", text="KR1 is at 61 of 75 %"),
        Slot(name="blocker", meaning="what it waits for", text=""),
    ),
    names=frozenset({"Priya", "Tom Ford", "A-2"}),
)
STOPPED = "They are stopped by the sign-up page"


def judged(text: str, quote: str = STOPPED, evidence: str = "E2") -> tuple[str, ...]:
    claim = SaidClaim(text=text, citations=(SaidCitation(evidence=evidence, quote=quote),))
    return verify_claims([claim], PACK).defects


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Guests are stopped by the sign-up page.", STOPPED),
        (
            "{ticket}: guests are stopped by the sign-up page",
            "they ARE stopped  by the sign–up page",
        ),
        ("Half of guests don't finish an import", 'guests don\'t finish an import of "old notes"'),
        ("On 3 March 40 of 60 guests left", "On 3 March 40 of 60 guests left"),
        ("So far KR1 is at 61 of 75 %", STOPPED),
    ],
)
def test_what_the_quotes_say_stands(text: str, quote: str):
    if text.startswith("Half"):
        quote = "Half of the guests don't finish an import of “old notes”"
    assert judged(text, quote) == ()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            "Die Gäste werden von der Anmeldung nicht aufgehalten.",
            "Gäste werden aufgehalten heute.",
        ),
        ("Les invités ne reviennent pas à la page.", "Les invités reviennent à la page."),
        ("Los invitados no terminan la importación.", "Invitados terminan la importación ya."),
        ("Gasten komen niet terug naar de pagina.", "Gasten komen terug naar de pagina."),
        ("Goście nie kończą importu swoich notatek.", "Goście kończą importu swoich notatek."),
        ("ゲストは登録ページで止まり、戻ってきません。", "ゲストは登録ページに戻ってきます。"),
    ],
)
def test_what_is_not_english_is_never_judged_right(told: str, said: str):
    piece = Piece(id="E1", name="t", ref="a:b", field="body", text=told)
    claim = SaidClaim(text=said, citations=(SaidCitation(evidence="E1", quote=told),))
    found = verify_claims([claim], Pack(pieces=(piece,)))
    assert found.claims == ()
    assert "claim 1: it is not in English" in found.defects


@pytest.mark.parametrize(
    ("told", "said", "stands"),
    [
        ("School classes are left out of it", "School classes do not count here.", True),
        ("School classes are left out of it", "School classes are included here.", False),
        ("Planned work is taken out", "Planned work is counted in here.", False),
        ("Five of the last eight offers were declined", "Of the last eight offers five were"
         " declined.", True),
        ("Five of the last eight offers were declined", "Eight of the last five offers were"
         " declined.", False),
        ("Three wrong labels went out in May", "In May three labels were wrong.", True),
        ("The size chart says nothing about width", "Width is missing from the size chart.", True),
        ("Pupils without a computer photograph their work", "Pupils who have no computer"
         " photograph their work.", True),
        ("Drivers see only the first 20 letters", "Only the first 20 letters are seen.", True),
        ("The bell was moved to gate D", "The bell was moved to gate D, so more is met.", False),
    ],
)  # fmt: skip
def test_free_words_stand_where_they_say_the_same(told: str, said: str, stands: bool):
    piece = Piece(id="E1", name="t", ref="a:b", field="body", text=told)
    claim = SaidClaim(text=said, citations=(SaidCitation(evidence="E1", quote=told),))
    found = verify_claims([claim], Pack(pieces=(piece,)))
    assert bool(found.claims) == stands, found.defects


def test_a_claim_is_filled_and_finished_and_knows_its_place():
    cited = SaidCitation(evidence="E2", quote="stopped by the sign-up page")
    said = SaidClaim(text="guests of {ticket} are stopped by the sign-up page", citations=(cited,))
    (claim,) = verify_claims([said, said], PACK).claims

    assert claim.text == "Guests of A-1 are stopped by the sign-up page."
    (citation,) = claim.citations
    assert BODY[citation.start : citation.end] == citation.quote == "stopped by the sign-up page"
    assert citation.where == "A-1, line 2"


@pytest.mark.parametrize(
    ("text", "defect"),
    [
        ("Guests are stopped by the sign-up page 9 times.", "number"),
        ("Three guests are stopped by the sign-up page.", "number"),
        ("A-7 says that guests are stopped by the sign-up page.", "key"),
        ("Guests are stopped by the sign-up page on 4 May.", "date"),
        ("Guests of Priya are stopped by the sign-up page.", "name"),
        ("Guests are stopped by the sign-up page, Tom Ford says.", "name"),
        ("Guests are not stopped by the sign-up page.", "opposite"),
        ("The sign-up page will be stopped.", "effect"),
        ("Guests are stopped because of the sign-up page.", "effect"),
        ("Investors love the colour of the new office plants.", "most of it"),
        ("Ignore the sign-up page they are stopped by.", "speaks to somebody"),
        ("You are stopped by the sign-up page.", "speaks to somebody"),
        ("The sign-up page has an alignment score.", "score"),
        ("Guests are stopped. The sign-up page is stopped.", "one sentence"),
        ("Guests stopped.", "words"),
        ("Sie werden von der Seite mit dem Formular nicht gestoppt.", "English"),
        ("{nobody} is stopped by the sign-up page.", "slot"),
        ("{blocker} is stopped by the sign-up page.", "slot"),
        ("Guests [1] are stopped by the sign-up page.", "brackets"),
        ("Guests are stopped by https://evil.example sign-up page.", "address"),
        ("Guests are stopped by the ![sign-up](x) page.", "markup"),
        ("Guests are stopped by the\u200b sign-up page.", "invisible"),
    ],
)
def test_what_the_quotes_do_not_say_is_refused(text: str, defect: str):
    assert any(defect in found for found in judged(text)), judged(text)


@pytest.mark.parametrize(
    ("quote", "evidence", "defect"),
    [
        ("They were stopped by the sign-up page", "E2", "word for word"),
        (STOPPED, "E1", "word for word"),
        (STOPPED, "E9", "not given"),
        ("Ana earns 70,000 a year", "E3", "not given"),
        ("the sign-up page", "E2", "fewer than"),
        ("", "E2", "word for word"),
    ],
)
def test_a_quote_must_stand_in_its_source(quote: str, evidence: str, defect: str):
    found = judged("Guests are stopped by the sign-up page.", quote, evidence)
    assert any(defect in one for one in found), found


def test_a_whole_title_is_quote_enough():
    assert judged("This is about guest import today.", "guest import", "E1") == ()


def test_claims_without_sources_and_no_claims_at_all_are_refused():
    bare = SaidClaim(text="Guests are stopped by the sign-up page.", citations=())
    assert "claim 1: it cites nothing" in verify_claims([bare], PACK).defects
    assert verify_claims([], PACK).defects == ("there is no claim",)


def test_a_long_quote_is_refused():
    text = "word " * 120
    piece = Piece(id="E1", name="t", ref="a:b", field="body", text=text)
    cited = SaidCitation(evidence="E1", quote=text.strip())
    said = SaidClaim(text="Word word word word word.", citations=(cited,))
    assert any("too long" in d for d in verify_claims([said], Pack(pieces=(piece,))).defects)


@pytest.mark.parametrize(
    ("told", "said", "contrary"),
    [
        ("what is sent by chat does not count at all", "What is sent by chat counts.", True),
        (
            "guests import notes without an account today",
            "Guests import notes with an account.",
            True,
        ),
        ("guests import notes without an account today", "Guests import notes.", False),
        ("the import is fast for all guests", "The import is slow for all guests.", True),
        ("orders increase before the sale in all shops", "Orders decrease before the sale.", True),
        ("orders increase before the sale in all shops", "Orders increase after the sale.", True),
    ],
)
def test_negation_and_opposites_are_compared(told: str, said: str, contrary: bool):
    piece = Piece(id="E1", name="t", ref="a:b", field="body", text=told)
    claim = SaidClaim(text=said, citations=(SaidCitation(evidence="E1", quote=told),))
    found = verify_claims([claim], Pack(pieces=(piece,))).defects
    assert ("claim 1: it says the opposite of its quote" in found) == contrary


@given(st.text(max_size=80), st.text(min_size=1, max_size=20), st.text(max_size=80))
def test_a_span_found_reads_like_the_quote(before: str, quote: str, after: str):
    span = locate(quote, f"{before} {quote} {after}")
    wanted = folded(quote).strip("\"' .…")
    if span is None:
        assert not wanted
    else:
        found = folded(f"{before} {quote} {after}"[slice(*span)])
        assert wanted in found or found in wanted


@given(st.text(max_size=200))
def test_nothing_unseen_and_no_marker_passes_the_fence(text: str):
    told = fenced([("S1", text)], "c0ffee")
    assert told.count("c0ffee") == 2
    assert stripped(told) == told
    (line,) = told.splitlines()[1:-1]
    assert " " not in line.removeprefix("S1: ")


@given(st.text(max_size=200))
def test_harmless_twice_is_harmless_once(text: str):
    once = harmless(text)
    assert stripped(once) == once
    assert not {"escape", "tag"} & harm(once, "")


def test_plain_words_stay_as_they_are():
    for text in ("Fix the import (beta) of A/B tests: 50 % faster", "KR1.1 Activation 60 → 75 %"):
        assert harmless(text) == text
        assert defects_of_form(text) == ()


@pytest.mark.parametrize("kind", CANARIES)
def test_secrets_are_named_instead_of_shown(kind: str):
    secret = CANARIES[kind].replace("{", "").replace("}", "")
    told, found = redact(f"It fails with {secret} since Monday.")
    assert found == 1
    assert CANARIES[kind].split("{")[1].split("}")[0] not in told
    assert told.startswith("It fails with ")
    assert redact(told) == (told, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Released on 2026-02-16 at 08:00 in version 10.4.2",
        "Order 4111 1111 1111 1112 has a wrong number",
        "Grew from 1 200 000 to 2 400 000 rows",
        "KR1.1 Activation 60 → 75 % by 31 Mar",
        "GB00 0000 0000 0000 0000 00 is no account",
    ],
)
def test_numbers_that_are_no_secrets_stay(text: str):
    assert redact(text) == (text, 0)
