"""Claims that name the sentence they stand on: code quotes it and has the claim judged."""

from collections import Counter
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from .grounding import Grounded, SaidCitation, SaidClaim, verify_claims
from .pack import SLOT, Pack
from .sentences import Sentence, shown_of
from .untrusted import MARK
from .wording import content_of, words_of

_OTHERS = 3
"""Sentences that a claim is held against beside the one it names, nearest first."""
_FEW = 3
"""Content words from which it can be told whether a claim keeps to its sentence."""
_EXTRACT, _WHOLE = 0.75, 0.6
"""Share of a claim in its sentence's order, or share of the sentence that is in the claim."""
_INTRODUCING = frozenset(content_of("say says ticket goal count counts describes means"))
_CONDITIONS = frozenset(
    [
        "until",
        "unless",
        "if",
        "whether",
        "except",
        "unlike",
        "may",
        "might",
        "could",
        "would",
        "should",
        "perhaps",
        "maybe",
        "probably",
        "possibly",
        "likely",
        "almost",
        "nearly",
        "only",
        "seem",
        "seems",
        "seemed",
        "suspect",
        "suspects",
        "suspected",
        "ask",
        "asks",
        "asked",
        "want",
        "wants",
        "wanted",
        "wish",
        "wishes",
        "wished",
        "hope",
        "hopes",
        "hoped",
        "plan",
        "plans",
        "planned",
        "promise",
        "promises",
        "promised",
        "expect",
        "expects",
        "expected",
        "intend",
        "intends",
        "intended",
    ]
)
"""Words without which the rest of a sentence says something else."""


class SaidPoint(BaseModel):
    """One sentence with slots, and the number of the one it stands on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    evidence: str
    text: str


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
    sentences = shown_of(pack).sentences
    proven: list[SaidClaim] = []
    defects = [] if said else ["there is no claim"]
    for number, point in enumerate(said[:most], 1):
        claim, wrong = _proven(point, sentences, pack)
        proven += [claim] if claim else []
        defects += [defect.replace("claim 1", f"claim {number}", 1) for defect in wrong]
    return Grounded(verify_claims(proven, pack, most=most).claims, tuple(defects))


def _proven(
    point: SaidPoint, sentences: Sequence[Sentence], pack: Pack
) -> tuple[SaidClaim | None, tuple[str, ...]]:
    """The claim with the first quotes that it stands on; else what is wrong with it as it is."""
    text = point.text.replace(MARK, " ")
    faults: list[tuple[str, ...]] = []
    for cited in _options(point, text, sentences):
        quote = SaidCitation(evidence=cited.piece.id, quote=cited.text)
        claim = SaidClaim(text=text, citations=(quote,))
        wrong = verify_claims([claim], pack).defects
        if not wrong and not _keeps_to(text, cited, pack):
            wrong = ("claim 1: it mixes up its sentence: say more of it, or less, in its order",)
        if not wrong:
            return claim, ()
        faults.append(wrong)
    return None, faults[0] if faults else ("claim 1: it cites nothing",)


def _options(point: SaidPoint, text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentence that is named, then those nearest to the claim."""
    named = [s for s in sentences if s.id == point.evidence]
    said = set(content_of(text))
    others = [s for s in sentences if s.id != point.evidence]
    others.sort(key=lambda s: -len(said & set(content_of(s.text))))
    return [*named, *others[:_OTHERS]]


def _keeps_to(text: str, cited: Sentence, pack: Pack) -> bool:
    """Whether a claim follows its sentence word by word, or says most of it in any order.

    A weak model shuffles the right words into wrong sentences, and says some twice; these do
    neither. And what stood under a condition stands under it still.
    """
    said = [w for w in content_of(SLOT.sub(" ", pack.slotted(text))) if w not in _INTRODUCING]
    told = content_of(cited.text)
    if len(said) < _FEW:
        return True
    repeated = (Counter(said) - Counter(told)).keys() & set(told)
    if repeated or _CONDITIONS & set(words_of(cited.text)) - set(words_of(text)):
        return False
    whole = len(set(said) & set(told)) >= _WHOLE * len(set(told))
    return whole or _in_common(said, told) >= _EXTRACT * len(said)


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence (Wagner and Fischer, 1974)."""
    best = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for place, theirs in enumerate(other, 1):
            before, best[place] = (
                best[place],
                before + 1 if word == theirs else max(best[place], best[place - 1]),
            )
    return best[-1]
