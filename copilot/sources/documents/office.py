"""DOCX and PPTX to an outline."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from copilot.errors import SourceError
from copilot.portfolio import Place
from copilot.sources.file import DOCUMENT_LIMIT, SourceFile, refuse_bomb

from .inline import clean_line
from .markdown import BOLD_LINE
from .outline import Cell, Document, Node, Row, nest

_LEVEL = re.compile(r"(\d+)$")


def read_docx(file: SourceFile) -> Document:
    """Read a Word document: headings, lists, tables; paragraphs are numbered from 1."""
    import docx

    def read(path: str) -> Document:
        opened = docx.Document(path)
        nodes = list(_paragraphs(opened, file.shown))
        return _document(nest_items(nodes), file.shown, opened.core_properties)

    return _guarded(file, read, "DOCX")


def read_pptx(file: SourceFile) -> Document:
    """Read a presentation: a section a slide, bullets as a nested list."""
    import pptx

    def read(path: str) -> Document:
        opened = pptx.Presentation(path)
        nodes = [
            node
            for number, slide in enumerate(opened.slides, 1)
            for node in nest_items(list(_slide(slide, Place(file=file.shown, slide=number))))
        ]
        return _document(nodes, file.shown, opened.core_properties)

    return _guarded(file, read, "PPTX")


def _document(nodes: Iterable[Node], shown: str, properties: Any) -> Document:
    root = Node(kind="root", place=Place(file=shown))
    return Document(root=nest(nodes, root), file=shown, front=_front(properties))


def _guarded(file: SourceFile, read: Callable[[str], Document], kind: str) -> Document:
    """Read guarded: not too large, no bomb, not encrypted; damage shows as late as at a slide."""
    file.refuse_beyond(DOCUMENT_LIMIT)
    if file.head.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError(
            f"{file.shown}: is protected by a password, or in the format of before 2007; save a"
            f" copy without password as {kind}"
        )
    try:
        with zipfile.ZipFile(file.path) as archive:
            refuse_bomb(archive, file.shown)
        return read(str(file.path))
    except SourceError:
        raise
    except Exception as error:  # both libraries raise whatever their XML parser does
        raise SourceError(
            f"{file.shown}: is no readable {kind} ({type(error).__name__}); save it"
            f" again as {kind}"
        ) from error


def _front(properties: Any) -> dict[str, str]:
    """Return the title among the file's properties; those of templates don't count."""
    title = str(properties.title or "")
    return (
        {"title": title}
        if len(title) > 4 and not title.lower().startswith(("word doc", "powerpoint"))
        else {}
    )


_BULLET = re.compile(r"(?:[•●▪◦‣∙○■□*]|[-–](?=\s)|\uf0b7)\s*")
"""Typed by hand at the beginning of a paragraph."""


def nest_items(nodes: list[Node]) -> Iterator[Node]:
    """Hang list items under the item before them that is less deep."""
    path: list[Node] = []
    for node in nodes:
        if node.kind != "item":
            path = []
            yield node
            continue
        while path and path[-1].level >= node.level:
            path.pop()
        if path:
            path[-1].children.append(node)
        else:
            yield node
        path.append(node)


def _paragraphs(opened: Any, shown: str) -> Iterator[Node]:
    from docx.table import Table

    for number, block in enumerate(opened.iter_inner_content(), 1):
        place = Place(file=shown, paragraph=number)
        if isinstance(block, Table):
            yield Node(kind="table", place=place, rows=tuple(_rows(block, place)))
        else:
            yield from _paragraph(block, place)


def _paragraph(block: Any, place: Place) -> Iterator[Node]:
    style = (block.style.name or "").lower() if block.style is not None else ""
    bold = _bold(block)
    lines = [block.text] if style.startswith("list") else block.text.split("\n")
    for text in lines:
        line = clean_line(text, bold=bold)
        if not line.text:
            continue
        kind, level = _kind(block, style)
        bullet = _BULLET.match(line.text) if kind == "text" else None
        if bullet:
            kind, line = "item", clean_line(line.text[bullet.end() :])
        if kind == "text" and bold and len(line.text) <= 160:
            kind, level = "heading", BOLD_LINE
        yield Node(
            kind="heading" if kind == "heading" else "item" if kind == "item" else "text",
            place=place, text=line.text, level=level, tags=line.tags, checked=line.checked,
            bold=bold,
        )  # fmt: skip


def _kind(block: Any, style: str) -> tuple[str, int]:
    number = _LEVEL.search(style)
    if style in ("title", "heading"):
        return "heading", 1
    if style.startswith("heading"):
        return "heading", int(number[1]) if number else 1
    numbering = block._p.pPr.numPr if block._p.pPr is not None else None
    if numbering is not None and numbering.ilvl is not None:
        return "item", int(numbering.ilvl.val)
    if style.startswith("list"):
        return "item", int(number[1]) - 1 if number else 0
    return ("item", 0) if numbering is not None else ("text", 0)


def _bold(block: Any) -> bool:
    runs = [run for run in block.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _rows(table: Any, place: Place) -> Iterator[Row]:
    for row in table.rows:
        cells = []
        for cell in row.cells:
            bold = all(_bold(p) for p in cell.paragraphs if p.text.strip())
            line = clean_line(cell.text)
            cells.append(Cell(text=line.text, bold=bold, tags=line.tags))
        yield Row(cells=tuple(cells), place=place)


def _slide(slide: Any, place: Place) -> Iterator[Node]:
    title = slide.shapes.title
    heading = clean_line(title.text_frame.text) if title is not None else clean_line("")
    yield Node(
        kind="heading",
        level=2,
        place=place,
        text=" ".join(heading.text.split()),
        tags=heading.tags,
    )
    for shape in slide.shapes:
        if getattr(shape, "has_table", False):
            yield Node(kind="table", place=place, rows=tuple(_slide_rows(shape.table, place)))
        elif shape.has_text_frame and (title is None or shape.shape_id != title.shape_id):
            yield from _bullets(shape, place)


def _bullets(shape: Any, place: Place) -> Iterator[Node]:
    """Body placeholders hold bullets; a lone text box is prose until it has several lines."""
    paragraphs = [p for p in shape.text_frame.paragraphs if p.text.strip()]
    listed = len(paragraphs) > 1 or any(p.level for p in paragraphs)
    for paragraph in paragraphs:
        line = clean_line(re.sub(r"[\v\n]", " ", paragraph.text))
        yield Node(
            kind="item" if listed else "text", place=place, text=line.text,
            level=paragraph.level, tags=line.tags, checked=line.checked,
        )  # fmt: skip


def _slide_rows(table: Any, place: Place) -> Iterator[Row]:
    for row in table.rows:
        lines = [clean_line(cell.text) for cell in row.cells]
        yield Row(cells=tuple(Cell(text=line.text, tags=line.tags) for line in lines), place=place)
