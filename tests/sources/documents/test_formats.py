"""The same goals as CSV, workbook, Word, slides and PDF."""

import csv
import io
from datetime import UTC, date

import docx
import openpyxl
import pptx
import pytest
from fpdf import FPDF
from pptx.util import Inches

from .reading import read, read_text

TREE = {"Gardens bloom all year": ["Beds planted 40 → 60", "90 % of beds watered"]}


def test_a_table_of_typed_rows_is_read_from_csv(tmp_path):
    rows = [
        ["ID", "Type", "Title", "Parent", "Owner", "Baseline", "Target", "Unit", "Due", "Weight"],
        ["O1", "Objective", "Gardens bloom all year", "", "Ann", "", "", "", "", "40 %"],
        ["KR1", "Key Result", "Beds planted", "O1", "Bo", "40", "60", "beds", "2026-06-30", ""],
        ["K1", "KPI", "Visitors", "", "", "", "1,000", "", "", ""],
        ["A1", "Allowance", "Keep the lights on", "", "", "", "", "", "", "20 %"],
        ["X", "Task", "Buy soil", "O1", "", "", "", "", "", ""],
        ["", "Key Result", "tbd", "", "", "", "", "", "", ""],
    ]
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    found = read_text(tmp_path, stream.getvalue(), "goals 2026-H1.csv")
    (objective,), (result,) = found.objectives, found.results
    assert (objective.ref, objective.owner, objective.weight) == ("okr:2026-H1/O1", "Ann", 0.4)
    assert (result.parent, result.baseline, result.target) == ("okr:2026-H1/O1", 40, 60)
    assert (result.unit, result.due, result.owner) == ("beds", date(2026, 6, 30), "Bo")
    assert str(result.place) == "goals 2026-H1.csv, line 3"
    assert (found.kpis[0].target, found.allowances[0].share) == (1000, 0.2)


