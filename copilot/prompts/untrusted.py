"""Text that somebody else wrote: stripped, marked and fenced before a model sees it."""

import unicodedata
from collections.abc import Iterable

MARK = "^"
"""Stands for every space, so that a model sees which words are not ours (spotlighting)."""
_UNSEEN = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\ufeff\uffa0")


def stripped(text: str) -> str:
    """Drop what is not seen: zero-width, bidi, tag, control, private and variation characters."""
    return "".join(" " if c == "\u00a0" else c for c in text if c in "\n\t" or not _unseen(c))


def _unseen(char: str) -> bool:
    hidden = unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}
    return hidden or char in _UNSEEN or "\ufe00" <= char <= "\ufe0f" or char >= "\U000e0100"


def fenced(texts: Iterable[tuple[str, str]], marker: str) -> str:
    """Put texts between lines that they can't know, one line each, their spaces marked.

    Args:
        texts: what each is, in our words, and what somebody wrote.
        marker: drawn anew for every request.
    """
    lines = [f"{name}: {_marked(text, marker)}" for name, text in texts]
    return "\n".join([f"<<{marker} texts>>", *lines, f"<<{marker} end>>"])


def _marked(text: str, marker: str) -> str:
    return MARK.join(stripped(text).replace(marker, "").split())
