"""Exported text as it may be stored: no control characters, one Unicode form, bounded."""

import re
from unicodedata import is_normalized, normalize

BODY_LIMIT = 64 * 1024
"""Most bytes of UTF-8 kept of one text field."""

TITLE_LIMIT = 500
"""Most code points kept of a title."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Drop control characters and lone surrogates, normalise line ends and to NFC."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", text)
    return (text if is_normalized("NFC", text) else normalize("NFC", text)).strip()


def one_line(text: str) -> str:
    """Clean, fold white space, and cut to what a title may hold."""
    if text.isascii() and text.isprintable() and "  " not in text and len(text) <= TITLE_LIMIT:
        return text.strip()
    return _SPACE.sub(" ", clean(text[: TITLE_LIMIT * 4]))[:TITLE_LIMIT].strip()


def cut(text: str, limit: int = BODY_LIMIT) -> str:
    """Keep the first `limit` bytes of UTF-8, never half a character."""
    if len(text) * 4 <= limit:
        return text
    return text.encode("utf-8", "ignore")[:limit].decode("utf-8", "ignore")
