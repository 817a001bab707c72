"""A quoted span, as every claim carries it."""

import re
from dataclasses import dataclass, replace
from itertools import islice

from copilot.analysis.stopwords import STOP_WORDS
from copilot.portfolio import Ref

QUOTED_WORDS = 14
_CLAUSE = 5
"""Fewest words of a clause that stands for its sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quoted span of a stored field; code points, half-open."""

    ref: Ref
    field: str
    start: int
    end: int
    quote: str
    where: str = ""
    """As a person would say it: `NOTE-412, line 3`."""

    def cut(self, words: int = QUOTED_WORDS) -> "Citation":
        """The same place in at most so many words, without a full stop."""
        quote = clipped(self.quote, words)
        quote = quote.rstrip(" .") or quote
        return replace(self, quote=quote, end=self.start + len(quote))


def clipped(text: str, words: int = QUOTED_WORDS) -> str:
    """Return the first words of a text, unchanged between them, to the end of a clause if any.

    It never ends in `of` or `a`.
    """
    ends = [match.end() for match in islice(re.finditer(r"\S+", text), words + 1)]
    if len(ends) <= words:
        return text.rstrip()
    clauses = [end for end in ends[_CLAUSE - 1 : words] if text[end - 1] in ",;:."]
    if clauses:
        return text[: clauses[-1] - 1]
    kept = ends[:words]
    while len(kept) > _CLAUSE and _dangles(text[kept[-2] : kept[-1]]):
        kept.pop()
    return text[: kept[-1]]


def _dangles(word: str) -> bool:
    """Whether something has to follow a word: `of`, `within a`."""
    return word.strip().lower() in STOP_WORDS
