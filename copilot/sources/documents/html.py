"""HTML, whole pages or pieces in Markdown, as Markdown: merged cells unfolded, lines kept."""

import re
from typing import Any

from copilot.sources.markup import html_to_markdown

BLOCKS = re.compile(r"<(?:table|ul|ol|h[1-6])\b", re.IGNORECASE)
"""What makes a piece of HTML more than a line of text."""
PAGE = re.compile(r"\s*(?:<\?xml[^<>]*\?>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_UNREAD = ("script", "style", "nav", "head", "colgroup")
_BREAK = "\ue000"
"""Stands for a line break inside a cell while white space is folded."""
_WIDEST = 50
_TABLES = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_EMPTY_LINES = re.compile(r"\n(?=[ \t]*\n)")


def as_markdown(text: str) -> str:
    """Convert HTML; a cell over several rows stands in the first, the others are left empty."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "html.parser")
    for tag in soup.find_all(_UNREAD):
        tag.decompose()
    for table in soup.find_all("table"):
        _unfold(soup, table)
    return html_to_markdown(str(soup)).replace(_BREAK, "<br>")


def whole_tables(text: str) -> str:
    """Fill the empty lines inside HTML tables, at which Markdown would break them."""
    return _TABLES.sub(lambda found: _EMPTY_LINES.sub("\n<wbr>", found[0]), text)


def _unfold(soup: Any, table: Any) -> None:
    """Give every row a cell in each column."""
    open_rows: dict[int, int] = {}
    for number, row in enumerate(table.find_all("tr")):
        at = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            at = _skip(soup, cell, open_rows, at)
            width = _span(cell, "colspan")
            for column in range(at, at + width):
                open_rows[column] = _span(cell, "rowspan") - 1
            cell.attrs = {}
            for _ in range(1, width):
                cell.insert_after(soup.new_tag(cell.name))
            at += width
            _flatten(cell)
        for cell in row.find_all(["td", "th"], recursive=False) if number == 0 else ():
            cell.name = "th"


def _skip(soup: Any, cell: Any, open_rows: dict[int, int], at: int) -> int:
    """Put empty cells where cells of rows above reach down."""
    while open_rows.get(at, 0) > 0:
        open_rows[at] -= 1
        cell.insert_before(soup.new_tag(cell.name))
        at += 1
    return at


def _span(cell: Any, name: str) -> int:
    written = str(cell.get(name, ""))
    return min(max(int(written), 1), _WIDEST) if written.isdecimal() else 1


def _flatten(cell: Any) -> None:
    """Keep the lines of a cell, which in Markdown has but one."""
    for tag in cell.find_all(["br", "li", "p", "div"]):
        tag.insert_after(_BREAK)
        tag.unwrap()
    for tag in cell.find_all(["ul", "ol"]):
        tag.unwrap()
