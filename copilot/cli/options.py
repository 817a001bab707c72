"""What several verbs accept."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.errors import InputError

if TYPE_CHECKING:
    from copilot.usecases import Workspace


class Format(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    GITHUB = "github"
    JUNIT = "junit"
    SARIF = "sarif"


class Plain(StrEnum):
    """How a result is printed that is a text or its facts."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """From which severity a finding makes the exit code 1."""

    NOTE = "note"
    WARNING = "warning"
    ALERT = "alert"
    NEVER = "never"


Home = Annotated[Path | None, typer.Option("--home", help="Folder of copilot.toml.")]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]
PlainOption = Annotated[Plain, typer.Option("--format", help="How to print the result.")]
FailOnOption = Annotated[FailOn, typer.Option("--fail-on", help="Exit 1 from this severity.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="What was known at that day's end.")
]


def here(path: Path) -> Path:
    """A file that is named as seen from the current folder; else it is sought below the home."""
    return path.absolute() if path.exists() else path


def opened(context: typer.Context, home: Path | None) -> "Workspace":
    """Open the workspace in the folder that was named, before or after the verb."""
    from copilot.wiring import open_workspace

    return open_workspace(home or context.obj)


def day(text: str | None) -> date | None:
    """Read `2026-02-16`.

    Raises:
        InputError: it is no date.
    """
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise InputError(f"{text!r} is no date; write it as 2026-02-16") from error
