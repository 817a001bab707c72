"""Does this ticket serve that goal? Several pairs at once; what is not quoted is not counted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from copilot.analysis.opinions import Answer, Opinion, Pair
from copilot.portfolio import AnyGoal, Evidence, Ref, WorkItem

from .grounding import QUOTED_WORDS
from .pack import Pack, Piece, Slot
from .prompt import Prompt, Verified
from .quotes import folded, locate
from .sentences import Sentence, shown_of

TICKET_CHARS, GOAL_CHARS = 900, 700
"""Of either text a model sees its title and the beginning of the rest."""
UNIFORM = 4
"""So many answers that are all the same say nothing about any of them."""
_SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One side of a pair."""

    ref: Ref
    title: str
    rest: str
    field: str
    """What the rest is called: `body` or `text`."""

    @property
    def shown(self) -> str:
        """Title and rest, as they leave."""
        return f"{self.title}\n{self.rest}".strip()

    def cite(self, quote: str) -> Evidence | None:
        """Find a quote in the title or the rest, whole words of one of them; else None."""
        for field, text in (("title", self.title), (self.field, self.rest)):
            span = locate(quote, text)
            if span is not None and _enough(quote, field, text):
                start, end = span
                return Evidence(
                    kind="sentence",
                    text=text[start:end],
                    ref=self.ref,
                    field=field,
                    start=start,
                    end=end,
                    method="model",
                )
        return None


def _enough(quote: str, field: str, text: str) -> bool:
    whole = field == "title" and folded(quote) == folded(text)
    return whole or len(quote.split()) >= QUOTED_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One pair to be judged."""

    item: Text
    goal: Text

    @property
    def pair(self) -> Pair:
        """By reference."""
        return Pair(self.item.ref, self.goal.ref)


def doubt(item: WorkItem, body: str, goal: AnyGoal) -> Doubt:
    """Show no more of either than is needed."""
    return Doubt(
        item=Text(ref=item.ref, title=item.title, rest=body[:TICKET_CHARS], field="body"),
        goal=Text(ref=goal.ref, title=goal.title, rest=goal.text[:GOAL_CHARS], field="text"),
    )


class SaidOpinion(BaseModel):
    """A pair, the sentence of either side that decides it, and the answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pair: str
    ticket: str
    """`S2`; or the words themselves, as kept answers have them."""
    goal: str
    answer: Answer


class SaidOpinions(BaseModel):
    """What a model answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opinions: tuple[SaidOpinion, ...]


Doubts = tuple[Doubt, ...]
Opinions = tuple[Opinion, ...]


def pack(doubts: Doubts) -> Pack:
    """Each text once, title and rest, and which of them are pairs."""
    items = {d.item.ref: d.item for d in doubts}
    goals = {d.goal.ref: d.goal for d in doubts}
    names = {
        **{ref: f"ticket T{n}" for n, ref in enumerate(items, 1)},
        **{ref: f"goal G{n}" for n, ref in enumerate(goals, 1)},
    }
    pieces = (
        piece for text in (*items.values(), *goals.values()) for piece in _pieces(text, names)
    )
    slots = (
        Slot(name=f"P{n}", meaning=f"{names[d.item.ref]} with {names[d.goal.ref]}", text=f"P{n}")
        for n, d in enumerate(doubts, 1)
    )
    return Pack(pieces=tuple(pieces), slots=tuple(slots))


def _pieces(text: Text, names: Mapping[Ref, str]) -> Iterator[Piece]:
    name = names[text.ref]
    yield Piece(id=name, name=name, ref=text.ref, field="title", text=text.title)
    yield Piece(id=name, name=name, ref=text.ref, field=text.field, text=text.rest)


def verify(said: SaidOpinions, doubts: Doubts) -> Verified[Opinions]:
    """Keep answers whose two quotes are found; a model that says the same of all says nothing."""
    found: dict[Pair, Opinion] = {}
    defects = []
    sentences = {s.id: s for s in shown_of(pack(doubts)).sentences}
    for one in said.opinions:
        known = _asked(one.pair, doubts)
        opinion = _opinion(one, known, sentences) if known else None
        if opinion is None:
            defects.append("a quote is not in its text, or there is no such pair")
        else:
            found.setdefault(opinion.pair, opinion)
    answers = Counter(o.answer for o in found.values())
    items = {pair.item for pair in found}
    if len(found) >= UNIFORM and len(answers) == 1 and len(items) >= _SEVERAL:
        return Verified((), (*defects, "the same answer for every pair"))
    return Verified(tuple(found.values()), tuple(defects))


def _asked(name: str, doubts: Doubts) -> Doubt | None:
    names = {f"P{n}": d for n, d in enumerate(doubts, 1)}
    return names.get(name)


def _opinion(said: SaidOpinion, asked: Doubt, sentences: Mapping[str, Sentence]) -> Opinion | None:
    named = ((asked.item, said.ticket), (asked.goal, said.goal))
    quotes = tuple(text.cite(_words(what, text, sentences)) for text, what in named)
    kept = tuple(_kept(quotes))
    return Opinion(pair=asked.pair, answer=said.answer, quotes=kept) if all(quotes) else None


def _words(named: str, text: Text, sentences: Mapping[str, Sentence]) -> str:
    """What a number stands for, where that is a sentence of this text."""
    sentence = sentences.get(named)
    return sentence.text if sentence and sentence.piece.ref == text.ref else named


def _kept(quotes: tuple[Evidence | None, ...]) -> Iterator[Evidence]:
    return (quote for quote in quotes if quote is not None)


def fallback(_: Doubts) -> Opinions:
    """Without a model nobody has a second opinion."""
    return ()


OPINION = Prompt(name="opinion", answer=SaidOpinions, pack=pack, verify=verify, fallback=fallback)
