"""PDF to an outline, read in a child process under limits."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from copilot.errors import SourceError
from copilot.portfolio import Place
from copilot.sources.file import DOCUMENT_LIMIT, SourceFile

from .inline import clean_line
from .markdown import BOLD_LINE
from .office import nest_items
from .outline import Document, Node, nest
from .vocabulary import read_label

TIMEOUT_SECONDS = 90
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣∙○■□☐☑✓*·–-]|\uf0b7|o(?=\s))\s*")
_NUMBER = re.compile(r"^\s*\(?(?:\d{1,2}[.)]|[a-z][.)])\s+")
_INDENT = 12.0
"""Points right of the margin from which a line may be an item."""
_CHILD = Path(__file__).with_name("pdf_child.py")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    x: float
    size: float
    bold: bool
    page: int
    even: bool = True
    """Whether all the lines it was wrapped to begin at one edge."""


def read_pdf(file: SourceFile) -> Document:
    """Read a PDF: larger or bold lines are headings, bullets make lists, the rest is prose."""
    file.refuse_beyond(DOCUMENT_LIMIT)
    lines = list(_lines(_extracted(file)))
    if not lines:
        raise SourceError(
            f"{file.shown}: holds no text (scanned pages?); export the document it was made from"
        )
    root = Node(kind="root", place=Place(file=file.shown, page=1))
    nodes = nest_items(list(_nodes(_joined(lines), file.shown)))
    return Document(root=nest(nodes, root), file=file.shown)


def _extracted(file: SourceFile) -> list[list[dict[str, object]]]:
    try:
        done = subprocess.run(  # noqa: S603 - our own file, our own interpreter
            [sys.executable, "-I", str(_CHILD)],
            input=file.path.read_bytes(),
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        answer = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        answer = {}
    pages: list[list[dict[str, object]]] | None = answer.get("pages")
    if pages is None:
        fault = answer.get("error", "needs more time or memory than is granted; export it as DOCX")
        raise SourceError(f"{file.shown}: {fault}")
    return pages


def _lines(pages: Sequence[Sequence[dict[str, object]]]) -> Iterator[_Line]:
    for number, page in enumerate(pages, 1):
        for line in page:
            text = str(line["text"])
            if text and not re.fullmatch(
                r"(?:page\s*)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?", text, re.IGNORECASE
            ):
                yield _Line(
                    text,
                    float(str(line["x"])),
                    float(str(line["size"])),
                    bool(line["bold"]),
                    number,
                )


def _joined(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Put wrapped lines together again: a line goes on unless something new begins."""
    longest = max(len(line.text) for line in lines)
    margin = min(line.x for line in lines)
    pending: _Line | None = None
    width = 0
    for line in lines:
        full = 0.8 if line.x > margin + _INDENT else 0.6
        if pending and _goes_on(pending, line, width > full * longest):
            even = pending.even and abs(pending.x - line.x) < 1
            pending = replace(pending, text=f"{pending.text} {line.text}", even=even)
        else:
            if pending:
                yield pending
            pending = line
        width = len(line.text)
    if pending:
        yield pending


def _goes_on(before: _Line, line: _Line, full: bool) -> bool:
    """Say whether a line belongs to the one before it, which may be `full`."""
    if before.size != line.size or before.bold != line.bold or before.page != line.page:
        return False
    if _begins(line.text):
        return False
    return full or line.text[0].islower()


def _begins(text: str) -> bool:
    return bool(_BULLET.match(text) or _NUMBER.match(text) or read_label(text))


def _body(lines: Sequence[_Line]) -> float:
    """Return the size most letters are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _nodes(lines: Iterator[_Line], shown: str) -> Iterator[Node]:
    known = list(lines)
    body = _body(known)
    larger = sorted({line.size for line in known if line.size > body * 1.08}, reverse=True)
    edges = sorted({round(line.x / 6) for line in known if _BULLET.match(line.text)})
    listed = _listed(known, body)
    for line in known:
        place = Place(file=shown, page=line.page)
        if line.size in larger and len(line.text) <= 200:
            level = min(larger.index(line.size) + 1, 6)
            yield Node(kind="heading", level=level, place=place, text=clean_line(line.text).text)
            continue
        if line in listed:
            yield Node(kind="item", place=place, text=clean_line(line.text).text)
            continue
        yield _plain(line, place, edges)


def _listed(lines: Sequence[_Line], body: float) -> frozenset[_Line]:
    """Return lines whose bullets are drawn, not written: indented alike, several at one edge."""
    plain = [n for n in lines if n.size == body and not n.bold and not _begins(n.text)]
    margin = min((line.x for line in lines), default=0.0)
    indented = [line for line in plain if line.even and line.x > margin + _INDENT]
    edges = Counter(round(line.x) for line in indented)
    return frozenset(line for line in indented if edges[round(line.x)] > 1)


def _plain(line: _Line, place: Place, edges: Sequence[int]) -> Node:
    bullet = _BULLET.match(line.text) or _NUMBER.match(line.text)
    found = clean_line(line.text[bullet.end() :] if bullet else line.text, bold=line.bold)
    if bullet:
        edge = round(line.x / 6)
        level = edges.index(edge) if edge in edges else 0
        return Node(
            kind="item",
            place=place,
            text=found.text,
            tags=found.tags,
            level=level,
            checked=found.checked,
        )
    if line.bold and len(line.text) <= 160:
        return Node(kind="heading", level=BOLD_LINE, place=place, text=found.text, tags=found.tags)
    return Node(kind="text", place=place, text=found.text, tags=found.tags)
