"""The story that the demo tells: drift, sprints and the tickets of the screens."""

from collections import Counter
from datetime import date, datetime

import pytest

from .raw import (
    BERLIN,
    BY_ID,
    BY_KEY,
    JIRA,
    KEY_RESULTS,
    TRUE,
    TRUTH,
    bucket,
    by_week,
    closed,
    first,
    jira_time,
    share_of_o1,
    split,
    week,
)


def test_the_history_is_twelve_weeks_long() -> None:
    weeks = list(by_week())
    assert (len(weeks), weeks[0], weeks[-1]) == (12, "2025-W48", "2026-W07")
    assert by_week() == {
        name: {b: points for b, points in sums.items() if points}
        for name, sums in TRUTH["weeks"].items()
    }


def test_last_week_closed_84_points() -> None:
    assert by_week()["2026-W07"] == {"O1": 31, "O2": 18, "ktlo": 20, "none": 15}


def test_work_on_o1_drifts_in_the_last_five_weeks_alone() -> None:
    shares = [share_of_o1(sums) for sums in by_week().values()]
    assert shares[-5:] == [38, 36, 40, 35, 37]
    assert all(54 <= share <= 56 for share in shares[:-5])


@pytest.mark.parametrize(("epic", "points"), [("NOTE-353", 11), ("NOTE-384", 9)])
def test_the_causes_of_the_drift_closed_their_points_last_week(epic: str, points: float) -> None:
    last = {ref for ref, done, _, _ in closed() if week(done) == "2026-W07"}
    children = [r for r in JIRA if first(r, "Custom field (Epic Link)") == epic]
    done = [r for r in children if f"jira:{first(r, 'Issue key')}" in last]
    assert sum(float(first(r, "Custom field (Story Points)")) for r in done) == points
    assert all(jira_time(first(r, "Created")) >= datetime(2026, 1, 9, tzinfo=BERLIN) for r in done)


def test_sprint_14_shipped_42_points_and_26_on_o1() -> None:
    shipped = split([item for item in closed() if item[3] == "Sprint 14"])
    assert sum(shipped.values()) == 42
    assert (shipped["O1"], shipped["O2"]) == (26, 9)


def test_sprint_15_is_planned_with_40_points_of_the_import_team() -> None:
    planned = [r for r in JIRA if "Sprint 15" in r["Sprint"]]
    sums: Counter[str] = Counter()
    for row in planned:
        ref = f"jira:{first(row, 'Issue key')}"
        sums[bucket(TRUE[ref])] += float(first(row, "Custom field (Story Points)"))
    assert dict(sums) == {"O1": 14, "O2": 9, "ktlo": 8, "none": 9}
    assert {first(row, "Custom field (Team)") for row in planned} == {"Import"}
    in_progress = [r for r in planned if first(r, "Status Category") == "In Progress"]
    on_goal = [r for r in in_progress if TRUE[f"jira:{first(r, 'Issue key')}"]["goal"]]
    assert (len(on_goal), len(in_progress)) == (6, 9)


def test_four_open_tickets_help_activation() -> None:
    open_keys = {k for k, r in BY_KEY.items() if not r["Resolved"]} - {"NOTE-241"}
    helping = {k for k in open_keys if TRUE[f"jira:{k}"]["goal"] == "KR1.1"}
    assert helping == {"NOTE-398", "NOTE-405", "NOTE-412", "NOTE-418"}
    others = [ref for ref in TRUE if not ref.startswith("jira:")]
    assert not [ref for ref in others if TRUE[ref]["goal"] == "KR1.1"]


@pytest.mark.parametrize(
    ("key", "title", "assignee", "points"),
    [
        ("NOTE-412", "Let guests finish an import without an account", "Priya", "5.0"),
        ("NOTE-377", "Dark mode for the admin console", "Tom", "5.0"),
        ("NOTE-420", "Fix the thing", "Tom", ""),
        ("NOTE-431", "Require a card at sign-up", "Mara", "3.0"),
        ("NOTE-418", "Warn before the import that a file can't be read", "Jun", "3.0"),
        ("NOTE-390", "Accent colour for the whole workspace", "Tom", "3.0"),
    ],
)
def test_tickets_of_the_mock_ups_exist(key: str, title: str, assignee: str, points: str) -> None:
    row = BY_KEY[key]
    found = [first(row, c) for c in ("Summary", "Assignee", "Custom field (Story Points)")]
    assert found == [title, assignee, points]


def test_412_waits_for_398_in_review_since_tuesday() -> None:
    assert BY_KEY["NOTE-412"]["Inward issue link (Blocks)"] == ["NOTE-398"]
    blocker = BY_KEY["NOTE-398"]
    assert (first(blocker, "Status"), first(blocker, "Assignee")) == ("In Review", "Priya")
    assert jira_time(first(blocker, "Updated")).date() == date(2026, 2, 10)
    assert jira_time(first(blocker, "Updated")).strftime("%A") == "Tuesday"


def test_the_lines_that_explanations_cite_stand_where_they_are_cited() -> None:
    lines = first(BY_KEY["NOTE-412"], "Description").splitlines()
    assert lines[2].startswith("guests are stopped by the sign-up page in the middle of an import")
    assert "first event counted as activation" in KEY_RESULTS["KR1.1"]["definition"]
    assert "Globex on 3 Nov" in first(BY_KEY["NOTE-377"], "Comment")
    assert "us-east-1" in first(BY_KEY["NOTE-233"], "Summary")
    assert "Parked in December" in BY_KEY["NOTE-233"]["Comment"][1]


def test_a_duplicate_lies_in_the_other_tool_unlinked() -> None:
    assert "accent colour" in first(BY_ID["LIN-352"], "Title")
    assert not BY_KEY["NOTE-390"]["Outward issue link (Blocks)"]
    assert not BY_ID["LIN-352"]["Related to"]


def test_links_between_tickets_are_told_from_both_sides() -> None:
    for key, row in BY_KEY.items():
        for after in row["Outward issue link (Blocks)"]:
            assert key in BY_KEY[after]["Inward issue link (Blocks)"]
        for before in row["Inward issue link (Blocks)"]:
            assert key in BY_KEY[before]["Outward issue link (Blocks)"]
