"""Words of a line apart from its decoration: badges, tags, checkboxes, issue links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from .outline import NUMBERED_LINE, fold
from .ownership import is_owner
from .vocabulary import read_label

_BARE_URL = re.compile(r"<?https?://\S+>?")
_ISSUE = re.compile(r"#\d+|\W*")
SYMBOLS = re.compile(
    r"^\s*(?:(?:[\U0001F000-\U0001FAFF\u2300-\u23FF\u2600-\u27BF\u2B00-\u2BFF]|\d\ufe0f?\u20e3|:[a-z_]+:)"
    r"[\ufe0f\u200d\U0001F3FB-\U0001F3FF]*\s*|!WIP!\s*|\[WIP\]\s*)+(?=\S)"
)
"""Pictures in front of a line, and marks of what is still being written."""
_CHECKBOX = re.compile(r"^\s*\[(?P<mark>[ xX✓✔-]?)\]\s+")
_TAG = r"\[(?P<tag>[^\[\]\n]{1,24})\]"
_LEADING_TAG = re.compile(rf"^\s*{_TAG}\s*(?=\S)")
_TRAILING_TAG = re.compile(rf"(?<=[\s\])]){_TAG}\s*$")
_PRIORITY = re.compile(r"^\s*\(?(?P<tag>P[0-5X?])\)?(?:\s*[-–—:.)]\s*(?=\S)|\s+(?![a-z]))(?=\S)")
_HANDLE = re.compile(
    r"^\s*[-–]?\s*(?P<tag>@[\w?-]{1,40})(?:(?:\s*[,/&])?\s*@[\w?-]{1,40}){0,8}\s*[-–:]\s+(?=\S)"
)
_EMPTY = re.compile(r"\([\s,;]*\)|\[\s*\]|\*{2,}|\(\(\([^()]*\)\)\)|\{\{[^{}]*\}\}|\{[#:][^{}]*\}")
_DECIMAL = re.compile(r"(\d{1,2})\.(\d{1,2})[.)]?\s+\S")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]:?")
_BADGE = re.compile(r"^[\w? .%/-]{1,24}$")
_SOFT_BREAK = (
    SyntaxTreeNode(MarkdownIt("commonmark").parse("a\nb")).children[0].children[0].children[1:2]
)
"""A soft line break, to put joined lines together with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A cleaned line: its words, the marks that were on it, and how it was set."""

    text: str
    tags: tuple[str, ...] = ()
    checked: bool | None = None
    bold: bool = False
    italic: bool = False
    links_only: bool = False
    mark: str = ""
    """The picture in front of it."""


def clean_line(text: str, *, bold: bool = False) -> Line:
    """Take checkbox, tags and priority off a line and fold its white space."""
    checkbox = _CHECKBOX.match(text)
    rest = text[checkbox.end() :] if checkbox else text
    rest = fold(_EMPTY.sub(" ", _FOOTNOTE.sub("", _BARE_URL.sub(" ", SYMBOLS.sub("", rest)))))
    tags: list[str] = []
    for pattern in (_LEADING_TAG, _PRIORITY, _HANDLE, _TRAILING_TAG):
        while found := pattern.search(rest):
            tags.append(found["tag"].strip())
            rest = (rest[: found.start()] + rest[found.end() :]).strip()
    return Line(
        text=fold(rest),
        tags=tuple(tags),
        checked=checkbox["mark"].strip() not in ("", "-") if checkbox else None,
        bold=bold,
    )


def read_lines(node: SyntaxTreeNode, *, titled: bool = False) -> list[tuple[int, Line]]:
    """Read a Markdown inline node: one line, or several where lines begin with labels.

    Args:
        node: the inline node.
        titled: whether the first line stands alone, as a document's title does.

    Returns:
        Pairs of the offset in source lines and the line.
    """
    groups: list[tuple[int, list[SyntaxTreeNode]]] = [(0, [])]
    for child in node.children:
        if child.type in ("softbreak", "hardbreak"):
            groups.append((groups[-1][0] + 1, []))
        else:
            groups[-1][1].append(child)
    merged: list[tuple[int, list[SyntaxTreeNode]]] = []
    stacked = False
    texts = [fold("".join(_plain(child, []) for child in children)) for _, children in groups]
    counted = _counted(texts)
    for at, (offset, children) in enumerate(groups):
        words = SYMBOLS.sub("", texts[at])
        labelled = read_label(words) is not None or NUMBERED_LINE.match(words) is not None
        begins = words != texts[at] or at in counted or (titled and at == 1)
        if merged and not ((labelled and (stacked or words[0].isupper())) or begins):
            merged[-1][1].extend([*_SOFT_BREAK, *children])
        else:
            merged.append((offset, children))
            stacked = labelled
    return [(offset, _line(children)) for offset, children in merged]


def _counted(texts: Sequence[str]) -> set[int]:
    """Return which lines count on as in `1.1`, `1.2`; one broken before `3.5 h` does not."""
    found = [(at, _DECIMAL.match(text)) for at, text in enumerate(texts)]
    numbers = [(at, int(n[1]), int(n[2])) for at, n in found if n]
    wanted = [(numbers[0][1], count) for count in range(1, len(numbers) + 1)] if numbers else []
    counts = [(chapter, count) for _, chapter, count in numbers] == wanted
    return {at for at, _, _ in numbers} if counts and len(numbers) > 1 else set()


def read_inline(node: SyntaxTreeNode) -> Line:
    """Read a Markdown inline node as one line."""
    return _line(node.children)


def _line(children: Sequence[SyntaxTreeNode]) -> Line:
    badges: list[str] = []
    parts = [_plain(child, badges) for child in children]
    line, visible = clean_line("".join(parts)), _visible(children)
    return replace(
        line,
        tags=line.tags + tuple(badge for badge in badges if _BADGE.match(badge)),
        bold=_all_in(visible, "strong"),
        italic=_all_in(visible, "em"),
        links_only=_links_only(visible),
        mark=_mark("".join(parts)),
    )


def _mark(text: str) -> str:
    found = SYMBOLS.match(text)
    return found[0].split()[0] if found else ""


def _plain(node: SyntaxTreeNode, badges: list[str]) -> str:
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak" or (node.type == "html_inline" and "<br" in node.content.lower()):
        return "\n"
    if node.type == "image":
        badges.append(node.content or str(node.attrs.get("alt", "")))
        return " "
    inner = "".join(_plain(child, badges) for child in node.children)
    if node.type == "link" and (_ISSUE.fullmatch(inner) or _BARE_URL.fullmatch(inner)):
        return " "
    return inner


def _visible(nodes: Sequence[SyntaxTreeNode]) -> list[SyntaxTreeNode]:
    quiet = ("softbreak", "hardbreak", "image", "html_inline")
    return [
        child
        for child in nodes
        if child.type not in quiet and not (child.type == "text" and _aside(child.content))
    ]


def _aside(text: str) -> bool:
    return not text.strip(" :.-*") or is_owner(text)


def _all_in(visible: Sequence[SyntaxTreeNode], kind: str) -> bool:
    return bool(visible) and all(child.type == kind for child in visible)


_POINTER = re.compile(r"^(?:\W|wip|tbd|see|todo|draft|here|and)*$", re.IGNORECASE)


def _links_only(visible: Sequence[SyntaxTreeNode]) -> bool:
    """Say whether links, and words like `see`, are all there is."""
    links = [child for child in visible if child.type == "link"]
    words = "".join(child.content for child in visible if child.type == "text")
    others = [child for child in visible if child.type not in ("link", "text")]
    bare = _BARE_URL.fullmatch(words.strip())
    return not others and bool(bare or (links and _POINTER.match(words)))
