"""Texts and vectors of a whole backlog, a few thousand at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from copilot.portfolio import Ref
from copilot.ports import Progress, Store, Vectors

from .halved import Halved
from .workspace import Workspace

TOGETHER = 4096


class Bodies(Mapping[Ref, str]):
    """What items say, read from the store as somebody goes through them; few are kept."""

    def __init__(self, store: Store, refs: Sequence[Ref], as_of: datetime) -> None:
        self._store, self._as_of = store, as_of
        self._refs = refs
        self._page_of = {ref: row // TOGETHER for row, ref in enumerate(refs)}
        self._page: Mapping[Ref, str] = {}
        self._number = -1

    def __getitem__(self, ref: Ref) -> str:
        """Return the body of one item."""
        number = self._page_of[ref]
        if number != self._number:
            page = self._refs[number * TOGETHER : (number + 1) * TOGETHER]
            self._page, self._number = self._store.texts(page, self._as_of), number
        return self._page[ref]

    def __iter__(self) -> Iterator[Ref]:
        """Yield every reference."""
        return iter(self._refs)

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self._refs)


def embedded(
    workspace: Workspace, texts: Sequence[str], progress: Progress | None = None
) -> Halved:
    """Embed the texts of a backlog; what is known costs no model call."""
    parts = _embedded(workspace, texts, progress)
    return Halved(parts, len(texts), workspace.embedder.dim)


def _embedded(
    workspace: Workspace, texts: Sequence[str], progress: Progress | None
) -> Iterator[Vectors]:
    for start in range(0, len(texts), TOGETHER):
        part = texts[start : start + TOGETHER]

        def told(done: int, _total: int, start: int = start) -> None:
            if progress is not None:
                progress(start + done, len(texts))

        yield workspace.embedder(part, told)
