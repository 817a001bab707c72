"""Markdown to an outline: heading trees, nested lists, checkboxes, tables, front matter."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.tree import SyntaxTreeNode

from copilot.portfolio import Place

from .html import BLOCKS, as_markdown, whole_tables
from .inline import Line, clean_line, read_inline, read_lines
from .lines import has_labels, is_heading, is_title, pictured, properties
from .outline import Cell, Document, Node, NodeKind, Row, fold, itemised, nest

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
_BREAKS = re.compile(r"<(?:br|/p|/li|/tr|/div|/h\d)\b[^<>]*>", re.IGNORECASE)
_BULLET = re.compile(r" *(?:[-*+]|\d+[.)]) ")
_TIGHT_BULLET = re.compile(r"^([ \t]*-)(?=[A-Za-z]{2,}[ ,])", re.MULTILINE)
_TYPED_BULLET = re.compile(r"^([ \t]*)[•●▪◦‣∙○■□·](?=[ \t]+\S)", re.MULTILINE)
_TITLED = re.compile(r"\s*(?:<details\b[^<>]*>\s*)?<(?:summary|h[1-6])\b", re.IGNORECASE)
BOLD_LINE = 7
"""Level of a line that is a heading only by being bold."""

_BRACKETS = 1000
"""More of them in one paragraph are no links, and each would be looked for to the end."""


def _without_false_links(state: StateCore) -> None:
    """Take the brackets out of a paragraph of brackets: matching them takes quadratic time."""
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > _BRACKETS:
            token.content = token.content.replace("[", " ")


_parser = MarkdownIt("commonmark", {"maxNesting": 120}).enable(["table", "strikethrough"])
_parser.core.ruler.before("inline", "without_false_links", _without_false_links)


_JOINER = "\u2060"
"""Nobody sees it; some programs put it behind the number of a list."""


def read_markdown(text: str, file: str) -> Document:
    """Read Markdown, with line numbers that count the front matter too."""
    front, body, skipped = _split_front(text)
    body = _TYPED_BULLET.sub(r"\1-", whole_tables(body))
    body = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), body)
    tree = SyntaxTreeNode(
        _parser.parse("\n".join(_dedented(_TIGHT_BULLET.sub(r"\1 ", body.replace(_JOINER, "")))))
    )
    reader = _Reader(file, skipped, titled=any(node.tag == "h1" for node in tree.children))
    root = Node(kind="root", place=Place(file=file, line=1))
    made = nest(reader.blocks(tree), root)
    return Document(root=made, file=file, front=properties(made) | front)


def _dedented(body: str) -> Iterator[str]:
    """Move lists to the margin that stand so far in that Markdown takes them for code."""
    shift = indent = 0
    before = ""
    for line in body.split("\n"):
        if line.strip():
            indent = len(line) - len(line.lstrip(" "))
            shift = 0 if indent < shift else shift
            opens = indent >= 4 and before[:1] not in (" ", "\t") and not _BULLET.match(before)
            if not shift and opens and _BULLET.match(line):
                shift = indent
            before = line
        yield line[min(shift, indent) :]


def _split_front(text: str) -> tuple[dict[str, str], str, int]:
    found = _FRONT.match(text)
    if not found:
        return {}, text, 0
    return _front(found[1]), text[found.end() :], text[: found.end()].count("\n")


def _front(text: str) -> dict[str, str]:
    """Read front matter; what is no plain `key: value` there is left out."""
    try:
        loaded = yaml.safe_load(text) if "&" not in text else None
    except yaml.YAMLError:
        loaded = None
    if not isinstance(loaded, dict):
        return {}
    return {
        str(k).lower(): str(v)
        for k, v in loaded.items()
        if isinstance(v, str | int | float | date)
    }


class _Reader:
    """Turns syntax nodes of one file into outline nodes."""

    def __init__(self, file: str, skipped: int, *, titled: bool) -> None:
        self.file = file
        self.skipped = skipped
        self.first = not titled
        """Nothing has been read yet and no heading is the title: a first line may be it."""

    def place(self, node: SyntaxTreeNode, offset: int = 0) -> Place:
        line = node.map[0] + 1 + self.skipped + offset if node.map else None
        return Place(file=self.file, line=line)

    def blocks(self, node: SyntaxTreeNode) -> Iterator[Node]:
        for child in node.children:
            yield from self.block(child)

    def block(self, node: SyntaxTreeNode) -> Iterator[Node]:
        self.first = self.first and node.type == "paragraph"
        if node.type == "heading":
            yield self.node("heading", node, _inline(node), level=int(node.tag[1]))
        elif node.type == "paragraph":
            yield from self.paragraph(node)
        elif node.type in ("bullet_list", "ordered_list"):
            yield from (self.item(item) for item in node.children)
        elif node.type == "table":
            yield self.table(node)
        elif node.type == "html_block":
            yield from self.html(node)
        elif node.type in ("fence", "code_block"):
            yield from self.code(node)
        elif node.type == "blockquote":
            yield from self.quote(node)

    def node(
        self, kind: NodeKind, at: SyntaxTreeNode, line: Line, *, level: int = 0, offset: int = 0
    ) -> Node:
        return Node(
            kind=kind,
            place=self.place(at, offset),
            text=line.text,
            level=level,
            tags=line.tags,
            checked=line.checked,
            bold=line.bold,
            links_only=line.links_only,
        )

    def paragraph(self, node: SyntaxTreeNode) -> Iterator[Node]:
        first, self.first = self.first, False
        lines = read_lines(node.children[0], titled=first) if node.children else []
        kinds = pictured([line.mark for _, line in lines])
        for (offset, line), kind in zip(lines, kinds, strict=True):
            if first and not offset and is_title(line.text):
                yield self.node("heading", node, line, level=1)
            elif kind == "heading" or is_heading(line):
                yield self.node("heading", node, line, level=BOLD_LINE, offset=offset)
            else:
                yield self.node(kind, node, line, offset=offset)

    def item(self, item: SyntaxTreeNode) -> Node:
        if not item.children or item.children[0].type != "paragraph":
            made = self.node("item", item, Line(text=""))
            return nest((n for child in item.children for n in self.block(child)), made)
        head, *rest = item.children
        first, *more = read_lines(head.children[0])
        made = self.node("item", item, first[1])
        lines = (self.node("text", item, line, offset=at) for at, line in more)
        made.children.extend(itemised(lines, fewest=1))
        made.children.extend(n for child in rest for n in self.block(child))
        return made

    def quote(self, node: SyntaxTreeNode) -> Iterator[Node]:
        """Quoted lists are as good as others; quoted prose is prose."""
        inner = list(self.blocks(node))
        for child in inner:
            if child.kind == "heading" and (len(inner) > 1 or child.level <= 6):
                child.kind, child.level = "text", 0
            yield child

    def table(self, node: SyntaxTreeNode) -> Node:
        rows = tuple(
            Row(cells=tuple(_cell(cell) for cell in row.children), place=self.place(row))
            for part in node.children
            for row in part.children
        )
        return Node(kind="table", place=self.place(node), rows=rows)

    def html(self, node: SyntaxTreeNode) -> Iterator[Node]:
        if BLOCKS.search(node.content):
            yield from self.markup(node)
            return
        text = _TAGS.sub(" ", _BREAKS.sub("\n", node.content))
        line = clean_line(text)
        if line.text and _TITLED.match(node.content):
            yield self.node("heading", node, line, level=BOLD_LINE)
        elif line.text:
            yield self.node("text", node, line)

    def code(self, node: SyntaxTreeNode) -> Iterator[Node]:
        """Read code whole; goals that were put into a block only to keep their lines are lines."""
        if node.info or not has_labels(node.content):
            yield self.node("code", node, Line(text=fold(node.content)))
            return
        for offset, text in enumerate(node.content.splitlines(), node.type == "fence"):
            line = clean_line(text)
            if line.text:
                yield self.node("text", node, line, offset=offset)

    def markup(self, node: SyntaxTreeNode) -> Iterator[Node]:
        """Read a piece of HTML with tables, lists or headings, placed at its first line."""
        text = as_markdown(node.content)
        for inner in self.blocks(SyntaxTreeNode(_parser.parse(text))):
            for made in inner.walk():
                made.place = self.place(node)
                made.rows = tuple(replace(row, place=made.place) for row in made.rows)
            yield inner


def _inline(node: SyntaxTreeNode) -> Line:
    return read_inline(node.children[0]) if node.children else Line(text="")


def _cell(node: SyntaxTreeNode) -> Cell:
    line = _inline(node)
    return Cell(text=line.text, bold=line.bold, tags=line.tags)
