"""Read every source; what can't be read is said in one line, the rest goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copilot.errors import InputError, SourceError
from copilot.portfolio import Record
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
    reports = []
    for each in chosen:
        if on_source:
            on_source(each.name)
        reports.append(_read(workspace, each, dated))
    if source is None and all(is_whole(r.records, r.problems, r.error) for r in reports):
        reports += _left_out(workspace)
    return tuple(reports)


def _left_out(workspace: Workspace) -> list[Synced]:
    return [
        Synced(
            source=seen.source, records=0, saved=saved, problems=seen.problems, configured=False
        )
        for seen, saved in leave_out(workspace, workspace.now())
        if saved.gone
    ]


def _read(workspace: Workspace, source: Source, dated: bool) -> Synced:
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
    told = _told(workspace, source)
    seen = Freshness(
        source=source.name, at=at, records=len(records), problems=tuple(problems), error=error
    )
    workspace.store.save_freshness(seen)
    return Synced(
        source=source.name,
        records=len(records),
        saved=saved,
        problems=tuple(p for p in problems if not (p.hint and p in told)),
        error=error,
    )


def _told(workspace: Workspace, source: Source) -> Sequence[Problem]:
    """What the last reading of the source had to say."""
    seen = (f for f in workspace.store.freshness() if f.source == source.name)
    return next((f.problems for f in seen), ())
