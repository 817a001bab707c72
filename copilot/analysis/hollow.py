"""Hollow sentences: they say what a goal says, and nothing else in their ticket has to do with it.

A goal said in other words makes any ticket look as if it served it. A sentence that may do so is
set aside: it is embedded so that the rest of its text doesn't see it, and one model call gives the
ticket's vector with it and without it. Where it is hollow beside the goal that the ticket comes
nearest to, the ticket counts without it. Tickets that say what their work is for keep it: there
the rest is about the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import hollow_weights as shipped
from .evidence import sentences
from .language import ENGLISH, language_of
from .vectors import Matrix
from .wishes import log_odds
from .word_vectors import Meaning, coverage, dot, word_vectors

ASIDE = "\x02"
"""Stands before each sentence that is set aside, behind the rest of a text."""
LONGEST_BODY = 600
"""Characters; in a longer body one sentence carries little."""
FEWEST_WORDS = 4
LEAST_WORDED = -5.0
"""Log-odds of the wording below which nothing else counts."""
PLAIN = 1.0
"""Log-odds beyond which a wish is none the plainer: else it would drown what the rest is about."""
BLOCK = 128
"""Tickets whose words are looked up at once: a few megabytes."""
Ticket = tuple[str, str]
"""Title and body."""
Span = tuple[int, int]


class Weights(NamedTuple):
    """Of three logistic regressions; how they were found: docs/decisions/stuffing.md."""

    meant: Matrix
    """Of the directions of word vectors, for what wishes mean: shape (dim,)."""
    meant_offset: float
    aside: Sequence[float]
    """Of `manner`, for a sentence that may be hollow."""
    aside_offset: float
    hollow: Sequence[float] = ()
    """Of `manner` and `likeness`, and of how near the ticket is to the goal with and without."""
    hollow_offset: float = 0.0


SHIPPED = Weights(
    shipped.MEANT,
    shipped.MEANT_OFFSET,
    shipped.ASIDE,
    shipped.ASIDE_OFFSET,
    shipped.HOLLOW,
    shipped.HOLLOW_OFFSET,
)


class Told(NamedTuple):
    """A goal as sentences are compared with it."""

    title: Meaning
    passage: Meaning

    @classmethod
    def of(cls, title: str, passage: str) -> "Told":
        """Look its words up."""
        known = word_vectors()
        return cls(known.of(title), known.of(passage))


def set_aside(tickets: Iterable[Ticket], by: Weights = SHIPPED) -> Iterator[str]:
    """Yield each body with the sentences last that may be hollow, each behind an `ASIDE`."""
    waiting = iter(tickets)
    while block := list(islice(waiting, BLOCK)):
        for (_, body), spans in zip(block, _asides(block, by), strict=True):
            rest = " ".join(_blanked(body, spans).split()) if spans else body
            yield ASIDE.join([rest, *(body[start:end] for start, end in spans)])


def without_asides(title: str, body: str) -> str:
    """Return a body with spaces for what may be hollow, so that all else stays put."""
    return _blanked(body, asides(title, body))


def asides(title: str, body: str) -> list[Span]:
    """Return where a body would be hollow beside some goal: spans of sentences."""
    (spans,) = _asides([(title, body)], SHIPPED)
    return spans


def _asides(tickets: Sequence[Ticket], by: Weights) -> Iterator[list[Span]]:
    """Yield the same of each; long bodies and other languages than English have none."""
    spans = [sentences(body) if len(body) <= LONGEST_BODY else [] for _, body in tickets]
    odds = _odds(tickets, spans, by)
    for (_, body), every in zip(tickets, spans, strict=True):
        found = [span for span in every if _may_be_hollow(body, span, next(odds), by)]
        yield found if found and language_of(body) in {"", ENGLISH} else []


def _odds(
    tickets: Sequence[Ticket], spans: Sequence[Sequence[Span]], by: Weights
) -> Iterator[float]:
    """Return for each sentence in turn what all but its wording says."""
    parts = [
        [*(body[start:end] for start, end in found), title]
        for (title, body), found in zip(tickets, spans, strict=True)
        if found
    ]
    if not parts:
        return iter(())
    said, rest = word_vectors().with_rests(parts)
    odds = _log_odds(by.aside[1:], by.aside_offset, manner(said, rest, by))
    titles = np.cumsum([len(text) for text in parts]) - 1
    return iter(np.delete(odds, titles).tolist())


def _may_be_hollow(body: str, span: Span, odds: float, by: Weights) -> bool:
    """Look at the wording last: it takes longest."""
    start, end = span
    weight = by.aside[0]
    if odds + weight * PLAIN <= 0 or body.count(" ", start, end) + 1 < FEWEST_WORDS:
        return False
    worded = log_odds(body[start:end])
    return worded > LEAST_WORDED and odds + weight * min(worded, PLAIN) > 0


def _blanked(body: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        body = body[:start] + " " * (end - start) + body[end:]
    return body


def left_of(text: str) -> str:
    """Return a text without what was set aside."""
    return text.partition(ASIDE)[0].rstrip()


def in_a_row(text: str) -> str:
    """Return a text without the marks."""
    return text.replace(ASIDE, " ")


def is_hollow(text: str, goals: Sequence[Told], near: Matrix, alone: Matrix) -> bool:
    """Tell whether one of the sentences set aside only repeats a goal.

    Args:
        text: as read, with its sentences set aside.
        goals: those that it comes nearest to, k of them.
        near: how near, in deviations from what is usual: shape (k,).
        alone: how near without them.
    """
    left, *aside = text.split(ASIDE)
    known = word_vectors()
    rest = known.of(left)
    about = [coverage(goal.title, rest) for goal in goals]
    for sentence in aside:
        said = known.of(sentence)
        worded = min(log_odds(sentence), PLAIN)
        repeated = [coverage(goal.passage, said) for goal in goals]
        reasons = (worded, *manner(said.whole, rest.whole), repeated, about, near, alone)
        if (_log_odds(SHIPPED.hollow, SHIPPED.hollow_offset, reasons) > 0).any():
            return True
    return False


def manner(said: Matrix, rest: Matrix, by: Weights = SHIPPED) -> tuple[Matrix, Matrix]:
    """Return what sentences mean, as wishes go, and how near each is to the rest of its ticket.

    Args:
        said: the unit sum of a sentence, or of several: shape (..., dim).
        rest: of the same ticket.
        by: what tells wishes by their meaning.
    """
    meant = dot(said, by.meant) + by.meant_offset
    return np.minimum(meant, PLAIN), word_vectors().nearness(said, rest)


def _log_odds(
    weights: Sequence[float], offset: float, reasons: Sequence[float | Sequence[float] | Matrix]
) -> NDArray[np.float64]:
    odds = np.array(offset)
    for weight, reason in zip(weights, reasons, strict=True):
        odds = odds + weight * np.asarray(reason)
    return odds
