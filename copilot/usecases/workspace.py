"""One tenant with every port filled: what a use case works in. Nothing is chosen here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from copilot.checks import Check
from copilot.ports import Embedder, Index, Llm, Source, Store


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """Ports filled in by `wiring.open_workspace`, or by a test."""

    name: str
    zone: ZoneInfo
    store: Store
    index: Index
    embedder: Embedder
    sources: tuple[Source, ...]
    checks: tuple[Check, ...]
    llm: Llm | None
    now: Callable[[], datetime]
    read_goals: Callable[[Path], Source]
    """Opens goal documents that are not part of the workspace."""
    home: Path = Path()
    second_opinion: float = 0.0
    """Share of the items that a scan may ask the language model about; 0 is none."""
    mute: frozenset[str] = frozenset()
    """Fingerprints of findings that are not told."""
    cache: dict[str, Any] = field(default_factory=dict)
    """What this process has read and may use again while the store's revision stands."""
