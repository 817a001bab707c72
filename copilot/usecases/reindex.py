"""Rebuild the vector index from the store."""

from dataclasses import dataclass

from copilot.ports import Progress

from .current import current
from .indexing import points
from .verbs import TERMINAL, verb
from .workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Reindexed:
    """What the index holds now."""

    points: int
    fingerprint: str


@verb("reindex", TERMINAL)
def reindex(workspace: Workspace, *, progress: Progress | None = None) -> Reindexed:
    """Clear the index and write every record again; the store's vectors are used."""
    del progress
    workspace.index.clear()
    written = workspace.index.upsert(points(workspace, current(workspace)))
    return Reindexed(points=written, fingerprint=workspace.embedder.fingerprint)
