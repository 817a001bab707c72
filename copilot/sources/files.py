"""The source for files: a path, a folder or a pattern, read by whichever reader knows it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from copilot.errors import ConfigError, SourceError
from copilot.portfolio import Place, Record
from copilot.ports import Problem

from .columns import columns_of
from .file import SourceFile
from .guess import guess, written
from .headless import is_headless
from .reader import Reader
from .reading import Reading
from .table import Table
from .unique import Unique

_ORDERS = {"month first": True, "day first": False}
_DATA = ("{", "[")


class FileSource:
    """Tracker exports on disk, as a `Source`."""

    def __init__(
        self,
        *,
        name: str,
        path: str,
        home: Path,
        zone: ZoneInfo,
        readers: Sequence[Reader],
        kind: str = "auto",
        columns: Mapping[str, str | int] | None = None,
        status: Mapping[str, str] | None = None,
        dates: str | None = None,
        **unknown: Any,
    ) -> None:
        """Configure.

        Args:
            name: of the connection; the first part of every reference.
            path: file, folder or pattern, relative to `home`.
            home: folder of the configuration.
            zone: of dates that name none.
            readers: every known format.
            kind: a reader's kind, or `auto`: whichever recognises the file.
            columns: field to column name, or number from 1, for tables.
            status: the tracker's status to planned, active, blocked, done or dropped.
            dates: `month first` or `day first`, for numeric dates.
            unknown: refused.
        """
        self.name = name
        self.home = home
        self.path = path
        self._zone = zone
        self._readers = _chosen(readers, kind, name)
        self._columns, self._status = columns or {}, status or {}
        if unknown or dates not in {None, *_ORDERS}:
            raise ConfigError(
                f"source {name}: {'option ' + next(iter(unknown)) if unknown else 'dates'} is not"
                " understood; a file source takes kind, name, path, columns, status and dates"
                ' ("month first" or "day first")'
            )
        self._us = _ORDERS[dates] if dates else None

    def pull(self, since: datetime | None = None) -> Iterator[Record | Problem]:
        """Yield every record and a problem for what could not be read; `since` is ignored.

        Raises:
            SourceError: nothing at all could be read.
        """
        del since  # a file is always read whole
        files = self._files()
        failures: list[SourceError] = []
        unique, read = Unique(), 0
        for file in reversed(files):
            try:
                reader = self._reader(file)
                if reader is not None:
                    one_each = getattr(reader, "one_each", False)
                    records = self._records(reader, file)
                    yield from unique.of(records, file.shown, one_each=one_each)
                    read += 1
            except SourceError as error:
                failures.append(error)
                if len(files) > 1:
                    yield Problem(message=str(error))
        if not read:
            raise failures[0] if failures else self._nothing(files)

    def reader_of(self, file: SourceFile) -> str:
        """Return the kind of the reader that knows a file; nothing where none does."""
        reader = self._reader(file)
        return reader.kind if reader else ""

    def _records(self, reader: Reader, file: SourceFile) -> Iterator[Record | Problem]:
        reading = Reading(
            name=self.name,
            zone=self._zone,
            shown=file.shown,
            columns=self._columns,
            statuses=self._status,
            us=self._us,
        )
        for record in reader.read(file, reading):
            yield record
            yield from reading.drain()
        yield from (*reading.drain(), *reading.ancestry.circles())
        if file.is_text and file.encoding == "cp1252":
            yield Problem(
                message="is not UTF-8 and was read as Windows-1252; save it as UTF-8 if letters"
                " look wrong",
                place=Place(file=file.shown),
                lost=False,
            )

    def _files(self) -> list[SourceFile]:
        return [SourceFile(path, _shown(path, self.home)) for path in _paths(self)]

    def _reader(self, file: SourceFile) -> Reader | None:
        """Find who reads the file; None for a file among others that is no export."""
        if not file.head.strip() or (file.is_text and not file.start):
            raise SourceError(f"{file.shown}: is empty; export it again")
        if len(self._readers) == 1:
            return self._readers[0]
        found = next((reader for reader in self._readers if reader.recognises(file)), None)
        if found is None and file.is_workbook and not any(s.first for s in file.sheets):
            raise SourceError(f"{file.shown}: holds no rows; export it again")
        if found is None and file.start.startswith(_DATA):
            _ = file.json
        return found

    def _nothing(self, files: Sequence[SourceFile]) -> SourceError:
        if len(files) == 1 and (found := files[0].damage):
            return SourceError(f"{files[0].shown}: {found}")
        kinds = ", ".join(sorted(reader.kind for reader in self._readers))
        return SourceError(
            f"{files[0].shown if len(files) == 1 else self.path}: is in none of the known formats"
            f" ({kinds}); export it as CSV, or name its kind in copilot.toml"
        )


def proposed_columns(path: Path, readers: Sequence[Reader]) -> str:
    """Return a column map for a table whose columns are not all known; nothing for all else."""
    file = SourceFile(path, path.name)
    try:
        known = next((r for r in _chosen(readers, "auto", "") if r.recognises(file)), None)
        generic = known is None or (isinstance(known, Table) and known.generic)
        sheets = [s for s in file.sheets if s.first and not is_headless(s)] if generic else []
    except SourceError:
        return ""
    proposals = (guess(sheet, columns_of(sheet.header)) for sheet in sheets)
    return next((written(proposal) for proposal in proposals if proposal), "")


def _chosen(readers: Sequence[Reader], kind: str, name: str) -> list[Reader]:
    """Pick the reader of a kind; for `auto` all of them, those for one tool first."""
    if kind == "auto":
        return sorted(readers, key=lambda reader: getattr(reader, "generic", False))
    chosen = [reader for reader in readers if reader.kind == kind]
    if not chosen:
        known = ", ".join(sorted({"auto", *(reader.kind for reader in readers)}))
        raise ConfigError(f'source {name}: kind "{kind}" is unknown; use one of {known}')
    return chosen[:1]


def _paths(source: FileSource) -> list[Path]:
    """Expand the configured path; SourceError where there is nothing."""
    whole = source.home / Path(source.path).expanduser()
    if whole.is_file():
        return [whole]
    base = Path(whole.anchor) if whole.is_absolute() else Path()
    pattern = str(whole.relative_to(base))
    try:
        found = whole.rglob("*") if whole.is_dir() else base.glob(pattern)
        paths = sorted(p for p in found if p.is_file() and not _hidden(p, source.home))
    except (OSError, ValueError) as error:
        raise SourceError(f"{source.path}: cannot be listed ({error}); check the path") from error
    if not paths:
        if other := _no_file(whole):
            raise SourceError(f"{source.path}: {other}")
        raise SourceError(
            f"{source.path}: there is no such file below {source.home}; check path in copilot.toml"
        )
    return paths


def _no_file(path: Path) -> str:
    """Say what stands in a file's place; nothing where nothing does."""
    if path.is_dir():
        return "the folder holds no files to read; put the export there, or name another path"
    if path.is_symlink() and not path.exists():
        return "the link leads nowhere; name the file itself"
    return "is no plain file; name a file, a folder or a pattern" if path.exists() else ""


def _hidden(path: Path, home: Path) -> bool:
    parts = path.relative_to(home).parts if path.is_relative_to(home) else path.parts[-1:]
    return any(part.startswith(".") for part in parts)


def _shown(path: Path, home: Path) -> str:
    return str(path.relative_to(home)) if path.is_relative_to(home) else str(path)
