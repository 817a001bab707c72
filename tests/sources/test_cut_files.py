"""Files that break off: said with file and line, nothing stored is buried for them."""

from os import mkfifo
from pathlib import Path

import pytest

from copilot.errors import SourceError

from .exports import read, read_with_problems, rows, said, source

TASK = "---\nid: back-{0}\ntitle: Task {0}\nstatus: To Do\n---\n\nText.\n"


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("---\nid: back-1\ntitle: One g", "line 3: the file breaks off in its front matter"),
        ("---\nid", "line 2: the file breaks off in its front matter"),
        ("---\nid: [\n title: : :\n---\nfoo", "line 3: the front matter is no YAML"),
        ("---\nid: a-1\n---\nid", None),
        ("---\nid: back-1\ncreated_date: 2026-02-31\n---\n", "the front matter is no YAML"),
        ("---\nnot: a task\n: :\n---\nid: x", None),
    ],
)
def test_a_half_written_task_is_named_with_its_file(
    tmp_path: Path, broken: str, words: str | None
) -> None:
    (tmp_path / "2.md").write_text(TASK.format(2))
    items, problems = read_with_problems(tmp_path, broken, "1.md", path="*.md")
    assert rows(items, "key") == [("back-2",)]
    assert [words in p and "1.md" in p for p in problems] == [True] * (words is not None)


def test_a_task_alone_that_is_half_written_is_an_error(tmp_path: Path) -> None:
    assert said(tmp_path, "---\nid: back-1\n", "1.md", kind="backlog-md") == (
        "1.md, line 2: the file breaks off in its front matter; end that with a line `---`, or"
        " restore the file"
    )
    assert said(tmp_path, "# x\n", "1.md", kind="backlog-md").endswith("add id, title and status")
    listed = said(tmp_path, "---\n- id\n---\n", "1.md", kind="backlog-md")
    assert listed == "1.md, line 2: the front matter has no fields; add id, title, status"


TABLE = "Key,Title,Status\nA-1,x,Done\nA-2,y,Done\n"


@pytest.mark.parametrize("end", ["A-3", "A-3,half a ti", 'A-3,"half\na ti'])
def test_a_table_that_breaks_off_in_a_row_leaves_that_row_out(tmp_path: Path, end: str) -> None:
    items, problems = read_with_problems(tmp_path, TABLE + end)
    assert rows(items, "key") == [("A-1",), ("A-2",)]
    assert problems == [
        "export, line 4: the file breaks off in this row, which was left out; export it again, or"
        " end the row with a line break if it is whole"
    ]
    lost = [one.lost for one in source(tmp_path, "export").pull() if hasattr(one, "lost")]
    assert lost == [True]


def test_a_last_row_without_a_line_break_is_whole_where_it_has_all_its_cells(
    tmp_path: Path,
) -> None:
    assert len(read(tmp_path, TABLE + "A-3,z,Done")) == 3
    ragged, problems = read_with_problems(tmp_path, TABLE + "A-3,z\nA-4,w")
    assert len(ragged) == 4
    assert "breaks off" not in "".join(problems)


def test_a_header_that_comes_again_is_no_item(tmp_path: Path) -> None:
    assert rows(read(tmp_path, f"{TABLE}\ufeff{TABLE[:17]}A-3,z,Done\n"), "key")[2:] == [("A-3",)]
    assert len(read(tmp_path, TABLE + "Key,Title,\n")) == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04cut", "the archive is cut or damaged (so is a workbook); export it again"),
        (b"\x1f\x8b\x08\0\0\0", "is packed with gzip; unpack it and name the file inside"),
        (b"<!DOCTYPE html><html>", "is a web page, maybe that of a login; export the data itself"),
    ],
)
def test_a_file_of_no_known_format_says_what_can_be_seen(
    tmp_path: Path, content: bytes, words: str
) -> None:
    assert said(tmp_path, content, "x").startswith(f"x: {words}")


def test_what_stands_in_the_place_of_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "ring").symlink_to("ring")
    mkfifo(tmp_path / "pipe")
    for name, words in (
        ("folder", "the folder holds no files"),
        ("ring", "the link leads nowhere"),
        ("pipe", "is no plain file"),
        ("nothing", "there is no such file"),
    ):
        with pytest.raises(SourceError, match=f"{name}: {words}"):
            list(source(tmp_path, name).pull())


def test_a_board_whose_cards_are_no_list_says_so(tmp_path: Path) -> None:
    items, problems = read_with_problems(tmp_path, '{"cards": null, "lists": []}')
    assert items == []
    assert problems[0].startswith("export: `cards` is no list")
