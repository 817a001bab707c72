"""What do the records say? The passages that answer, quoted and dated; or that nothing does."""

from dataclasses import dataclass

from .citation import Citation
from .explanation import Claim, Explanation

NOTHING = "Nothing in the records says."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One stretch of a record, and who said it when."""

    lead: str
    """`NOTE-233, comment by Marek`, `Parked by Lena`."""
    day: str
    """`3 Mar 2026`; empty where nothing tells."""
    citation: Citation
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFacts:
    """All that an answer may say."""

    question: str
    states: tuple[str, ...] = ()
    """How the records that the question names stood, computed: one sentence each."""
    told: tuple[Told, ...] = ()
    """What answers, best first."""
    state_asked: bool = False
    """Whether the question asks how a record stands, so that its state is an answer."""


def fallback(facts: AskFacts) -> Explanation:
    """Quote what answers, without a language model."""
    states = [Claim(text=state) for state in facts.states]
    if not facts.told and facts.state_asked:
        return Explanation(text=" ".join(facts.states), claims=tuple(states))
    if not facts.told:
        claims = [Claim(text=NOTHING), *states]
        return Explanation(text=" ".join(c.text for c in claims), claims=tuple(claims))
    quoted = [_claim(told, number) for number, told in enumerate(facts.told, 1)]
    sources = [f"[{number}] {t.citation.where}" for number, t in enumerate(facts.told, 1)]
    claims = [*states, *quoted]
    text = "\n".join([*(claim.text for claim in claims), "   ".join(sources)])
    return Explanation(text=text, claims=tuple(claims))


def _claim(told: Told, number: int) -> Claim:
    when = f", {told.day}" if told.day else ""
    quote = " ".join(told.citation.quote.split())
    text = f"{told.lead}{when}: “{quote}” [{number}]"
    return Claim(text=text, citations=(told.citation,))
