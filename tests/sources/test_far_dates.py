"""Dates that no tracker can mean: unknown, told once a column, and the item is kept."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot import usecases
from copilot.portfolio import YEARS
from copilot.sources.dates import cycle_days, moment
from copilot.sources.documents.source import read_document
from copilot.wiring import open_workspace

from .exports import BERLIN, read_with_problems, rows

FAR = ["0001-01-01", "9999-12-31T23:59:59Z", "13/01/0001", "31.12.9999", "1900-01-01 00:00"]


@pytest.mark.parametrize("text", FAR)
def test_a_far_date_in_a_table_is_unknown_and_told_once_a_column(
    tmp_path: Path, text: str
) -> None:
    header = "Key,Title,Created,Updated,Due date\n"
    body = "".join(f"A-{n},Some work,2026-02-03,{text},{text}\n" for n in range(3))
    items, problems = read_with_problems(tmp_path, header + body)

    assert rows(items, "key", "updated", "due") == [(f"A-{n}", None, None) for n in range(3)]
    assert all(item.created for item in items)
    assert [problem.split('"')[0] for problem in problems] == ["export: updated ", "export: due "]
    assert "1970 to 2199" in problems[0]


@pytest.mark.parametrize("text", FAR)
def test_a_far_date_in_json_is_unknown_and_told_once_a_file(tmp_path: Path, text: str) -> None:
    entries = [
        {"key": f"A-{n}", "title": "Some work", "created": text, "due": text} for n in range(3)
    ]
    items, problems = read_with_problems(tmp_path, json.dumps(entries))

    assert rows(items, "created", "due") == [(None, None)] * 3
    assert len(problems) == 1


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59Z"])
def test_a_far_date_in_a_goal_file_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "okr.yaml").write_text(
        "objectives:\n  - id: O1\n    title: Grow the shop\n    key_results:\n"
        f"      - {{id: KR1, title: Shops, target: 9, due: {text},\n"
        f"         check_ins: [{{at: {text}, value: 3}}]}}\n",
        encoding="utf-8",
    )
    found = [str(one) for one in read_document(tmp_path / "okr.yaml", source="okr", zone=BERLIN)]

    assert sum("is no date" in one for one in found) == 2
    assert any("Shops" in one for one in found)


def test_items_with_far_dates_are_stored_and_scanned(home: Path) -> None:
    with (home / "copilot.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[source]]\nname = "far"\npath = "far.csv"\n')
    (home / "far.csv").write_text(
        "Key,Title,Created,Updated,Resolved,Due date,Status\n"
        "F-1,Pay by card,0001-01-01,0001-01-01,9999-12-31,9999-12-31T23:59:59Z,Open\n",
        encoding="utf-8",
    )
    workspace = open_workspace(home)

    assert [told.error for told in usecases.sync(workspace)] == [""] * 3
    assert "far:F-1" in {item.ref for item in usecases.scan(workspace).items}


@given(st.dates())
def test_every_date_is_read_or_unknown(day: date) -> None:
    found = moment(day.isoformat(), BERLIN)

    assert (found.date() if found else None) == (day if day.year in YEARS else None)


@pytest.mark.parametrize("name", ["9999-Q4", "0000-Q1", "0000", "H2 9999", "9999"])
def test_a_cycle_of_a_year_nobody_means_has_no_days(name: str) -> None:
    assert cycle_days(name) is None


def test_an_offset_that_no_zone_has_is_no_date() -> None:
    assert moment("Mon, 21 Apr 2025 10:17:06 +9900", BERLIN) is None
