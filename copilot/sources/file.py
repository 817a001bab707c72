"""One file to be read: guarded bytes, text in whatever encoding, and its tables, each once."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import IO, Any

from copilot.errors import SourceError

from .encoding import encoding_of
from .json_lines import Entry, are_lines, inside, list_entries, mended, parsed
from .sheet import Sheet, csv_sheets, workbook_sheets

HEAD = 64 * 1024
"""Bytes a reader may look at to recognise a file."""

DOCUMENT_LIMIT = 20 * 1024 * 1024
"""Most bytes of a workbook, and of one document inside an archive."""

JSON_LIMIT = 512 * 1024 * 1024
"""Most bytes of a JSON or XML document, which is read as a whole."""

UNZIPPED_LIMIT = 400 * 1024 * 1024
"""Most bytes an archive may unfold to."""

RATIO_LIMIT = 100
"""Most bytes of content per compressed byte; beyond it an archive is a bomb."""


_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF")
_NO_TABLE = ("{", "[", "<", "|", "# ", "---", "```")


DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
)
"""What the standard library raises of archives that are broken or protected."""


class SourceFile:
    """What a reader is handed. Reading is lazy; what is costly is done once."""

    def __init__(self, path: Path, shown: str = "") -> None:
        """Name a file.

        Args:
            path: where it lies.
            shown: what people are told, relative to the home folder.
        """
        self.path = path
        self.shown = shown or path.name

    @cached_property
    def head(self) -> bytes:
        """First 64 kB."""
        try:
            with self.path.open("rb") as stream:
                return stream.read(HEAD)
        except OSError as error:
            raise SourceError(
                f"{self.shown}: cannot be read ({error.strerror}); check path and permissions"
            ) from error

    @cached_property
    def size(self) -> int:
        """Bytes on disk."""
        return self.path.stat().st_size

    @property
    def is_zip(self) -> bool:
        """Whether the content is a ZIP archive (also every XLSX)."""
        return self.head.startswith(b"PK\x03\x04")

    @property
    def is_workbook(self) -> bool:
        """Whether the content is XLSX, or the older container that encrypted ones come in."""
        if self.head.startswith(b"\xd0\xcf\x11\xe0"):
            return True
        return self.is_zip and any(n.startswith("xl/") for n in self.names)

    @cached_property
    def encoding(self) -> str:
        """Encoding of the text."""
        return encoding_of(self.head, self.path)

    @cached_property
    def is_text(self) -> bool:
        """Whether this can be text at all."""
        if self.head.startswith(_BINARY):
            return False
        odd = sum(byte < 9 or 13 < byte < 32 for byte in self.head[:1000])
        return odd <= 10 or self.encoding.startswith("utf-16") or self.encoding == "utf-32"

    @cached_property
    def start(self) -> str:
        """Text of the first 64 kB, without leading white space; empty for binary files."""
        if not self.is_text:
            return ""
        return self.head.decode(self.encoding, "replace").lstrip("\ufeff \t\r\n")

    def open(self) -> IO[str]:
        """Open as text; undecodable bytes are replaced, line ends kept."""
        return self.path.open(encoding=self.encoding, errors="replace", newline="")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield (number from 1, line) for every line that is not blank."""
        with self.open() as stream:
            for number, line in enumerate(stream, 1):
                if not line.isspace():
                    yield number, line.lstrip("\ufeff")

    def text(self, limit: int = DOCUMENT_LIMIT) -> str:
        """Whole text; SourceError where it is larger than `limit` bytes."""
        self.refuse_beyond(limit)
        with self.open() as stream:
            return stream.read().lstrip("\ufeff")

    def refuse_beyond(self, limit: int) -> None:
        """Raise SourceError where the file is larger than `limit` bytes."""
        if self.size > limit:
            raise SourceError(
                f"{self.shown}: {self.size // 2**20} MB is more than the {limit // 2**20} MB read"
                " of such a file; split the export"
            )

    @cached_property
    def json(self) -> Any:
        """Parsed JSON; SourceError with the line where it breaks off."""
        return parse_json(self.text(JSON_LIMIT), self.shown)

    @cached_property
    def document(self) -> Entry | None:
        """The JSON object that is the whole file; None for other files.

        Raises:
            SourceError: it is half-written.
        """
        if self.start[:1] != "{":
            return None
        if are_lines(line for _, line in islice(self.lines(), 5)):
            return None
        return self.json if isinstance(self.json, dict) else None

    @cached_property
    def entry(self) -> Entry | None:
        """First JSON object of the file, however it lists them; None for other files."""
        if self.start[:1] == "[":
            return next(list_entries(self.start), (0, None))[1] or self._long_first()
        if self.start[:1] != "{":
            return None
        if self.document is not None:
            return next(iter(inside(self.document)), None)
        lines = (parsed(line) for _, line in islice(self.lines(), 5))
        return next((entry for entry in lines if isinstance(entry, dict)), None)

    def _long_first(self) -> Entry | None:
        """First object of a list where it is longer than what was looked at."""
        if self.size <= len(self.head):
            return None
        return next(list_entries(self.text(JSON_LIMIT).lstrip()), (0, None))[1]

    def entries(self) -> Iterator[tuple[int, Entry | None, str]]:
        """Yield (line, object, fault) for each JSON object of a list, a document or lines.

        An object that cannot be read is None; the fault says what is wrong and the remedy.
        """
        if self.start[:1] == "[":
            yield from self._listed()
        elif self.document is not None:
            yield from ((1, entry, "") for entry in inside(self.document))
        else:
            for number, line in self.lines():
                yield number, *_line(line)

    def _listed(self) -> Iterator[tuple[int, Entry | None, str]]:
        text = self.text(JSON_LIMIT).lstrip()
        line, end = 1, 0
        for after, entry in list_entries(text):
            yield line, entry, ""
            line += text.count("\n", end, after)
            end = after
        if not text[end or 1 :].lstrip(" \t\r\n,").startswith("]"):
            yield line, None, "the JSON breaks off or is damaged here; export it again"

    @property
    def damage(self) -> str:
        """What keeps a file that no reader knows from being read, where that can be seen."""
        if self.is_zip and not self.names:
            return "the archive is cut or damaged (so is a workbook); export it again"
        if self.head.startswith(b"\x1f\x8b"):
            return "is packed with gzip; unpack it and name the file inside"
        if self.start[:200].lower().startswith(("<!doctype html", "<html")):
            return "is a web page, maybe that of a login; export the data itself, as CSV"
        return ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names inside an archive, none for other or damaged files."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                return tuple(archive.namelist())
        except DAMAGED:
            return ()

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Tables in the file: one for CSV, one a sheet for a workbook, none otherwise."""
        if self.is_workbook:
            self.refuse_beyond(DOCUMENT_LIMIT)
            if self.is_zip:
                with zipfile.ZipFile(self.path) as archive:
                    refuse_bomb(archive, self.shown)
            return workbook_sheets(self.path, self.shown)
        if not self.start or self.start.startswith(_NO_TABLE):
            return ()
        return csv_sheets(self.open, self.start, self.shown)


def _line(line: str) -> tuple[Entry | None, str]:
    entry = parsed(line)
    if isinstance(entry, dict):
        return entry, ""
    entry = mended(line)
    if isinstance(entry, dict):
        return entry, "a backslash that escapes nothing was read as plain text; write two"
    return None, "is no complete JSON object and was left out; export it again"


def parse_json(text: str, shown: str) -> Any:
    """Parse JSON.

    Raises:
        SourceError: it is damaged or nested beyond reason; names the line.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(
            f"{shown}, line {error.lineno}: the JSON breaks off or is damaged here"
            f" ({error.msg.lower()}); export it again"
        ) from error
    except (RecursionError, ValueError) as error:
        raise SourceError(f"{shown}: the JSON cannot be read; export it again") from error


def refuse_bomb(archive: zipfile.ZipFile, shown: str) -> None:
    """Raise SourceError where an archive would unfold to far more than it holds."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    steep = any(
        entry.file_size > 2**20 and entry.file_size > RATIO_LIMIT * max(1, entry.compress_size)
        for entry in entries
    )
    if steep or total > UNZIPPED_LIMIT:
        raise SourceError(
            f"{shown}: unfolds from {packed // 1024} kB to {total // 2**20} MB, which looks like a"
            " zip bomb; unpack it yourself and name the files inside"
        )


def member(archive: zipfile.ZipFile, name: str, shown: str) -> io.BytesIO:
    """Unfold one entry of an archive into memory; raises SourceError where it is damaged."""
    try:
        return io.BytesIO(archive.read(name))
    except DAMAGED as error:
        raise SourceError(
            f"{shown}, {name}: cannot be unpacked (damaged or protected by a password);"
            " export it again"
        ) from error
