"""Markdown as found in the wild: decoration, labels, frames, cycles, ids, places."""

from datetime import date
from time import process_time

import pytest

from .reading import read_text


def test_tags_badges_checkboxes_and_issue_links_are_no_part_of_a_title(tmp_path):
    text = (
        "# OKRs 2026 Q1\n\n## [P0] Fast builds ![build](x.svg) <!-- draft -->\n\n"
        "- [x] **P1** - Cache hits above 80 % ([#5](http://x/5)) [CORE][P2]\n"
        "- [ ] See `make` in under 60 s[^1] {#anchor}\n"
        "- [plan](http://x/plan)\n- TBD\n\n[^1]: a footnote\n"
    )
    found = read_text(tmp_path, text)
    assert found.tree == {"Fast builds": ["Cache hits above 80 %", "See make in under 60 s"]}
    assert found.passages[0].text == "plan\nTBD\na footnote"


def test_places_count_the_lines_of_front_matter_and_comments(tmp_path):
    text = (
        "---\ntitle: OKRs 2026 Q2\nowner: [a, b]\n---\n<!--\nhidden\n-->\n\n"
        "Objective: Bread\nowner: Ada\nKR: 20 loaves\n"
    )
    found = read_text(tmp_path, text)
    assert [(o.place.line, o.owner) for o in found.objectives] == [(9, "Ada")]
    assert found.results[0].place.line == 11
    assert found.objectives[0].cycle.name == "2026-Q2"


@pytest.mark.parametrize(
    "front", ["---\n[broken\n---\n", "---\njust text\n---\n", "---\na: &x 1\n---\n"]
)
def test_odd_front_matter_is_left_alone(tmp_path, front):
    assert read_text(tmp_path, f"{front}\nObjective: Bread\n").tree == {"Bread": []}


def test_each_cycle_of_a_document_keeps_its_goals_apart(tmp_path):
    text = "# OKRs\n\n## 2026 Q1\n\n- A a\n  - x 1\n\n## 2026 Q2\n\n- A a\n  - x 2\n"
    refs = [goal.ref for goal in read_text(tmp_path, text).objectives]
    assert refs == ["okr:2026-Q1/O1", "okr:2026-Q2/O1"]


def test_ids_come_from_the_text_or_from_the_order_and_are_unique(tmp_path):
    text = (
        "# OKRs\n\n## O2: B\n- KR2.1: x 1\n- KR 7: y 2\n\n## Objective: C\n- KR: z 3\n"
        "\n## O2: again\n- KR1: v 4\n"
    )
    found = read_text(tmp_path, text)
    assert [o.id for o in found.objectives] == ["O2", "O1", "O3"]
    assert [k.id for k in found.results] == ["KR2.1", "O2.KR7", "O1.KR1", "O3.KR1"]


def test_a_goal_under_a_goal_has_a_parent(tmp_path):
    text = "## Goal 1: A\n\n### Objective 1: B\n\n## Goal 2: C\n\n### Objective 1: D\n"
    found = read_text(tmp_path, text).objectives
    assert [(o.id, o.parent) for o in found] == [
        ("G1", None), ("O1", "okr:G1"), ("G2", None), ("G2.O1", "okr:G2"),
    ]  # fmt: skip


def test_fields_under_a_goal_fill_it(tmp_path):
    text = (
        "# 2026 Q1\n\nObjective 1: Bread\n- Weight: 40 %\n- KR1: Loaves sold\n"
        "  - Baseline: 3\n  - Target: from 3 to 9\n  - Due: 15 March\n  - Unit: loaves\n"
        "- Initiative: buy an oven\n  - cheap\n"
    )
    found = read_text(tmp_path, text)
    (result,) = found.results
    assert (result.baseline, result.target, result.unit) == (3, 9, "loaves")
    assert (result.due, result.direction) == (date(2026, 3, 15), "up")
    assert found.objectives[0].weight == 0.4
    assert any("buy an oven" in p.text for p in found.passages)


def test_explanations_become_the_text_of_their_goal(tmp_path):
    text = (
        "## OKRs 2026\n\n### Bread for all\n\nHunger is bad.\n\n- 20 loaves\n  - counted daily\n"
    )
    found = read_text(tmp_path, text)
    assert found.objectives[0].text == "Hunger is bad."
    assert found.results[0].text == "counted daily"


@pytest.mark.parametrize(
    "text",
    [
        "# OKR examples\n\n## Objective 1: Bread\n- KR1: 20 loaves\n",
        "# Plans\n\n## Non-goals\n\n- Cake\n- Pie\n",
        "# OKRs 2026\n\nFor example:\n\n- Bread\n  - 20 loaves\n",
        "# OKRs 2026\n\n- [Team A](a.md)\n- [Team B](b.md)\n",
        "# OKRs\n\n- We review weekly\n- Scores go from 0 to 1\n",
        "# Roadmap\n\n## Milestones\n\n| Milestone | Status |\n|---|---|\n| Beta | done |\n",
        "# Notes\n\n| Metric | Value |\n|---|---|\n| Size | 3 |\n",
        "# OKR\n\n**Objective 1**\n\n- KR 1\n- KR 2\n",
        "# Report\n\n| Objective |\n|---|\n",
        "# OKRs 2026\n\n```\nObjective: Bread\n```\n",
        "# 2026 Goals\n\n### Later\n\n- Cake\n",
    ],
)
def test_examples_pointers_templates_and_tasks_are_no_goals(tmp_path, text):
    found = read_text(tmp_path, text)
    assert found.tree == {}
    assert found.results == []
    assert "no goals found; understood are" in found.problem
    assert not found.problems[0].lost