def test_a_workbook_with_a_caption_and_several_sheets_is_read(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Q2 2026"
    for row in (
        ["Goals of the parks"],
        [],
        ["Objective", "Key Result", "Owner", "Current"],
        ["Gardens bloom all year", "Beds planted 40 → 60", "Ann", 45],
        [None, "90 % of beds watered", "Bo", None],
    ):
        sheet.append(row)
    book.create_sheet("Glossary").append(["Objective", "Key Result"])
    book["Glossary"].append(["An aim", "A number"])
    book.save(tmp_path / "parks.xlsx")
    found = read(tmp_path / "parks.xlsx")
    assert found.tree == TREE
    assert found.objectives[0].cycle.name == "2026-Q2"
    assert str(found.results[0].place) == "parks.xlsx, row 4"
    assert found.results[0].current == 45
    assert found.results[0].check_ins[0].at.tzinfo is not None
    assert any("Goals of the parks" in p.text for p in found.passages)


def test_rows_under_a_row_with_one_cell_are_its_key_results(tmp_path):
    rows = ("Team,Priority", "Gardens bloom all year,", "Beds planted 40 → 60,P1")
    text = "\n".join((*rows, "90 % of beds watered,P2"))
    assert read_text(tmp_path, text, "q.csv").tree == TREE


def test_a_sheet_of_measures_alone_gives_key_results(tmp_path):
    found = read_text(tmp_path, "Name,Baseline,Target\nBeds,40,60\n", "q.csv")
    assert [(r.title, r.parent, r.target) for r in found.results] == [("Beds", None, 60)]


def test_a_word_document_is_read(tmp_path):
    book = docx.Document()
    book.add_heading("OKRs 2026 Q2", 0)
    book.add_paragraph("What the parks want.")
    book.add_heading("Gardens bloom all year", 1)
    book.add_paragraph("Beds planted 40 → 60", "List Bullet")
    book.add_paragraph("counted in May", "List Bullet 2")
    book.add_paragraph("90 % of beds watered", "List Bullet")
    book.add_heading("Paths are safe", 1)
    book.add_paragraph().add_run("Key Results").bold = True
    table = book.add_table(2, 2)
    for cell, text in zip(
        table._cells, ["Key Result", "Target", "Falls a year", "3"], strict=True
    ):
        cell.text = text
    book.save(tmp_path / "plan.docx")
    found = read(tmp_path / "plan.docx")
    assert found.tree == TREE | {"Paths are safe": ["Falls a year"]}
    assert found.results[0].text == "counted in May"
    assert str(found.results[0].place) == "plan.docx, paragraph 4"
    assert found.objectives[0].cycle.name == "2026-Q2"
    assert found.passages[0].text == "What the parks want."


def test_slides_are_read(tmp_path):
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = "OKRs Q2 2026"
    first.placeholders[1].text = "Parks department"
    second = deck.slides.add_slide(deck.slide_layouts[1])
    second.shapes.title.text = "Objective 1: Gardens bloom all year"
    body = second.placeholders[1].text_frame
    body.text = "KR1: Beds planted 40 → 60"
    body.add_paragraph().text = "KR2: 90 % of beds watered"
    third = deck.slides.add_slide(deck.slide_layouts[5])
    third.shapes.title.text = "Objective 2: Paths are safe"
    table = third.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(6), Inches(1)).table
    for at, text in enumerate(["Key Result", "Target", "Falls a year", "3"]):
        table.cell(at // 2, at % 2).text = text
    deck.save(tmp_path / "deck.pptx")
    found = read(tmp_path / "deck.pptx")
    assert found.tree == TREE | {"Paths are safe": ["Falls a year"]}
    assert str(found.results[0].place) == "deck.pptx, slide 2"
    assert found.results[0].id == "O1.KR1"


@pytest.fixture
def pdf(tmp_path):
    def write(lines, **encryption):
        page = FPDF()
        page.add_page()
        for size, style, indent, text in lines:
            page.set_font("Helvetica", style, size)
            page.set_x(10 + indent)
            page.multi_cell(0, size / 2, text, new_x="LMARGIN", new_y="NEXT")
        if encryption:
            page.set_encryption(**encryption)
        page.output(str(tmp_path / "plan.pdf"))
        return tmp_path / "plan.pdf"

    return write


def test_a_pdf_is_read_by_size_weight_and_bullets(pdf):
    path = pdf(
        [
            (22, "B", 0, "OKRs 2026 Q2"),
            (11, "", 0, "The parks department explains at some length what it wants " * 3),
            (16, "B", 0, "Gardens bloom all year"),
            (11, "", 5, "- Beds planted 40 to 60 %"),
            (11, "", 5, "- 90 % of beds watered"),
            (16, "B", 0, "Paths are safe"),
            (11, "", 5, "- Falls below 3 a year"),
            (9, "", 0, "1"),
        ]
    )
    found = read(path)
    assert found.tree == {
        "Gardens bloom all year": ["Beds planted 40 to 60 %", "90 % of beds watered"],
        "Paths are safe": ["Falls below 3 a year"],
    }
    assert str(found.objectives[0].place) == "plan.pdf, page 1"
    assert "explains at some length" in found.passages[0].text


def test_labels_in_a_pdf_need_no_layout(pdf):
    path = pdf(
        [
            (11, "", 0, "Objective 1: Gardens bloom all year"),
            (11, "", 0, "KR1.1 Beds planted from 40 to 60"),
            (11, "", 0, "KR1.2 90 % of beds watered"),
        ]
    )
    found = read(path)
    assert [r.id for r in found.results] == ["KR1.1", "KR1.2"]
    assert found.results[0].parent == found.objectives[0].ref


def test_an_encrypted_pdf_says_so(pdf):
    path = pdf([(11, "", 0, "Objective: secret")], owner_password="a", user_password="b")
    assert read(path).problem == "plan.pdf: is encrypted; save a copy without password"


def test_a_pdf_without_text_says_so(pdf):
    assert "holds no text" in read(pdf([])).problem


def test_a_value_is_dated_by_the_front_matter(tmp_path):
    text = (
        "---\nupdated: 2026-02-03\n---\n# OKRs 2026 Q1\n\n| Objective | Key result | Current |\n"
        "|---|---|---|\n| A | b 3 → 9 | 5 |\n"
    )
    (check_in,) = read_text(tmp_path, text, zone=UTC).results[0].check_ins
    assert (check_in.at.date(), check_in.value) == (date(2026, 2, 3), 5)


def test_items_whose_bullets_are_drawn_are_known_by_their_indent(pdf):
    prose = "The parks department explains at some length what it wants and why it wants it. "
    path = pdf(
        [
            (22, "B", 0, "Plan of the parks, 2026 Q2"),
            (11, "", 0, prose * 3),
            (16, "B", 0, "Gardens bloom all year (Ann)"),
            (11, "", 8, "Beds planted from 40 % to 60 %"),
            (11, "", 8, "Watered beds from 70 % to 90 %, counted in the last week of each month"),
            (16, "B", 0, "Paths are safe"),
            (11, "", 0, "Owner: Bo"),
            (11, "", 8, "Falls below 3 a year"),
            (11, "", 3, "A remark that stands alone at its edge."),
        ]
    )
    found = read(path)
    assert found.tree == {
        "Gardens bloom all year": [
            "Beds planted from 40 % to 60 %",
            "Watered beds from 70 % to 90 %, counted in the last week of each month",
        ],
        "Paths are safe": ["Falls below 3 a year"],
    }
    assert [goal.owner for goal in found.objectives] == ["Ann", "Bo"]


def test_bullets_typed_by_hand_make_a_list_in_word(tmp_path):
    document = docx.Document()
    for bold, text in (
        (True, "Plan for Q2 2026"),
        (True, "1. Gardens bloom all year"),
        (False, "• Beds planted from 40 % to 60 %"),
        (False, "- Falls below 3 a year"),
        (True, "2. Paths are safe"),
        (False, "• Gravel on 80 % of paths, at least"),
        (False, "• Falls below 3 a year"),
    ):
        document.add_paragraph().add_run(text).bold = bold
    document.save(tmp_path / "plan.docx")
    assert read(tmp_path / "plan.docx").tree == {
        "Gardens bloom all year": ["Beds planted from 40 % to 60 %", "Falls below 3 a year"],
        "Paths are safe": ["Gravel on 80 % of paths, at least", "Falls below 3 a year"],
    }
