"""`copilot`: parse, call one use case, print. Only typer is imported before a verb is chosen."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from copilot.errors import CopilotError

from . import books, memory, planning, reading, rituals, serving, watching, writing

app = typer.Typer(
    help="Why does this ticket matter? Links a backlog to a company's goals.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _say_version(wanted: bool) -> None:
    """Print the version of what is installed, and be done."""
    if wanted:
        from importlib.metadata import version

        print(f"copilot {version('alignment-copilot')}")
        raise typer.Exit


@app.callback()
def _every(
    context: typer.Context,
    home: Annotated[
        Path, typer.Option("--home", envvar="COPILOT_HOME", help="Folder of copilot.toml.")
    ] = Path(),
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    context.obj = home


for _room in (writing, reading, planning, rituals, memory, books, serving, watching):
    _room.register(app)


def main(words: Sequence[str] | None = None) -> None:
    """Run one verb; what goes wrong is one line on stderr and exit code 2."""
    try:
        app(args=words)
    except CopilotError as error:
        print(f"copilot: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
