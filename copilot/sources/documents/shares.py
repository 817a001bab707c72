"""Allowances in running text: `20 % of our time for keeping the lights on, a tenth for debt`."""

import re
from collections.abc import Iterator

from copilot.portfolio import Cycle

from .drafts import Draft
from .outline import Node

_I = re.IGNORECASE
_WORDS = {"half": 50, "third": 33.3, "quarter": 25, "fifth": 20, "tenth": 10, "hälfte": 50,
          "drittel": 33.3, "viertel": 25, "fünftel": 20, "zehntel": 10}  # fmt: skip
_SHARE = (
    r"(?:(?P<percent>\d{1,2}(?:[.,]\d+)?)\s*(?:%|per ?cent|prozent)"
    rf"|(?:an?|one|eine?)\s+(?P<word>{'|'.join(_WORDS)}))"
)
_TIME = (
    r"\s+(?:of|der|unserer)\s+(?:(?:our|the|the team's|all|every|each|total|available|working"
    r"|engineering|development|der)\s+)*(?:time|capacity|effort|hours|week|sprint|points|people"
    r"|roadmap|zeit|kapazität|arbeitszeit|stunden)\b"
)
_NAME = (
    r"(?P<name>\w[^,.;:()\n]*?)"
    r"(?=\s*(?:[.;,:()\n]|$|\s+(?:and|und)\s+(?:about|around|an?|one|\d)))"
)
_FOR = r"(?:for|to|into|towards|on|in|für|in die|in den)\s+"
_FIRST = re.compile(rf"{_SHARE}{_TIME}(?P<between>[^.;:%]{{0,40}}?)\s+{_FOR}{_NAME}", _I)
_LABELLED = re.compile(
    rf"^\W*(?P<name>\w[^,.;:()\n]*?)\s*(?::|=|\s[-–—])\s*(?:about |around |up to |max\.? )?"
    rf"{_SHARE}{_TIME}",
    _I,
)
"""`Keep the lights on: 15 % of the effort`."""
_GOAL = re.compile(r"^(?:objectives?|goals?|key results?|kr|o|krs?|target|ziele?)\b[\s\d.]*$", _I)
_NEXT = re.compile(rf"(?:,|\band\b|\bund\b)[\w\s]{{0,12}}?{_SHARE}\s+{_FOR}{_NAME}", _I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])|\n")
_PAST = re.compile(
    r"\b(?:spent|spend|spending|lost|lose|loses|wasted|wastes|went|took|takes|cost|costs|was|were"
    r"|currently|last (?:year|quarter|month)|verloren|verbracht|verbringen)\b",
    _I,
)
_TAIL = re.compile(r"\s+(?:frei|free|aside|reserved)$", _I)
_LONGEST = 8
"""Words of a name; more is a sentence."""


def allowances(root: Node, cycle: Cycle | None) -> Iterator[Draft]:
    """Yield the allowances that the paragraphs of a goal document speak of."""
    for node in root.walk():
        for name, share in shares(node.text) if node.kind == "text" else ():
            yield Draft(
                kind="allowance",
                title=name,
                place=node.place,
                cycle=cycle,
                fields={"share": share},
            )


def shares(text: str) -> Iterator[tuple[str, str]]:
    """Yield what effort is set aside for and the share, as `("Tech debt", "20 %")`.

    A sentence about what time went into is no allowance.
    """
    for sentence in _SENTENCE.split(text):
        first = _LABELLED.search(sentence) or _FIRST.search(sentence)
        if not first or _PAST.search(sentence) or _GOAL.match(first["name"]):
            continue
        yield from _allowance(first)
        for more in _NEXT.finditer(sentence, first.end()):
            yield from _allowance(more)


def _allowance(found: re.Match[str]) -> Iterator[tuple[str, str]]:
    name = _TAIL.sub("", found["name"].strip())
    share = found["percent"] or str(_WORDS[found["word"].lower()])
    if 0 < len(name.split()) <= _LONGEST:
        yield name[0].upper() + name[1:], f"{share} %"
