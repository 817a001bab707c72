"""Records as stretches of text that may answer a question: who said it, when, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from copilot.portfolio import AnyGoal, Decision, KeyResult, Kpi, Passage, Record, Ref, WorkItem

_NEXT = r"\s*(?:\n|[-*+•>#|]|\d+[.)]\s)"
"""What a line begins with that does not go on with the sentence above."""
_SENTENCE = re.compile(rf"(?:[^\n.!?]|\n(?!{_NEXT})|[.!?](?=[^\s]))+[.!?]*")
_MARK = re.compile(r"\s*(?:(?:[-*+•>]|\d+[.)]|#{1,6})\s+)*")
_TOGETHER = 40
"""Words up to which sentences of prose and comments stay together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One stretch; the span is half-open in code points of the field."""

    ref: Ref
    field: str
    start: int
    text: str
    lead: str
    """Who or what says it: `NOTE-233, comment by Marek`."""
    where: str
    """Where it is found: `NOTE-233, line 2`."""
    context: str = ""
    """What it is about where it does not say so itself: a title, headings."""
    at: date | None = None

    @property
    def whole(self) -> str:
        """Context and text: what a question is compared with."""
        return f"{self.context.rstrip('. ')}. {self.text}" if self.context else self.text


def said_in(record: Record, until: datetime) -> Iterator[Said]:
    """Yield every stretch of a record that was known at a moment."""
    if isinstance(record, WorkItem):
        yield from _in_item(record, until)
    elif isinstance(record, Passage):
        yield from _in_passage(record, until)
    else:
        yield from _in_goal(record, until)


def said_by(decision: Decision, subject: str) -> Said:
    """Return a decision as one stretch; without a reason it is still told.

    Args:
        decision: what was decided.
        subject: key and title of what it is about.
    """
    return Said(
        ref=decision.ref,
        field="reason" if decision.reason else "what",
        start=0,
        text=decision.reason or decision.what,
        lead=f"{subject.partition(' ')[0]} {decision.what[0].lower()}{decision.what[1:]}",
        where=f"decision of {decision.at:%Y-%m-%d}",
        context=f"{decision.what}: {subject}",
        at=decision.at.date(),
    )


def _in_item(item: WorkItem, until: datetime) -> Iterator[Said]:
    created = item.created.date() if item.created else None
    yield Said(
        ref=item.ref,
        field="title",
        start=0,
        text=item.title,
        lead=f"{item.called}, title",
        where=f"{item.called}, title",
        at=created,
    )
    for start, text in stretches(item.body):
        line = item.body.count("\n", 0, start) + 1
        yield Said(
            ref=item.ref,
            field="body",
            start=start,
            text=text,
            lead=f"{item.called} {item.title}",
            where=f"{item.called}, line {line}",
            context=item.title,
            at=created,
        )
    yield from _in_comments(item, until)


def _in_comments(item: WorkItem, until: datetime) -> Iterator[Said]:
    for number, comment in enumerate(item.comments):
        if comment.at is not None and comment.at > until:
            continue
        by = f" by {comment.author}" if comment.author else ""
        for start, text in stretches(comment.text, _TOGETHER):
            yield Said(
                ref=item.ref,
                field=f"comments.{number}",
                start=start,
                text=text,
                lead=f"{item.called}, comment{by}",
                where=f"{item.called}, comment {number + 1}{by}",
                context=item.title,
                at=comment.at.date() if comment.at else None,
            )


def _in_passage(passage: Passage, until: datetime) -> Iterator[Said]:
    if passage.at is not None and passage.at > until:
        return
    about = " · ".join(passage.headings)
    for start, text in stretches(passage.text, _TOGETHER):
        yield Said(
            ref=passage.ref,
            field="text",
            start=start,
            text=text,
            lead=passage.headings[-1] if passage.headings else passage.place.file,
            where=str(passage.place),
            context=about,
            at=passage.at.date() if passage.at else None,
        )


def _in_goal(goal: AnyGoal, until: datetime) -> Iterator[Said]:
    name = goal.title if goal.title.startswith(goal.id) else f"{goal.id} {goal.title}"
    place = str(goal.place) if goal.place else goal.id
    owner = f"; owner {goal.owner}" if goal.owner else ""
    yield Said(
        ref=goal.ref,
        field="title",
        start=0,
        text=goal.title,
        lead=f"{goal.id}{owner}",
        where=place,
    )
    for start, text in stretches(goal.text):
        yield Said(
            ref=goal.ref,
            field="text",
            start=start,
            text=text,
            lead=name,
            where=place,
            context=name,
        )
    if isinstance(goal, KeyResult | Kpi):
        for number, check in enumerate(goal.check_ins):
            if check.note and check.at <= until:
                yield Said(
                    ref=goal.ref,
                    field=f"check_ins.{number}.note",
                    start=0,
                    text=check.note,
                    lead=f"{goal.id}, check-in at {check.value:g}",
                    where=place,
                    context=name,
                    at=check.at.date(),
                )


def stretches(text: str, together: int = 0) -> Iterator[tuple[int, str]]:
    """Yield sentences with where they start, over line ends, marks of lists left out.

    Args:
        text: what was written.
        together: words up to which neighbours are one more stretch.
    """
    spans = list(_sentences(text))
    runs: list[tuple[int, int]] = []
    for start, end in spans:
        if runs and len(text[runs[-1][0] : end].split()) <= together:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((start, end))
    for start, end in dict.fromkeys((*runs, *spans)):
        yield start, text[start:end]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        mark = _MARK.match(match[0])
        begin = match.start() + (mark.end() if mark else 0)
        stop = match.start() + len(match[0].rstrip())
        if any(c.isalnum() for c in text[begin:stop]):
            yield begin, stop
