"""Documents broken in every way: goals or one line each, never a failure."""

import zipfile
from io import BytesIO
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation

from .reading import read, read_text

TEXTS = sorted(
    path
    for path in (Path(__file__).parents[3] / "eval" / "cases" / "goals").iterdir()
    if path.suffix in {".md", ".txt", ".csv"}
)
JUNK = st.sampled_from(
    ["|", "||", "#", "- [ ] ", "\u202e", "\x00", "<table><tr><td rowspan=99999 colspan=x>",
     "</table>", "```", "---\n", "🎯", "✅ ", "KR1.1:", "Objective", "9" * 400, "(", "[", ";",
     "\t", "%", "→", "h1. x\n", "1.1 ", "{", "\ufeff", "\n", "<br>"]
)  # fmt: skip
CUTS = st.tuples(st.floats(0, 1), JUNK, st.integers(0, 60))
"""Where, what is put there, and how much is lost behind it."""


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(TEXTS), st.lists(CUTS, min_size=1, max_size=8))
def test_a_damaged_text_gives_goals_passages_or_problems_in_one_line(
    tmp_path: Path, path: Path, cuts: list[tuple[float, str, int]]
) -> None:
    text = path.read_text(encoding="utf-8")
    for where, junk, lost in cuts:
        at = int(where * len(text))
        text = text[:at] + junk + text[at + lost :]
    found = read_text(tmp_path, text.encode("utf-8", "replace"), f"broken{path.suffix}")
    for problem in found.problems:
        assert "\n" not in problem.message


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_damaged_office_file_is_one_problem_or_read(
    tmp_path: Path, flips: list[tuple[float, int]]
) -> None:
    for path in sorted(TEXTS[0].parent.iterdir()):
        if path.suffix not in {".xlsx", ".pptx"}:
            continue
        raw = bytearray(path.read_bytes())
        for where, value in flips:
            raw[int(where * (len(raw) - 1))] = value
        (tmp_path / path.name).write_bytes(raw)
        read(tmp_path / path.name)


def test_numbers_beyond_the_header_are_no_targets(tmp_path: Path) -> None:
    found = read_text(tmp_path, "Key result,Unit\nFewer returns,%,9\nFaster,h,8\n", "a.csv")
    assert [result.title for result in found.results] == ["Fewer returns", "Faster"]


def test_a_deck_whose_slide_is_missing_is_one_problem(tmp_path: Path) -> None:
    deck, whole, broken = Presentation(), BytesIO(), tmp_path / "a.pptx"
    deck.slides.add_slide(deck.slide_layouts[1])
    deck.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"slides/slide1.xml", b"slides/slide9.xml"))
    assert "is no readable PPTX" in read(broken).problem


def test_html_cells_over_many_rows_and_columns_are_unfolded_within_bounds(tmp_path: Path) -> None:
    wide = '<table><tr><th>Objective</th><th>Key result</th></tr><tr><td rowspan="2000" '
    wide += 'colspan="90000">Fast</td><td>1 s</td></tr><tr><td>2 s</td></tr></table>'
    read_text(tmp_path, f"# OKRs 2026\n\n{wide}\n")
