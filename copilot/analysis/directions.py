"""Which way a goal goes, and which bound it sets, from its words and numbers."""

import re
from typing import Literal

from copilot.portfolio import Direction

from .figures import Number

Bound = Literal["at least", "at most"]
Span = tuple[int, int]
"""Code points, half-open."""

_I = re.IGNORECASE
LOW = (
    r"<=?|≤|under|below|at most|no more than|not more than|less than|fewer than|lower than"
    r"|shorter than|within|max(?:imum)?\.?(?: of)?|maximally|unter|höchstens|maximal|weniger als"
    r"|moins de|au plus|menos de|(?:como )?máximo|meno di|al massimo|sotto|minder dan|onder"
    r"|hooguit|maximaal|abaixo de|por debajo de|inferior a|en dessous de"
)
HIGH = (
    r">=?|≥|over|above|at least|no less than|not less than|more than|greater than|higher than"
    r"|min(?:imum)?\.?(?: of)?|exceed(?:s|ing)?|beyond|a total of at least"
    r"|über|mindestens|mehr als|wenigstens|plus de|au moins|más de|al menos|(?:como )?mínimo"
    r"|almeno|più di|oltre|minstens|meer dan|ten minste|boven|acima de"
    r"|por encima de|superior a|au-dessus de"
)
FILL = r"(?:\s+(?:an?|the|about|around|approximately|roughly|average|score|value|level|of|only))*"
LOW_BEFORE = re.compile(rf"(?:(?<![\w=-])(?:{LOW})){FILL}\s*$", _I)
HIGH_BEFORE = re.compile(rf"(?:(?<![\w=-])(?:{HIGH})){FILL}\s*$", _I)
_UP = (
    r"increas(?:e|es|ed|ing)|up(?=\s+[\d€$£])|grow(?:s|th|ing)?|rais(?:e|es|ed|ing)|boost\w*|lift\w*|expand\w*"
    r"|gain\w*|accelerat\w*|more(?!\s+than)|higher(?!\s+than)|doubl\w+|tripl\w+|quadrupl\w+|uplift|rise"
)
_DOWN = (
    r"reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)?(?!\s+than)|down(?=\s+[\d€$£])|decreas(?:e|es|ed|ing)|cut(?:s|ting)?"
    r"|drop(?:s|ped|ping)?|shrink\w*|declin\w+|halv\w+|minimi[sz]\w+|shorten\w*|eliminat\w+"
    r"|fewer(?!\s+than)|less(?!\s+than)|shorter(?!\s+than)|bring(?:ing)? down|slash\w*"
)
_KEEP = r"maintain\w*|keep(?:s|ing)?|sustain\w*|stay(?:s|ing)?|remain\w*"
_KEEP += r"|(?:hold|retain)(?:s|ing)?(?=.*\b(?:at|below|under|above)\b)"
_WEAK_UP = re.compile(
    r"(?<![\w-])(?:reach\w*|achiev\w+|attain\w*|exceed\w*|hit|acquir\w+|win|improv\w+|better)"
    r"(?![\w-])",
    _I,
)
_DIRECTION = re.compile(
    rf"(?<![\w-])(?:(?P<maintain>{_KEEP})|(?P<up>{_UP})|(?P<down>{_DOWN}))(?![\w-])", _I
)
_BETTER_LOW = re.compile(
    r"(?<![\w-])(?:latency|churn|attrition|turnover|downtime|mttr|defects?|bugs?|errors?|incidents?"
    r"|outages?|crash(?:es|ed)?(?!-free)|complaints?|(?:response|load\w*|lead|cycle|wait\w*|resolution|build"
    r"|onboarding|recovery)[ -]times?|time[- ]to[- ]\w+|costs?|expenses?|failures?|vulnerabilit\w+"
    r"|backlog|debt|emissions?|abandonment|bounce rate|delays?|waste|tickets per)(?!\w)",
    _I,
)


def bound_before(text: str, target: Number | None) -> tuple[Bound | None, Span | None]:
    """Find `at least`, `below` … in front of a number."""
    if target is None:
        return None, None
    left = text[max(0, target.start - 40) : target.start]
    offset = target.start - len(left)
    for pattern, bound in ((LOW_BEFORE, "at most"), (HIGH_BEFORE, "at least")):
        found = pattern.search(left)
        if found:
            start = offset + found.start()
            return ("at most" if bound == "at most" else "at least"), (start, target.start)
    return None, None


def find_direction(
    text: str, values: tuple[float | None, float | None], bound: Bound | None, at: Span | None
) -> tuple[Direction | None, Span | None]:
    """Numbers decide before words, words before bounds, bounds before what is better low."""
    baseline, target = values
    word = _DIRECTION.search(text)
    named: Direction | None = None
    if word:
        named = "maintain" if word["maintain"] else "up" if word["up"] else "down"
    if baseline is not None and target is not None and baseline != target:
        return ("up" if target > baseline else "down"), word.span() if word else at
    if word:
        return named, word.span()
    if bound:
        return ("down" if bound == "at most" else "up"), at
    return _weak_direction(text) if target is not None else (None, None)


def _weak_direction(text: str) -> tuple[Direction | None, Span | None]:
    """`Improve`, `reach`: up, but down for what is better low, like churn or latency."""
    low, weak = _BETTER_LOW.search(text), _WEAK_UP.search(text)
    if low:
        return "down", low.span()
    return ("up", weak.span()) if weak else (None, None)
