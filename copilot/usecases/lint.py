"""Are the goals well made? OKR lint over files or over the workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from copilot.checks.okr import lint as lint_goals
from copilot.portfolio import Finding, Passage, WorkItem
from copilot.ports import Problem

from .current import current
from .verbs import EVERYWHERE, verb
from .workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Linted:
    """What the rules found, in document order."""

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
    goals: int = 0


@verb("lint", EVERYWHERE)
def lint(workspace: Workspace, paths: Sequence[Path] = ()) -> Linted:
    """Lint the goals of these files, or those of the workspace where none is named."""
    if not paths:
        known = current(workspace).goals
        found = tuple(lint_goals(known, workspace.now()))
        return Linted(findings=found, goals=len(known))
    read = [record for path in paths for record in workspace.read_goals(path).pull()]
    written = [r for r in read if not isinstance(r, (Problem, Passage, WorkItem))]
    return Linted(
        findings=tuple(lint_goals(written, workspace.now())),
        problems=tuple(r for r in read if isinstance(r, Problem)),
        goals=len(written),
    )
