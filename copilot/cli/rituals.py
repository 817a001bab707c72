"""Verbs of the week: digest; and of the quarter: diff."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import AsOf, Home, Json, day, opened
from .output import say, say_json

if TYPE_CHECKING:
    from copilot.usecases import Digest


class Paper(StrEnum):
    """How something to be read is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


PaperOption = Annotated[Paper, typer.Option("--format", help="How to print the result.")]


def register(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    for run in (digest, diff):
        app.command()(run)


def digest(
    context: typer.Context,
    week: Annotated[
        str | None, typer.Option("--week", help="As 2026-W07; none: the last complete one.")
    ] = None,
    as_of: AsOf = None,
    form: PaperOption = Paper.TEXT,
    home: Home = None,
    json: Json = False,
) -> None:
    """Tell leaders what changed, why, what is at stake and what to decide; or that all is well."""
    from copilot import usecases

    made = usecases.digest(opened(context, home), week=week, as_of=day(as_of))
    _print_digest(made, Paper.JSON if json else form)


def _print_digest(made: "Digest", form: Paper) -> None:
    from copilot.prompts.digest_page import as_markdown

    if form is Paper.JSON:
        say_json(made)
    elif form is Paper.MARKDOWN:
        say(as_markdown(made.title, made.sections, made.citations))
    else:
        say(made.text)


def diff(
    context: typer.Context,
    new_goals: Annotated[Path, typer.Argument(help="A file or folder with the draft.")],
    form: PaperOption = Paper.TEXT,
    home: Home = None,
    json: Json = False,
) -> None:
    """Show what new goals would move: what rises, what loses its goal, who is affected."""
    from copilot import usecases

    from .output import tell_problems

    found = usecases.diff(opened(context, home), new_goals)
    if json or form is Paper.JSON:
        say_json(found)
    else:
        say(found.markdown if form is Paper.MARKDOWN else found.text)
    tell_problems(found.problems)
