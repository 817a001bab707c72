"""Institutional memory: what do the records say, then and now?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from copilot.analysis.asked_time import asked_time
from copilot.analysis.relevance import read_question
from copilot.errors import InputError
from copilot.portfolio import AnyGoal, KeyResult, Kpi, Portfolio, Record, Ref, WorkItem
from copilot.prompts import Citation, Claim
from copilot.prompts.ask import ASK, AskFacts, Told, passages
from copilot.prompts.citation import clipped
from copilot.prompts.explanation import Explanation
from copilot.prompts.wording import keys_of

from .answers import Answering, best_of
from .current import current, moment
from .decide import decisions_until
from .lists import list_for
from .quoted import day_of
from .recall import Said
from .retrieval import asked_about, candidates, named, shown, with_decisions
from .verbs import EVERYWHERE, verb
from .workspace import Workspace
from .writing import write

_LONGEST = 1_000
_QUOTED_WORDS = 40
_STATE = re.compile(
    r"\b(?:who|owns?|owner|assigned|status|stands?|standing|state|progress|target|wait\w*|block\w*"
    r"|where|done|open)\b",
    re.IGNORECASE,
)
"""Words of a question that how a record stands may answer."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the records say, claim by claim."""

    question: str
    answer: str
    claims: tuple[Claim, ...]
    source: Literal["template", "model"]


@verb("ask", EVERYWHERE)
def ask(workspace: Workspace, question: str, *, as_of: date | None = None) -> Answer:
    """Answer from items, comments, goals, documents, decisions, feedback and digests; cited.

    A question for a list ("which tickets are blocked?", "what changed last week?") is answered
    by one: by status, person, team, goal and kind, without a model.
    A time in the question ("in March") asks for what was known at its end.

    Args:
        workspace: where.
        question: in words; keys and dates in it are understood.
        as_of: only what was known at the end of that day.

    Raises:
        InputError: nothing is asked, or far too much.
    """
    asked = _read(question)
    listed = list_for(workspace, asked, as_of)
    if listed is not None:
        return _answer(asked, listed)
    return _answered(workspace, _facts(workspace, asked, as_of))


def ask_live(
    workspace: Workspace, question: str, *, as_of: date | None = None
) -> Iterator[tuple[Literal["passage", "claim", "answer"], Claim | Answer]]:
    """Answer piece by piece: where a model is asked what was found comes first, at once.

    Raises:
        InputError: nothing is asked, or far too much; before anything is yielded.
    """
    asked = _read(question)
    listed = list_for(workspace, asked, as_of)
    if listed is not None:
        return _pieces(_answer(asked, listed))
    return _live(workspace, _facts(workspace, asked, as_of))


def _live(
    workspace: Workspace, facts: AskFacts
) -> Iterator[tuple[Literal["passage", "claim", "answer"], Claim | Answer]]:
    if workspace.llm is not None:
        yield from (("passage", claim) for claim in passages(facts))
    yield from _pieces(_answered(workspace, facts))


def _pieces(answer: Answer) -> Iterator[tuple[Literal["claim", "answer"], Claim | Answer]]:
    yield from (("claim", claim) for claim in answer.claims)
    yield "answer", answer


def _read(question: str) -> str:
    asked = " ".join(question.split())
    if not any(c.isalnum() for c in asked) or len(asked) > _LONGEST:
        raise InputError(f"ask one question in at most {_LONGEST} characters")
    return asked


def _answered(workspace: Workspace, facts: AskFacts) -> Answer:
    return _answer(facts.question, write(workspace, ASK, facts))


def _answer(question: str, told: Explanation) -> Answer:
    return Answer(question=question, answer=told.text, claims=told.claims, source=told.source)


def _facts(workspace: Workspace, question: str, as_of: date | None) -> AskFacts:
    now = moment(workspace, as_of)
    time = asked_time(question, now.date())
    until = min(now, moment(workspace, time.last)) if time.last else now
    portfolio = current(workspace, as_of)
    about, unknown = asked_about(workspace, portfolio, question)
    if unknown:
        return AskFacts(question=question)
    decisions = decisions_until(workspace, until)
    words = read_question(question, frozenset((*keys_of(question), *time.words)))
    (vector,) = workspace.embedder([question])
    said = [*named(workspace, about, decisions, until)]
    said += candidates(workspace, portfolio, question, words, vector, decisions, until)
    asked = Answering(
        words=words,
        vector=vector,
        time=time,
        about=frozenset(about),
        decided=frozenset(d.ref for d in decisions if d.subject in about),
    )
    found = best_of(workspace, asked, list(shown(portfolio, said)))
    found = with_decisions(workspace, found, decisions, until)
    records = [(ref, workspace.store.item(ref, until)) for ref in about]
    return AskFacts(
        question=question,
        states=tuple(
            f"{_state(ref, record, until, now)}{_waits(portfolio, ref) if until == now else ''}"
            for ref, record in records
        ),
        told=tuple(_told(portfolio, one, now.year) for one in found),
        names=portfolio.names,
        state_asked=bool(_STATE.search(question)) and any(r for _, r in records),
    )


def _told(portfolio: Portfolio, said: Said, year: int) -> Told:
    quote = clipped(said.text, _QUOTED_WORDS)
    return Told(
        lead=said.lead,
        day=day_of(said.at, year) if said.at else "",
        key=_key(portfolio, said),
        citation=Citation(
            ref=said.ref,
            field=said.field,
            start=said.start,
            end=said.start + len(quote),
            quote=quote,
            where=said.where,
        ),
    )


def _key(portfolio: Portfolio, said: Said) -> str:
    """Key or id of what a stretch is about; a decision begins with it."""
    if said.ref in portfolio.item:
        return portfolio.item[said.ref].called
    if said.ref in portfolio.goal:
        return portfolio.goal[said.ref].id
    return said.lead.partition(" ")[0] if said.field in {"reason", "what"} else ""


def _state(ref: Ref, record: Record | None, until: datetime, now: datetime) -> str:
    """How a record stood, in one sentence."""
    key = ref.partition(":")[2].rpartition("/")[2]
    past = until < now
    when = f" on {day_of(until.date(), now.year)}" if past else ""
    if record is None:
        return f"{key} was not known{when}."
    verb_ = "was" if past else "is"
    if isinstance(record, WorkItem):
        status = record.native_status or record.status.value
        who = f", with {record.assignee}" if record.assignee else ""
        return f"{record.called} {verb_} in {status}{who}{f',{when}' if when else ''}."
    return f"{key} {verb_} {', '.join(_standing(record))}{when}."


def _waits(portfolio: Portfolio, ref: Ref) -> str:
    before = (portfolio.item.get(b) for b in portfolio.blockers.get(ref, ()))
    keys = [b.called for b in before if b is not None and b.status.is_open]
    return f" It waits for {', '.join(keys)}." if keys else ""


def _standing(record: Record) -> Iterator[str]:
    """What is known of a goal: kind, owner, last measurement, target."""
    if not isinstance(record, AnyGoal):
        yield "a passage"
        return
    yield f"the {record.kind.replace('_', ' ')} “{record.title}”"
    if record.owner:
        yield f"owner {record.owner}"
    if isinstance(record, KeyResult | Kpi):
        measured: Sequence[float] = [c.value for c in sorted(record.check_ins, key=lambda c: c.at)]
        if measured:
            yield f"at {measured[-1]:g}"
        if record.target is not None:
            yield f"target {record.target:g}"
