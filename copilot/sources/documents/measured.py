"""Objectives known by what stands under them: headings of lists that aim at numbers."""

import re
from collections.abc import Iterator, Sequence

from copilot.analysis.quantities import numbers, parse_measure

from .outline import Node
from .sections import section_role
from .shape import usable
from .vocabulary import Role

_REPORT = re.compile(
    r"\b(?:what['’]s new|releases?|release notes|change ?log|minutes|meeting|stand-?up|report"
    r"|reports|results|review|recap|retro(?:spective)?|notes|post-?mortem|benchmarks?|protokoll"
    r"|bericht|compte[ -]rendu)\b",
    re.IGNORECASE,
)
_WAS = re.compile(
    r"\b(?:rose|fell|grew|went|dropped|climbed|sank|was|were|has|have been|stieg|fiel|sank)\b",
    re.IGNORECASE,
)
"""What was, as no aim is told."""
_NAMED = re.compile(r"(?P<title>.{4,}?)\s+[-–—]\s+(?P<name>[A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]+)?)")
_FEWEST = 2
"""So many sections side by side have to aim at numbers before any of them is an objective."""
_MOST = 2 / 3
"""Where this share of the sections aims at numbers, the others beside them are meant so too."""


def is_report(title: str) -> bool:
    """Say whether a title announces what was, not what shall be."""
    return bool(_REPORT.search(title))


def aims(text: str) -> bool:
    """Say whether a line names a value to reach: `from 48 % to 60 %`, `below 90 s`, `70 %`."""
    found = parse_measure(text)
    if found.target is None and found.change is None:
        return False
    return found.baseline is not None or found.bound is not None or bool(found.unit)


def _bounded(text: str) -> bool:
    """Say whether a line also says from where, or that a value is a limit."""
    found = parse_measure(text)
    return found.target is not None and (found.baseline is not None or found.bound is not None)


def aiming(items: Sequence[Node]) -> bool:
    """Say whether a list mostly names values to reach."""
    lines = [item.text for item in items if usable(item) and not _WAS.search(item.text)]
    return any(map(_bounded, lines)) and sum(map(aims, lines)) >= len(lines) / 2


def measured_sections(root: Node) -> Iterator[Node]:
    """Yield the headings whose own lists aim at numbers, where several do side by side."""
    for node in root.walk():
        sections = [n for n in node.of("heading") if n.of("item") and _own_words(n)]
        measured = [n for n in sections if aiming(n.of("item"))]
        if len(measured) >= max(_FEWEST, len(sections) / 2):
            yield from sections if len(measured) >= len(sections) * _MOST else measured


def name_owners(sections: Sequence[Node]) -> None:
    """Take who owns each section off its heading, where every one ends in a name: `… – Gloria`."""
    found = [_NAMED.fullmatch(section.text) for section in sections]
    if len(found) >= _FEWEST and all(found) and len({f["name"] for f in found if f}) > 1:
        for section, match in zip(sections, found, strict=True):
            if match:
                section.text, section.tags = match["title"], (f"@{match['name']}", *section.tags)


def is_grouping(item: Node) -> bool:
    """Say whether an item only groups the measured ones below it: `Driver: fuller vans`."""
    inner = item.of("item")
    return bool(inner) and not numbers(item.text) and all(aims(child.text) for child in inner)


def _own_words(node: Node) -> bool:
    return section_role(node.text) is Role.TOPIC and usable(node)
