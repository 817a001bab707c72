"""The word for each item: aligned, unsure, unaligned, thin or supporting, and its links."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from copilot.portfolio import (
    Alignment,
    Allowance,
    AnyGoal,
    Evidence,
    Link,
    Origin,
    ReasonClass,
    Verdict,
    WorkItem,
)

from .anchors import Scored
from .calibration import log_odds
from .parameters import Parameters
from .reasons import allowance_of, reason_class
from .scoring import Group
from .similarity import Matrix
from .structure import CERTAINTY, Statement

LINKS = 3
NO_GOALS = "no goals are in force: add some, or give their cycles dates"


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Numbers of one group, ready for words; (n, m) unless said otherwise."""

    group: Group
    scored: Scored
    stated: Matrix
    """What statements add to the logit of the score."""
    scores: Matrix
    shares: Matrix
    none: Matrix
    """(n,) p(none)."""


def judge_row(
    judged: Judged,
    row: int,
    item: WorkItem,
    goals: Sequence[AnyGoal],
    said: dict[int, Statement],
    *,
    thin: bool,
    doubt: str,
    parameters: Parameters,
) -> Alignment:
    """Return the alignment of one item of a group."""
    best = _links(judged, row, item, goals, said)
    allowances = [g for g in goals if isinstance(g, Allowance)]
    verdict, note = _verdict(judged, row, best, thin=thin, doubt=doubt, parameters=parameters)
    reason: ReasonClass | None = None
    if verdict in {"unaligned", "unsure", "thin"}:
        allowed = allowance_of(item, allowances)
        if allowed is not None or verdict == "unaligned":
            reason = reason_class(item, allowances)
        if reason:
            verdict, note = "supporting", ""
        if allowed is not None:
            best = (_allowance_link(item, allowed), *best)[:LINKS]
    return Alignment(
        item=item.ref,
        verdict=verdict,
        alignment=1 - float(judged.none[row]),
        reason=reason,
        links=best,
        note=note,
    )


def without_goals(item: WorkItem) -> Alignment:
    """Return what can be said where there is nothing to serve."""
    return Alignment(item=item.ref, verdict="unsure", alignment=0.0, note=NO_GOALS)


def _verdict(
    judged: Judged,
    row: int,
    links: Sequence[Link],
    *,
    thin: bool,
    doubt: str,
    parameters: Parameters,
) -> tuple[Verdict, str]:
    told = next((x for x in links if x.origin in {"confirmed", "stated", "inherited"}), None)
    if told is not None:
        return "aligned", ""
    if doubt:
        return "unsure", doubt
    if thin:
        return "thin", "too few words to judge; say which user, which step, which result"
    if judged.none[row] >= parameters.none:
        return "unaligned", ""
    if judged.shares[row].max() >= parameters.aligned:
        return "aligned", ""
    return "unsure", _why_unsure(judged, row)


def _why_unsure(judged: Judged, row: int) -> str:
    top = np.sort(judged.shares[row])[::-1][:2]
    if len(top) > 1 and top[1] > top[0] - 0.1 and top[0] > judged.none[row]:
        return "two goals fit about equally; say which one it is for"
    return "the text does not tell; name the goal, or what changes for whom"


def _links(
    judged: Judged,
    row: int,
    item: WorkItem,
    goals: Sequence[AnyGoal],
    said: dict[int, Statement],
) -> tuple[Link, ...]:
    places = judged.group.goals.tolist()
    order = sorted(
        range(len(places)),
        key=lambda c: (-float(judged.scores[row, c]), -float(judged.shares[row, c]), c),
    )[:LINKS]
    return tuple(_link(judged, row, c, item, goals[places[c]], said.get(places[c])) for c in order)


def _link(
    judged: Judged,
    row: int,
    column: int,
    item: WorkItem,
    goal: AnyGoal,
    statement: Statement | None,
) -> Link:
    origin: Origin = statement.origin if statement else "inferred"
    return Link(
        item=item.ref,
        goal=goal.ref,
        score=float(judged.scores[row, column]),
        share=float(judged.shares[row, column]),
        origin=origin,
        evidence=_terms(judged, row, column, statement),
    )


def _terms(
    judged: Judged, row: int, column: int, statement: Statement | None
) -> tuple[Evidence, ...]:
    """Return the reasons; their log-odds sum to the logit of the score."""
    scored = judged.scored
    dense, hybrid = scored.dense[row, column], scored.hybrid[row, column]
    terms = [
        ("similarity", "meaning of both texts", dense),
        ("words", "words in common", hybrid - dense),
        ("graph", "what its nearest neighbours serve", scored.logits[row, column] - hybrid),
        ("competition", "serving no goal, or another", -scored.null[row]),
    ]
    found = [Evidence(kind=k, text=t, log_odds=float(v)) for k, t, v in terms]
    if statement is not None:
        added = float(judged.stated[row, column])
        found.insert(0, Evidence(kind=statement.origin, text=statement.text, log_odds=added))
    return tuple(found)


def _allowance_link(item: WorkItem, goal: Allowance) -> Link:
    sure = CERTAINTY["stated"]
    said = Evidence(kind="label", text=f"marked as {goal.title}", log_odds=log_odds(sure))
    return Link(item=item.ref, goal=goal.ref, score=sure, origin="stated", evidence=(said,))
