"""A workbook that would take all memory is one line; the other files are read."""

import io
from pathlib import Path

import openpyxl
import pytest

from copilot.errors import SourceError
from copilot.sources.documents.source import GoalDocuments
from copilot.sources.sheet import workbook_sheets
from copilot.sources.sheet_child import lines

from .exports import pulled, rows


def stray(far: str = "XFD1048576") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Key", "Title", "Status"])
    sheet.append(["A-1", "Ship it", "Open"])
    sheet[far] = "x"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("far", ["XFD1048576", "ZZ40000"])
def test_a_cell_far_from_the_table_is_named_with_its_remedy(tmp_path: Path, far: str) -> None:
    (tmp_path / "work.xlsx").write_bytes(stray(far))

    with pytest.raises(SourceError, match=r"^work\.xlsx: .*; delete that cell .* as CSV$"):
        workbook_sheets(tmp_path / "work.xlsx", "work.xlsx")


def test_more_cells_than_are_read_end_the_reading(tmp_path: Path) -> None:
    (tmp_path / "work.xlsx").write_bytes(stray("ZZ40000"))

    with pytest.raises(MemoryError):
        list(lines(str(tmp_path / "work.xlsx")))


def test_a_damaged_workbook_is_named_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "work.xlsx").write_bytes(stray("D4")[:900])

    with pytest.raises(SourceError, match=r"^work\.xlsx: is no readable workbook .*; save it"):
        workbook_sheets(tmp_path / "work.xlsx", "work.xlsx")


def test_a_cell_a_little_aside_hurts_nothing(tmp_path: Path) -> None:
    (tmp_path / "work.xlsx").write_bytes(stray("Z900"))
    (sheet,) = workbook_sheets(tmp_path / "work.xlsx", "work.xlsx")

    assert sheet.header[:3] == ("Key", "Title", "Status")


def test_the_files_beside_a_stray_cell_are_read(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "a.xlsx").write_bytes(stray())
    (tmp_path / "exports" / "b.csv").write_text("Key,Title\nB-1,Other work\n", encoding="utf-8")
    items, problems = pulled(tmp_path, "exports")

    assert rows(items, "key") == [("B-1",)]
    assert ["a.xlsx" in problem for problem in problems] == [True]


def test_goals_beside_a_stray_cell_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(stray())
    (tmp_path / "b.md").write_text("# Objective: Grow\n- KR: 5 to 9 shops\n", encoding="utf-8")
    found = list(GoalDocuments(path=["a.xlsx", "b.md"], home=tmp_path).pull())

    assert any("a.xlsx" in str(one) for one in found)
    assert any("Grow" in str(one) for one in found)
