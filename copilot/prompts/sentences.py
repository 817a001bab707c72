"""Texts as numbered sentences: a model cites a number and copies nothing, code quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copilot.analysis.evidence import sentences

from .pack import Pack, Piece
from .redaction import redact
from .untrusted import stripped

MOST = 16
"""Sentences of one text that are shown."""
LONGEST = 400
"""Characters of one sentence; what is longer is shown to the last whole word."""
_LETTERS = {"ticket": "T", "goal": "G"}
_LIST_MARK = re.compile(r"(?:(?:[-*+•>]|#{1,6})\s+)+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that may be cited, as a model sees it: secrets are named, not shown."""

    id: str
    """`T3` of a ticket, `G1` of a goal, `S2` of anything else."""
    piece: Piece
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything of a pack that a model sees, and how many secrets were taken out of it."""

    sentences: tuple[Sentence, ...]
    others: tuple[tuple[str, str], ...]
    """What can't be cited: the question, phrases of ours; name and words."""
    redacted: int

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Name and words of everything, in the order it is shown."""
        return (*self.others, *((f"{s.id} {s.piece.name}", s.text) for s in self.sentences))


def shown_of(pack: Pack) -> Shown:
    """Cut what may leave into sentences; secrets go first, while they are whole."""
    found: list[Sentence] = []
    others = [(name, *redact(stripped(text))) for name, text in _others(pack)]
    redacted = sum(times for _, _, times in others)
    for piece in pack.shown:
        text, times = redact(stripped(piece.text))
        redacted += times
        for said in _sentences(piece, text):
            letter = _LETTERS.get(piece.name.rpartition(" ")[2], "S")
            number = sum(one.id[0] == letter for one in found) + 1
            found.append(Sentence(f"{letter}{number}", piece, said))
    return Shown(tuple(found), tuple((name, text) for name, text, _ in others), redacted)


def _others(pack: Pack) -> Iterator[tuple[str, str]]:
    if pack.question:
        yield "question", pack.question
    for line in pack.lines:
        yield from line.shown


def _sentences(piece: Piece, text: str) -> Iterator[str]:
    """A title is one sentence whatever stands in it."""
    if piece.field == "title":
        yield _clipped(" ".join(text.split()))
        return
    spans = [(s, e) for s, e in sentences(text) if any(map(str.isalpha, text[s:e]))]
    for start, end in spans[:MOST]:
        mark = _LIST_MARK.match(text, start, end)
        yield _clipped(text[mark.end() if mark else start : end])


def _clipped(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else sentence[:LONGEST].rpartition(" ")[0]
