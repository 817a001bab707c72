"""Verbs that look ahead: plan."""

from typing import Annotated

import typer

from .options import AsOf, Home, Json, day, opened
from .output import say, say_json


def register(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    app.command()(plan)


def plan(
    context: typer.Context,
    team: Annotated[str | None, typer.Option("--team", help="Whose work; none: all.")] = None,
    capacity: Annotated[
        float | None, typer.Option("--capacity", help="Points; none: what is planned.")
    ] = None,
    iteration: Annotated[
        str | None, typer.Option("--iteration", help="Which; none: the next one.")
    ] = None,
    as_of: AsOf = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Compare a team's next iteration with the few swaps that help most."""
    from copilot import usecases

    found = usecases.plan(
        opened(context, home), team=team, capacity=capacity, iteration=iteration, as_of=day(as_of)
    )
    if json:
        say_json(found)
    else:
        say(found.text)
