"""Goal documents as a source: which files, read how, and what they yield."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, tzinfo
from itertools import groupby
from pathlib import Path
from typing import TypeGuard
from zoneinfo import ZoneInfo

from copilot.analysis.quantities import mentions
from copilot.errors import SourceError
from copilot.portfolio import Place
from copilot.ports import NO_GOALS, Problem
from copilot.sources.file import SourceFile
from copilot.sources.wiki import wiki_to_markdown

from .apart import Found, Holder, Told, apart, nobody
from .build import Origin, build_goals
from .distinct import distinct
from .drafts import Passages
from .goal_file import GoalFile
from .html import PAGE, as_markdown
from .interpret import Interpreter
from .markdown import read_markdown
from .office import read_docx, read_pptx
from .outline import Document
from .pdf import read_pdf
from .sheets import read_sheets

UNDERSTOOD = (
    f"{NO_GOALS}; understood are labels (`Objective:`, `KR1.1`), headings or lists under `OKRs`"
    " or `Goals`, tables with objective, key result or target columns, and YAML with `objectives:`"
)
WORK = "holds work, no goals; name it under [[source]]"
UTC_ZONE = ZoneInfo("UTC")
_FOR_GOALS = re.compile(r"(?i)okr|goal|objective|ziele|objectif|objetivo|obiettiv|doelen|doelst")
"""Names of files that are meant to hold goals; others may be prose that is only quoted."""

WIKI = re.compile(r"\Ah[1-6]\. \S|\nh[1-6]\. \S")
"""Headings of Confluence's and Jira's own markup."""
_TICKET = {"created_date", "ordinal", "parent_task_id", "dependencies"}
"""Front matter of a task kept as a file."""


def _markdown(file: SourceFile) -> Document:
    if not file.is_text:
        raise SourceError(
            f"{file.shown}: is no text; name it by its real ending or export it anew"
        )
    text = file.text().replace("\r\n", "\n").replace("\r", "\n")
    if PAGE.match(text):
        text = as_markdown(text)
    elif WIKI.search(text):
        text = wiki_to_markdown(text)
    document = read_markdown(text, file.shown)
    ticket = {"id", "status"} <= document.front.keys() and bool(_TICKET & document.front.keys())
    return replace(document, work=ticket)


_READERS: dict[str, Callable[[SourceFile], Document]] = {
    **dict.fromkeys((".md", ".markdown", ".mdx", ".txt", ".html", ".htm"), _markdown),
    **dict.fromkeys((".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".ods"), read_sheets),
    ".docx": read_docx,
    ".pptx": read_pptx,
    ".pdf": read_pdf,
}
_YAML = (".yaml", ".yml")


def read_document(
    path: Path,
    *,
    source: str = "okr",
    home: Path | None = None,
    zone: tzinfo = UTC_ZONE,
) -> Iterator[Found]:
    """Yield the goals, passages and problems of one document.

    Args:
        path: the document; its ending says how it is read.
        source: name of the source, first part of every reference.
        home: folder that file names are shown relative to.
        zone: time zone of dates without one.
    """
    file = SourceFile(path, _shown(path, home))
    try:
        if not path.is_file():
            raise SourceError(f"{file.shown}: no such file; check the path")
        if not file.head.strip():
            raise SourceError(f"{file.shown}: is empty; write goals into it or leave it out")
        if path.suffix.lower() in _YAML:
            yield from _goal_file(file, source, home, zone)
        else:
            yield from _outline(file, source, zone)
    except SourceError as error:
        yield Problem(message=str(error))


def _shown(path: Path, home: Path | None) -> str:
    if home is None:
        return path.name
    try:
        return path.resolve().relative_to(home.resolve()).as_posix()
    except ValueError:
        return path.name


def _reader(file: SourceFile) -> Callable[[SourceFile], Document]:
    reader = _READERS.get(file.path.suffix.lower())
    if reader is None and file.is_text:
        return _markdown
    if reader is None:
        raise SourceError(
            f"{file.shown}: unknown format; goals are read from YAML, Markdown, CSV, XLSX, DOCX,"
            " PPTX and PDF"
        )
    return reader


def _outline(file: SourceFile, source: str, zone: tzinfo) -> Iterator[Found]:
    document = _reader(file)(file)
    if document.work:
        yield Problem(message=WORK, place=Place(file=file.shown), lost=False)
        return
    passages = Passages(source, file.shown)
    drafts = Interpreter(document, passages).read()
    modified = datetime.fromtimestamp(file.path.stat().st_mtime, zone)
    yield from build_goals(
        drafts, Origin(source=source, written=_written(document, zone) or modified)
    )
    yield from passages.finished()
    if not drafts:
        yield _nothing(file)


def _nothing(file: SourceFile) -> Problem:
    """Say that there are no goals: again and again only where the file's name promises some."""
    prose = not _FOR_GOALS.search(file.path.name)
    return Problem(message=UNDERSTOOD, place=Place(file=file.shown), lost=False, hint=prose)


