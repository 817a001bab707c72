"""The word for each item: aligned, unsure, unaligned, thin or supporting, and its links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from copilot.portfolio import (
    Alignment,
    Allowance,
    AnyGoal,
    Evidence,
    Link,
    ReasonClass,
    Verdict,
    WorkItem,
)

from .calibration import log_odds
from .evidence import lexical_evidence
from .hollow import without_asides
from .judged import Judged
from .reasons import allowance_of, marked_class, named_class
from .structure import CERTAINTY, NONE, Statement

LINKS = 3
QUOTED = 0.1
"""Score from which a link is worth a quotation."""
TWINS = 0.1
"""Shares closer than this can't be told apart."""
FAR = 0.05
"""Chance below which no goal is near: the nearest is not worth naming."""
TOLD = frozenset({"confirmed", "stated", "inherited"})
UNSURE = "close, but not close enough to say; confirm the goal or name another"
EQUAL = "goals fit about equally; say which one it is for"
READS_LIKE = "the text reads like"
REFUSED = "you said which goal it does not serve; say which one it does, or none"
NO_GOALS = "no goals are in force: add some, or give their cycles dates"
WASHED = "says so, shows nothing: what it repeats of a goal or tells a machine does not count"
QUOTES = "repeats its goal; only its own words were judged"
HOLLOW = "one sentence was left out: it may only repeat a goal, the rest is about something else"
TOO_THIN = "too few words to judge; say which user, which step, which result"
_WORDS = {
    "similarity": "meaning of both texts",
    "words": "words in common",
    "history": "what people said of work like it",
    "graph": "what its epic and nearest neighbours serve",
    "competition": "serving no goal, or another",
}
EVERYDAY = "everyday work, no goal, or another"
"""The same where the text is nearer to everyday work than to any goal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a verdict needs to know of one item besides its numbers."""

    item: WorkItem
    body: str
    said: Mapping[int, Statement]
    """By place of goal."""
    thin: bool
    doubt: str = ""
    """Why its text can't be judged, with the remedy."""
    claims: bool = False
    """Whether its body repeats a goal or speaks to machines; that was not judged."""
    hollow: bool = False
    """Whether its body wishes for what nothing else in it is about; that was not judged."""
    reads_like: ReasonClass | None = None
    """The everyday work its text is nearest to."""


def verdict_of(
    judged: Judged, row: int, case: Case, goals: Sequence[AnyGoal], certified_from: float | None
) -> Alignment:
    """Return the alignment of one item of a group.

    Args:
        judged: the group's numbers.
        row: of the item in the group.
        case: the item.
        goals: all goals.
        certified_from: share from which a best goal is promised right, None where nothing is.
    """
    links = _links(judged, row, case, goals)
    sure = certified_from is not None and float(judged.shares[row].max()) >= certified_from
    verdict, note = _verdict(judged, row, case, links, sure)
    reason = None
    if verdict in {"unaligned", "unsure", "thin"}:
        allowed = allowance_of(case.item, goals)
        if allowed is not None:
            links = (_allowance_link(case.item, allowed), *links)[:LINKS]
        reason = _reason(judged, row, case, verdict, allowed)
        verdict, note = ("supporting", "") if reason else (verdict, note)
    return Alignment(
        item=case.item.ref,
        verdict=verdict,
        alignment=1 - float(judged.none[row]),
        certified=sure and verdict == "aligned",
        reason=reason,
        links=links,
        note="; ".join(filter(None, (_warning(case, verdict), note))),
    )


def read_in_part(alignment: Alignment) -> bool:
    """Whether something that a ticket says was left out of what was judged."""
    return any(words in alignment.note for words in (HOLLOW, WASHED, QUOTES))


def _warning(case: Case, verdict: Verdict) -> str:
    if case.claims:
        return QUOTES if verdict == "aligned" else WASHED
    return HOLLOW if case.hollow else ""


def without_goals(item: WorkItem) -> Alignment:
    """Return what can be said where there is nothing to serve."""
    return Alignment(item=item.ref, verdict="unsure", alignment=0.0, note=NO_GOALS)


