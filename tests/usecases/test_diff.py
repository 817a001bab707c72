"""What a draft of the goals would move, without embedding an item again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from copilot.analysis.alignment import goal_texts
from copilot.errors import InputError
from copilot.ports import Embedder, Progress, Vectors
from copilot.usecases import Workspace, diff
from copilot.usecases.current import current
from copilot.usecases.diff import Diff, diff_text

DRAFT = "okrs/2026-Q2.yaml"


@pytest.fixture
def found(note: Workspace) -> Diff:
    return diff(note, note.home / DRAFT)


@dataclass
class Counting:
    """An embedder that notes which texts have no vector yet."""

    inner: Embedder
    new: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    def __call__(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        encoder = self.inner._encoder
        before = len(encoder.batches)
        vectors = self.inner(texts, progress)
        self.new += [t for batch in encoder.batches[before:] for t in batch]
        return vectors


@dataclass
class Watched:
    """An encoder that keeps what it was asked for."""

    inner: object
    batches: list[list[str]] = field(default_factory=list)

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(list(texts))
        return self.inner.encode(texts)


def test_the_demo_draft_tells_goals_items_stops_and_gaps(found: Diff):
    lines = found.text.splitlines()

    assert lines[0].startswith("KR1.1 activation 75 → 80 %; KR1.2")
    assert lines[0].endswith("new: O4 “EU data residency”   dropped: O2, KR1.3")
    assert lines[1].startswith("55 open items:  ")
    assert "lose their goal (" in lines[1]
    assert re.search(r"[1-3] now serves? O4", lines[1])
    assert lines[2].startswith("Stops in progress: LIN-361 Olu")
    assert lines[-1] == (
        "Starts conflicts: NOTE-233 “Ship request logs to the archive in us-east-1” possibly"
        " works against KR4.1 (puts it elsewhere)."
    )


def test_a_person_sees_which_items_serve_or_harm_the_new_goal(found: Diff):
    fates = {m.key: (m.fate, m.after) for m in found.items}
    assert fates["NOTE-350"] == ("newly serves", "okr:2026-Q2/KR4.1")
    leaning = {after for fate, after in fates.values() if fate == "may serve"}
    assert leaning <= {g.ref for g in found.added}
    lost = {after for fate, after in fates.values() if fate == "loses its goal"}
    assert lost == {None}
    assert [(c.key, c.name) for c in found.conflicts] == [("NOTE-233", "KR4.1")]
    assert found.opposed == ()


TWO_WAYS = """
cycle: {name: 2026-Q2, start: 2026-04-01, end: 2026-06-30}
objectives:
  - id: O1
    title: New teams reach value
    weight: 0.7
    key_results:
      - {id: KR1.1, title: "Activation 75 → 60 %", unit: "%", baseline: 75, target: 60}
      - {id: KR1.2, title: "Mails per new team from 3 to 6", unit: mails, baseline: 3, target: 6}
  - id: O2
    title: Teams are left in peace
    weight: 0.4
    key_results:
      - {id: KR2.1, title: "Mails per team from 3 to 1", unit: mails, baseline: 3, target: 1}
"""


def test_goals_that_cannot_all_be_had_are_named(note: Workspace):
    found = diff_text(note, TWO_WAYS, "draft.yaml")

    assert [o.goals for o in found.opposed[:2]] == [
        ("okr:2026-Q2/KR1.1",),
        ("okr:2026-Q2/KR1.2", "okr:2026-Q2/KR2.1"),
    ]
    assert found.text.splitlines()[-1] == (
        "Goals contradict: KR1.1 Activation 75 → 60 % turns round, up until now;"
        " KR1.2 and KR2.1 pull one measure in opposite directions;"
        " weights and allowances add up to 110 %."
    )
    assert "**Goals contradict:**" in found.markdown


def test_every_open_item_has_one_fate(found: Diff, note: Workspace):
    known = current(note)
    leaves = [i for i in known.open_items if i.ref not in known.containers]

    assert len(found.items) + found.unchanged == len(leaves)
    fates = {"loses its goal", "newly serves", "may serve", "rises", "falls"}
    assert {m.fate for m in found.items} <= fates
    lost = [m for m in found.items if m.fate == "loses its goal"]
    assert found.points == sum(m.effort or 0 for m in lost)
    assert set(found.people) == {m.assignee for m in lost if m.assignee}
    assert set(found.stops) <= {m.ref for m in lost}


def test_goals_are_matched_by_meaning_and_compared(found: Diff):
    changed = {c.goal.split("/")[1]: c.fields for c in found.changed}

    assert changed["KR1.1"] == {"target": ("75 %", "80 %")}
    assert changed["O3"] == {"weight": ("5 %", "10 %")}
    assert [g.id for g in found.added] == ["O4", "KR4.1", "KR4.2"]
    assert [g.id for g in found.dropped] == ["O2", "KR1.3", "KR2.1", "KR2.2"]


def test_only_new_goals_are_embedded(note: Workspace):
    inner = note.embedder
    inner._encoder = Watched(inner._encoder)
    counting = Counting(inner)
    workspace = replace(note, embedder=counting, cache={})
    diff(workspace, note.home / DRAFT)
    pulled = workspace.read_goals(note.home / DRAFT).pull()
    draft = goal_texts([g for g in pulled if hasattr(g, "passage") and hasattr(g, "cycle")])

    assert counting.new
    assert set(counting.new) <= set(draft)


def test_an_objective_that_took_over_an_id_is_another_one(note: Workspace):
    text = (note.home / DRAFT).read_text(encoding="utf-8")
    told = diff_text(note, text.replace("id: O4", "id: O2"), "draft.yaml")

    assert "O2" in [g.id for g in told.dropped]
    assert "O2" in [g.id for g in told.added]


def test_the_same_goals_move_nothing(note: Workspace):
    same = diff(note, note.home / "okrs/2026-Q1.yaml")

    assert same.text.startswith("The goals stay as they are.")
    assert (same.items, same.added, same.dropped, same.changed) == ((), (), (), ())


def test_the_comment_folds_out_every_item_that_moves(found: Diff):
    page = found.markdown

    assert page.startswith("### Strategy diff: 2026-Q2.yaml\n\n")
    assert f"<summary>{len(found.items)} items that move</summary>" in page
    assert "| NOTE-424 | Search does not find fresh edits for forty minutes | loses its" in page


def test_a_file_without_goals_and_an_unread_workspace_are_refused(
    note: Workspace, home: Path, tmp_path: Path
):
    from copilot.wiring import open_workspace

    empty = tmp_path / "empty.md"
    empty.write_text("# Nothing to see\n\nWe had lunch.\n")

    with pytest.raises(InputError, match=r"empty\.md holds no goals"):
        diff(note, empty)
    with pytest.raises(InputError, match="copilot scan"):
        diff(open_workspace(home), empty)
    with pytest.raises(InputError, match="send text that ends in"):
        diff_text(note, "x", "goals.exe")
