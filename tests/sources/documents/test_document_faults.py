"""Bad input: one line that names file and remedy; goal documents as a source."""

import zipfile
from datetime import UTC, datetime

import pytest
from fpdf import FPDF

from copilot.errors import SourceError
from copilot.portfolio import Objective, Passage
from copilot.ports import Problem
from copilot.sources.documents import GoalDocuments
from copilot.sources.documents.pdf_child import answer

from .reading import read, read_text

TEXT = "# OKRs 2026\n\nObjective: Brötchen für alle\n- KR: 20 €\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1024


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_in_whatever_encoding(tmp_path, encoding):
    assert read_text(tmp_path, TEXT.encode(encoding)).tree == {"Brötchen für alle": ["20 €"]}


def test_windows_line_ends_do_not_matter(tmp_path):
    assert read_text(tmp_path, TEXT.replace("\n", "\r\n")).tree == {"Brötchen für alle": ["20 €"]}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.md", b"", "is empty"),
        ("a.yaml", b" \n\t\n", "is empty"),
        ("a.md", b"\x89PNG\r\n\x1a\n\x00\xff\xfe" * 9, "is no text"),
        ("a.bin", b"\x89PNG\r\n\x1a\n\x00\xff\xfe" * 9, "unknown format; goals are read from"),
        ("a.docx", OLE, "is protected by a password"),
        ("a.pptx", OLE, "is protected by a password"),
        ("a.xlsx", OLE, "a.xlsx: is"),
        ("a.docx", b"not a zip", "is no readable DOCX"),
        ("a.pptx", b"PK\x03\x04broken", "is no readable PPTX"),
        ("a.xlsx", b"PK\x03\x04broken", "is no readable workbook"),
        ("a.pdf", b"%PDF-1.4 broken", "cannot be read as PDF"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(tmp_path, name, content, says):
    found = read_text(tmp_path, content, name)
    assert says in found.problem
    assert found.problem.startswith(name)
    assert "\n" not in found.problem


def test_a_missing_file_is_a_problem(tmp_path):
    assert "no such file" in read(tmp_path / "gone.md").problem


@pytest.mark.parametrize("name", ["a.docx", "a.pptx", "a.xlsx"])
def test_a_zip_bomb_is_refused(tmp_path, name):
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    assert "looks like a zip bomb" in read(tmp_path / name).problem


@pytest.mark.parametrize("name", ["a.md", "a.pdf", "a.docx", "a.yaml"])
def test_a_file_beyond_the_limit_is_refused(tmp_path, name):
    assert "is more than the 20 MB" in read_text(tmp_path, b"x" * (21 << 20), name).problem


def test_a_text_file_of_unknown_ending_is_read_as_markdown(tmp_path):
    assert read_text(tmp_path, TEXT, "OKRS").tree == {"Brötchen für alle": ["20 €"]}


def test_the_pdf_child_answers_in_words():
    assert "cannot be read as PDF" in str(answer(b"no pdf")["error"])


def test_the_pdf_child_gives_lines_and_refuses_passwords():
    plain, locked = FPDF(), FPDF()
    locked.set_encryption(owner_password="a", user_password="b")
    for sheet in (plain, locked):
        sheet.add_page()
        sheet.set_font("Helvetica", "B", 12)
        sheet.cell(text="Bread")
    (line,) = answer(bytes(plain.output()))["pages"][0]
    assert (line["text"], line["bold"]) == ("Bread", True)
    assert "encrypted" in str(answer(bytes(locked.output()))["error"])


def test_documents_are_pulled_from_a_glob_a_folder_or_one_file(tmp_path):
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrs" / "a.md").write_text("# OKRs 2026\n\nObjective: A\n- KR: 1 x\n")
    (tmp_path / "okrs" / "b.md").write_text("# OKRs 2026\n\nObjective: B\n- KR: 2 x\n")
    (tmp_path / "okrs" / "c.md").write_text("")
    for path in ("okrs/*.md", "okrs", str(tmp_path / "okrs" / "*.md")):
        found = list(GoalDocuments(name="plan", path=path, home=tmp_path).pull())
        refs = [f.ref for f in found if isinstance(f, Objective)]
        assert refs == ["plan:2026/O1", "plan:2026/b/O1"]
        problems = [f for f in found if isinstance(f, Problem)]
        assert [p.message[:19] for p in problems if p.lost] == ["okrs/c.md: is empty"]
        assert [str(p.place) for p in problems if p.hint] == ["okrs/b.md"]
    since = datetime(2026, 1, 1, tzinfo=UTC)
    assert len(list(GoalDocuments(path="okrs/b.md", home=tmp_path).pull(since))) == 2


def test_goals_of_two_files_keep_their_parents(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text("# OKRs 2026\n\nObjective: A\n- KR: 1 x\n")
    pulled = GoalDocuments(path="*.md", home=tmp_path).pull()
    found = [f for f in pulled if not isinstance(f, Passage | Problem)]
    assert [f.parent for f in found] == [None, "okr:2026/O1", None, "okr:2026/b/O1"]


def test_a_path_without_files_is_an_error_with_a_remedy(tmp_path):
    with pytest.raises(SourceError, match=r"no goal documents at 'x/\*.yaml'; check the path"):
        list(GoalDocuments(path="x/*.yaml", home=tmp_path).pull())


def test_a_file_outside_of_home_is_named_by_its_name(tmp_path):
    (tmp_path / "home").mkdir()
    found = read_text(tmp_path, TEXT, "out.md", home=tmp_path / "home")
    assert found.objectives[0].place.file == "out.md"