def _verdict(
    judged: Judged, row: int, case: Case, links: Sequence[Link], certified: bool
) -> tuple[Verdict, str]:
    if any(link.origin in TOLD for link in links):
        return "aligned", "" if case.claims or case.hollow else _contradiction(links)
    if NONE in case.said:
        return "unaligned", ""
    if case.doubt:
        return "unsure", case.doubt
    if case.thin:
        return "thin", TOO_THIN
    verdict, note = _by_numbers(judged, row, certified)
    if verdict == "unaligned" and any(s.origin == "rejected" for s in case.said.values()):
        return "unsure", REFUSED
    return verdict, note


def _by_numbers(judged: Judged, row: int, certified: bool) -> tuple[Verdict, str]:
    p = judged.parameters
    if judged.none[row] >= p.none:
        return "unaligned", ""
    if certified or judged.scores[row].max() >= p.aligned:
        return "aligned", _twins(judged, row)
    return "unsure", UNSURE


def _twins(judged: Judged, row: int) -> str:
    top = np.sort(judged.shares[row])[::-1]
    close = int((top[:LINKS] > top[0] - TWINS).sum())
    return f"{close} {EQUAL}" if close > 1 else ""


def _contradiction(links: Sequence[Link]) -> str:
    """Say so where the text leans to another goal by more than two logits."""
    text = [sum(e.log_odds for e in x.evidence if e.kind in _WORDS) for x in links]
    told = max(t for t, x in zip(text, links, strict=True) if x.origin in TOLD)
    other = [
        x for t, x in zip(text, links, strict=True) if t > told + 2 and x.origin == "inferred"
    ]
    return f"{READS_LIKE} {other[0].goal}" if other else ""


def _reason(
    judged: Judged, row: int, case: Case, verdict: Verdict, allowed: Allowance | None
) -> ReasonClass | None:
    """Return why it is done though it serves no goal; an unsure item must say so itself."""
    if allowed is not None:
        return named_class(allowed.title) or "keep-the-lights-on"
    if verdict == "unaligned":
        return marked_class(case.item) or case.reads_like or named_class(case.item.title)
    p = judged.parameters
    faint = judged.none[row] >= p.faint_none and judged.scores[row].max() < p.faint
    return marked_class(case.item) if faint and not (case.doubt or case.thin) else None


def _links(judged: Judged, row: int, case: Case, goals: Sequence[AnyGoal]) -> tuple[Link, ...]:
    order = np.lexsort((-judged.shares[row], -judged.scores[row]))[:LINKS].tolist()
    places = judged.goals[order].tolist()
    return tuple(
        _link(judged, row, column, case, goals[place], best=k == 0)
        for k, (column, place) in enumerate(zip(order, places, strict=True))
    )


def _link(judged: Judged, row: int, column: int, case: Case, goal: AnyGoal, *, best: bool) -> Link:
    statement = case.said.get(int(judged.goals[column]))
    evidence = _terms(judged, row, column, statement)
    if best and judged.scores[row, column] >= QUOTED and (quote := _quote(case, goal)):
        evidence = (*evidence, quote)
    return Link(
        item=case.item.ref,
        goal=goal.ref,
        score=float(judged.scores[row, column]),
        share=float(judged.shares[row, column]),
        origin=statement.origin if statement else "inferred",
        evidence=evidence,
    )


def _quote(case: Case, goal: AnyGoal) -> Evidence | None:
    body = without_asides(case.item.title, case.body) if case.hollow else case.body
    return lexical_evidence(case.item.ref, case.item.title, body, goal.passage)


def _terms(
    judged: Judged, row: int, column: int, statement: Statement | None
) -> tuple[Evidence, ...]:
    """Return the reasons; their log-odds sum to the logit of the score."""
    words = _WORDS | ({"competition": EVERYDAY} if judged.everyday[row] > 0 else {})
    found = [
        Evidence(kind=kind, text=words[kind], log_odds=value)
        for kind, value in judged.terms(row, column)
        if value
    ]
    added = float(judged.stated[row, column])
    if statement is not None:
        found.insert(0, Evidence(kind=statement.origin, text=statement.text, log_odds=added))
    elif added:
        told = Evidence(kind="rejected", text="said to serve no goal", log_odds=added)
        found.insert(0, told)
    return tuple(found)


def _allowance_link(item: WorkItem, goal: Allowance) -> Link:
    sure = CERTAINTY["stated"]
    said = Evidence(kind="label", text=f"marked as {goal.title}", log_odds=log_odds(sure))
    return Link(item=item.ref, goal=goal.ref, score=sure, origin="stated", evidence=(said,))
