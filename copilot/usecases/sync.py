"""Read every source; what can't be read is said in one line, the rest goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from shlex import quote

from copilot.errors import InputError, SourceError
from copilot.portfolio import Passage, Record, WorkItem
from copilot.ports import Freshness, Problem, SaveReport, Source

from .unnamed import counting, is_whole, leave_out
from .verbs import WRITING, verb
from .workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """How reading one source went."""

    source: str
    records: int
    saved: SaveReport
    problems: tuple[Problem, ...] = ()
    error: str = ""
    configured: bool = True
    """False where the settings no longer name it: what it had said is left out."""


@verb("sync", WRITING)
def sync(
    workspace: Workspace,
    *,
    source: str | None = None,
    on_source: Callable[[str], None] | None = None,
) -> tuple[Synced, ...]:
    """Read one source or all of them into the store.

    Where all could be read, what sources said that are no longer configured is left out.

    Args:
        workspace: where.
        source: its configured name; None is all.
        on_source: told the name of each source before it is read.

    Raises:
        InputError: no source has this name.
    """
    chosen = [s for s in workspace.sources if source in {None, s.name}]
    if source is not None and not chosen:
        known = ", ".join(s.name for s in workspace.sources) or "none configured"
        raise InputError(f"no source {source!r}; known: {known}")
    dated = not counting(workspace)
    readings = []
    for each in chosen:
        if on_source:
            on_source(each.name)
        readings.append(_read(workspace, each, dated))
    aimless = source is None and not any(reading.goals for reading in readings)
    gone = _left_out(workspace) if source is None and all(r.whole for r in readings) else []
    return (*(reading.told(again=aimless) for reading in readings), *gone)


def _left_out(workspace: Workspace) -> list[Synced]:
    return [
        Synced(
            source=seen.source, records=0, saved=saved, problems=seen.problems, configured=False
        )
        for seen, saved in leave_out(workspace, workspace.now())
        if saved.gone
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What one source yielded, and what its last reading had said."""

    report: Synced
    before: Sequence[Problem]
    goals: bool
    """Whether any goal was among it."""

    @property
    def whole(self) -> bool:
        """Whether nothing can be missing from it."""
        return is_whole(self.report.records, self.report.problems, self.report.error)

    def told(self, *, again: bool) -> Synced:
        """The report without the hints that were given before, unless they are given again."""
        new = [p for p in self.report.problems if again or not (p.hint and p in self.before)]
        said = (replace(p, message=_without_goals(p)) if p.goalless else p for p in new)
        return replace(self.report, problems=tuple(said))


def _without_goals(problem: Problem) -> str:
    """What is to be said of a file that is named like goals and in which none was understood."""
    file = problem.goalless
    return f"no goals understood; `copilot goals {quote(file)}` shows what was read"


def _read(workspace: Workspace, source: Source, dated: bool) -> _Reading:
    at = workspace.now()
    records: list[Record] = []
    problems: list[Problem] = []
    error = ""
    try:
        for found in source.pull():
            if isinstance(found, Problem):
                problems.append(found)
            else:
                records.append(found)
    except SourceError as failure:
        error = str(failure)
    whole = not error and not any(p.lost for p in problems) and bool(records)
    saved = workspace.store.save(source.name, records, at=at, complete=whole, dated=dated)
    problems += saved.refused
    before = _told(workspace, source)
    seen = Freshness(
        source=source.name, at=at, records=len(records), problems=tuple(problems), error=error
    )
    workspace.store.save_freshness(seen)
    report = Synced(
        source=source.name,
        records=len(records),
        saved=saved,
        problems=tuple(problems),
        error=error,
    )
    return _Reading(
        report=report,
        before=before,
        goals=any(not isinstance(record, WorkItem | Passage) for record in records),
    )


def _told(workspace: Workspace, source: Source) -> Sequence[Problem]:
    """What the last reading of the source had to say."""
    seen = (f for f in workspace.store.freshness() if f.source == source.name)
    return next((f.problems for f in seen), ())
