"""Owners and allowances where free text plainly says them."""

import pytest

from copilot.sources.documents.measured import aims
from copilot.sources.documents.ownership import title_and_owner
from copilot.sources.documents.shares import shares

from .reading import read_text


@pytest.mark.parametrize(
    ("line", "title", "owner"),
    [
        ("Shoppers finish what they started (Sara)", "Shoppers finish what they started", "Sara"),
        ("Second orders — @sara", "Second orders", "sara"),
        ("Second orders (@sara, @bo)", "Second orders", "sara, bo"),
        ("Second orders — Owner: Sara Lind", "Second orders", "Sara Lind"),
        ("Second orders [DRI: Sara Lind]", "Second orders", "Sara Lind"),
        ("Priority 2: Fish return (Bo & Cy)", "Fish return", "Bo & Cy"),
        ("Subscribers stay (Jonas Beck)", "Subscribers stay", "Jonas Beck"),
        ("Boxes arrive (Mei Tan, Bo)", "Boxes arrive", "Mei Tan, Bo"),
        ("Grow abroad (North America)", "Grow abroad (North America)", ""),
        ("Every child swims (by age ten)", "Every child swims (by age ten)", ""),
        ("Answer mail to help@shop", "Answer mail to help@shop", ""),
        ("@sara", "@sara", ""),
    ],
)
def test_an_objective_line_says_whose_it_is(line, title, owner):
    assert title_and_owner(line, "objective") == (title, owner)


def test_a_key_result_keeps_brackets_that_explain_it_and_gives_away_its_owner():
    assert title_and_owner("Share of visits (Berlin)", "key_result")[1] == ""
    assert title_and_owner("500 labs (from 210) — @mika", "key_result") == (
        "500 labs (from 210)",
        "mika",
    )


def test_an_owner_below_a_heading_that_only_later_proves_to_be_a_goal_counts(tmp_path):
    found = read_text(
        tmp_path,
        "# Plan for Q2 2026\n\n**Answer once**\n\nOwner: Cleo Marsh\n\nHow we'll know:\n"
        "- Reopened mails from 19 % to 10 %\n",
    )
    assert [(g.title, g.owner) for g in found.objectives] == [("Answer once", "Cleo Marsh")]


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Owner: Anna. About half of our effort.", "Anna"),
        ("Owner: Dr. Cleo Marsh; Kim", "Dr. Cleo Marsh"),
        ("Owner: J. R. Holt", "J. R. Holt"),
    ],
)
def test_an_owner_ends_where_the_sentence_does(tmp_path, line, owner):
    found = read_text(tmp_path, f"# OKRs 2026\n\n## Objective: Grow\n\n{line}\n\n- 5 shops\n")
    assert [goal.owner for goal in found.objectives] == [owner]


def test_among_items_that_say_owner_and_date_the_others_are_key_results(tmp_path):
    found = read_text(
        tmp_path, "# OKRs\n\n## Objective: Grow\n\n- 5 shops\n- Owner: Al\n- 9 markets\n"
    )
    assert found.tree == {"Grow": ["5 shops", "9 markets"]}
    assert [goal.owner for goal in found.results] == ["Al", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We set aside 20 % of our time for keeping the lights on, and about a fifth for"
            " tech debt.",
            [("Keeping the lights on", "20 %"), ("Tech debt", "20 %")],
        ),
        ("About a fifth of our time goes into the tooling.", [("The tooling", "20 %")]),
        ("We keep 10 percent of our hours for whatever breaks.", [("Whatever breaks", "10 %")]),
        (
            "15 % der Zeit halten wir für Reparaturen und Wartung frei.",
            [("Reparaturen und Wartung", "15 %")],
        ),
        ("Keep the lights on: 15 % of the effort.", [("Keep the lights on", "15 %")]),
        ("- Tech debt – about a tenth of our time", [("Tech debt", "10 %")]),
        ("- Tech debt – about 10 % of our time", [("Tech debt", "10 %")]),
        ("Objective 1: 40 % of effort", []),
        ("Incidents: last year 40 % of our time", []),
        ("Last year we spent 40 % of our time on incidents.", []),
        ("20 % of customers wait for an answer.", []),
        (
            "We want 5 % of our time for " + "very " * 9 + "long words.",
            [],
        ),
    ],
)
def test_time_set_aside_in_running_text_is_an_allowance(text, expected):
    assert list(shares(text)) == expected


def test_allowances_of_a_goal_document_carry_share_and_place_and_those_of_a_memo_count_nothing(
    tmp_path,
):
    share = "\nWe set aside 20 % of our time for upkeep.\n"
    goals = read_text(tmp_path, "# OKRs Q1 2026\n\n- Grow\n  - 5 shops\n" + share)
    (allowance,) = goals.allowances
    assert (allowance.title, allowance.share) == ("Upkeep", 0.2)
    assert (allowance.cycle.name, allowance.place.line) == ("2026-Q1", 6)
    assert not read_text(tmp_path, "# Memo\n" + share).allowances


def test_a_list_of_allowances_is_not_counted_again_from_the_text(tmp_path):
    text = (
        "# OKRs Q1 2026\n\n- Grow\n  - 5 shops\n\n## Allowances\n\n- Upkeep: 20 %\n\n"
        "## Why\n\nWe set aside 20 % of our time for upkeep.\n"
    )
    assert [a.title for a in read_text(tmp_path, text).allowances] == ["Upkeep"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Checkout from 48 % to 60 %", True),
        ("Below 90 seconds", True),
        ("70 % of returns without an agent", True),
        ("Write to the ten largest customers", False),
        ("New map tiles", False),
    ],
)
def test_a_line_aims_where_it_names_a_value_to_reach(text, expected):
    assert aims(text) is expected


def test_a_report_with_the_same_figures_holds_no_goals(tmp_path):
    body = "\n\n## Speed\n- p95 from 400 ms to 200 ms\n\n## Money\n- cost from 9 € to 4 €\n"
    assert len(read_text(tmp_path, "# Plan 2026 Q1" + body).objectives) == 2
    assert not read_text(tmp_path, "# Results 2026 Q1" + body).objectives
    assert not read_text(tmp_path, "# Speed of our shop" + body).objectives
