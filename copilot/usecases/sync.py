"""Read every source; what can't be read is said in one line, the rest goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copilot.errors import InputError, SourceError
from copilot.portfolio import Record
from copilot.ports import Freshness, Problem, SaveReport, Source

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


@verb("sync", WRITING)
def sync(
    workspace: Workspace,
    *,
    source: str | None = None,
    on_source: Callable[[str], None] | None = None,
) -> tuple[Synced, ...]:
    """Read one source or all of them into the store.

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
    reports = []
    for each in chosen:
        if on_source:
            on_source(each.name)
        reports.append(_read(workspace, each))
    return tuple(reports)


def _read(workspace: Workspace, source: Source) -> Synced:
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
    saved = workspace.store.save(source.name, records, at=at, complete=whole)
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
