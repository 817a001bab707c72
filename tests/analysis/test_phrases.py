"""What two texts share, and what a title has alone, in its own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.phrases import own_phrase, shared_phrases, stems_of


@pytest.mark.parametrize(
    ("title", "goal", "shown"),
    [
        ("Conduct a happiness survey and react", "Periodic employee happiness surveys",
         ["happiness survey"]),
        ("Service deployed on a production environment", "Release a production ready service",
         ["Service", "production"]),
        ("Deliver financial insights", "Deliver actionable insights", ["insights"]),
        ("Minutes of the meeting", "Median time of 10 minutes", []),
        ("Hire somebody", "Sell more", []),
        ("PR-level applications", "Feedback at PR-level", ["PR-level"]),
    ],
)  # fmt: skip
def test_shared_words_are_told_in_the_words_of_the_title(title: str, goal: str, shown: list[str]):
    assert [title[s:e] for s, e in shared_phrases(title, stems_of(goal))] == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Dark mode for the admin console", "admin console"),
        ("Read groups from the Google directory", "Google directory"),
        ("Accent colour for the whole workspace", "Accent colour"),
        ("T-shirt shop for the workspace", "T-shirt shop"),
        ("Identify 20 blog workspaces", ""),
        ("Optimise pages with mtime fast-page", "mtime fast-page"),
        ("Snow on the page in December", "December"),
        ("Make sure it works", ""),
        ("Open a workspace", ""),
    ],
)
def test_what_no_goal_mentions_is_a_whole_name(title: str, shown: str):
    known = stems_of("Page, workspaces of teams, blogs")
    found = own_phrase(title, known)
    assert (title[slice(*found)] if found else "") == shown


@given(st.text(max_size=80), st.text(max_size=80))
def test_phrases_are_spans_of_the_title(title: str, other: str):
    spans = [*shared_phrases(title, stems_of(other)), own_phrase(title, stems_of(other)) or (0, 0)]
    assert all(0 <= start <= end <= len(title) for start, end in spans)
