"""What one item is thought of once people have answered, before a scan has learnt from it."""

from collections.abc import Sequence
from dataclasses import replace

from copilot.portfolio import Alignment, Evidence, Feedback, Link, Ref

from .calibration import log_odds
from .structure import CERTAINTY
from .verdicts import LINKS, REFUSED


def answered(alignment: Alignment, told: Sequence[Feedback], goals: int) -> Alignment:
    """Return an item's alignment with people's answers about it taken at their word.

    It is as sure as an answer is in a scan; what other items learn from it takes a scan.

    Args:
        alignment: what the last scan thought.
        told: answers about this item since then, oldest first.
        goals: how many goals it could serve.
    """
    for word in told:
        if word.goal is None:
            alignment = _none(alignment, goals) if word.answer == "accept" else alignment
        elif word.answer == "accept":
            alignment = _confirmed(alignment, word.goal, word.author)
        else:
            alignment = _rejected(alignment, word.goal, word.author)
    return alignment


def _said(origin: str, author: str, score: float) -> Evidence:
    by = f" by {author}" if author else ""
    return Evidence(kind=origin, text=f"{origin}{by}", log_odds=float(log_odds(score)))


def _confirmed(alignment: Alignment, goal: Ref, author: str) -> Alignment:
    sure = CERTAINTY["confirmed"]
    link = Link(
        item=alignment.item,
        goal=goal,
        score=sure,
        share=sure,
        origin="confirmed",
        evidence=(_said("confirmed", author, sure),),
    )
    others = [x for x in alignment.links if (x.goal, x.relation) != (goal, "helps")]
    return replace(
        alignment,
        verdict="aligned",
        alignment=max(alignment.alignment, sure),
        certified=False,
        reason=None,
        links=(link, *others)[:LINKS],
        note="",
    )


def _rejected(alignment: Alignment, goal: Ref, author: str) -> Alignment:
    low = CERTAINTY["rejected"]
    mine = [x for x in alignment.links if (x.goal, x.relation) == (goal, "helps")]
    links = [x for x in alignment.links if x not in mine]
    links += [
        replace(
            x, score=low, share=0.0, origin="rejected", evidence=(_said("rejected", author, low),)
        )
        for x in mine
    ]
    if any(x.origin == "confirmed" for x in links):
        return replace(alignment, links=tuple(links))
    return replace(
        alignment,
        verdict="unsure",
        certified=False,
        reason=None,
        links=tuple(links),
        note=REFUSED,
    )


def _none(alignment: Alignment, goals: int) -> Alignment:
    """Every goal is as unlikely as one that was rejected: 1 - 1 / (1 + n · odds)."""
    low = CERTAINTY["rejected"]
    some = 1 - 1 / (1 + goals * low / (1 - low))
    helps = [x for x in alignment.links if x.relation == "helps"]
    lowered = [replace(x, score=low, share=some / max(1, goals), origin="inferred") for x in helps]
    return replace(
        alignment,
        verdict="unaligned",
        alignment=some,
        certified=False,
        reason=None,
        links=(*lowered, *(x for x in alignment.links if x.relation != "helps")),
        note="",
    )
