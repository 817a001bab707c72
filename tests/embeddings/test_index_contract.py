"""What every index promises: exact, Qdrant in memory, and a server where QDRANT_URL names one."""

import os
from collections.abc import Callable
from itertools import count
from uuid import uuid4

import numpy as np
import pytest
from qdrant_client import QdrantClient

from copilot.embeddings.exact import ExactIndex
from copilot.embeddings.qdrant import QdrantIndex
from copilot.ports import Index, Point
from tests.fakes import HashingEncoder

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning")

Open = Callable[[], Index]

SERVER = os.environ.get("QDRANT_URL", "")

TEXTS = {
    "jira:PAY-1": ("item", "Pay by card on the checkout page"),
    "jira:PAY-2": ("item", "Refunds are slow for card payments"),
    "jira:OPS-7": ("item", "Rotate TLS certificates"),
    "okr:KR1": ("goal", "Checkout conversion from 3.1 to 4 %"),
}


class Fresh(HashingEncoder):
    """A collection of its own on a server that others use too."""

    def __init__(self) -> None:
        super().__init__()
        self.fingerprint = f"test:{uuid4().hex}"


def vector(text: str) -> np.ndarray:
    return HashingEncoder().encode([text])[0]


def point(ref: str, text: str | None = None) -> Point:
    kind, known = TEXTS.get(ref, ("item", ""))
    said = known if text is None else text
    return Point(ref=ref, kind=kind, text=said, vector=vector(said))  # type: ignore[arg-type]


def refs(index: Index, text: str, limit: int = 10, kinds: tuple[str, ...] = ()) -> list[str]:
    return [hit.ref for hit in index.search(vector(text), text, limit=limit, kinds=kinds)]


@pytest.fixture(params=["exact", "memory", *(["server"] if SERVER else [])])
def opened(request: pytest.FixtureRequest) -> Open:
    """Opens the index of another workspace at every call, all on one engine."""
    if request.param == "exact":
        return ExactIndex
    client = QdrantClient(":memory:") if request.param == "memory" else QdrantClient(url=SERVER)
    numbers, encoder = count(), Fresh()
    return lambda: QdrantIndex(client, f"workspace-{next(numbers)}", encoder)


@pytest.fixture
def index(opened: Open) -> Index:
    made = opened()
    assert made.upsert(point(ref) for ref in TEXTS) == 4
    return made


def test_words_and_meaning_find_the_point(index: Index) -> None:
    assert refs(index, "card payments refunds")[0] == "jira:PAY-2"
    assert refs(index, "certificates")[0] == "jira:OPS-7"


def test_a_hit_says_what_it_is(index: Index) -> None:
    hit = index.search(vector("conversion"), "conversion", limit=1)[0]
    assert (hit.ref, hit.kind) == ("okr:KR1", "goal")
    assert hit.score > 0


def test_only_the_kinds_asked_for_are_found(index: Index) -> None:
    assert refs(index, "checkout", kinds=("goal",)) == ["okr:KR1"]
    assert "okr:KR1" not in refs(index, "checkout", kinds=("item", "passage"))
    assert refs(index, "checkout", kinds=("decision",)) == []


def test_the_limit_is_kept_and_scores_fall(index: Index) -> None:
    hits = index.search(vector("card"), "card", limit=3)
    assert len(hits) == 3
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_a_query_without_words_still_ranks_by_meaning(index: Index) -> None:
    hits = index.search(vector("Rotate TLS certificates"), "…", limit=1)
    assert hits[0].ref == "jira:OPS-7"


def test_upserting_again_replaces(index: Index) -> None:
    index.upsert([point("jira:OPS-7", "Translate the handbook")])
    assert index.count() == 4
    assert refs(index, "handbook translate", limit=1) == ["jira:OPS-7"]
    assert sorted(refs(index, "certificates")) == sorted(TEXTS)


def test_the_last_of_equal_references_wins(index: Index) -> None:
    index.upsert([point("jira:NEW-1", "first words"), point("jira:NEW-1", "second thoughts")])
    assert index.count() == 5
    assert refs(index, "second thoughts", limit=1) == ["jira:NEW-1"]


def test_what_is_deleted_is_not_found(index: Index) -> None:
    index.delete(["jira:PAY-1", "jira:UNKNOWN-1"])
    assert index.count() == 3
    assert "jira:PAY-1" not in refs(index, "pay card checkout page")


def test_clearing_leaves_nothing_and_can_be_filled_again(index: Index) -> None:
    index.clear()
    assert (index.count(), refs(index, "card")) == (0, [])
    index.upsert([point("jira:PAY-1")])
    assert refs(index, "card") == ["jira:PAY-1"]


def test_a_point_without_words_is_found_by_meaning(index: Index) -> None:
    empty = Point(ref="jira:EMPTY-1", kind="item", text="", vector=vector("zebra"))
    index.upsert([empty])
    assert index.search(vector("zebra"), "", limit=1)[0].ref == "jira:EMPTY-1"


def test_two_workspaces_never_see_each_others_points(opened: Open) -> None:
    mine, theirs = opened(), opened()
    mine.upsert([point("jira:PAY-1"), point("jira:PAY-2")])
    theirs.upsert([point("jira:PAY-1", "Their secret plan")])
    assert set(refs(mine, "their secret plan", limit=50)) == {"jira:PAY-1", "jira:PAY-2"}
    assert (mine.count(), theirs.count()) == (2, 1)
    mine.delete(["jira:PAY-1"])
    assert refs(theirs, "secret plan") == ["jira:PAY-1"]
    mine.clear()
    assert (mine.count(), theirs.count()) == (0, 1)


def test_an_empty_index_finds_nothing(opened: Open) -> None:
    assert refs(opened(), "anything") == []
