"""Verbs of memory: decide, ask, synthesis."""

from typing import Annotated

import typer

from .options import AsOf, Home, Json, day, opened
from .output import say, say_json


def register(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    for run in (decide, ask, synthesis):
        app.command()(run)


def decide(
    context: typer.Context,
    ref: str,
    choice: Annotated[str, typer.Argument(help="park, keep or move")],
    reason: Annotated[str, typer.Option("--reason", help="Why, for whoever asks later.")],
    goal: Annotated[
        str | None, typer.Option("--goal", help="The goal it is kept for or moved to.")
    ] = None,
    author: Annotated[str, typer.Option("--author", help="Who decided.")] = "",
    home: Home = None,
    json: Json = False,
) -> None:
    """Record that an item or a goal is parked, kept or moved, and why."""
    from copilot import usecases

    workspace = opened(context, home)
    made = usecases.decide(workspace, ref, choice, reason=reason, goal=goal, author=author)
    say_json(made) if json else say(f"Noted: {made.subject}. {made.what}: {made.reason}")


def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="In words; keys and dates are understood.")],
    as_of: AsOf = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Ask the records: work, comments, goals, documents, decisions; answers are cited."""
    from copilot import usecases

    told = usecases.ask(opened(context, home), question, as_of=day(as_of))
    say_json(told) if json else say(told.answer)


def synthesis(
    context: typer.Context,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Only what was said since."),
    ] = None,
    of: Annotated[
        str, typer.Option("--of", metavar="PATH", help="Only documents in this folder or file.")
    ] = "",
    as_of: AsOf = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Sort what customers, the market and colleagues say by goal; and show what no goal covers."""
    from copilot import usecases

    told = usecases.synthesis(opened(context, home), since=day(since), of=of, as_of=day(as_of))
    say_json(told) if json else say(told.text)
