"""Writes an export into a folder and reads it back as a workspace would."""

from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from copilot.errors import SourceError
from copilot.portfolio import WorkItem
from copilot.ports import Problem
from copilot.sources import FileSource, Reader

SHARED = Path(__file__).parents[3] / "shared" / "data"
BERLIN = ZoneInfo("Europe/Berlin")


def readers() -> list[Reader]:
    points = entry_points(group="copilot.sources")
    found = [point.load() for point in points if "documents" not in point.value]
    return [reader() for reader in found if hasattr(reader, "recognises")]


def source(home: Path, path: str, **options: Any) -> FileSource:
    given = {"name": "t", "zone": BERLIN, "readers": readers()} | options
    return FileSource(path=path, home=home, **given)


def pulled(home: Path, path: str, **options: Any) -> tuple[list[Any], list[str]]:
    """Records, and problems as a person would read them."""
    found = list(source(home, path, **options).pull())
    problems = [f"{p.place}: {p.message}" for p in found if isinstance(p, Problem)]
    return [record for record in found if not isinstance(record, Problem)], problems


def read(home: Path, content: str | bytes, name: str = "export", **options: Any) -> list[WorkItem]:
    """Items of an export that must have no problem."""
    items, problems = read_with_problems(home, content, name, **options)
    assert problems == []
    return items


def read_with_problems(
    home: Path, content: str | bytes, name: str = "export", *, path: str = "", **options: Any
) -> tuple[list[WorkItem], list[str]]:
    raw = content if isinstance(content, bytes) else content.encode()
    (home / name).write_bytes(raw)
    return pulled(home, path or name, **options)


def said(home: Path, content: str | bytes, name: str = "x.csv", **options: Any) -> str:
    """The one line about a file of which nothing can be read."""
    with pytest.raises(SourceError) as caught:
        read_with_problems(home, content, name, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def shared(path: str) -> tuple[list[Any], list[str]]:
    if not SHARED.exists():
        pytest.skip("the shared data sets are not beside the repository")
    return pulled(SHARED, path)


def rows(items: list[WorkItem], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(item, name) for name in names) for item in items]
