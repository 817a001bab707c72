"""What do the records say? The passages that answer, quoted and dated; or that nothing does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .citation import Citation
from .explanation import Claim, Explanation
from .markup import harmless
from .pack import Pack, Piece, Slot
from .points import SaidPoints, verify_points
from .prompt import Prompt, Verified

_CLAIMS = 3
_LEAD = 8
"""Words of a lead that fits into a sentence."""
NOTHING = "Nothing in the records says."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One stretch of a record, and who said it when."""

    lead: str
    """`NOTE-233, comment by Marek`, `Parked by Lena`."""
    day: str
    """`3 Mar 2026`; empty where nothing tells."""
    citation: Citation
    key: str = ""
    """Key of the ticket, id of the goal that it is about; empty where it is about neither."""

    @property
    def who(self) -> str:
        """Who or what says it, and when, short enough for a sentence."""
        short = self.lead if len(self.lead.split()) <= _LEAD else self.citation.where
        return f"{short}, {self.day}" if self.day else short


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
    names: frozenset[str] = frozenset()
    """People, teams and keys known here: to judge an answer by, never sent."""


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


def passages(facts: AskFacts) -> tuple[Claim, ...]:
    """What was found, quoted, while a model is still thinking about it."""
    return tuple(_claim(one, number) for number, one in enumerate(facts.told, 1))


def _claim(told: Told, number: int) -> Claim:
    when = f", {told.day}" if told.day else ""
    quote = " ".join(told.citation.quote.split())
    text = harmless(f"{told.lead}{when}: “{quote}” [{number}]")
    return Claim(text=text, citations=(told.citation,))


def pack(facts: AskFacts) -> Pack:
    """What a model may see: the question, and the stretches that were found; no more of them."""
    return Pack(
        pieces=tuple(_pieces(facts.told)),
        slots=tuple(_slots(facts.told)),
        names=facts.names,
        question=facts.question,
    )


def _pieces(told: Sequence[Told]) -> Iterator[Piece]:
    for number, one in enumerate(told, 1):
        cited = one.citation
        yield Piece(
            id=f"E{number}",
            name=f"text {number}",
            ref=cited.ref,
            field=cited.field,
            text=cited.quote,
            where=cited.where,
            offset=cited.start,
        )


def _slots(told: Sequence[Told]) -> Iterator[Slot]:
    for number, one in enumerate(told, 1):
        yield Slot(
            name=f"source{number}",
            meaning=f"who says text {number}, and when",
            text=one.who,
            about=one.citation.ref,
        )
    keys = {one.key: one.citation.ref for one in told if one.key}
    for number, (key, ref) in enumerate(keys.items(), 1):
        yield Slot(name=f"record{number}", meaning="key of a ticket or goal", text=key, about=ref)


def verify(said: SaidPoints, facts: AskFacts) -> Verified[Explanation]:
    """Put the claims that stand in place of the quotes; how records stand, code says.

    A model that finds no answer leaves the quotes: whoever asks may see more in them.
    """
    if not said.claims:
        return Verified(None)
    found = verify_points(said.claims, pack(facts), most=_CLAIMS)
    if not found.claims:
        return Verified(None, found.defects)
    cited = [c for claim in found.claims for c in claim.citations]
    shown = [one for one in facts.told if any(_within(c, one) for c in cited)]
    states = [Claim(text=harmless(state)) for state in facts.states]
    claims = (*states, *(_marked(claim, shown) for claim in found.claims))
    lines = [*(claim.text for claim in claims), *_below(shown, facts.told)]
    told = Explanation(text="\n".join(lines), claims=claims, source="model")
    return Verified(told, found.defects)


def _marked(claim: Claim, shown: Sequence[Told]) -> Claim:
    """Number what it stands on, as the sources below are numbered."""
    numbers = [
        n for n, one in enumerate(shown, 1) if any(_within(c, one) for c in claim.citations)
    ]
    marks = "".join(f" [{number}]" for number in numbers)
    return replace(claim, text=harmless(f"{claim.text.rstrip('.')}{marks}."))


def _below(shown: Sequence[Told], told: Sequence[Told]) -> Iterator[str]:
    """The sources, dated; then what was found too, so that nothing is kept back."""
    dated = (f"{o.citation.where}{f', {o.day}' if o.day else ''}" for o in shown)
    yield "   ".join(f"[{n}] {harmless(where)}" for n, where in enumerate(dated, 1))
    also = [one.citation.where for one in told if one not in shown]
    if also:
        yield f"Found too: {harmless('; '.join(also))}"


def _within(citation: Citation, told: Told) -> bool:
    whole = told.citation
    same = (citation.ref, citation.field) == (whole.ref, whole.field)
    return same and whole.start <= citation.start < whole.end


ASK = Prompt(
    name="ask", answer=SaidPoints, pack=pack, verify=verify, fallback=fallback, most=_CLAIMS
)