def _written(document: Document, zone: tzinfo) -> datetime | None:
    """Return the day the document says it was written on."""
    keys = ("updated", "last_updated", "last updated", "modified", "date", "as_of")
    text = next((document.front[key] for key in keys if key in document.front), "")
    found = mentions(f"on {text}")
    day = found[0].last if found else None
    return datetime.combine(day, time(), zone) if day else None


def _goal_file(file: SourceFile, source: str, home: Path | None, zone: tzinfo) -> Iterator[Found]:
    if not file.is_text:
        raise SourceError(f"{file.shown}: is no text; save it as UTF-8 YAML")
    reader = GoalFile(source=source, shown=file.shown, zone=zone)
    count = 0
    for found in distinct(reader.read(file.text())):
        count += not isinstance(found, Problem)
        yield found
    for pattern in reader.documents:
        yield from _passages(file, pattern, source, home)
    if not count:
        yield _nothing(file)


def _passages(file: SourceFile, pattern: str, source: str, home: Path | None) -> Iterator[Found]:
    """Yield the text of documents a goal file names; they state no goals of their own."""
    paths = _matching(file.path.parent, pattern)
    if not paths:
        yield Problem(
            message=f"no document matches {pattern!r}; check the path",
            place=Place(file=file.shown),
        )
    for path in paths:
        document = SourceFile(path, _shown(path, home))
        try:
            root = _reader(document)(document).root
        except SourceError as error:
            yield Problem(message=str(error))
            continue
        passages = Passages(source, document.shown)
        passages.add_all(root.children, ())
        yield from passages.finished()


def _matching(folder: Path, pattern: str) -> Sequence[Path]:
    """Return the files a glob names, sorted; a folder means the documents in it."""
    named = folder / pattern
    if named.is_dir():
        known = (*_READERS, *_YAML)
        return sorted(p for p in named.rglob("*") if p.suffix.lower() in known and p.is_file())
    if named.is_file():
        return [named]
    base = Path(named.anchor) if Path(pattern).is_absolute() else folder
    inside = str(Path(pattern).relative_to(base)) if base is not folder else pattern
    return sorted(path for path in base.glob(inside or "*") if path.is_file())


class GoalDocuments:
    """Goals and strategy from the files a path or glob names."""

    kind = "goal-documents"

    def __init__(
        self,
        name: str = "okr",
        path: str | Sequence[str] = "",
        home: Path | None = None,
        zone: tzinfo = UTC_ZONE,
        holder: Holder = nobody,
    ) -> None:
        """Bind to one or several paths.

        Args:
            name: of the source, first part of every reference.
            path: a file, a folder or a pattern, or several of them.
            home: folder they are relative to.
            zone: time zone of dates without one.
            holder: in which file a goal was found at the last reading.
        """
        self.name = name
        self.patterns = (path,) if isinstance(path, str) else tuple(path)
        self.home = home or Path()
        self.zone = zone
        self.holder = holder

    def pull(self, since: datetime | None = None) -> Iterator[Found]:  # noqa: ARG002
        """Yield goals, passages and problems of every file, sorted by name.

        Raises:
            SourceError: no file is there.
        """
        paths: dict[Path, Path] = {}
        missing: list[str] = []
        for pattern in self.patterns:
            named = _matching(self.home, pattern)
            for path in named:
                paths.setdefault(path.resolve(), path)
            missing += [] if named else [_missing(pattern)]
        if not paths:
            raise SourceError("; ".join(missing))
        read = [self._told(path) for path in paths.values()]
        yield from apart((Told(t.shown, _something(t)) for t in read), self.holder)
        yield from _together([one for t in read for one in t.found if _is_nothing(one)])
        yield from (Problem(message=message) for message in missing)

    def _told(self, path: Path) -> Told:
        found = read_document(path, source=self.name, home=self.home, zone=self.zone)
        return Told(_shown(path, self.home), tuple(found))


def _missing(pattern: str) -> str:
    return f"no goal documents at {pattern!r}; check the path under [[goals]]"


def _something(told: Told) -> tuple[Found, ...]:
    return tuple(one for one in told.found if not _is_nothing(one))


def _is_nothing(found: Found) -> TypeGuard[Problem]:
    return isinstance(found, Problem) and found.message in (UNDERSTOOD, WORK)


def _together(found: Sequence[Problem]) -> Iterator[Problem]:
    """Say once of many files that they hold no goals, but of each that is named like goals."""
    yield from (problem for problem in found if problem.goalless)
    others = sorted((p for p in found if not p.goalless), key=_message)
    for message, problems in groupby(others, key=_message):
        first, *more = [problem.place.file for problem in problems if problem.place]
        shown = f"{first} and {len(more)} more" if more else first
        hint = message == UNDERSTOOD
        yield Problem(message=message, place=Place(file=shown), lost=False, hint=hint)


def _message(problem: Problem) -> str:
    return problem.message
