"""A second opinion on what the scan could not decide: what to ask about, what an answer weighs.

An answer is worth as much as a reader who is right seven times of ten, whoever gives it. It moves
the score by that and no further, and the verdict not at all: that takes the texts or a person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from typing import Literal

from copilot.portfolio import Alignment, Evidence, Link, Portfolio, Ref

from .against import with_harm
from .alignment import SHIPPED
from .calibration import log_odds
from .verdicts import UNSURE

Answer = Literal["helps", "against", "neither"]
READER = 0.7
"""How often a reader is right whose word counts as much as an answer."""
WEIGHT = log(READER / (1 - READER))
SHORT_OF = 0.01
"""What an answer leaves below the thresholds of "aligned" and "unaligned"."""
GOALS = 2
"""Goals asked about for one item."""
_FAINT = 0.12
"""Score below which a second goal is not asked about."""
_SAYS: Mapping[Answer, str] = {
    "helps": "a language model read both: helps",
    "against": "a language model read both: works against it",
    "neither": "a language model read both: no help",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """An item and a goal that it may serve, or harm."""

    item: Ref
    goal: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """An answer on one pair, with the words that it stands on."""

    pair: Pair
    answer: Answer
    quotes: tuple[Evidence, ...]
    """Verified spans of item and goal."""


def undecided(
    portfolio: Portfolio, told: Iterable[Ref], share: float, harms: Sequence[Link] = ()
) -> tuple[Pair, ...]:
    """Return the pairs worth asking about: of the items nearest to a threshold, open ones first.

    Args:
        portfolio: judged.
        told: items that people said something about; they are never asked about.
        share: most items, as a share of all.
        harms: what words alone suspect too faintly to tell.
    """
    most = int(share * len(portfolio.alignments))
    known = {*told, *portfolio.settled}
    faint = {link.item: link.goal for link in harms if link.item not in known}
    band = [a for a in portfolio.alignments if _open_to_doubt(a) and a.item not in known]
    near = sorted(band, key=lambda a: (not _is_open(portfolio, a.item), _distance(a), a.item))
    asked = dict.fromkeys((*faint, *(a.item for a in near)))
    return tuple(
        Pair(item, goal)
        for item in list(asked)[:most]
        for goal in _goals(portfolio.alignment[item], faint.get(item))
    )


def _is_open(portfolio: Portfolio, ref: Ref) -> bool:
    return portfolio.item[ref].status.is_open


def _open_to_doubt(alignment: Alignment) -> bool:
    """Whether numbers alone left it undecided; a text that can't be judged is no such case."""
    inferred = all(link.origin == "inferred" for link in alignment.links)
    undecided_by_numbers = alignment.verdict == "unsure" and alignment.note == UNSURE
    return undecided_by_numbers and inferred and alignment.best is not None


def _distance(alignment: Alignment) -> float:
    """Log-odds to the nearer of the two thresholds."""
    best = alignment.best
    up = log_odds(SHIPPED.aligned) - log_odds(best.score if best else 0.0)
    down = log_odds(SHIPPED.none) - log_odds(alignment.none)
    return min(abs(up), abs(down))


def _goals(alignment: Alignment, harmed: Ref | None) -> Iterator[Ref]:
    """The goal that it may harm, or the best ones that it may help."""
    if harmed is not None:
        yield harmed
        return
    helping = [link for link in alignment.links if link.relation == "helps"]
    for place, link in enumerate(helping[:GOALS]):
        if place == 0 or link.score >= _FAINT:
            yield link.goal


def weighed(
    alignment: Alignment, opinions: Sequence[Opinion], faint: Mapping[Pair, Link]
) -> Alignment:
    """Return the alignment with what the answers add to it.

    Args:
        alignment: of one item.
        opinions: on its pairs.
        faint: harms that words alone suspect, by pair.
    """
    for opinion in opinions:
        if opinion.answer == "against":
            alignment = with_harm(alignment, _harm(opinion, faint.get(opinion.pair)))
        elif alignment.verdict == "unsure":
            alignment = _moved(alignment, opinion)
    return alignment


def _harm(opinion: Opinion, faint: Link | None) -> Link:
    """A possible harm: as likely as not where words alone say nothing, so no alert."""
    said = Evidence(kind="model", text=_SAYS["against"], log_odds=WEIGHT if faint else 0.0)
    if faint is None:
        return Link(
            item=opinion.pair.item,
            goal=opinion.pair.goal,
            relation="against",
            score=0.5,
            evidence=(said, *opinion.quotes),
        )
    score = 1 / (1 + exp(-log_odds(faint.score) - WEIGHT))
    terms = (e for e in faint.evidence if e.ref is None)
    return replace(faint, score=score, evidence=(*terms, said, *opinion.quotes))


def _moved(alignment: Alignment, opinion: Opinion) -> Alignment:
    """Add the answer to the goal's log-odds and share; the other shares make room."""
    old = next((x for x in alignment.links if _is(x, opinion.pair)), None)
    if old is None:
        return alignment
    added = _added(old, alignment.none, opinion.answer)
    said = Evidence(kind="model", text=_SAYS[opinion.answer], log_odds=added)
    total = 1 + old.share * (exp(added) - 1)
    links = [
        replace(
            link,
            share=link.share * (exp(added) if link is old else 1.0) / total,
            score=1 / (1 + exp(-log_odds(link.score) - added)) if link is old else link.score,
            evidence=(*link.evidence, said, *opinion.quotes) if link is old else link.evidence,
        )
        for link in alignment.links
    ]
    return replace(
        alignment,
        alignment=1 - alignment.none / total,
        links=tuple(sorted(links, key=lambda x: (x.relation != "helps", -x.score))),
    )


def _is(link: Link, pair: Pair) -> bool:
    return link.goal == pair.goal and link.relation == "helps"


def _added(link: Link, none: float, answer: Answer) -> float:
    """The weight of an answer, cut where the score or p(none) would reach its threshold."""
    if answer == "helps":
        return max(0.0, min(WEIGHT, log_odds(SHIPPED.aligned) - SHORT_OF - log_odds(link.score)))
    room = none / (SHIPPED.none * (1 - SHORT_OF)) - 1
    least = 1 + room / link.share if link.share else 0.0
    return max(-WEIGHT, log(least)) if 0 < least < 1 else -WEIGHT * (least <= 0)
