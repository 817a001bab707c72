"""Why these swaps? The terms of each value, joined to a sentence; as they are without a model."""

from dataclasses import dataclass, replace
from typing import Literal

from .markup import harmless
from .pack import Pack
from .prompt import Prompt, Verified
from .retelling import SaidLines, lines_of, retold, sentences_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """The reason of each swap, term by term, and who wrote it."""

    reasons: tuple[str, ...]
    source: Literal["template", "model"] = "template"


def fallback(facts: Reasons) -> Reasons:
    """Say the terms as they are, without a language model."""
    return replace(facts, reasons=tuple(map(harmless, facts.reasons)))


def pack(facts: Reasons) -> Pack:
    """What a model may see: the terms; no word of a ticket."""
    return Pack(lines=lines_of(fallback(facts).reasons))


def verify(said: SaidLines, facts: Reasons) -> Verified[Reasons]:
    """Put the sentences that stand in place of ours."""
    new, wrong = retold(said.lines, pack(facts).lines)
    if not new:
        return Verified(None, tuple(wrong))
    reasons = tuple(
        " ".join(new.get(sentence, sentence) for sentence in sentences_in(reason))
        for reason in fallback(facts).reasons
    )
    return Verified(replace(facts, reasons=reasons, source="model"), tuple(wrong))


SUGGEST = Prompt(name="suggest", answer=SaidLines, pack=pack, verify=verify, fallback=fallback)
