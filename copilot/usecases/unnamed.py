"""Sources that the settings no longer name: what they said is left out, and may come back."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from copilot.checks.words import count
from copilot.ports import Freshness, Problem, SaveReport

from .workspace import Workspace


def named(workspace: Workspace) -> tuple[Freshness, ...]:
    """The last reading of every source that the settings name."""
    names = {source.name for source in workspace.sources}
    return tuple(seen for seen in workspace.store.freshness() if seen.source in names)


def unnamed(workspace: Workspace) -> tuple[Freshness, ...]:
    """The last reading of those that they named once; none where they name no source at all."""
    names = {source.name for source in workspace.sources}
    return tuple(f for f in workspace.store.freshness() if names and f.source not in names)


def counting(workspace: Workspace) -> bool:
    """Whether something still counts that no named source said.

    A source read for the first time then may be an old one under a new name, so its records do
    not count from their own dates: the past would hold them twice.
    """
    return any(seen.left_out is None for seen in unnamed(workspace))


def leave_out(workspace: Workspace, at: datetime) -> Iterator[tuple[Freshness, SaveReport]]:
    """Bury what unnamed sources said; the past keeps it, and naming them again brings it back."""
    for seen in unnamed(workspace):
        saved = workspace.store.save(seen.source, [], at=at, complete=True)
        if saved.gone or seen.left_out is None:
            told = _told(seen.source, saved.gone)
            left = Freshness(
                source=seen.source, at=at, records=0, problems=told, left_out=saved.gone
            )
            workspace.store.save_freshness(left)
            yield left, saved


def is_whole(records: int, problems: Sequence[Problem], error: str) -> bool:
    """Whether a source could be read: no file of it is missing, though rows may be."""
    missing = any(problem.lost and problem.place is None for problem in problems)
    return bool(records) and not error and not missing


def _told(source: str, gone: int) -> tuple[Problem, ...]:
    if not gone:
        return ()
    message = (
        f"source {source} is no longer configured: {count(gone, 'record')} left out;"
        " name it again in copilot.toml to have them back"
    )
    return (Problem(message=message, lost=False),)
