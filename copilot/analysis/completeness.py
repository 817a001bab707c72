"""What a reader will miss in a ticket: asked for by name, never scored."""

import re

from copilot.portfolio import WorkItem

_WHO = re.compile(
    r"\b(team|admin|client|guest|citizen|patient|parent|agent|sales|finance|support|people|person|"
    r"user|customer|member|visitor|we|they|our)s?\b"
    r"|\b\w{3,}(?:ers|ors|ants|ists|ees|men)\b|\b(a|each|every) \w{3,}(?:er|or|ant|ist|ee)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(so that|in order to|accept\w*|done when|until|expected|should|must|given|when .+ then|"
    r"because|goal|result|need\w*|less|more|fewer|faster|no longer|instead|without|can|cancel\w*|"
    r"fail\w*|wait\w*|lose|lost)\b|\[[ x]\]|\d\s?%",
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