def test_a_lesson_holds_goals_only_in_a_section_that_names_a_period(tmp_path):
    lesson = (
        "# How we use OKRs\n\nAn objective is short. Key results are numbers. Your OKRs fit.\n\n"
        "Objective: an invented one\n- KR: 10 examples\n\n"
    )
    real = "## Our OKRs 2026 Q1\n\nObjective: Bread\n- KR: 20 loaves\n"
    assert read_text(tmp_path, lesson).tree == {}
    assert read_text(tmp_path, lesson + real).tree == {"Bread": ["20 loaves"]}


def test_a_pair_table_splits_cells_and_groups_repeated_objectives(tmp_path):
    text = (
        "# OKRs 2026\n\n| Objective | Key Results | Target |\n|---|---|---|\n"
        "| O1: Bread | KR1: 20 loaves<br>KR2: 3 kinds · KR3: 1 oven | |\n"
        "| | KR4: crust | 5 mm |\n| O2: Cake | | |\n| | n/a | |\n"
    )
    found = read_text(tmp_path, text)
    assert found.tree == {"Bread": ["20 loaves", "3 kinds", "1 oven", "crust"], "Cake": []}
    assert found.results[-1].target == 5


def test_a_fact_sheet_names_the_objective_of_the_document(tmp_path):
    text = (
        "# Ovens\n\n| Field | |\n|---|---|\n| Goal | Bake with less heat |\n| Owner | Kim |\n"
        "| Status | open |\n\n## Steps\n\n| Goal | When |\n|---|---|\n| New doors | 2027 |\n"
    )
    found = read_text(tmp_path, text)
    assert found.tree == {"Bake with less heat": ["New doors"]}
    assert found.objectives[0].owner == "Kim"
    assert found.results[0].due == date(2027, 12, 31)


def test_passages_keep_their_headings_and_stay_short(tmp_path):
    text = "# Memo\n\n## East\n\n" + "\n\n".join(["word " * 100] * 8)
    text += "\n\n> quoted\n\n<p>html</p>\n"
    passages = read_text(tmp_path, text).passages
    assert {p.headings for p in passages} == {("Memo", "East")}
    assert all(len(p.text) <= 2000 for p in passages)
    assert [p.id for p in passages] == [f"goals.md#{n + 1}" for n in range(len(passages))]
    assert "quoted\nhtml" in passages[-1].text


def test_lists_far_from_the_margin_and_tight_bullets_are_lists(tmp_path):
    text = "# OKRs 2026\n\n### Be calm\n        - 20 naps\n        -sleep before ten\n\n    code\n"
    assert read_text(tmp_path, text).tree == {"Be calm": ["20 naps", "sleep before ten"]}


def test_bare_items_and_nested_quotes_do_no_harm(tmp_path):
    text = "# OKRs 2026\n\n-\n- > quoted\n- # heading\n  text\n- ```\n  x\n  ```\n\n> # Q\n> - a\n"
    assert read_text(tmp_path, text).results == []


def test_items_that_announce_a_list_are_no_goals(tmp_path):
    text = (
        "# OKRs 2026\n\n- Objective: Bread\n  - Key results:\n    - 20 loaves\n    - 3 kinds\n"
        "  - Initiatives:\n    - an oven\n- Objective: Cake\n  - Examples:\n    - pie\n"
    )
    assert read_text(tmp_path, text).tree == {"Bread": ["20 loaves", "3 kinds"], "Cake": []}


def test_objectives_and_key_results_may_stand_in_two_lists(tmp_path):
    text = "# OKRs 2026\n\n- Objectives\n  - Bread for all\n- KPIs\n  - Loaves a day\n"
    found = read_text(tmp_path, text)
    assert found.tree == {"Bread for all": []}
    assert [kpi.title for kpi in found.kpis] == ["Loaves a day"]


def test_a_table_of_shares_gives_weights_and_allowances(tmp_path):
    text = (
        "# OKRs 2026\n\n## Objective 1: Bread (Owner: Ada)\n\n| Key Result | Now | Goal |\n"
        "|---|---|---|\n| P1 complaints a month | 6 | 2 |\n\n## Allocation\n\n"
        "| Bucket | Share |\n|---|---|\n| Objective 1 | 45% |\n| Keep the lights on | 20% |\n"
        "| Nothing | |\n"
    )
    found = read_text(tmp_path, text)
    (objective,), (result,), (allowance,) = found.objectives, found.results, found.allowances
    assert (objective.title, objective.owner, objective.weight) == ("Bread", "Ada", 0.45)
    assert (result.title, result.target, result.direction) == ("P1 complaints a month", 2, "down")
    assert (allowance.title, allowance.share) == ("Keep the lights on", 0.2)


def test_a_list_of_shares_gives_weights_and_allowances(tmp_path):
    text = "O1: Bread\n\n## Effort allocation\n\n- O1: 60 %\n- Support (15 %)\n- Fun\n"
    found = read_text(tmp_path, text)
    assert found.objectives[0].weight == 0.6
    assert [(a.title, a.share) for a in found.allowances] == [("Support", 0.15)]


def test_an_owner_is_read_from_a_handle_and_a_day_from_a_target_column(tmp_path):
    text = (
        "# OKRs 2026\n\n| Objective | Key Result | Target |\n|---|---|---|\n"
        "| O1: Bread | Ovens run | Q2 2026 |\n\n## 2026 Q3\n\n"
        "**Cake for all**\n- `PX` @ada @bo - 9 pies\n"
    )
    ovens, pies = read_text(tmp_path, text).results
    assert ovens.due == date(2026, 6, 30)
    assert (pies.title, pies.owner) == ("9 pies", "ada")


def test_a_long_line_of_brackets_takes_no_quadratic_time(tmp_path):
    start = process_time()
    read_text(tmp_path, "# Goals\n\n- Objective: A\n\n" + "[" * 200_000)
    assert process_time() - start < 5
