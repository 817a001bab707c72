"""The index follows the store; one that is down is told again the next time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from qdrant_client import QdrantClient

from copilot import usecases
from copilot.embeddings.qdrant import QdrantIndex
from copilot.errors import IndexUnavailable
from copilot.ports import Hit, Point
from copilot.usecases import Workspace
from copilot.usecases.current import current
from copilot.usecases.indexing import refresh_index
from copilot.wiring import open_workspace

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning")


class DownIndex:
    """A server that does not answer."""

    persistent = True

    def upsert(self, points: Iterable[Point]) -> int:
        raise IndexUnavailable("no answer")

    def delete(self, refs: Sequence[str]) -> None:
        raise IndexUnavailable("no answer")

    def search(
        self, vector: np.ndarray, text: str, *, limit: int, kinds: Sequence[str] = ()
    ) -> list[Hit]:
        raise IndexUnavailable("no answer")

    def count(self) -> int:
        raise IndexUnavailable("no answer")

    def clear(self) -> None:
        raise IndexUnavailable("no answer")


@pytest.fixture
def shop_on_qdrant(home) -> Workspace:
    workspace = open_workspace(home)
    index = QdrantIndex(QdrantClient(":memory:"), "shop", workspace.embedder)
    return replace(workspace, index=index)


def test_a_scan_writes_items_goals_and_only_what_changed(shop_on_qdrant: Workspace):
    usecases.sync(shop_on_qdrant)
    usecases.scan(shop_on_qdrant)
    assert shop_on_qdrant.index.count() == 11

    export = shop_on_qdrant.home / "exports" / "shop.csv"
    lines = export.read_text(encoding="utf-8").splitlines(keepends=True)
    export.write_text("".join(lines[:-1]), encoding="utf-8")
    usecases.sync(shop_on_qdrant)
    usecases.scan(shop_on_qdrant)

    assert shop_on_qdrant.index.count() == 10


def test_a_scan_goes_on_without_its_index_and_the_next_one_writes_it(shop_on_qdrant: Workspace):
    down = replace(shop_on_qdrant, index=DownIndex())
    usecases.sync(down)
    assert usecases.scan(down).summary.items == 5
    assert shop_on_qdrant.index.count() == 0

    refresh_index(shop_on_qdrant, current(shop_on_qdrant))

    assert shop_on_qdrant.index.count() == 11


def test_reindex_makes_it_anew(shop_on_qdrant: Workspace):
    usecases.sync(shop_on_qdrant)
    usecases.scan(shop_on_qdrant)

    assert usecases.reindex(shop_on_qdrant).points == 11
    assert shop_on_qdrant.index.count() == 11
