"""Wrong explanations whose words are right: said otherwise, at another time, of somebody else."""

import re
from collections.abc import Callable

from copilot.prompts.grounding import SaidClaim
from copilot.prompts.pack import Pack
from copilot.prompts.wording import content_of
from eval.mutations import Edit, Rng

_VERB = re.compile(
    r"\b(is|are|has|have|counts?|waits?|locks?|ends?|stands?|uses?|leaves?|loses?|holds?|shows?"
    r"|gets?|calls?|finds?|stays?|reads?|costs?|arrives?|makes?|takes?|needs?|opens?|types?|asks?"
    r"|tests?|runs?|queues?|carry|carries|adds?|falls?|sees?|halves|phones?|drives?)\b"
)
_QUALIFIER = re.compile(
    r"\b(?:most of|only|about|at least|at most|half of|almost|often|may|can|must)\s",
    re.IGNORECASE,
)
_PAST = {"is": "was", "are": "were", "has": "had", "have": "had"}
_APART = 2


def add_modality(claim: SaidClaim, _: Pack, rng: Rng) -> SaidClaim | None:
    """What is so may be so, should be so, will be so."""
    word = ("may", "might", "should", "will", "must", "plans to", "wants to")[rng.integers(7)]
    return _edited(claim, _VERB, lambda verb: f"{word} {verb}")


def change_tense(claim: SaidClaim, _: Pack, __: Rng) -> SaidClaim | None:
    """What is so was so."""
    return _edited(claim, _VERB, lambda verb: _PAST.get(verb) or f"{verb.rstrip('es')}ed")


def add_quantity(claim: SaidClaim, _: Pack, rng: Rng) -> SaidClaim | None:
    """What holds of some holds of all, of most, of few."""
    word = ("All", "Most", "Few", "Only", "Half of the", "Every one of the")[rng.integers(6)]
    text = claim.text
    fits = text[:1].isupper() and text[1:2].islower()
    return _said(claim, f"{word} {text[0].lower()}{text[1:]}") if fits else None


def drop_qualifier(claim: SaidClaim, _: Pack, __: Rng) -> SaidClaim | None:
    """A word of quantity, condition or doubt is left out."""
    return _edited(claim, _QUALIFIER, lambda _: "")


def swap_roles(claim: SaidClaim, _: Pack, rng: Rng) -> SaidClaim | None:
    """Two words of content change places."""
    words = claim.text.rstrip(".").split()
    content = [k for k, w in enumerate(words) if w.isalpha() and content_of(w) and len(w) > _SHORT]
    pairs = [(a, b) for a in content for b in content if b - a > _APART]
    pairs = [(a, b) for a, b in pairs if content_of(words[a]) != content_of(words[b])]
    if not pairs:
        return None
    one, two = pairs[int(rng.integers(len(pairs)))]
    words[one], words[two] = words[two].lower(), words[one].lower()
    return _said(claim, f"{' '.join(words)}.")


_SHORT = 3
TURNING_EDITS: dict[str, Edit] = {
    "modality added": add_modality,
    "tense changed": change_tense,
    "quantity added": add_quantity,
    "qualifier dropped": drop_qualifier,
    "roles swapped": swap_roles,
}


def _edited(
    claim: SaidClaim, pattern: re.Pattern[str], by: Callable[[str], str]
) -> SaidClaim | None:
    text = pattern.sub(lambda match: by(match[0]), claim.text, count=1)
    return None if text == claim.text else _said(claim, text[:1].upper() + text[1:])


def _said(claim: SaidClaim, text: str) -> SaidClaim:
    return claim.model_copy(update={"text": text})
