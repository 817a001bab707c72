"""The verifier: a claim is published only where its sources say it and code knows its numbers.

Slots are phrases of ours and true wherever they stand. The rest of a claim, its residue, may say
only what the claim's own quotes say: their numbers, keys, dates and names, their polarity, and
mostly their words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from copilot.analysis.language import language_of

from .citation import Citation
from .explanation import Claim
from .markup import defects_of_form
from .pack import SLOT, Pack, Piece
from .polarity import causal, contradicts
from .quotes import folded
from .wording import (
    content_of,
    counted_near,
    dates_of,
    keys_of,
    names_of,
    numbers_of,
    roots_of,
    stem,
    words_of,
)

QUOTED_WORDS = 4
LONGEST_QUOTE = 400
SHORTEST_CLAIM, LONGEST_CLAIM = 4, 32
"""Words."""
SUPPORT = 0.6
"""Least share of a claim's content words that its quotes have too."""
NOVEL = 3
"""Most content words that its quotes have not."""

_INTRODUCING = "say says far ticket goal count today also describe mean"
_NEUTRAL = frozenset(map(stem, _INTRODUCING.split()))
"""Words that only introduce what is quoted."""
_DENYING = frozenset(content_of("nothing nobody missing absent never hardly"))
"""Words that deny: `contradicts` judges them."""
_SEVERAL = re.compile(r"[.!?]\s+\S")
_COMMANDING = re.compile(
    r"^(?:ignore|disregard|forget|click|visit|open|send|approve|transfer|reply|reveal|print|say"
    r"|output|respond|mark|set|run|execute|call|delete|install|download|follow|go|act|pretend)\b",
    re.IGNORECASE,
)
_SPOKEN = frozenset({"you", "your", "yours", "yourself", "please", "i", "my", "me"})
_SCORING = re.compile(
    r"\b(?:alignment|relevance|similarity|priority|confidence)[ -]?"
    r"(?:scores?|rating|level|rank)\b",
    re.IGNORECASE,
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SaidCitation(_Strict):
    """A quote, and the piece it is from."""

    evidence: str
    quote: str


class SaidClaim(_Strict):
    """One sentence with slots, and what it stands on."""

    text: str
    citations: tuple[SaidCitation, ...]


class SaidClaims(_Strict):
    """What a model answers: claims, each with its sources."""

    claims: tuple[SaidClaim, ...]


@dataclass(frozen=True, slots=True)
class Grounded:
    """Claims that stand, and what was wrong with the others."""

    claims: tuple[Claim, ...]
    defects: tuple[str, ...]


def verify_claims(said: Sequence[SaidClaim], pack: Pack, *, most: int = 2) -> Grounded:
    """Keep what is proven; name every defect of the rest, in our words."""
    kept: list[Claim] = []
    defects: list[str] = []
    for number, claim in enumerate(said[:most], 1):
        cited, wrong = _cited(claim.citations, pack)
        wrong += _defects(claim.text, cited, pack)
        if wrong:
            defects += [f"claim {number}: {defect}" for defect in wrong]
        elif not _repeats(pack.filled(claim.text), kept):
            kept.append(Claim(text=_finished(pack.filled(claim.text)), citations=tuple(cited)))
    if not said:
        defects.append("there is no claim")
    return Grounded(tuple(kept), tuple(defects))


def _cited(said: Sequence[SaidCitation], pack: Pack) -> tuple[list[Citation], list[str]]:
    """Resolve citations; each must be found word for word."""
    known = {piece.id: piece for piece in pack.shown}
    found: list[Citation] = []
    wrong = [] if said else ["it cites nothing"]
    for one in said[:4]:
        piece = known.get(one.evidence)
        citation = piece.cite(one.quote) if piece else None
        if piece is None:
            wrong.append("it cites evidence that was not given")
        elif citation is None:
            wrong.append(f"its quote is not in {piece.id}, word for word")
        else:
            wrong += _quotable(citation, piece)
            found.append(citation)
    return found, wrong


def _quotable(citation: Citation, piece: Piece) -> Iterator[str]:
    whole = piece.field == "title" and folded(citation.quote) == folded(piece.text)
    if len(citation.quote.split()) < QUOTED_WORDS and not whole:
        yield f"its quote has fewer than {QUOTED_WORDS} words"
    if len(citation.quote) > LONGEST_QUOTE:
        yield "its quote is too long"


def _defects(text: str, cited: Sequence[Citation], pack: Pack) -> list[str]:
    """Judge one claim against its own quotes."""
    form = list(defects_of_form(text.replace("{", "").replace("}", "")))
    unknown = sorted(set(pack.unknown(text)))
    if form or unknown:
        return [f"it holds {f}" for f in form] + [f"there is no slot {{{u}}}" for u in unknown]
    residue = SLOT.sub(" ", pack.slotted(text)).strip()
    quotes = [citation.quote for citation in cited]
    return [
        *_shape(text, pack),
        *_unknown_facts(residue, quotes, pack),
        *_meaning(residue, quotes),
    ]


def _shape(text: str, pack: Pack) -> Iterator[str]:
    words = len(pack.filled(text).split())
    if not SHORTEST_CLAIM <= words <= LONGEST_CLAIM:
        yield f"it has {words} words, {SHORTEST_CLAIM} to {LONGEST_CLAIM} are allowed"
    if _SEVERAL.search(SLOT.sub("x", text)):
        yield "it is more than one sentence"
    if "{" in SLOT.sub("", text) or "}" in SLOT.sub("", text) or "[" in text or "]" in text:
        yield "it holds brackets that are no slot"
    if language_of(SLOT.sub(" ", text)) not in {"en", ""}:
        yield "it is not in English"


def _unknown_facts(residue: str, quotes: Sequence[str], pack: Pack) -> Iterator[str]:
    """Numbers, keys, dates and names that the quotes do not have."""
    told = "\n".join(quotes)
    if not _in_order(numbers_of(residue), [n for quote in quotes for n in _numbers(quote)]):
        yield "a number is not in its quotes, or not in their order: use a slot"
    readers: tuple[tuple[str, Callable[[str], list[str]]], ...] = (
        ("key", keys_of),
        ("date", dates_of),
    )
    for what, reader in readers:
        if set(reader(residue)) - set(reader(told)):
            yield f"a {what} is not in its quotes: use a slot"
    lowered = folded(told)
    if any(folded(name) not in lowered for name in (*names_of(residue), *_known(residue, pack))):
        yield "a name is not in its quotes"


def _known(residue: str, pack: Pack) -> list[str]:
    """Names of this workspace that a text has, wherever they stand."""
    spelled = set(re.findall(r"[\w.-]*\w", residue))
    return [n for n in pack.names if n in spelled or (" " in n and n in residue)]


Number = tuple[str, str, frozenset[str]]
"""Its value, its unit or the word behind it, and the few words behind it."""


def _numbers(quote: str) -> list[Number]:
    near = counted_near(quote)
    return [(n, unit, few) for (n, unit), (_, few) in zip(numbers_of(quote), near, strict=True)]


def _in_order(said: list[tuple[str, str]], told: list[Number]) -> bool:
    """Whether numbers appear in the same order, or each beside its own word; none with another."""
    left = iter(told)
    if all(any(_same(number, other) for other in left) for number in said):
        return True
    own = [(value, unit) for value, unit, _ in told]
    worded = sum(not unit for _, unit in own) <= 1
    return worded and len(set(own)) == len(own) and sorted(said) == sorted(own)


def _same(one: tuple[str, str], other: Number) -> bool:
    units = {one[1], other[1]} - {""}
    fits = len(units) <= 1 or (other[1] != "%" and one[1] in other[2])
    return one[0] == other[0] and fits


def _meaning(residue: str, quotes: Sequence[str]) -> Iterator[str]:
    told = " ".join(quotes)
    if _COMMANDING.search(residue) or (_SPOKEN & set(words_of(residue))) - set(words_of(told)):
        yield "it speaks to somebody instead of stating something"
    if _SCORING.search(residue):
        yield "it gives a score: code does that"
    effects = causal(residue, told)
    if effects:
        yield f"it claims an effect that is not quoted ({', '.join(effects[:3])})"
    if contradicts(residue, quotes):
        yield "it says the opposite of its quote"
    content = [word for word in roots_of(residue) if word not in _DENYING]
    known = set(roots_of(told))
    novel = [word for word in content if word not in known and word not in _NEUTRAL]
    if len(novel) > NOVEL or len(content) - len(novel) < SUPPORT * len(content):
        yield "most of it is not in its quotes"


def _repeats(text: str, kept: Sequence[Claim]) -> bool:
    return any(folded(text).rstrip(".") == folded(claim.text).rstrip(".") for claim in kept)


def _finished(text: str) -> str:
    """One space between words, a capital first, a full stop last."""
    text = " ".join(text.split()).rstrip(" .!?") + "."
    return text[0].upper() + text[1:]
