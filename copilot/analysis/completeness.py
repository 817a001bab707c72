"""What a reader will miss in a ticket: asked for by name, never scored."""

import re

from copilot.portfolio import WorkItem

_WHO = re.compile(
    r"\b(user|customer|client|team|admin|visitor|guest|member|developer|operator|reader|buyer|"
    r"people|person|citizen|employee|manager|agent|we|they)s?\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(so that|in order to|accept\w*|done when|until|expected|should|must|given|when .+ then|"
    r"because|goal|result)\b|\[[ x]\]",
    re.IGNORECASE,
)
_WORDS = 12


def missing_from(item: WorkItem) -> tuple[str, ...]:
    """Name what the text lacks: for whom, to what end, enough words to judge, an effort."""
    text = item.passage
    gaps = []
    if len(text.split()) < _WORDS:
        gaps.append(f"detail: under {_WORDS} words")
    if not _WHO.search(text):
        gaps.append("for whom: no user, customer or team is named")
    if not _DONE.search(text):
        gaps.append("to what end: no expected result or acceptance")
    return tuple(gaps)
