"""What must never be in a published sentence: addresses, markup, formulas, escapes."""

import re
import unicodedata
from collections.abc import Iterable

from .untrusted import stripped

_TOP_LEVEL = "com|net|org|io|dev|app|ai|co|info|biz|xyz|site|online|cloud|ru|cn|de|uk|example|test"
_ADDRESS = re.compile(
    rf"""
    [a-z][a-z0-9+.-]*:\s*/\s*/            # any scheme
    | \b(?:javascript|data|mailto|vbscript|file|tel|blob)\s*:
    | \bwww\s*\.
    | \b(?:[\w-]+\.)+(?:{_TOP_LEVEL})\b(?!\w)
    | \bhxxps?\b
    | \b\d{{1,3}}(?:\.\d{{1,3}}){{3}}\b
    | \S+@\S+\.\S+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MARKUP = re.compile(
    r"""
    !\[ | \]\s*\( | \]\s*: | \[\[ | \]\s*\[      # Markdown images, links, references
    | <\s*[a-z/!?%] | &\#?\w+;                    # HTML
    | ``` | ` | \*\* | __ | ~~                    # Markdown emphasis and code
    | ^\s*(?:\#{1,6}\s|[-*+]\s|>\s|\|)            # Markdown blocks
    | ^\s*[=+@\t\r] | ^\s*-(?=[\w(])              # formulas of spreadsheets
    | [,;|]\s*[=@+]\s*\w+\s*\(                    # formulas in a later cell
    | \{\{|\}\}|\{%|%\}|<%|\$\{|\$\(               # templates, shells
    | ::[a-z-]+[ :]                               # workflow commands
    | \\x1b | \\u001b | \\033 | \\e\[             # escapes, spelt out
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)


def defects_of_form(text: str) -> tuple[str, ...]:
    """Name what a sentence must not hold; empty where it is plain words."""
    folded = unicodedata.normalize("NFKC", text)
    found = []
    if stripped(text) != text or "\n" in text or "\t" in text:
        found.append("invisible characters or line ends")
    if _ADDRESS.search(folded):
        found.append("an address")
    if _MARKUP.search(folded):
        found.append("markup")
    return tuple(found)


_LINK = re.compile(r"!?\[([^\]\n]*)\]\(\s*[^)\n]*\)")
_TARGET = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:\s*/\s*/|www\s*\.|(?:javascript|vbscript|data|mailto)\s*:\s*(?=\S))\S*",
    re.IGNORECASE,
)
_HOST = re.compile(rf"\b(?:[\w-]+\.)+(?:{_TOP_LEVEL})\b(?!\w)", re.IGNORECASE)
_TEMPLATE = re.compile(r"([{$%])(?=[{%])")
_DISARMED = str.maketrans({"<": "‹", "`": "'", "\u2028": " ", "\u2029": " "})
_EMPHASIS = re.compile(r"\*\*|__|~~")
_LEADING = re.compile(r"^(\s*)(?=[=+@]|-\w|::)")


def harmless(text: str) -> str:
    """Return words of a source as plain words: addresses named, markup and escapes disarmed.

    What has none of these stays as it is.
    """
    text = stripped(text)
    text = _TARGET.sub("[address]", _LINK.sub(r"\1", text))
    text = _HOST.sub(lambda host: host[0].replace(".", "[.]"), text)
    text = _EMPHASIS.sub("", text.translate(_DISARMED))
    text = _TEMPLATE.sub(r"\1 ", text)
    text = text.replace("![", "! [").replace("](", "] (").replace("::", ": :")
    return _LEADING.sub(r"\1'", text)


def harmless_page(lines: Iterable[str]) -> str:
    """Put a page together, each of its lines harmless."""
    return "\n".join(harmless(line) for page in lines for line in page.split("\n"))
