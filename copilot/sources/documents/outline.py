"""The one shape every document format is brought into: headings over items, texts and tables."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from copilot.portfolio import Place

NodeKind = Literal["root", "heading", "item", "text", "code", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table, cleaned; `tags` are what stood in brackets or badges."""

    text: str
    bold: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table and where it stands."""

    cells: tuple[Cell, ...]
    place: Place


@dataclass(slots=True, kw_only=True)
class Node:
    """A piece of a document with what belongs under it."""

    kind: NodeKind
    place: Place
    text: str = ""
    level: int = 0
    """Of headings: 1 to 6 as written, 7 for a line that is bold as a whole."""
    tags: tuple[str, ...] = ()
    """Short marks like `P0` or a team, taken out of the text."""
    checked: bool | None = None
    """State of a checkbox, None where there is none."""
    bold: bool = False
    links_only: bool = False
    """Nothing but links: a pointer to goals, never a goal."""
    rows: tuple[Row, ...] = ()
    """Of tables, header first."""
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Yield this node and everything below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def of(self, *kinds: NodeKind) -> list["Node"]:
        """Return the children of some kinds."""
        return [child for child in self.children if child.kind in kinds]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An outline with what the file says about itself."""

    root: Node
    file: str
    front: dict[str, str] = field(default_factory=dict)
    """Front matter or document properties, keys in lower case."""
    work: bool = False
    """Whether it is a tracker's table, which holds work and no goals."""
    goals: bool = False
    """Whether the whole file is meant to hold goals, as a sheet is that was named as such."""

    @property
    def title(self) -> str:
        """The title the file declares, else its first top heading."""
        if self.front.get("title"):
            return self.front["title"]
        headings = [n for n in self.root.walk() if n.kind == "heading"]
        return next(
            (h.text for h in headings if h.level == 1), headings[0].text if headings else ""
        )


NUMBERED_LINE = re.compile(r"(?:\d{1,2}\.\d{1,2}\.?|[a-z][.)])\s+(?=\S)")
"""A line with a number of its own, as in `1.2 Keep them` or `b. Keep them`."""


_CHAPTER = re.compile(r"(\d{1,2})[.)]?\s")


def itemised(nodes: Iterable[Node], fewest: int = 2) -> Iterator[Node]:
    """Make items of paragraphs that stand in a row and are numbered `1.1`, `1.2` or `a.`, `b.`.

    One alone is an item below a heading of its number.
    """
    above = ""
    for numbered, group in groupby(nodes, key=_is_numbered):
        run = list(group)
        inside = above and run[0].text.startswith(above)
        if numbered and (inside or len(run) >= fewest):
            for node in run:
                node.kind = "item"
        yield from run
        number = _CHAPTER.match(run[-1].text) if run[-1].kind == "heading" else None
        above = f"{number[1]}." if number else ""


def _is_numbered(node: Node) -> bool:
    return node.kind == "text" and NUMBERED_LINE.match(node.text) is not None


def nest(nodes: Iterable[Node], root: Node) -> Node:
    """Hang a flat run of nodes under their headings."""
    path = [root]
    for node in itemised(nodes):
        if node.kind == "heading":
            while len(path) > 1 and path[-1].level >= node.level:
                path.pop()
        path[-1].children.append(node)
        if node.kind == "heading":
            path.append(node)
    return root


_SPACE = re.compile(r"[ \t\u00a0\u2009\u202f\u200b\ufeff]+")


def fold(text: str) -> str:
    """Collapse white space inside lines and drop empty lines."""
    lines = (_SPACE.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
