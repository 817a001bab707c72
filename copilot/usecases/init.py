"""A first `copilot.toml`, made from what lies in the folder."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from copilot.errors import ConfigError
from copilot.ports import Found

from .verbs import TERMINAL, verb

FILE = "copilot.toml"
_WORK = (".csv", ".xlsx", ".json", ".jsonl", ".xml", ".zip")
_GOALS = (".yaml", ".yml", ".md", ".docx", ".pptx", ".pdf")
_PROSE = (".md", ".docx", ".pptx", ".pdf")
_GOAL_WORDS = ("okr", "goal", "objective", "strategy", "roadmap")
_LOOKED_INTO = 50
"""So many other documents are opened to see whether they hold goals."""
_NAMED = 5
_PROSE_TOLD = "# no goals found in these; uncomment what `ask` and `why` may quote"
_LEFT_OUT_TOLD = "# nothing could be read from these; uncomment what is mended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Initialised:
    """What was written, and what it names."""

    file: Path
    goals: Mapping[str, Found]
    """By path."""
    sources: Mapping[str, Found]
    """By path."""
    prose: tuple[str, ...]
    """Documents in which no goals were found; they can be named all the same."""
    left_out: Mapping[str, str]
    """By path: why nothing can be read from it."""


def _nothing(_: Path) -> Found:
    return Found(records=0)


@verb("init", TERMINAL)
def init(
    home: Path,
    look_for_work: Callable[[Path], Found] = _nothing,
    look_for_goals: Callable[[Path], Found] = _nothing,
) -> Initialised:
    """Write `copilot.toml` into a folder; never over one that exists.

    Args:
        home: the folder.
        look_for_work: what a table or an export holds.
        look_for_goals: what a document holds.

    Raises:
        ConfigError: there is one already, or the folder can't be written to.
    """
    file = home / FILE
    if not home.is_dir():
        raise ConfigError(f"there is no folder {str(home)!r}; make it first")
    if file.exists():
        raise ConfigError(f"{file} exists already; edit it, or remove it to start again")
    paths = {_name(p, home): p for p in sorted(home.glob("**/*")) if _visible(p, home)}
    made = _sorted_out(file, paths, look_for_work, look_for_goals)
    try:
        file.write_text(_toml(made), encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{file} can't be written: {error.strerror}") from error
    return made


def _sorted_out(
    file: Path,
    paths: Mapping[str, Path],
    look_for_work: Callable[[Path], Found],
    look_for_goals: Callable[[Path], Found],
) -> Initialised:
    """Tell goals, work and prose apart, and what can't be read."""
    named = [name for name in paths if _holds_goals(name)]
    rest = {name: p.suffix.lower() for name, p in paths.items() if name not in set(named)}
    others = [name for name, suffix in rest.items() if suffix in _PROSE]
    looked = {n: look_for_goals(paths[n]) for n in (*named, *others[:_LOOKED_INTO])}
    work = {n: look_for_work(paths[n]) for n, suffix in rest.items() if suffix in _WORK}
    unread = {n: found.problem for n, found in (looked | work).items() if found.problem}
    goals = {n: found for n, found in looked.items() if n in named or found.records}
    return Initialised(
        file=file,
        goals={name: goals[name] for name in sorted(goals) if name not in unread},
        sources={name: found for name, found in work.items() if name not in unread},
        prose=tuple(name for name in others if name not in goals and name not in unread),
        left_out={name: unread[name] for name in sorted(unread)},
    )


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
        *_tables("goals", made.goals, "okrs/*.yaml"),
        *_unnamed("goals", made.prose, _PROSE_TOLD),
        *_tables("source", made.sources, "exports/*.csv"),
        *_unnamed("source", _work_among(made.left_out), _LEFT_OUT_TOLD),
    ]
    return "\n".join(lines)


def _tables(name: str, files: Mapping[str, Found], example: str) -> list[str]:
    lines: list[str] = [] if files else [f"# [[{name}]]", f'# path = "{example}"', ""]
    for path, found in files.items():
        lines += [f"[[{name}]]", f'path = "{path}"']
        if found.columns:
            lines += ["# guessed from names and contents: look it over", found.columns]
        lines.append("")
    return lines


def _work_among(left_out: Iterable[str]) -> tuple[str, ...]:
    return tuple(n for n in left_out if n.lower().endswith(_WORK) and not _holds_goals(n))


def _unnamed(table: str, names: tuple[str, ...], told: str) -> list[str]:
    """Tell of files that are of no use yet: one need only uncomment them."""
    if not names:
        return []
    lines = [told]
    for name in names[:_NAMED]:
        lines += [f"# [[{table}]]", f'# path = "{name}"']
    more = len(names) - _NAMED
    return [*lines, *([f"# … and {more} more"] if more > 0 else []), ""]
