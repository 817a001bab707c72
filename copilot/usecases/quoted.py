"""How quotes and days are written in what a person reads."""

import re
from datetime import date
from itertools import islice

_QUOTED_WORDS = 14
_CLAUSE = 5
"""Fewest words of a clause that stands for its sentence."""


def clipped(text: str, words: int = _QUOTED_WORDS) -> str:
    """Return the first words of a text, unchanged between them, to the end of a clause if any."""
    ends = [match.end() for match in islice(re.finditer(r"\S+", text), words + 1)]
    if len(ends) <= words:
        return text.rstrip()
    clauses = [end for end in ends[_CLAUSE - 1 : words] if text[end - 1] in ",;:."]
    return text[: clauses[-1] - 1] if clauses else text[: ends[words - 1]]


def day_of(day: date, year: int) -> str:
    """`3 Mar`, or `3 Mar 2025` where it is not in this year."""
    said = f"{day.day} {day:%b}"
    return said if day.year == year else f"{said} {day.year}"
