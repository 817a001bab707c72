"""The items of a scan as they are shown: read from the store a page at a time."""

from collections.abc import Iterator, Sequence
from typing import overload

from copilot.portfolio import Portfolio, Ref

from .views import ItemView, view_item
from .workspace import Workspace

PAGE = 1000


class Shown(Sequence[ItemView]):
    """Judged items in the order of the portfolio; only those somebody looks at are built."""

    def __init__(self, workspace: Workspace, portfolio: Portfolio, page: int = PAGE) -> None:
        self._workspace, self._portfolio, self._page = workspace, portfolio, page
        self._refs = [item.ref for item in portfolio.items]

    def __len__(self) -> int:
        """Return the number of judged items."""
        return len(self._refs)

    def __eq__(self, other: object) -> bool:
        """Whether another sequence shows the same."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    @overload
    def __getitem__(self, at: int) -> ItemView: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[ItemView, ...]: ...
    def __getitem__(self, at: int | slice) -> ItemView | tuple[ItemView, ...]:
        """Return one item, or some."""
        if isinstance(at, slice):
            return view_items(self._workspace, self._portfolio, self._refs[at])
        return view_items(self._workspace, self._portfolio, [self._refs[at]])[0]

    def __iter__(self) -> Iterator[ItemView]:
        """Yield every item."""
        for start in range(0, len(self), self._page):
            yield from self[start : start + self._page]


def view_items(
    workspace: Workspace, portfolio: Portfolio, refs: Sequence[Ref]
) -> tuple[ItemView, ...]:
    """Show judged items with all reasons, as the last scan left them."""
    known = workspace.store.judged(refs, portfolio.as_of)
    return tuple(view_item(portfolio, known[ref]) for ref in refs)
