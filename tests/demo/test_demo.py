"""The demo workspace agrees with itself: raw files only, no reader of the product."""

import tomllib
from collections import Counter
from datetime import date

import pytest
import yaml

from .raw import (
    BY_ID,
    BY_KEY,
    CLOCK,
    DEMO,
    GOALS,
    JIRA,
    KEY_RESULTS,
    LINEAR,
    SHEET,
    TRUE,
    TRUTH,
    closed,
    first,
    jira_time,
    linear_time,
    text,
)

JIRA_DATES = ("Created", "Updated", "Resolved", "Status Category Changed")
LINEAR_DATES = ("Created", "Updated", "Started", "Completed", "Canceled")
VERDICTS = {"aligned", "unaligned", "supporting", "thin"}
REASONS = {"keep-the-lights-on", "debt", "compliance", "customer promise", "exploration"}
INTENDED = {"O1": 0.55, "O2": 0.20, "O3": 0.05, "ktlo": 0.20}


def test_every_exported_item_has_exactly_one_truth() -> None:
    exported = [f"jira:{key}" for key in BY_KEY] + [f"linear:{key}" for key in BY_ID]
    exported += [f"marketing:{row[0]}" for row in SHEET[1:]]
    assert len(exported) == len(JIRA) + len(LINEAR) + len(SHEET) - 1
    assert sorted(exported) == sorted(TRUE)
    assert len(TRUTH["items"]) == len(TRUE)


def test_truths_use_the_words_of_the_product_and_known_goals() -> None:
    for item in TRUTH["items"]:
        assert item["verdict"] in VERDICTS
        assert item["reason"] is None or item["reason"] in REASONS
        assert (item["goal"] is not None) == (item["verdict"] == "aligned")
        assert item["goal"] is None or item["goal"] in KEY_RESULTS


def test_planted_truths_point_at_items_and_goals_that_exist() -> None:
    goals = {f"okr:2026-Q1/{name}" for name in (*KEY_RESULTS, "O1", "O2", "O3")}
    for planted in TRUTH["planted"]:
        assert {planted["ref"], *planted["related"]} <= set(TRUE) | goals
    found_by = {planted["found_by"] for planted in TRUTH["planted"]}
    assert {"unaligned", "coverage", "stale", "stated-link", "duplicate", "thin"} <= found_by
    assert {"dependency", "dependency-cycle", "allocation", "against", "drift"} <= found_by
    assert "stuffing" in found_by


def test_every_reason_class_is_planted_among_the_open_items() -> None:
    planted = {TRUE[p["ref"]]["reason"] for p in TRUTH["planted"] if p["found_by"] == "unaligned"}
    assert planted == {*REASONS, None}


def test_titles_are_told_apart() -> None:
    titles = [first(r, "Summary") for r in JIRA] + [first(r, "Title") for r in LINEAR]
    titles += [str(row[1]) for row in SHEET[1:]]
    assert max(Counter(titles).values()) == 1


def test_the_clock_stands_after_everything_that_happened() -> None:
    config = tomllib.loads(text("copilot.toml"))
    assert config["clock"] == CLOCK
    assert config["time_zone"] == "Europe/Berlin"
    moments = [jira_time(first(r, c)) for r in JIRA for c in JIRA_DATES if r[c]]
    moments += [linear_time(first(r, c)) for r in LINEAR for c in LINEAR_DATES if r[c]]
    assert max(moments) < CLOCK
    assert max(row[5] for row in SHEET[1:]).date() == date(2026, 2, 13)


def test_work_is_created_before_it_is_done_and_on_working_days() -> None:
    for row in JIRA:
        created, updated = jira_time(first(row, "Created")), jira_time(first(row, "Updated"))
        assert created <= updated
        if row["Resolved"]:
            assert created <= jira_time(first(row, "Resolved")) <= updated
            assert row["Custom field (Start date)"]
    assert {moment.weekday() for _, moment, _, _ in closed()} <= {0, 1, 2, 3, 4}


def test_goals_have_owner_baseline_target_and_due_day() -> None:
    assert len(GOALS["objectives"]) == 3
    assert len(KEY_RESULTS) == 7
    for key_result in KEY_RESULTS.values():
        assert {"owner", "definition", "unit", "baseline", "target", "due"} <= set(key_result)
    shares = {o["id"]: o["weight"] for o in GOALS["objectives"]}
    shares["ktlo"] = GOALS["allowances"][0]["share"]
    assert shares == INTENDED
    assert sum(shares.values()) == pytest.approx(1)


def test_check_ins_are_weekly_up_to_today_but_for_exports() -> None:
    mondays = [date.fromisocalendar(2026, number, 1) for number in range(2, 9)]
    for name, key_result in KEY_RESULTS.items():
        days = [check_in["at"] for check_in in key_result["check_ins"]]
        assert days == (mondays if name != "KR2.2" else [date(2025, 12, 29)])
    assert (CLOCK.date() - date(2025, 12, 29)).days == 49
    activation = {c["at"]: c["value"] for c in KEY_RESULTS["KR1.1"]["check_ins"]}
    assert (activation[date(2026, 2, 2)], activation[date(2026, 2, 16)]) == (64.9, 66.5)
    assert (CLOCK.date() - GOALS["cycle"]["start"]).days + 1 == 47


def test_the_draft_of_the_next_quarter_moves_what_the_memo_says() -> None:
    draft = yaml.safe_load(text("okrs/2026-Q2.yaml"))
    assert [o["id"] for o in draft["objectives"]] == ["O1", "O3", "O4"]
    assert draft["objectives"][0]["key_results"][0]["target"] == 80


def test_memos_and_notes_are_there() -> None:
    found = {p.name for room in ("strategy", "notes") for p in (DEMO / room).iterdir()}
    assert found == {
        "first-week.md",
        "where-we-are-going.md",
        "customer-calls.md",
        "market.md",
    }
