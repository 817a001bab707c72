"""Whatever markup a tool exports, as Markdown."""

import json
import re
from typing import Any, Literal

from .wiki import wiki_to_markdown

Markup = Literal["markdown", "wiki", "html"]

_TAG = re.compile(
    r"</(?:p|div|li|ul|ol|span|h[1-6]|table|td|b|strong|em|a|code|pre)>|<br ?/?>", re.IGNORECASE
)
_BLANKS = re.compile(r"\n{3,}")
_ADF = re.compile(r'^\{\s*"(?:type"\s*:\s*"doc|version"\s*:\s*1\b)')


def to_markdown(text: str, markup: Markup = "markdown") -> str:
    """Convert; text that plainly is HTML or an Atlassian document is seen for what it is."""
    if not text:
        return ""
    if text[0] == "{" and _ADF.match(text):
        return _document(text)
    if text.startswith('{"ops"'):
        return _quill(text)
    if markup == "html" or (text.lstrip()[:1] == "<" and _TAG.search(text)):
        return html_to_markdown(text)
    return wiki_to_markdown(text) if markup == "wiki" else text


def _quill(text: str) -> str:
    """Read the text of a Quill document, as ClickUp writes it; what is damaged stays."""
    try:
        parts = json.loads(text)["ops"]
        inserted = [part["insert"] for part in parts if isinstance(part.get("insert"), str)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return text
    return "".join(inserted).strip()


def html_to_markdown(text: str) -> str:
    """Convert HTML; plain text comes back as it was, entities resolved."""
    from html import unescape

    if "<" not in text:
        return unescape(text)
    from markdownify import markdownify

    converted = markdownify(text, heading_style="ATX", bullets="-", escape_misc=False)
    return _BLANKS.sub("\n\n", str(converted)).strip()


def _document(text: str) -> str:
    """Read an Atlassian document; what is damaged stays as written."""
    try:
        return adf_to_markdown(json.loads(text))
    except (ValueError, RecursionError):
        return text


def adf_to_markdown(node: Any) -> str:
    """Convert an Atlassian document node: paragraphs, headings, lists, code, links, mentions."""
    return _BLANKS.sub("\n\n", _block(node)).strip()


def _block(node: Any) -> str:
    if not isinstance(node, dict):
        return ""
    kind, inner = node.get("type", ""), node.get("content") or []
    attrs = node.get("attrs") or {}
    if kind in _LEAVES:
        return _leaf(kind, node, attrs)
    if kind in {"bulletList", "orderedList", "taskList"}:
        mark = "1. " if kind == "orderedList" else "- "
        return "".join(_indented(mark, _children(child)) for child in inner) + "\n"
    text = _children(node)
    if kind == "heading":
        return f"{'#' * int(attrs.get('level') or 1)} {text}\n\n"
    if kind == "codeBlock":
        return f"```{attrs.get('language') or ''}\n{text}\n```\n\n"
    return f"{text}\n\n" if kind == "paragraph" else text


_LEAVES = {"text", "hardBreak", "mention", "emoji", "inlineCard", "date", "status", "rule"}


def _leaf(kind: str, node: Any, attrs: Any) -> str:
    if kind == "text":
        return _marked(str(node.get("text", "")), node.get("marks") or [])
    if kind == "hardBreak":
        return "\n"
    if kind == "rule":
        return "---\n\n"
    return str(attrs.get("text") or attrs.get("url") or attrs.get("shortName") or "")


def _marked(text: str, marks: Any) -> str:
    for mark in marks:
        kind = mark.get("type") if isinstance(mark, dict) else None
        if kind == "link":
            text = f"[{text}]({(mark.get('attrs') or {}).get('href', '')})"
        elif kind in {"strong", "em", "code"}:
            sign = {"strong": "**", "em": "*", "code": "`"}[kind]
            text = f"{sign}{text}{sign}"
    return text


def _children(node: Any) -> str:
    inner = node.get("content") if isinstance(node, dict) else None
    return "".join(_block(child) for child in inner or [])


def _indented(mark: str, text: str) -> str:
    return mark + text.strip().replace("\n", "\n" + " " * len(mark)) + "\n"
