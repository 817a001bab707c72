import json

import pytest

from copilot.errors import InputError
from eval.foreign import strangers
from eval.sets import OWN_CASES, read_set, read_sets

from .small import write_sets


def test_a_set_keeps_links_roots_and_reasons(tmp_path):
    folder = write_sets(tmp_path) / "bakery"
    (period,) = read_set(folder).periods
    assert period.direct.sum() == 4
    assert period.linked.tolist() == [True] * 4 + [False] * 2
    assert period.unaligned.tolist() == [False] * 4 + [True] * 2
    assert period.roots.tolist() == [0, 1]
    assert period.clusters[0] == "bakery/Q1/G0"
    assert period.clusters[4] == "bakery/Q1/bakery-4"


def test_key_results_share_the_root_of_their_objective_also_when_goals_are_left_out():
    (period,) = read_set(OWN_CASES / "software").periods
    ids = [goal.id for goal in period.goals]
    roots = dict(zip(ids, period.roots.tolist(), strict=True))
    assert roots["KR1.1"] == roots["KR1.3"] == roots["O1"] != roots["KR2.1"]
    narrow = period.only_goals(period.direct.any(axis=0))
    assert "O1" not in [goal.id for goal in narrow.goals]
    assert narrow.roots[[g.id for g in narrow.goals].index("KR1.1")] == roots["O1"]


def test_a_folder_without_sets_says_what_was_expected(tmp_path):
    with pytest.raises(InputError, match=r"goals\.jsonl"):
        read_sets(tmp_path)


def test_a_broken_line_is_named_with_file_and_number(tmp_path):
    folder = write_sets(tmp_path) / "bakery"
    (folder / "items.jsonl").write_text('{"id": "a"}\n{"id"\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"items\.jsonl, line 2"):
        read_set(folder)


def test_a_missing_file_is_named(tmp_path):
    folder = write_sets(tmp_path) / "bakery"
    (folder / "goals.jsonl").unlink()
    with pytest.raises(InputError, match=r"goals\.jsonl: can't be read"):
        read_set(folder)


def test_organisations_that_share_records_are_no_strangers(tmp_path):
    folder = write_sets(tmp_path)
    both = read_sets(folder)
    assert [(a.name, b.name) for a, b in strangers(both)] == [
        ("bakery", "library"),
        ("library", "bakery"),
    ]
    with (folder / "library" / "items.jsonl").open("a", encoding="utf-8") as stream:
        row = {"id": "x", "title": "Bread is fresh at seven", "period": "Q1"}
        stream.write(json.dumps(row) + "\n")
    assert [(a.name, b.name) for a, b in strangers(read_sets(folder))] == [("bakery", "library")]


def test_the_own_cases_cover_seven_organisations_and_every_verdict():
    sets = read_sets()
    assert len(sets) == 7
    assert sum(len(s.items) for s in sets) >= 600
    for case_set in sets:
        (period,) = case_set.periods
        assert 8 <= len(period.goals) <= 17
        assert {"aligned", "unaligned", "supporting", "thin"} <= set(period.expected)
        assert len(set(period.reasons)) >= 6
        assert any(item.epic for item in period.items)


def test_four_own_cases_hold_every_kind_of_trouble():
    for case_set in read_sets():
        if case_set.name not in {"growth", "people", "public", "software"}:
            continue
        (period,) = case_set.periods
        assert period.harmed
        stated = {item.id: item.stated_goals[0] for item in period.items if item.stated_goals}
        right = [
            bool(period.direct[i, [g.id for g in period.goals].index(stated[item.id])])
            for i, item in enumerate(period.items)
            if item.id in stated
        ]
        assert any(right)
        assert not all(right)


def test_the_folder_of_one_organisation_is_a_set_too(tmp_path):
    folder = write_sets(tmp_path) / "bakery"
    assert [s.name for s in read_sets(folder)] == ["bakery"]


def test_sparse_rows_are_enough_and_naive_dates_become_aware(tmp_path):
    folder = tmp_path / "sparse"
    folder.mkdir()
    rows = {
        "goals": [{"id": "G", "title": "Sell more"}],
        "items": [
            {"id": "a", "title": "Sell shoes", "created": "2026-01-05"},
            {"id": "b", "title": "Elsewhere", "period": "no goals here"},
        ],
        "links": [{"item_id": "a", "goal_id": "G"}, {"item_id": "a", "goal_id": "unknown"}],
    }
    for name, lines in rows.items():
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (period,) = read_set(folder).periods
    assert [item.id for item in period.items] == ["a"]
    assert period.direct.tolist() == [[True]]
    assert period.items[0].created.tzinfo is not None
