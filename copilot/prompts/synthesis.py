"""What customers, the market and colleagues say, goal by goal; and what no goal covers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from copilot.portfolio import Ref

from .citation import Citation
from .explanation import Claim
from .markup import harmless
from .pack import Pack, Piece
from .points import SaidPoints, verify_points
from .prompt import Prompt, Verified

_CLAIMS = 8
NO_GOAL = "No goal covers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One note or comment, and the sentence of it that tells most."""

    lead: str
    """`Pied Piper, 14 January 2026`, `NOTE-412, comment by Jun, 3 Feb`."""
    citation: Citation
    perhaps: bool = False
    """Whether it is not sure that it speaks of this goal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A goal, how many speak of it, and the newest voices."""

    goal: Ref | None
    """None where no goal covers it."""
    name: str
    notes: int
    comments: int
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SynthesisFacts:
    """All that a synthesis may say."""

    title: str
    """`Note · 16 notes, 9 comments`."""
    themes: tuple[Theme, ...] = ()
    left_out: tuple[str, ...] = ()
    """What was not read, one sentence each."""
    names: frozenset[str] = frozenset()

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Everybody who is quoted, in their order."""
        return tuple(voice for theme in self.themes for voice in theme.voices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The published words."""

    text: str
    claims: tuple[Claim, ...]
    source: Literal["template", "model"] = "template"


def fallback(facts: SynthesisFacts) -> Spoken:
    """Quote them, without a language model."""
    return _told(facts, {}, "template")


def pack(facts: SynthesisFacts) -> Pack:
    """What a model may see: the sentences that are quoted, no more of them."""
    pieces = (
        Piece(
            id=f"E{number}",
            name=f"text {number}",
            ref=voice.citation.ref,
            field=voice.citation.field,
            text=voice.citation.quote,
            where=voice.citation.where,
            offset=voice.citation.start,
        )
        for number, voice in enumerate(facts.voices, 1)
    )
    return Pack(pieces=tuple(pieces), names=facts.names)


def verify(said: SaidPoints, facts: SynthesisFacts) -> Verified[Spoken]:
    """Put each claim that stands in place of the first quote that it stands on."""
    found = verify_points(said.claims, pack(facts), most=_CLAIMS)
    places = {_place(voice.citation): voice for voice in facts.voices}
    told: dict[tuple[str, str, int], Claim] = {}
    for claim in found.claims:
        first = next(
            (place for place in places if any(_within(c, place, places) for c in claim.citations)),
            None,
        )
        if first is not None:
            told.setdefault(first, claim)
    if not told:
        return Verified(None, found.defects)
    return Verified(_told(facts, told, "model"), found.defects)


def _place(citation: Citation) -> tuple[str, str, int]:
    return citation.ref, citation.field, citation.start


def _within(
    citation: Citation, place: tuple[str, str, int], voices: Mapping[tuple[str, str, int], Voice]
) -> bool:
    whole = voices[place].citation
    return place[:2] == (citation.ref, citation.field) and place[2] <= citation.start < whole.end


def _told(
    facts: SynthesisFacts,
    told: Mapping[tuple[str, str, int], Claim],
    source: Literal["template", "model"],
) -> Spoken:
    claims: list[Claim] = []
    lines = [facts.title]
    for theme in facts.themes:
        lines += ["", f"{harmless(theme.name)}  {_counted(theme)}"]
        for voice in theme.voices:
            claims.append(_said(voice, told.get(_place(voice.citation)), len(claims) + 1))
            lines.append(f"  {claims[-1].text}")
    lines += ["", *_below(facts)] if facts.themes or facts.left_out else []
    return Spoken(text="\n".join(lines), claims=tuple(claims), source=source)


def _said(voice: Voice, claim: Claim | None, number: int) -> Claim:
    """Who says what; a claim keeps the number of the voice it stands for."""
    perhaps = " (perhaps)" if voice.perhaps else ""
    quote = " ".join(voice.citation.quote.split())
    words = claim.text.rstrip(".") if claim else f"“{quote}”"
    text = harmless(f"{voice.lead}{perhaps}: {words} [{number}]")
    return replace(claim, text=text) if claim else Claim(text=text, citations=(voice.citation,))


def _counted(theme: Theme) -> str:
    told = ((theme.notes, "note"), (theme.comments, "comment"))
    return ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in told if n)


def _below(facts: SynthesisFacts) -> Iterator[str]:
    places: Sequence[str] = [voice.citation.where for voice in facts.voices]
    if places:
        yield "   ".join(f"[{n}] {harmless(where)}" for n, where in enumerate(places, 1))
    yield from facts.left_out


SYNTHESIS = Prompt(
    name="synthesis", answer=SaidPoints, pack=pack, verify=verify, fallback=fallback, most=_CLAIMS
)
