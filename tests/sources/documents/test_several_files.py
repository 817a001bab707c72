"""Documents side by side: whatever their ids, no goal is lost and no name changes its meaning."""

from itertools import pairwise, permutations
from pathlib import Path

import pytest

from copilot.portfolio import KeyResult, Objective, Passage
from copilot.ports import Problem
from copilot.sources.documents.source import GoalDocuments


def write(home: Path, name: str, title: str, cycle: str = "") -> None:
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / name).write_text(
        f"# Goals {cycle}\n\n## Objective: {title}\n\n- {title} loads from 4 % to 1 %\n"
    )


def goals(home: Path, *paths: str, before: dict[str, str] | None = None) -> dict[str, str]:
    """References of objectives by their titles."""
    source = GoalDocuments(path=paths, home=home, holder=(before or {}).get)
    found = [one for one in source.pull() if isinstance(one, Objective | KeyResult)]
    refs = {one.ref for one in found}
    assert len(refs) == len(found)
    assert all(one.parent in refs for one in found if isinstance(one, KeyResult))
    return {one.title: one.ref for one in found if isinstance(one, Objective)}


@pytest.mark.parametrize("cycle", ["", "2026 Q1"])
@pytest.mark.parametrize("paths", [("a.md", "b.md"), ("*.md",), (".",), ("b.md", "a.md", "*.md")])
def test_two_documents_of_one_shape_keep_all_their_goals(
    tmp_path: Path, paths: tuple[str, ...], cycle: str
):
    write(tmp_path, "a.md", "Cold milk", cycle)
    write(tmp_path, "b.md", "Less gas", cycle)
    found = goals(tmp_path, *paths)
    assert set(found) == {"Cold milk", "Less gas"}
    first, second = ("b", "a") if paths[0] == "b.md" else ("a", "b")
    in_front = [ref for ref in found.values() if f"{second}/O1" in ref]
    assert len(in_front) == 1
    assert not any(f"{first}/O1" in ref for ref in found.values())


def test_files_of_one_name_in_many_folders_are_kept_apart_by_their_path(tmp_path: Path):
    for name in ("okr.md", "a/okr.md", "b/okr.md", "b/okr.txt"):
        write(tmp_path, name, f"Goal of {name}")
    found = goals(tmp_path, "okr.md", "*/*")
    assert list(found.values()) == ["okr:O1", "okr:okr/O1", "okr:b/okr/O1", "okr:b/okr.txt/O1"]


def test_files_outside_the_workspace_that_are_shown_alike_lose_nothing(tmp_path: Path):
    for folder in ("a", "b", "c", "d", "e"):
        write(tmp_path, f"{folder}/okr.md", f"Goal of {folder}")
        with (tmp_path / folder / "okr.md").open("a") as file:
            file.write(f"\n# Notes\n\nWhat {folder} thinks of milk.\n")
    home = tmp_path / "home"
    home.mkdir()
    assert len(goals(home, "../?/okr.md")) == 5
    read = GoalDocuments(path=str(tmp_path / "?" / "okr.md"), home=home).pull()
    passages = [one for one in read if isinstance(one, Passage)]
    assert len({one.ref for one in passages}) == len(passages) >= 5


def test_a_name_stays_with_its_goal_whatever_files_come_later(tmp_path: Path):
    """Feedback hangs on references: a file sorted before the others may not take theirs."""
    places: dict[str, str] = {}
    names = ["m.md", "z.md", "a.md", "b/z.md", "a/z.md"]
    told: list[dict[str, str]] = []
    for k, name in enumerate(names, 1):
        write(tmp_path, name, f"Goal of {name}")
        told.append(goals(tmp_path, "**/*.md", before=places))
        assert len(told[-1]) == k
        places = {ref: title.removeprefix("Goal of ") for title, ref in told[-1].items()}
    for before, after in pairwise(told):
        assert before.items() <= after.items()


def test_no_order_of_the_entries_loses_a_goal(tmp_path: Path):
    for name in ("a.md", "b.md", "x/a.md"):
        write(tmp_path, name, f"Goal of {name}")
    for order in permutations(["a.md", "b.md", "x"]):
        assert len(goals(tmp_path, *order)) == 3


def test_where_nothing_is_shared_no_name_changes_and_nothing_is_said(tmp_path: Path):
    write(tmp_path, "a.md", "Cold milk", "2026 Q1")
    write(tmp_path, "b.md", "Less gas", "2026 Q2")
    assert set(goals(tmp_path, "a.md", "b.md").values()) == {"okr:2026-Q1/O1", "okr:2026-Q2/O1"}
    read = GoalDocuments(path=["a.md", "b.md"], home=tmp_path).pull()
    assert not any(isinstance(one, Problem) for one in read)


def test_what_names_were_made_is_said_once_for_all_files(tmp_path: Path):
    for name in ("a.md", "b.md", "c.md"):
        write(tmp_path, name, f"Goal of {name}")
    source = GoalDocuments(path=["a.md", "b.md", "c.md"], home=tmp_path)
    (told,) = [one for one in source.pull() if isinstance(one, Problem)]
    assert told.hint
    assert not told.lost
    assert str(told.place) == "b.md and 1 more"
    assert "its goals are called b/O1, b/O1.KR1; write other ids" in told.message


def test_an_entry_that_names_nothing_is_told_and_the_others_are_read(tmp_path: Path):
    write(tmp_path, "a.md", "Cold milk")
    found = list(GoalDocuments(path=["none.md", "a.md"], home=tmp_path).pull())
    assert any(isinstance(one, Objective) for one in found)
    (told,) = [one for one in found if isinstance(one, Problem)]
    assert told.lost
    assert "none.md" in told.message
