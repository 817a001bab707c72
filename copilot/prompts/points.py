"""Claims that name the sentence they stand on: code quotes it and has the claim judged."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict

from .citation import clipped
from .explanation import Claim
from .frames import unframed
from .grounding import Grounded, SaidCitation, SaidClaim, verify_claims
from .pack import Pack
from .quotes import folded
from .sentences import Sentence, shown_of
from .shortening import refers_back, shortens
from .untrusted import MARK
from .wording import content_of

_OTHERS = 3
"""Sentences that a claim is held against beside the one it names, nearest first."""
_QUOTED_WORDS = 26
"""Of a sentence as it stands; `…` tells that it goes on."""
_NOT_ITS = "claim 1: it is not its sentence: copy that, less whole phrases at most"
_HANGS = "claim 1: its sentence leans on the one before: choose another"
_PAGE_SIGNS = re.compile(r"[`*\[\]]|(?<!\w)[_#>]+|[_]+(?!\w)")


class SaidPoint(BaseModel):
    """One sentence with slots, and the number of the one it stands on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    evidence: str
    text: str
    """The sentence, shortened; empty where it stays as it is."""


class SaidPoints(BaseModel):
    """What a model answers: claims, each with its source."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    claims: tuple[SaidPoint, ...]


def verify_points(said: Sequence[SaidPoint], pack: Pack, *, most: int = 2) -> Grounded:
    """Keep the claims that are proven, each with the sentence that proves it.

    A claim that names the wrong number is as true as the right sentence: the nearest ones are
    tried too. All are judged alike, and one at a time: from two, words can be picked that make a
    third.
    """
    sentences = [s for s in shown_of(pack).sentences if s.piece.citable]
    proven: dict[str, Claim] = {}
    defects = [] if said else ["there is no claim"]
    for number, point in enumerate(said[:most], 1):
        claim, wrong = _proven(point, sentences, pack)
        if claim:
            proven.setdefault(folded(claim.text), claim)
        defects += [defect.replace("claim 1", f"claim {number}", 1) for defect in wrong]
    return Grounded(tuple(proven.values()), tuple(defects))


def _proven(
    point: SaidPoint, sentences: Sequence[Sentence], pack: Pack
) -> tuple[Claim | None, tuple[str, ...]]:
    """The claim with the first quotes that it stands on; else what is wrong with it as it is.

    One that is proven in words too free to be trusted gives way to its sentence, quoted.
    """
    text = point.text.replace(MARK, " ").strip()
    if not text:
        return _quoted(point, sentences, pack)
    faults: list[tuple[str, ...]] = []
    freely: list[Sentence] = []
    for cited in _options(point, text, sentences):
        found = _judged(text, cited, pack)
        if found.claims and _keeps_to(text, cited, pack):
            return found.claims[0], ()
        freely += [cited] if found.claims else []
        faults.append(found.defects or (_NOT_ITS,))
    if freely:
        return _quoted(point.model_copy(update={"evidence": freely[0].id}), sentences, pack)
    return None, faults[0] if faults else ("claim 1: it cites nothing",)


def _quoted(
    point: SaidPoint, sentences: Sequence[Sentence], pack: Pack
) -> tuple[Claim | None, tuple[str, ...]]:
    """The sentence that is named, in quotation marks: its words are not ours."""
    for cited in (s for s in sentences if s.id == point.evidence):
        if refers_back(cited.text):
            return None, (_HANGS,)
        whole = _whole(cited.text).rstrip(" .")
        kept = clipped(whole, _QUOTED_WORDS)
        more = "…" if len(kept) < len(whole) else ""
        found = _judged(kept, cited, pack)
        told = (replace(c, text=f"“{kept}{more}”") for c in found.claims)
        return next(told, None), found.defects
    return None, ("claim 1: it cites a sentence that was not given",)


def _judged(text: str, cited: Sentence, pack: Pack) -> Grounded:
    quote = SaidCitation(evidence=cited.piece.id, quote=cited.text)
    return verify_claims([SaidClaim(text=text, citations=(quote,))], pack)


def _whole(sentence: str) -> str:
    """A sentence as a claim: the signs that only a page needs are left out."""
    return " ".join(_PAGE_SIGNS.sub("", sentence).split())


def _options(point: SaidPoint, text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentence that is named, then those nearest to the claim."""
    named = [s for s in sentences if s.id == point.evidence]
    said = set(content_of(text))
    others = [s for s in sentences if s.id != point.evidence]
    others.sort(key=lambda s: -len(said & set(content_of(s.text))))
    return [*named, *others[:_OTHERS]]


def _keeps_to(text: str, cited: Sentence, pack: Pack) -> bool:
    """Whether a claim is its sentence, shortened; a frame of ours around it is not judged."""
    piece = cited.piece
    around = "\n".join(p.text for p in pack.shown if p.ref == piece.ref)
    bare = unframed(pack.slotted(text), pack.slots_about(piece.ref), piece.name)
    return not bare or shortens(bare, pack.slotted(cited.text), around)


def one_each(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The first claim on each record: one on the ticket, one on the goal."""
    told: set[str] = set()
    for claim in claims:
        refs = {citation.ref for citation in claim.citations}
        if not refs & told:
            yield claim
        told |= refs
