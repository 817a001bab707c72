"""A Notion export: databases as CSV, each row's page as Markdown, in nested archives."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from copilot.errors import SourceError
from copilot.portfolio import WorkItem

from .columns import Columns
from .draft import Draft
from .file import DAMAGED, SourceFile, member, refuse_bomb
from .notion_csv import NotionCsv
from .reading import Reading
from .sheet import Sheet, csv_sheets
from .table import Line

_PAGE = re.compile(r"(?P<title>.*?)[ ]?(?P<id>[0-9a-f]{32})$")
_PROPERTY = re.compile(r"^(?P<name>[^:\n]{1,60}): ?(?P<value>.*)$")

Files = dict[str, bytes]


class NotionZip:
    """An archive with CSV and Markdown files whose names end in 32 hexadecimal digits."""

    kind: ClassVar[str] = "notion-zip"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the archive is an export, or holds the parts of one."""
        return (
            file.is_zip
            and not file.is_workbook
            and any(_is_part(n) or _identity(n) for n in file.names)
        )

    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem]:
        """Yield the rows of every database, with what is written on their pages."""
        try:
            with zipfile.ZipFile(file.path) as archive:
                files = _unfolded(archive, file.shown)
        except DAMAGED as error:
            raise SourceError(f"{file.shown}: is a damaged archive; export it again") from error
        databases = _databases(files)
        if not databases:
            reading.note("holds no database; export one that lists tasks as Markdown & CSV")
        for name in databases:
            reading.shown = f"{file.shown}, {PurePosixPath(name).name}"
            yield from Database(name, files).rows(reading)


def _is_part(name: str) -> bool:
    return (
        re.search(r"(?:^|/)(?:Export|ExportBlock)-[0-9a-f-]+(?:-Part-\d+)?\.zip$", name)
        is not None
    )


def _identity(name: str) -> str:
    found = _PAGE.match(PurePosixPath(name).stem.removesuffix("_all"))
    return found["id"] if found else ""


def _unfolded(archive: zipfile.ZipFile, shown: str, depth: int = 0) -> Files:
    """Unfold texts, and archives inside once; pictures and other attachments stay packed."""
    refuse_bomb(archive, shown)
    files: Files = {}
    for name in archive.namelist():
        if name.endswith((".md", ".csv")):
            files[name] = member(archive, name, shown).getvalue()
        elif name.endswith(".zip") and depth == 0:
            with zipfile.ZipFile(member(archive, name, shown)) as part:
                files |= _unfolded(part, f"{shown}, {name}", depth + 1)
    return files


def _databases(files: Files) -> list[str]:
    """Names of the CSV files; of a view and `_all` the latter, which holds every row."""
    names = [name for name in files if name.endswith(".csv")]
    return [
        name for name in names if name.endswith("_all.csv") or f"{name[:-4]}_all.csv" not in files
    ]


class Database(NotionCsv):
    """One database: its rows, and the pages in the folder beside it."""

    def __init__(self, name: str, files: Files) -> None:
        """Collect the pages of a database.

        Args:
            name: of its CSV inside the archive.
            files: everything unfolded.
        """
        text = files[name].decode("utf-8-sig", "replace")
        self.sheet = csv_sheets(lambda: io.StringIO(text, newline=""), text[:65536], name)[0]
        stem = name.removesuffix(".csv").removesuffix("_all")
        bare = _PAGE.match(stem)
        folders = {f"{stem}/"} | ({f"{bare['title']}/"} if bare else set())
        self._pages: dict[str, list[tuple[str, str, str]]] = {}
        for page, content in files.items():
            if page.endswith(".md") and any(_lies_in(page, folder) for folder in folders):
                title, body = _page(content.decode("utf-8-sig", "replace"))
                self._pages.setdefault(title.casefold(), []).append((_identity(page), body, page))

    def columns(self, sheet: Sheet) -> Columns:
        """The first column is the title."""
        found = {
            field: [p for p in places if p] for field, places in super().columns(sheet).items()
        }
        return {**{field: places for field, places in found.items() if places}, "title": [0]}

    def rows(self, reading: Reading) -> Iterator[WorkItem]:
        """Yield the items."""
        yield from self._rows(self.sheet, self.columns(self.sheet), reading)

    def draft(self, line: Line) -> Draft:
        """Add id and text of the row's page, if there is one of that title."""
        draft = super().draft(line)
        pages = self._pages.get(draft.title.casefold())
        if pages:
            identity, body, _ = pages.pop(0)
            draft.id = draft.id or identity
            draft.body = "\n\n".join(filter(None, (draft.body, body)))
        return draft


def _lies_in(page: str, folder: str) -> bool:
    return page.startswith(folder) and "/" not in page[len(folder) :]


def _page(content: str) -> tuple[str, str]:
    """Split a page into title and text; the properties in between are the row's cells."""
    title, _, rest = content.lstrip().partition("\n")
    lines = rest.strip("\n").split("\n")
    start = 0
    while start < len(lines) and _PROPERTY.match(lines[start]):
        start += 1
    if start < len(lines) and lines[start].strip():
        start = 0
    return title.removeprefix("# ").strip(), "\n".join(lines[start:]).strip()
