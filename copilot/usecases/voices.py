"""Notes and comments as voices: who says what, when, and the sentence that tells most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from copilot.analysis.dates import mentions
from copilot.portfolio import Passage, Portfolio, Ref, WorkItem
from copilot.prompts import Citation
from copilot.prompts.citation import clipped

from .quoted import day_of
from .recall import stretches
from .workspace import Workspace

_NEWEST = 300
"""Notes, and tickets whose comments are read, that are the newest."""
_QUOTED_WORDS = 24
_LEAST_WORDS = 5
"""Fewest words of a sentence that tells something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One note or comment, whole."""

    ref: Ref
    field: str
    title: str
    """What it is about, where it has headings or a ticket."""
    text: str
    lead: str
    where: str
    """Where it begins: a comment's own name, or a document's."""
    at: date | None = None
    file: str = ""
    """Of a note."""

    @property
    def comment(self) -> bool:
        """Whether it is a comment on a ticket."""
        return self.field != "text"


def notes_heard(workspace: Workspace, until: datetime, of: str = "") -> Iterator[Heard]:
    """Yield the notes known at a moment, the newest ones.

    Args:
        workspace: where.
        until: later ones are not known yet.
        of: what the path of a document has to hold.
    """
    known = [p for p in workspace.store.passages(until) if p.at is None or p.at <= until]
    heard = [_note(p, until.date()) for p in known if of in p.place.file]
    yield from sorted(heard, key=lambda h: h.at or date.min, reverse=True)[:_NEWEST]


def _note(passage: Passage, today: date) -> Heard:
    heading = passage.headings[-1] if passage.headings else ""
    return Heard(
        ref=passage.ref,
        field="text",
        title=heading or passage.place.file,
        text=passage.text,
        lead=heading or passage.place.file,
        where=str(passage.place),
        at=_dated(passage, today),
        file=passage.place.file,
    )


def _dated(passage: Passage, today: date) -> date | None:
    """A day or month in a heading is the note's own: `Globex, 3 November 2025`."""
    named = (m.first for m in mentions(" · ".join(passage.headings)) if not m.name)
    past = [day for day in named if day is not None and day <= today]
    written = passage.at.date() if passage.at else None
    return past[-1] if past else written


def comments_heard(workspace: Workspace, portfolio: Portfolio, until: datetime) -> Iterator[Heard]:
    """Yield the comments of the tickets that changed last."""
    moved = sorted(portfolio.items, key=_touched, reverse=True)
    for item in moved[:_NEWEST]:
        whole = workspace.store.item(item.ref, until)
        if isinstance(whole, WorkItem):
            yield from _comments(whole, until)


def _touched(item: WorkItem) -> float:
    """When something is known to have happened to it last."""
    moments = (item.created, item.started, item.done)
    return max((m.timestamp() for m in moments if m is not None), default=0.0)


def _comments(item: WorkItem, until: datetime) -> Iterator[Heard]:
    for number, comment in enumerate(item.comments):
        if comment.at is not None and comment.at > until:
            continue
        by = f" by {comment.author}" if comment.author else ""
        when = f", {day_of(comment.at.date(), until.year)}" if comment.at else ""
        yield Heard(
            ref=item.ref,
            field=f"comments.{number}",
            title=item.title,
            text=comment.text,
            lead=f"{item.called}, comment{by}{when}",
            where=f"{item.called}, comment {number + 1}{by}",
            at=comment.at.date() if comment.at else None,
        )


def most_telling(workspace: Workspace, heard: Sequence[Heard], about: str) -> list[Citation]:
    """Quote of each the sentence nearest to what it is about, else to its whole text."""
    cut = [_sentences(one) for one in heard]
    if not heard:
        return []
    texts = [text for sentences in cut for _, text in sentences]
    wholes = [about or f"{one.title}. {one.text}" for one in heard]
    vectors = workspace.embedder([*texts, *wholes])
    found, row = [], 0
    for k, (one, sentences) in enumerate(zip(heard, cut, strict=True)):
        scores = vectors[row : row + len(sentences)] @ vectors[len(texts) + k]
        found.append(_citation(one, *sentences[int(np.argmax(scores))]))
        row += len(sentences)
    return found


def _sentences(heard: Heard) -> list[tuple[int, str]]:
    every = list(stretches(heard.text)) or [(0, heard.text)]
    telling = [(start, text) for start, text in every if len(text.split()) >= _LEAST_WORDS]
    return telling or every


def _citation(heard: Heard, start: int, text: str) -> Citation:
    quote = clipped(text, _QUOTED_WORDS)
    return Citation(
        ref=heard.ref,
        field=heard.field,
        start=start,
        end=start + len(quote),
        quote=quote,
        where=heard.where,
    )
