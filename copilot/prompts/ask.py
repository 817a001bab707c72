"""What do the records say? The passages that answer, quoted and dated; or that nothing does."""

from collections.abc import Sequence
from dataclasses import dataclass

from .citation import Citation
from .explanation import Claim, Explanation
from .markup import harmless

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
    states = [Claim(text=harmless(state)) for state in facts.states]
    if facts.told:
        return _quoted(facts.told, states)
    silent = [] if facts.state_asked else [Claim(text=NOTHING)]
    claims = (*silent, *states)
    return Explanation(text=" ".join(c.text for c in claims), claims=claims)


def _quoted(told: Sequence[Told], states: Sequence[Claim]) -> Explanation:
    claims = (*states, *(_claim(one, number) for number, one in enumerate(told, 1)))
    sources = (f"[{n}] {harmless(one.citation.where)}" for n, one in enumerate(told, 1))
    text = "\n".join([*(claim.text for claim in claims), "   ".join(sources)])
    return Explanation(text=text, claims=claims)


def _claim(told: Told, number: int) -> Claim:
    when = f", {told.day}" if told.day else ""
    quote = " ".join(told.citation.quote.split())
    text = harmless(f"{told.lead}{when}: “{quote}” [{number}]")
    return Claim(text=text, citations=(told.citation,))
