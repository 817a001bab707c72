"""A first `copilot.toml`, made from what lies in the folder."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from copilot.errors import ConfigError

from .verbs import TERMINAL, verb

FILE = "copilot.toml"
_WORK = (".csv", ".xlsx", ".json", ".jsonl", ".xml", ".zip")
_GOALS = (".yaml", ".yml", ".md", ".docx", ".pptx", ".pdf")
_PROSE = (".md", ".docx", ".pptx", ".pdf")
_GOAL_WORDS = ("okr", "goal", "objective", "strategy", "roadmap")
_LOOKED_INTO = 50
"""So many other documents are opened to see whether they hold goals."""
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Initialised:
    """What was written, and what it names."""

    file: Path
    goals: tuple[str, ...]
    sources: tuple[str, ...]
    columns: Mapping[str, str]
    """By source: the column map that was proposed, as it stands in the file."""
    prose: tuple[str, ...]
    """Documents in which no goals were found; they can be named all the same."""


def _no_columns(_: Path) -> str:
    return ""


def _no_goals(_: Path) -> bool:
    return False


@verb("init", TERMINAL)
def init(
    home: Path,
    propose: Callable[[Path], str] = _no_columns,
    states_goals: Callable[[Path], bool] = _no_goals,
) -> Initialised:
    """Write `copilot.toml` into a folder; never over one that exists.

    Args:
        home: the folder.
        propose: a column map for a table whose columns are not all known, else nothing.
        states_goals: whether goals are found in a document that is not named like one.

    Raises:
        ConfigError: there is one already, or the folder can't be written to.
    """
    file = home / FILE
    if not home.is_dir():
        raise ConfigError(f"there is no folder {str(home)!r}; make it first")
    if file.exists():
        raise ConfigError(f"{file} exists already; edit it, or remove it to start again")
    found = {_name(p, home): p for p in sorted(home.glob("**/*")) if _visible(p, home)}
    named = {name for name in found if _holds_goals(name)}
    others = [n for n, p in found.items() if n not in named and p.suffix.lower() in _PROSE]
    stated = {name for name in islice(others, _LOOKED_INTO) if states_goals(found[name])}
    work = [n for n, p in found.items() if n not in named and p.suffix.lower() in _WORK]
    made = Initialised(
        file=file,
        goals=tuple(sorted(named | stated)),
        sources=tuple(work),
        columns={name: told for name in work if (told := propose(found[name]))},
        prose=tuple(name for name in others if name not in stated),
    )
    try:
        file.write_text(_toml(made), encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{file} can't be written: {error.strerror}") from error
    return made


def _slug(home: Path) -> str:
    """Name the workspace like its folder: digests and scans begin with it."""
    plain = re.sub(r"[^a-z0-9]+", "-", home.resolve().name.casefold()).strip("-")
    return plain[:40] or "default"


def _visible(path: Path, home: Path) -> bool:
    shown = path.relative_to(home).parts
    return path.is_file() and not any(part.startswith(".") for part in shown)


def _holds_goals(name: str) -> bool:
    path = Path(name.lower())
    return path.suffix in {*_GOALS, ".csv", ".xlsx"} and any(w in str(path) for w in _GOAL_WORDS)


def _name(path: Path, home: Path) -> str:
    return path.relative_to(home).as_posix()


def _toml(made: Initialised) -> str:
    lines = [
        f'workspace = "{_slug(made.file.parent)}"',
        'time_zone = "UTC"                        # weeks and bare dates are read in this zone',
        "",
        *_tables("goals", made.goals, {}, "okrs/*.yaml"),
        *_unnamed(made.prose),
        *_tables("source", made.sources, made.columns, "exports/*.csv"),
    ]
    return "\n".join(lines)


def _tables(
    name: str, paths: tuple[str, ...], columns: Mapping[str, str], example: str
) -> list[str]:
    lines: list[str] = [] if paths else [f"# [[{name}]]", f'# path = "{example}"', ""]
    for path in paths:
        lines += [f"[[{name}]]", f'path = "{path}"']
        if path in columns:
            lines += ["# guessed from names and contents: look it over", columns[path]]
        lines.append("")
    return lines


def _unnamed(prose: tuple[str, ...]) -> list[str]:
    """Tell of memos and notes: what they say can be quoted once they are named."""
    if not prose:
        return []
    lines = ["# no goals found in these; uncomment what `ask` and `why` may quote"]
    for name in prose[:_NAMED]:
        lines += ["# [[goals]]", f'# path = "{name}"']
    more = len(prose) - _NAMED
    return [*lines, *([f"# … and {more} more"] if more > 0 else []), ""]
