"""What a model is given to work with: pieces of text to cite, and slots that code fills."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from copilot.portfolio import Ref

from .citation import Citation
from .quotes import locate

SLOT = re.compile(r"\{(\w+)\}")
MAY_LEAVE = frozenset({"title", "body", "text", "comments", "check_ins.note", "reason", "what"})
"""Fields whose text may be shown to a model at all; a further one is added here or not at all."""
_NUMBERED = re.compile(r"\.\d+")


def may_leave(field: str) -> bool:
    """Whether a field is on the list; one comment is as good as another: `comments.3`."""
    return _NUMBERED.sub("", field) in MAY_LEAVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One stored field that may be cited."""

    id: str
    """`E1`."""
    name: str
    """What it is, in our words: `description of the ticket`."""
    ref: Ref
    field: str
    text: str
    where: str = ""
    """As a person would say it: `okrs/2026-Q1.yaml, line 11`."""
    by_line: bool = False
    """Whether the line of the quote is added to `where`."""
    offset: int = 0
    """Where the text begins in its field, for a piece that is a stretch of it."""
    citable: bool = True
    """Whether a claim may stand on it; a title that is told already is only shown."""

    def cite(self, quote: str) -> Citation | None:
        """Find a quote, None where the piece does not say it."""
        span = locate(quote, self.text)
        if span is None:
            return None
        start, end = span
        line = f", line {self.text.count(chr(10), 0, start) + 1}" if self.by_line else ""
        return Citation(
            ref=self.ref,
            field=self.field,
            start=self.offset + start,
            end=self.offset + end,
            quote=self.text[start:end],
            where=f"{self.where}{line}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A phrase that code writes: it says what its number or name means, so it can't be misused."""

    name: str
    meaning: str
    """What a model is told of it, in our words."""
    text: str
    about: Ref = ""
    """The record that it names: only what is said of that one may carry it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of ours that may be said more smoothly, its phrases as slots."""

    id: str
    """`L1`."""
    text: str
    phrases: tuple[tuple[str, str], ...]
    """Name and words of each, in their order: `1a`, `Work on O1`."""
    signs: tuple[str, ...]
    """What stood between them: `:`, `,`, `;`."""

    @property
    def shown(self) -> Iterator[tuple[str, str]]:
        """Name and words of each, with the sign that follows it."""
        for (name, words), sign in zip(self.phrases, (*self.signs, ""), strict=True):
            yield f"{self.id} {{{name}}}", f"{words}{sign}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Pieces and slots of one request, or lines of ours."""

    pieces: tuple[Piece, ...] = ()
    slots: tuple[Slot, ...] = ()
    names: frozenset[str] = field(default=frozenset())
    """Names and keys known here; used to judge an answer, never sent."""
    question: str = ""
    """What somebody wants to know; it is shown and can't be cited."""
    lines: tuple[Line, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write about."""
        return not self.shown and not self.lines

    @property
    def shown(self) -> tuple[Piece, ...]:
        """Pieces that may leave."""
        return tuple(p for p in self.pieces if may_leave(p.field) and p.text.strip())

    def slots_about(self, ref: Ref) -> list[str]:
        """Names of slots that may stand in a claim on this record."""
        return [slot.name for slot in self.slots if slot.about == ref]

    def slotted(self, text: str) -> str:
        """Write slots where a text spells out what they say."""
        for slot in sorted(self.slots, key=lambda s: -len(s.text)):
            if slot.text:
                text = re.sub(rf"(?<!\w){re.escape(slot.text)}(?!\w)", f"{{{slot.name}}}", text)
        return text

    def filled(self, text: str) -> str:
        """Replace slots by what they say."""
        known = {slot.name: slot.text for slot in self.slots}
        return SLOT.sub(lambda m: known[m[1]], text)

    def unknown(self, text: str) -> Iterable[str]:
        """Slots of a text that are not given, or empty."""
        known = {slot.name for slot in self.slots if slot.text}
        return (name for name in SLOT.findall(text) if name not in known)
