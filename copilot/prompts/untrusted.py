"""Text that somebody else wrote: stripped, marked and fenced before a model sees it."""

import re
import unicodedata

MARK = "^"
"""Stands for every space, so that a model sees which words are not ours (spotlighting)."""
_UNSEEN = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\ufeff\uffa0")
_SPACE = re.compile(r"[^\S\n]+")
_BLANK = re.compile(r"\n{3,}")


def stripped(text: str) -> str:
    """Drop what is not seen: zero-width, bidi, tag, control, private and variation characters."""
    return "".join(" " if c == "\u00a0" else c for c in text if c in "\n\t" or not _unseen(c))


def _unseen(char: str) -> bool:
    hidden = unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}
    return hidden or char in _UNSEEN or "\ufe00" <= char <= "\ufe0f" or char >= "\U000e0100"


def fenced(name: str, text: str, marker: str) -> str:
    """Put a text between lines that it can't know, its spaces marked.

    Args:
        name: what the text is, in our words.
        text: what somebody wrote.
        marker: drawn anew for every request.
    """
    seen = _BLANK.sub("\n\n", stripped(text)).replace(marker, "")
    marked = "\n".join(_SPACE.sub(MARK, line.strip()) for line in seen.splitlines())
    return f"<<{marker} {name}>>\n{marked}\n<<{marker} end>>"
