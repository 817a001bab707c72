"""Verbs of the week: digest."""

from enum import StrEnum
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
    app.command()(digest)


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
