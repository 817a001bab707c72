"""Jira's wiki markup to Markdown: the constructs people use; the rest stays as written."""

import re

_CODE = re.compile(
    r"(?<!\{)\{(?:code|noformat)(?::(?:title=[^|}]*\|?)?(?P<lang>\w*)[^}]*)?\}(?P<code>.*?)"
    r"\{(?:code|noformat)\}",
    re.DOTALL,
)
_HOLE = re.compile("\x02(\\d+)\x03")
_MARKUP = re.compile(r"[{\[*_|]|^h[1-6]\.|^ *[-*#]+ |^bq\.|\\\\|^!|!\w", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]*h([1-6])\.[ \t]*", re.MULTILINE)
_LIST = re.compile(r"^[ \t]*([*#]+|-)[ \t]+(?=\S)", re.MULTILINE)
_HEAD_ROW = re.compile(r"^[ \t]*\|\|(.*)\|\|[ \t]*$", re.MULTILINE)
_PLAIN = (
    ("bq.", re.compile(r"^bq\.[ \t]*", re.MULTILINE), "> "),
    (
        "{",
        re.compile(r"\{(?:color|anchor|panel|section|column|expand|info|note|tip|warning)[^}]*\}"),
        "",
    ),
    ("{{", re.compile(r"\{\{(.+?)\}\}"), r"`\1`"),
    ("[~", re.compile(r"\[~(?:accountid:)?([^\]\n]+)\]"), r"@\1"),
    ("[", re.compile(r"\[([^|\]\n]+)\|([a-z]+:[^|\]\s]+)[^\]\n]*\]"), r"[\1](\2)"),
    ("[", re.compile(r"\[((?:https?|mailto):[^|\]\s]+)\]"), r"<\1>"),
    ("!", re.compile(r"!([^!|\s]+\.\w{2,4})(?:\|[^!\n]*)?!"), r"![\1](\1)"),
    ("*", re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])"), r"**\1**"),
    ("\\\\", re.compile(r"\\\\[ \t]*\n?"), "  \n"),
)
"""A sign without which the pattern cannot be there, the pattern, and what replaces it."""

_QUOTE = re.compile(r"\{quote\}(.*?)\{quote\}", re.DOTALL)


def wiki_to_markdown(text: str) -> str:
    """Convert headings, lists, links, tables, code, quotes, bold; leave plain text alone."""
    if not _MARKUP.search(text):
        return text
    codes: list[str] = []

    def keep(found: re.Match[str]) -> str:
        codes.append(f"```{found['lang'] or ''}\n{found['code'].strip(chr(10))}\n```")
        return f"\x02{len(codes) - 1}\x03"

    text = _CODE.sub(keep, text)
    text = _LIST.sub(_bullet, text)
    text = _HEADING.sub(lambda found: "#" * int(found[1]) + " ", text)
    text = _QUOTE.sub(_quoted, text)
    text = _HEAD_ROW.sub(_head_row, text)
    for sign, pattern, replacement in _PLAIN:
        if sign in text:
            text = pattern.sub(replacement, text)
    return _HOLE.sub(lambda found: codes[int(found[1])], text)


def _bullet(found: re.Match[str]) -> str:
    marks = found[1]
    return "  " * (len(marks) - 1) + ("1. " if marks[-1] == "#" else "- ")


def _quoted(found: re.Match[str]) -> str:
    return "\n".join(f"> {line}" for line in found[1].strip().splitlines())


def _head_row(found: re.Match[str]) -> str:
    cells = [cell.strip() for cell in found[1].split("||")]
    return f"| {' | '.join(cells)} |\n|{' --- |' * len(cells)}"
