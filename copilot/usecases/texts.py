"""Goal documents that arrive as text instead of as a file."""

import tempfile
from pathlib import Path

from copilot.errors import InputError

from .lint import Linted, lint
from .workspace import Workspace

_SUFFIXES = {".yaml", ".yml", ".md", ".csv"}


def lint_text(workspace: Workspace, text: str, name: str = "goals.md") -> Linted:
    """Lint goals that were sent as text; `name` says by its ending what they are.

    Raises:
        InputError: the ending is none of .yaml, .yml, .md, .csv.
    """
    suffix = goal_suffix(name)
    with tempfile.TemporaryDirectory(prefix="copilot-") as folder:
        file = Path(folder) / f"goals{suffix}"
        file.write_text(text, encoding="utf-8", errors="replace")
        return lint(workspace, [file])


def goal_suffix(name: str) -> str:
    """Return the ending that says how to read a text.

    Raises:
        InputError: it is none of .yaml, .yml, .md, .csv.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in _SUFFIXES:
        raise InputError(f"{name!r}: send text that ends in {', '.join(sorted(_SUFFIXES))}")
    return suffix
