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
from typing import NamedTuple

from .evidence import sentences
from .language import ENGLISH, language_of
from .wish_signs import OFFSET, UNIT, WEIGHTS, WORDS

LONGEST_BODY = 600
"""Characters; in a longer body one sentence carries little."""
LONGEST = 6
"""Lengths from which on sentences are alike, in steps of `STEP` words."""
STEP = 5
KNOWN_WORDS = 1 << 11
"""Words whose endings are remembered."""
LEAST_WORK = 3
"""Spaces in what tells some work before its purpose."""
THRESHOLD = -1.5
"""Log-odds from which a sentence may be a wish: few are missed, `hollow` decides."""

_PURPOSE = re.compile(r"[,;]?\s(?:so\sthat|in\sorder\sto)\s", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d[\d.,:]*|[:;()\"“”„`<>/\\#@=*\[\]&+%€$?]")
_ENDS = ("ing", "ed", "ly", "est", "er", "s")


class Wish(NamedTuple):
    """What a body says should come of the work, and the body without it."""

    said: str
    rest: str


def find_wish(body: str) -> Wish | None:
    """Return what a short body may only wish; None where there is nothing of the kind."""
    blank = blanked(body)
    if blank is body:
        return None
    said = "".join(b if a == " " else " " for a, b in zip(blank, body, strict=True))
    return Wish(" ".join(said.split()), " ".join(blank.split()))


def blanked(body: str) -> str:
    """Return the same with spaces for the wishes of a short body, so that all else stays put.

    In other languages than English nothing is told to be a wish.
    """
    if not body or len(body) > LONGEST_BODY:
        return body
    wishes = [(s, e) for s, e in sentences(body) if _is_wish(body[s:e])]
    if wishes and language_of(body) not in {"", ENGLISH}:
        return body
    for start, end in wishes:
        body = body[:start] + " " * (end - start) + body[end:]
    return body


def _is_wish(sentence: str) -> bool:
    """Whether a sentence is a wish; one that says what it is for, by what comes before that."""
    work = _PURPOSE.split(sentence, maxsplit=1)[0]
    return log_odds(work if work.count(" ") >= LEAST_WORK else sentence) > THRESHOLD


def log_odds(sentence: str) -> float:
    """Return the log-odds that a sentence is a wish, by a logistic regression on its manner.

    How the weights were found: docs/decisions/stuffing.md.
    """
    return (OFFSET + sum(WEIGHTS.get(sign, 0) for sign in signs(sentence, WORDS))) / UNIT


def signs(sentence: str, words: Set[str]) -> set[str]:
    """Return what may speak for or against a wish: words, their endings, pairs, the length.

    Args:
        sentence: one, in English.
        words: that count in pairs; of others only the ending does.
    """
    found = _TOKEN.findall(sentence.lower())
    ends = [_ending(word) for word in found]
    forms = [word if word in words else end for word, end in zip(found, ends, strict=True)]
    pairs = [f"{one}_{other}" for one, other in pairwise(("^", *forms))]
    return {f"<{min(LONGEST, len(found) // STEP)}>", *forms, *ends, *pairs}


@lru_cache(maxsize=KNOWN_WORDS)
def _ending(word: str) -> str:
    """Return how a word ends, `0` for figures; signs are their own ending."""
    if word[0].isdigit():
        return "0"
    if not word[0].isalpha():
        return word
    return next((f"-{e}" for e in _ENDS if word.endswith(e) and len(word) > len(e) + 2), "-")
