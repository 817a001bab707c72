"""A first `copilot.toml`, made from what lies in the folder."""

from dataclasses import dataclass
from pathlib import Path

from copilot.errors import ConfigError

from .verbs import TERMINAL, verb

FILE = "copilot.toml"
_WORK = (".csv", ".xlsx", ".json", ".jsonl", ".xml", ".zip")
_GOALS = (".yaml", ".yml", ".md", ".docx", ".pptx", ".pdf")
_GOAL_WORDS = ("okr", "goal", "objective", "strategy", "roadmap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Initialised:
    """What was written, and what it names."""

    file: Path
    goals: tuple[str, ...]
    sources: tuple[str, ...]


@verb("init", TERMINAL)
def init(home: Path) -> Initialised:
    """Write `copilot.toml` into a folder; never over one that exists.

    Raises:
        ConfigError: there is one already.
    """
    file = home / FILE
    if not home.is_dir():
        raise ConfigError(f"there is no folder {str(home)!r}; make it first")
    if file.exists():
        raise ConfigError(f"{file} exists already; edit it, or remove it to start again")
    found = sorted(p for p in home.glob("**/*") if p.is_file() and _visible(p, home))
    goals = tuple(_name(p, home) for p in found if _holds_goals(p))
    sources = tuple(
        _name(p, home) for p in found if p.suffix.lower() in _WORK and not _holds_goals(p)
    )
    file.write_text(_toml(goals, sources), encoding="utf-8")
    return Initialised(file=file, goals=goals, sources=sources)


def _visible(path: Path, home: Path) -> bool:
    return not any(part.startswith(".") for part in path.relative_to(home).parts)


def _holds_goals(path: Path) -> bool:
    named = any(word in str(path).lower() for word in _GOAL_WORDS)
    return path.suffix.lower() in {*_GOALS, ".csv", ".xlsx"} and named


def _name(path: Path, home: Path) -> str:
    return path.relative_to(home).as_posix()


def _toml(goals: tuple[str, ...], sources: tuple[str, ...]) -> str:
    lines = [
        'workspace = "default"',
        'time_zone = "UTC"                        # weeks and bare dates are read in this zone',
        "",
        *_tables("goals", goals, "okrs/*.yaml"),
        *_tables("source", sources, "exports/*.csv"),
    ]
    return "\n".join(lines)


def _tables(name: str, paths: tuple[str, ...], example: str) -> list[str]:
    if not paths:
        return [f"# [[{name}]]", f'# path = "{example}"', ""]
    return [line for path in paths for line in (f"[[{name}]]", f'path = "{path}"', "")]
