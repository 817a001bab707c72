"""Where a text puts things, and whether that is outside the place in which a goal keeps them.

Known are the countries and regions that data-residency rules name and the names that clouds give
their regions. A place that is not known is never outside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_EU = """austria belgium bulgaria croatia cyprus czechia denmark estonia finland france germany
    greece hungary ireland italy latvia lithuania luxembourg malta netherlands poland portugal
    romania slovakia slovenia spain sweden"""
_NAMES: dict[str, str] = {
    **dict.fromkeys(("eu", "eea", "europe", "european", "european union"), "eu"),
    **{name: f"eu/{name}" for name in _EU.split()},
    **dict.fromkeys(("frankfurt", "berlin", "munich", "german"), "eu/germany"),
    **dict.fromkeys(("paris", "french"), "eu/france"),
    **dict.fromkeys(("dublin", "irish"), "eu/ireland"),
    **dict.fromkeys(("amsterdam", "dutch"), "eu/netherlands"),
    **dict.fromkeys(("stockholm", "swedish"), "eu/sweden"),
    **dict.fromkeys(("milan", "rome", "italian"), "eu/italy"),
    **dict.fromkeys(("madrid", "spanish"), "eu/spain"),
    **dict.fromkeys(("united states", "usa", "america", "american", "virginia", "oregon", "ohio",
                     "california", "iowa"), "us"),
    **dict.fromkeys(("united kingdom", "britain", "british", "england", "london"), "uk"),
    **dict.fromkeys(("switzerland", "swiss", "zurich", "geneva"), "ch"),
    **dict.fromkeys(("canada", "canadian", "montreal", "toronto"), "ca"),
    **dict.fromkeys(("australia", "australian", "sydney", "melbourne"), "au"),
    **dict.fromkeys(("india", "indian", "mumbai", "hyderabad"), "in"),
    **dict.fromkeys(("singapore",), "sg"),
    **dict.fromkeys(("japan", "japanese", "tokyo", "osaka"), "jp"),
    **dict.fromkeys(("brazil", "brazilian", "são paulo"), "br"),
    **dict.fromkeys(("china", "chinese", "beijing", "shanghai"), "cn"),
}  # fmt: skip
_CAPITALS = {"US": "us", "UK": "uk"}
"""Short names that are words in small letters."""
_CLOUDS = {"us": "us", "eu": "eu", "europe": "eu", "ca": "ca", "ap": "ap", "asia": "ap",
           "sa": "br", "me": "me", "af": "af", "cn": "cn", "uk": "uk", "il": "il"}  # fmt: skip
_CLOUD = re.compile(
    rf"\b(?P<cloud>{'|'.join(_CLOUDS)})-(?:gov-)?(?:north|south|east|west|central)\w*-?\d?\b"
)
_WORD = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_SHORT = re.compile(rf"\b(?P<short>{'|'.join(_CAPITALS)})\b")
_KEEPS = re.compile(
    r"\b(?:stor(?:e|ed|age|es)|host(?:ed|ing|s)?|rest(?:s|ing)?|kept|keeps?|stay(?:s|ing)?|resid\w+"
    r"|process(?:ed|ing)|data cent(?:er|re)s?|sovereign\w*|located)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:from|outside(?: of)?|out of|off|instead of|no longer|not|never|leav(?:e|es|ing)"
    r"|without)\b[^.;,]{0,20}$",
    re.IGNORECASE,
)
"""Words before a place that take things away from it."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A place in a text; `a/b` lies in `a`."""

    place: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def home_of(passage: str) -> frozenset[str]:
    """Return the places a goal wants things kept in; empty where it speaks of none."""
    if not _KEEPS.search(passage):
        return frozenset()
    return frozenset(m.place for m in _towards(passage))


def outside(text: str, home: frozenset[str]) -> Mentioned | None:
    """Return the first place a text puts something in outside of `home`.

    None where it also names one inside: what moves from there to here harms nobody.
    """
    named = list(_towards(text)) if home else []
    if any(_inside(mention.place, home) for mention in named):
        return None
    return next(iter(named), None)


def _inside(place: str, home: frozenset[str]) -> bool:
    """Say whether one lies in the other; a wider place may be the same one."""
    pairs = ((f"{place}/", f"{known}/") for known in home)
    return any(one.startswith(other) or other.startswith(one) for one, other in pairs)


def _towards(text: str) -> Iterator[Mentioned]:
    return (m for m in _mentioned(text) if not _AWAY.search(text, max(0, m.start - 40), m.start))


def _mentioned(text: str) -> Iterator[Mentioned]:
    clouds = [(m, _CLOUDS[m["cloud"]]) for m in _CLOUD.finditer(text)]
    words = [(m, _NAMES[m["word"].lower()]) for m in _WORD.finditer(text)]
    shorts = [(m, _CAPITALS[m["short"]]) for m in _SHORT.finditer(text)]
    found = sorted((m.start(), m.end(), place) for m, place in (*clouds, *words, *shorts))
    last = 0
    for start, end, place in found:
        if start >= last:
            yield Mentioned(place, start, end)
            last = end
