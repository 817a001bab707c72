"""Raw files of the demo workspace, read without the product."""

import csv
import json
from collections import Counter, defaultdict
from datetime import datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import yaml

DEMO = files("copilot") / "demo"
BERLIN = ZoneInfo("Europe/Berlin")
CLOCK = datetime(2026, 2, 16, 8, tzinfo=BERLIN)


def text(name: str) -> str:
    return (DEMO / name).read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, list[str]]]:
    header, *lines = list(csv.reader(text(f"exports/{name}").splitlines(keepends=True)))
    found = []
    for line in lines:
        assert len(line) == len(header)
        row: dict[str, list[str]] = defaultdict(list)
        for column, value in zip(header, line, strict=True):
            row[column] += [value] if value else []
        found.append(row)
    return found


def first(row: dict[str, list[str]], column: str) -> str:
    return row[column][0] if row[column] else ""


def jira_time(value: str) -> datetime:
    return datetime.strptime(value, "%d/%b/%y %I:%M %p").replace(tzinfo=BERLIN)


def linear_time(value: str) -> datetime:
    return datetime.strptime(value, "%a %b %d %Y %H:%M:%S GMT%z (GMT)").astimezone(BERLIN)


def bucket(truth: dict[str, Any]) -> str:
    if truth["goal"]:
        return "O" + truth["goal"][2]
    return "ktlo" if truth["reason"] == "keep-the-lights-on" else "none"


JIRA = rows("note-jira.csv")
LINEAR = rows("note-linear.csv")
SHEET = list(
    openpyxl.load_workbook(str(DEMO / "exports/marketing.xlsx")).active.iter_rows(values_only=True)
)
TRUTH = json.loads(text("truth.json"))
TRUE = {item["ref"]: item for item in TRUTH["items"]}
GOALS = yaml.safe_load(text("okrs/2026-Q1.yaml"))
KEY_RESULTS = {k["id"]: k for o in GOALS["objectives"] for k in o["key_results"]}
BY_KEY = {first(row, "Issue key"): row for row in JIRA}
BY_ID = {first(row, "ID"): row for row in LINEAR}


def closed() -> list[tuple[str, datetime, float, str]]:
    """(reference, done, points, iteration) of everything that was closed."""
    jira = [
        (
            f"jira:{first(r, 'Issue key')}",
            jira_time(first(r, "Resolved")),
            float(first(r, "Custom field (Story Points)")),
            first(r, "Sprint"),
        )
        for r in JIRA
        if r["Resolved"]
    ]
    linear = [
        (
            f"linear:{first(r, 'ID')}",
            linear_time(first(r, "Completed")),
            float(first(r, "Estimate")),
            "",
        )
        for r in LINEAR
        if r["Completed"]
    ]
    return jira + linear


def week(moment: datetime) -> str:
    year, number, _ = moment.isocalendar()
    return f"{year}-W{number:02}"


def split(items: list[tuple[str, datetime, float, str]]) -> dict[str, float]:
    sums: Counter[str] = Counter()
    for ref, _, points, _ in items:
        sums[bucket(TRUE[ref])] += points
    return dict(sums)


def by_week() -> dict[str, dict[str, float]]:
    weeks: dict[str, list[tuple[str, datetime, float, str]]] = defaultdict(list)
    for item in closed():
        weeks[week(item[1])].append(item)
    return {name: split(items) for name, items in sorted(weeks.items())}


def share_of_o1(sums: dict[str, float]) -> int:
    return round(100 * sums["O1"] / sum(sums.values()))
