"""`copilot`: parse, call one use case, print. Only typer is imported before a verb is chosen."""

import errno
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

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
    if sys.stdout is None:
        _end("stdout is closed; send it to a file or a terminal", 1)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what a terminal can't show
    try:
        _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        sys.exit(0)
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        _drop_output()
        _end(f"the output can't be written: {error.strerror}; send it elsewhere", 1)


_UNWRITABLE = {errno.ENOSPC, errno.EIO, errno.EBADF, errno.EDQUOT, errno.EFBIG}


def _run(words: Sequence[str] | None) -> None:
    """Run one verb and leave with its exit code, once what it printed has left too."""
    try:
        app(args=words)
    except CopilotError as error:
        _end(str(error), error.exit_code)
    except SystemExit:
        sys.stdout.flush()
        raise
    except KeyboardInterrupt:
        sys.exit(130)


def _drop_output() -> None:
    """Let nothing be written again when the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end(message: str, code: int) -> NoReturn:
    if sys.stderr is not None:
        print(f"copilot: {message}", file=sys.stderr)
    sys.exit(code)
