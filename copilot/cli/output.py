"""Results to stdout, progress to stderr; nothing from a ticket reaches the terminal raw."""

import json
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copilot.ports import Problem, Progress
    from copilot.usecases import Scan


def say(text: str) -> None:
    """Print a result, at once: whoever reads along through a pipe need not wait for the end."""
    print(safe(text), flush=True)


def tell(text: str) -> None:
    """Print to stderr what is not the result."""
    print(safe(text), file=sys.stderr)


def say_json(value: object) -> None:
    """Print any value of the domain as JSON, sorted as declared."""
    from copilot.portfolio import to_plain

    plain = [to_plain(v) for v in value] if isinstance(value, (list, tuple)) else to_plain(value)
    print(json.dumps(plain, ensure_ascii=False, indent=2))


def say_scan(found: "Scan") -> None:
    """Print a scan as JSON; its items are read and written one after the other."""
    from copilot.portfolio import to_plain

    plain = {**to_plain(replace(found, items=())), "items": _Written(found.items)}
    for piece in json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(plain):
        sys.stdout.write(piece)
    print()


class _Written(list[object]):
    """What the JSON encoder takes for a list, made while it is written."""

    def __init__(self, values: "Sequence[object]") -> None:
        super().__init__()
        self._values = values

    def __bool__(self) -> bool:
        return len(self._values) > 0

    def __iter__(self) -> Iterator[object]:
        from copilot.portfolio import to_plain

        return map(to_plain, self._values)


def safe(text: str) -> str:
    """Drop control and invisible characters that would steer a terminal; keep line ends."""
    return "".join(c for c in text if c in "\n\t" or not _steers(c))


def plain(text: str) -> str:
    """Words of a ticket as plain words: no address, markup, formula or escape of theirs."""
    from copilot.prompts.markup import harmless

    return harmless(safe(text))


def _steers(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or char in _INVISIBLE


_INVISIBLE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")


def tell_problems(problems: "tuple[Problem, ...]") -> None:
    """Say on stderr what was left out of the input, one line each."""
    for problem in problems:
        tell(f"  {problem.place}: {problem.message}" if problem.place else f"  {problem.message}")


@contextmanager
def progress_bar(label: str) -> "Iterator[Progress | None]":
    """A bar on stderr where somebody is looking; it shows while there is something to wait for.

    Results are printed meanwhile: rich would lead them to where the bar is.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns: tuple[Any, ...] = (TextColumn(label), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    bar = Progress(*columns, console=console, transient=True, redirect_stdout=False)
    task = bar.add_task(label, total=None)

    def moved(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)
        bar.start() if done < total else bar.stop()

    try:
        yield moved
    finally:
        bar.stop()
