"""Which records may answer: those a question names, and those nearest to it in the index."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from copilot.analysis.relevance import Question
from copilot.analysis.stuffing import Washing
from copilot.portfolio import Decision, Passage, Portfolio, Record, Ref, WorkItem
from copilot.prompts.wording import keys_of

from .indexing import searchable
from .recall import Said, said_by, said_in
from .told_before import told_before
from .workspace import Workspace

_NEAREST = 16
_REMARKED = 6
_STRETCHES = 12
"""Most stretches of one record that are compared with a question."""


def asked_about(
    workspace: Workspace, portfolio: Portfolio, question: str
) -> tuple[tuple[Ref, ...], tuple[str, ...]]:
    """Return the references that a question names, and keys in it that nothing has."""
    known: dict[Ref, None] = {}
    unknown = []
    prefixes = {_prefix(item.key) for item in portfolio.items}
    prefixes |= {_prefix(goal.id) for goal in portfolio.goals}
    for key in keys_of(question):
        refs = portfolio.named.get(key) or workspace.store.resolve(key)
        if refs:
            known |= dict.fromkeys(refs)
        elif _prefix(key) in prefixes:
            unknown.append(key)
    return tuple(known), tuple(unknown)


def _prefix(key: str) -> str:
    """What stands before the first digit: `note-` of `NOTE-412`."""
    return next((key[:k] for k, char in enumerate(key) if char.isdigit()), key).casefold()


def named(
    workspace: Workspace, refs: Sequence[Ref], decisions: Sequence[Decision], until: datetime
) -> Iterator[Said]:
    """Yield everything said in records and decided about them, up to a moment."""
    for ref in refs:
        record = workspace.store.item(ref, until)
        if record is not None:
            yield from said_in(record, until)
            about = (d for d in decisions if d.subject == ref)
            yield from (said_by(d, _name(record)) for d in about)


def candidates(
    workspace: Workspace,
    portfolio: Portfolio,
    question: str,
    words: Question,
    vector: NDArray[np.float32],
    decisions: Sequence[Decision],
    until: datetime,
) -> Iterator[Said]:
    """Yield stretches of the nearest records, and of those whose comments hold its words."""
    index = searchable(workspace, portfolio)
    hits = index.search(vector, question, limit=_NEAREST)
    strong = sorted(s for s, weight in words.weights.items() if weight >= 1)
    remarked = workspace.store.remarked(strong, until, _REMARKED)
    decided = {d.ref: d for d in decisions}
    recent = _decided_with(words, decisions)
    for ref in dict.fromkeys([*(h.ref for h in hits), *remarked, *recent]):
        if ref in decided:
            yield said_by(decided[ref], _subject(workspace, decided[ref], until))
        record = _record(workspace, ref, until)
        if record is not None:
            yield from _fullest(list(said_in(record, until)), words)
    yield from _fullest([s for s in told_before(workspace, until) if words.shared(s.text)], words)


def _decided_with(words: Question, decisions: Sequence[Decision]) -> list[Ref]:
    """Decisions whose reasons share most words: the index may not know the latest yet."""
    shared = {d.ref: words.shared(d.reason) for d in decisions}
    return sorted((r for r in shared if shared[r]), key=lambda r: (-shared[r], r))[:_REMARKED]


def with_decisions(
    workspace: Workspace, found: Sequence[Said], decisions: Sequence[Decision], until: datetime
) -> list[Said]:
    """Put the last decision about a record beside what the record says."""
    last = {d.subject: d for d in decisions}
    told: list[Said] = []
    for one in found:
        told.append(one)
        decision = last.pop(one.ref, None)
        if decision is not None and all(other.ref != decision.ref for other in found):
            told.append(said_by(decision, _subject(workspace, decision, until)))
    return told


def shown(portfolio: Portfolio, said: Iterable[Said]) -> Iterator[Said]:
    """Leave out what tickets copy from goals or say to machines: it answers nothing."""
    washing = Washing(portfolio.goals)
    for one in said:
        if one.ref not in portfolio.item or not washing.find(one.text):
            yield one


def _fullest(said: list[Said], words: Question) -> list[Said]:
    """Keep the stretches that share most words with the question, in their order."""
    if len(said) <= _STRETCHES:
        return said
    shared = [words.shared(s.text) for s in said]
    kept = sorted(range(len(said)), key=lambda k: (-shared[k], k))[:_STRETCHES]
    return [said[k] for k in sorted(kept)]


def _record(workspace: Workspace, ref: Ref, until: datetime) -> Record | None:
    """Return what it was then; prose without a date counts at any time."""
    found = workspace.store.item(ref, until)
    if found is None:
        now = workspace.store.item(ref, workspace.now())
        found = now if isinstance(now, Passage) and now.at is None else None
    return found


def _subject(workspace: Workspace, decision: Decision, until: datetime) -> str:
    record = workspace.store.item(decision.subject, until)
    return _name(record) if record is not None else decision.subject.partition(":")[2]


def _name(record: Record) -> str:
    if isinstance(record, WorkItem):
        return f"{record.called} {record.title}"
    return record.id if isinstance(record, Passage) else f"{record.id} {record.title}"
