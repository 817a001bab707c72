"""Wishes: sentences that say what should come of some work, not what the work is.

A goal said in other words makes any ticket look as if it served it: "Fewer colleagues should hand
in their notice" under "New supplier of fruit baskets". Words of such a sentence are nowhere in
the goal, but its manner gives it away: who shall, how much more, by when; no cause, no detail, no
trouble. What looks like it is only suspected here, by words alone; `hollow` decides.
"""

import re
from collections.abc import Set
from functools import lru_cache
from itertools import pairwise

from .wish_signs import OFFSET, UNIT, WEIGHTS, WORDS

LONGEST = 6
"""Lengths from which on sentences are alike, in steps of `STEP` words."""
STEP = 5
KNOWN_WORDS = 1 << 11
"""Words whose endings are remembered."""

_TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d[\d.,:]*|[:;()\"“”„`<>/\\#@=*\[\]&+%€$?]")
_WEIGHED = frozenset(WEIGHTS)
_ENDS = ("ing", "ed", "ly", "est", "er", "s")


def log_odds(sentence: str) -> float:
    """Return the log-odds that a sentence is a wish, by a logistic regression on its manner.

    How the weights were found: docs/decisions/stuffing.md.
    """
    return (OFFSET + sum(map(WEIGHTS.__getitem__, _WEIGHED & signs(sentence, WORDS)))) / UNIT


def signs(sentence: str, words: Set[str]) -> set[str]:
    """Return what may speak for or against a wish: words, their endings, pairs, the length.

    Args:
        sentence: one, in English.
        words: that count in pairs; of others only the ending does.
    """
    found = _TOKEN.findall(sentence.lower())
    ends = list(map(_ending, found))
    forms = [word if word in words else end for word, end in zip(found, ends, strict=True)]
    pairs = map("_".join, pairwise(("^", *forms)))
    return {f"<{min(LONGEST, len(found) // STEP)}>", *forms, *ends, *pairs}


@lru_cache(maxsize=KNOWN_WORDS)
def _ending(word: str) -> str:
    """Return how a word ends, `0` for figures; signs are their own ending."""
    if word[0].isdigit():
        return "0"
    if not word[0].isalpha():
        return word
    return next((f"-{e}" for e in _ENDS if word.endswith(e) and len(word) > len(e) + 2), "-")
