"""The model is asked for each text once: what did not change costs nothing."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from qdrant_client import QdrantClient

from copilot import usecases
from copilot.analysis.alignment import goal_texts, item_texts, routine_texts
from copilot.analysis.hollow import in_a_row
from copilot.embeddings.batching import BatchedEmbedder, clean
from copilot.embeddings.onnx import OnnxEmbedder
from copilot.embeddings.qdrant import QdrantIndex
from copilot.ports import Vectors
from copilot.usecases import Workspace
from copilot.usecases.current import current
from copilot.wiring import open_workspace
from eval.sets import OWN_CASES, read_rows

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning")

SETTINGS = """
workspace = "own"
clock = 2026-02-16T08:00:00+00:00

[[source]]
name = "goals"
path = "goals.jsonl"

[[source]]
name = "tracker"
path = "items.jsonl"
"""
WISH = "Far fewer of them should leave us within their first year."
GOAL = "Every second invoice is paid within ten days"


class Counted(OnnxEmbedder):
    """The engine that ships; it notes every text that it is given."""

    def __init__(self) -> None:
        super().__init__(threads=1)
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> Vectors:
        self.asked += texts
        return super().encode(texts)

    def encode_aside(self, rests: list[str], asides: list[str]) -> tuple[Vectors, Vectors]:
        self.asked += [clean(f"{a} {b}") for a, b in zip(rests, asides, strict=True)]
        return super().encode_aside(rests, asides)


@dataclass
class Own:
    """A folder with one of the project's own sets, and what its scans ask of the model."""

    home: Path
    engine: Counted
    client: QdrantClient = field(default_factory=lambda: QdrantClient(":memory:"))

    def open(self) -> Workspace:
        workspace = open_workspace(self.home)
        embed = BatchedEmbedder(self.engine, workspace.store)
        return replace(workspace, embedder=embed, index=QdrantIndex(self.client, "own", embed))

    def scan(self) -> list[str]:
        """Return what the model is asked for."""
        self.engine.asked.clear()
        workspace = self.open()
        usecases.sync(workspace)
        usecases.scan(workspace)
        return sorted(self.engine.asked)

    def edit(self, name: str, change: Callable[[list[dict[str, Any]]], None]) -> None:
        rows = list(read_rows(self.home / f"{name}.jsonl"))
        change(rows)
        write(self.home / f"{name}.jsonl", rows)

    def read(self) -> tuple[set[str], set[str]]:
        """Return the distinct texts of the items, and of the goals."""
        workspace = self.open()
        known = current(workspace)
        bodies = workspace.store.texts([item.ref for item in known.items], known.as_of)
        both = item_texts(known.items, bodies, known.goals), goal_texts(known.goals)
        items, goals = ({clean(in_a_row(text)) for text in texts} for texts in both)
        return items, goals


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


@pytest.fixture(scope="module")
def engine() -> Counted:
    return Counted()


@pytest.fixture(params=["people", "software"])
def own(request: pytest.FixtureRequest, tmp_path: Path, engine: Counted) -> Own:
    (tmp_path / "copilot.toml").write_text(SETTINGS, encoding="utf-8")
    for name in ("goals", "items"):
        rows = list(read_rows(OWN_CASES / request.param / f"{name}.jsonl"))
        write(tmp_path / f"{name}.jsonl", rows)
    return Own(tmp_path, engine)


@pytest.fixture
def scanned(own: Own) -> Own:
    own.scan()
    return own


def test_the_first_scan_asks_for_each_distinct_text_and_the_next_for_nothing(own: Own):
    own.edit("items", lambda rows: rows.append({**rows[5], "id": "TWIN"}))
    asked = own.scan()
    items, goals = own.read()
    assert asked == sorted({*items, *goals, *routine_texts()})
    assert own.open().index.count() > len(items)
    assert own.scan() == []


@pytest.mark.parametrize("count", [1, 2, 6])
def test_as_many_texts_are_asked_for_as_changed(scanned: Own, count: int):
    before, _ = scanned.read()

    def change(rows: list[dict[str, Any]]) -> None:
        for row in rows[3 : 3 + count]:
            row["title"] += "  (again)"
            row["description"] += f" It was asked for by Ana. {WISH}"
        rows[-1] |= {"title": rows[3]["title"], "description": rows[3]["description"]}

    scanned.edit("items", change)
    asked = scanned.scan()
    after, _ = scanned.read()
    assert len(asked) == count
    assert asked == sorted(after - before)
    assert scanned.scan() == []


def test_changed_goals_ask_for_their_own_texts_only(scanned: Own):
    def change(rows: list[dict[str, Any]]) -> None:
        rows[1]["title"] = GOAL
        rows[2]["title"] = f"Twice as many people {rows[2]['title']}"
        rows.append({**rows[1], "id": "NEW", "title": "All lifts run on the weekend too"})

    scanned.edit("goals", change)
    _, before = scanned.read()
    asked = scanned.scan()
    _, after = scanned.read()
    assert len(asked) == 3
    assert asked == sorted(after - before)


def test_fewer_goals_ask_for_nothing(scanned: Own):
    scanned.edit("goals", lambda rows: rows.pop())
    assert scanned.scan() == []


def test_only_a_ticket_that_copies_a_new_goal_is_read_anew(scanned: Own):
    words = f"Write to the five slowest payers. {GOAL}."
    scanned.edit("items", lambda rows: rows[7].update(title="Dunning", description=words))
    scanned.scan()
    scanned.edit("goals", lambda rows: rows[1].update(title=GOAL, text=""))
    assert scanned.scan() == sorted([GOAL, "Dunning. Write to the five slowest payers."])


def test_writing_the_index_anew_asks_for_nothing(scanned: Own):
    scanned.engine.asked.clear()
    assert usecases.reindex(scanned.open()).points > 100
    assert scanned.engine.asked == []


def test_goals_that_are_only_proposed_ask_for_no_item(scanned: Own):
    draft = scanned.home / "draft.md"
    draft.write_text(
        f"# Goals 2026-Q1\n\n## O1: {GOAL}\n\n- KR1.1: Nobody waits\n", encoding="utf-8"
    )
    scanned.engine.asked.clear()
    usecases.diff(scanned.open(), draft)
    items, _ = scanned.read()
    assert scanned.engine.asked
    assert items.isdisjoint(scanned.engine.asked)
    assert len(scanned.engine.asked) == 2


def test_how_right_the_links_are_asks_for_nothing(scanned: Own):
    scanned.engine.asked.clear()
    assert usecases.quality(scanned.open()).known.items > 100
    assert scanned.engine.asked == []


def test_one_ticket_more_leaves_what_is_usual_where_it_was(scanned: Own):
    usual = scanned.open().store.value("nearness", "current")
    assert usual is not None
    scanned.edit("items", lambda rows: rows.append({**rows[5], "id": "ONE", "title": "Bikes"}))
    scanned.scan()
    assert scanned.open().store.value("nearness", "current") == usual
