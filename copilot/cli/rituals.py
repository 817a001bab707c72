"""Verbs of a day, an iteration, a week, a quarter: from standup to diff and record."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from .options import AsOf, Home, Json, day, opened
from .output import say, say_json, tell

if TYPE_CHECKING:
    from copilot.usecases import Digest


class Paper(StrEnum):
    """How something to be read is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class Page(StrEnum):
    """How something that is also mailed and printed is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


PageOption = Annotated[Page, typer.Option("--format", help="How to print the result.")]
PaperOption = Annotated[Paper, typer.Option("--format", help="How to print the result.")]


def register(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    for run in (standup, review, diff, record, quality):
        app.command()(run)
    app.command(cls=_Sending)(digest)
    app.command("sync-pack")(sync_pack)


class _Sending(TyperCommand):
    """Lets `--send` without a name through, so that the error can say which names there are."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [*args, ""] if args[-1:] == ["--send"] else args)


def digest(
    context: typer.Context,
    week: Annotated[
        str | None, typer.Option("--week", help="As 2026-W07; none: the last complete one.")
    ] = None,
    as_of: AsOf = None,
    send: Annotated[
        str | None,
        typer.Option("--send", metavar="CHANNEL", help="Deliver it once: file, stdout, email, …"),
    ] = None,
    form: PageOption = Page.TEXT,
    home: Home = None,
    json: Json = False,
) -> None:
    """Tell leaders what changed, why, what is at stake and what to decide; or that all is well."""
    from copilot import usecases
    from copilot.wiring import open_channel

    workspace = opened(context, home)
    channel = None if send is None else open_channel(send, workspace.home)
    made = usecases.digest(workspace, week=week, as_of=day(as_of))
    form = Page.JSON if json else form
    if send is None or channel is None:
        _print_digest(made, form)
        return
    done = usecases.deliver(workspace, made, send, channel)
    say_json(done) if form is Page.JSON else tell(done.told)


def _print_digest(made: "Digest", form: Page) -> None:
    from copilot import usecases
    from copilot.prompts.digest_page import as_markdown

    if form is Page.JSON:
        say_json(made)
    elif form is Page.HTML:
        say(usecases.page_of(made))
    elif form is Page.MARKDOWN:
        say(as_markdown(made.title, made.sections, made.citations, made.source))
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


def standup(
    context: typer.Context,
    team: Annotated[str | None, typer.Option("--team", help="Whose; none: all.")] = None,
    as_of: AsOf = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Tell a team what is off goal, waiting or unclear today, in at most five lines."""
    from copilot import usecases

    found = usecases.standup(opened(context, home), team=team, as_of=day(as_of))
    say_json(found) if json else say(found.text)


def review(
    context: typer.Context,
    iteration: Annotated[
        str | None, typer.Option("--iteration", help="Which; none: the last one done.")
    ] = None,
    team: Annotated[str | None, typer.Option("--team", help="Whose; none: all.")] = None,
    as_of: AsOf = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Look back at an iteration: what was shipped, what it moved, what was expected of it."""
    from copilot import usecases

    found = usecases.review(
        opened(context, home), iteration=iteration, team=team, as_of=day(as_of)
    )
    say_json(found) if json else say(found.text)


def sync_pack(
    context: typer.Context, as_of: AsOf = None, home: Home = None, json: Json = False
) -> None:
    """Prepare a cross-team meeting: conflicts to decide, shared blockers, successes."""
    from copilot import usecases

    found = usecases.sync_pack(opened(context, home), as_of=day(as_of))
    say_json(found) if json else say(found.text)


def record(context: typer.Context, home: Home = None, json: Json = False) -> None:
    """Show how right the co-pilot was: every prediction is scored when the truth arrives."""
    from copilot import usecases

    found = usecases.record(opened(context, home))
    say_json(found) if json else say(found.text)


def quality(
    context: typer.Context, form: PaperOption = Paper.TEXT, home: Home = None, json: Json = False
) -> None:
    """Show how right the links are here, tested on what people said, and what would help."""
    from copilot import usecases

    found = usecases.quality(opened(context, home))
    if json or form is Paper.JSON:
        say_json(found)
    else:
        say(found.markdown if form is Paper.MARKDOWN else found.text)
