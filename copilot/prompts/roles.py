"""Does a sentence say what is quoted, and of somebody else? Two that change places are seen."""

from collections.abc import Sequence

from .wording import content_of

_APART = 2
"""Words of content between two that may not change places: nearer ones make a compound."""


def exchanged(claim: str, quotes: Sequence[str]) -> bool:
    """Whether a claim is a quote in which two words, far from each other, have changed places."""
    return any(_turned(content_of(claim), content_of(quote)) for quote in quotes)


def _turned(said: Sequence[str], told: Sequence[str]) -> bool:
    if len(said) != len(told):
        return False
    moved = [
        place for place, pair in enumerate(zip(said, told, strict=True)) if len(set(pair)) > 1
    ]
    if len(moved) != _PAIR or moved[1] - moved[0] < _APART:
        return False
    first, second = moved
    return said[first] == told[second] and said[second] == told[first]


_PAIR = 2
