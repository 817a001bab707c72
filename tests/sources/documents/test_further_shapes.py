"""HTML pages, marks at the end of a line, files of other tools, leads without goals."""

from datetime import date
from pathlib import Path

import pytest

from .reading import read_text

PAGE = """<!DOCTYPE html>
<html><head><title>x</title><script>var goal = 1</script></head><body>
<h1>OKRs 2026 Q2</h1>
<table>
<tr><th>Objective</th><th>Key result</th><th>Owner</th></tr>
<tr><td rowspan="2">Fast</td><td>Load in 1 s</td><td>Ann</td></tr>
<tr><td><ul><li>No page over 1 MB</li><li>Images in 2 formats</li></ul></td><td>Bo</td></tr>
</table>
</body></html>
"""


def test_a_page_of_html_is_read_with_its_merged_cells_and_lists(tmp_path: Path) -> None:
    found = read_text(tmp_path, PAGE, "okrs.html")
    assert found.tree == {"Fast": ["Load in 1 s", "No page over 1 MB", "Images in 2 formats"]}
    assert [result.owner for result in found.results] == ["Ann", "Bo", "Bo"]


def test_a_caption_over_all_columns_says_whose_results_follow(tmp_path: Path) -> None:
    table = "<table><tr><td colspan=2>Objective: Fast</td></tr>"
    table += "<tr><td>Key result</td><td>Target</td></tr><tr><td>Load time</td><td>1 s</td></tr>"
    found = read_text(tmp_path, f"# Goals 2026\n\n{table}</table>\n")
    assert found.tree == {"Fast": ["Load time"]}
    assert found.results[0].target == 1


@pytest.mark.parametrize(
    ("line", "owner", "due"),
    [
        ("NPS 40 → 50 @due(2026-07-31)", None, date(2026, 7, 31)),
        ("NPS 40 → 50 due:2026-07-31", None, date(2026, 7, 31)),
        ("NPS 40 → 50 📅 2026-07-31", None, date(2026, 7, 31)),
        ("NPS 40 → 50 — Status: on track", None, None),
        ("NPS 40 → 50 | Owner: Kim Lee | Due: 30 June 2026", "Kim Lee", date(2026, 6, 30)),
        ("NPS 40 → 50 (owner: Kim, due: 2026-06-30)", "Kim", date(2026, 6, 30)),
    ],
)
def test_what_hangs_on_a_line_is_no_part_of_its_title(
    tmp_path: Path, line: str, owner: str | None, due: date | None
) -> None:
    (result,) = read_text(tmp_path, f"# OKRs\n\nObjective: Loved\n- KR1: {line}\n").results
    assert (result.title, result.owner, result.due) == ("NPS 40 → 50", owner, due)


def test_values_a_result_aims_at_stay_in_its_words(tmp_path: Path) -> None:
    text = "# OKRs\n\nObjective: Loved\n- KR1: Churn – 2 %\n- KR2: NPS (target: 50)\n"
    assert [r.title for r in read_text(tmp_path, text).results] == [
        "Churn – 2 %",
        "NPS (target: 50)",
    ]


def test_one_number_behind_a_dash_is_no_score(tmp_path: Path) -> None:
    text = "# OKRs\n\nObjective: Loved\n- KR1: Error rate — 0.5\n- KR2: NPS 50\n- KR3: Two shops\n"
    assert read_text(tmp_path, text).results[0].title == "Error rate — 0.5"


def test_a_file_of_another_tool_is_read_in_its_own_words(tmp_path: Path) -> None:
    text = "period: 2026-Q2\ngoals:\n- name: Loved\n  krs:\n  - name: NPS\n    start_value: 40\n"
    text += "    goal: 50\n    deadline: 2026-06-30\n  - Two shops\n- Safe\n"
    found = read_text(tmp_path, text, "okrs.yaml")
    assert found.tree == {"Loved": ["NPS", "Two shops"], "Safe": []}
    first = found.results[0]
    assert (first.baseline, first.target, first.due) == (40, 50, date(2026, 6, 30))
    assert first.cycle is not None
    assert not found.problems


def test_objectives_that_are_no_list_are_told(tmp_path: Path) -> None:
    assert read_text(tmp_path, "okrs: soon\n", "okrs.yaml").objectives[0].title == "soon"
    assert read_text(tmp_path, "- just\n- a list\n", "okrs.yaml").problems


@pytest.mark.parametrize(
    "text",
    [
        "# Churn model\n\n## Key results\n\n- AUC 0.87\n- Recall rose from 0.6 to 0.8\n",
        "# Setting goals\n\n## Create a goal\n\n- Open the page\n",
        "# Biology 101\n\n## Learning objectives\n\n- Name the parts of a cell\n",
        "# Roll-out plan\n\n## Targets\n\n- p95 below 300 ms\n- Errors below 1 %\n",
        "# Design: cache\n\n## Goals\n\n- p99 below 1 ms\n- No locks\n\n## Non-goals\n\n- Disk\n",
        "🟢 Team A\n🟢 Team B\n🔴 Team C\n",
    ],
)
def test_findings_lessons_and_designs_hold_no_goals(tmp_path: Path, text: str) -> None:
    assert read_text(tmp_path, text).tree == {}


def test_a_picture_over_others_is_a_heading_and_states_are_items(tmp_path: Path) -> None:
    text = "🏁 OKR plan 2026 Q3\n\n🎯 Ship it\n✅ 10 shops live from 2\n✅ Errors below 1 %\n\n"
    text += "🎯 Sell it\n✅ Revenue from 10 k€ to 20 k€\n✅ 3 fairs\n"
    found = read_text(tmp_path, text)
    assert found.tree == {
        "Ship it": ["10 shops live from 2", "Errors below 1 %"],
        "Sell it": ["Revenue from 10 k€ to 20 k€", "3 fairs"],
    }


def test_the_north_star_beside_objectives_is_a_measure_to_watch(tmp_path: Path) -> None:
    text = "# OKRs 2026\n\nNorth star metric: weekly teams\n\nObjective: Loved\n- KR1: NPS 50\n"
    found = read_text(tmp_path, text)
    assert (list(found.tree), [kpi.title for kpi in found.kpis]) == (["Loved"], ["weekly teams"])
