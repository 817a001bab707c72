import json

import pytest

from eval.suites import against, languages, stuffing

from .small import word_bench


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return word_bench(tmp_path_factory.mktemp("out"))


def test_forty_unrelated_tickets_are_stuffed_in_five_ways(bench):
    found = stuffing.SUITE.run(None, bench)
    rows = (bench.out / "stuffing" / "rows.jsonl").read_text().splitlines()
    assert len(rows) == 40 * len(stuffing.EDITS)
    for place in stuffing.EDITS:
        flipped = sum(r["flipped"] for r in map(json.loads, rows) if r["place"] == place)
        assert found[f"flips_{place}"] == flipped
    assert -1 <= found["honest_hit1_loss"] <= 1


def test_pastes_name_items_that_serve_no_goal():
    cases = stuffing.read_cases(None)
    assert sum(len(pastes) for _, pastes in cases) == 40
    for case_set, pastes in cases:
        (period,) = case_set.periods
        row = {item.id: i for i, item in enumerate(period.items)}
        assert all(period.unaligned[row[paste.item_id]] for paste in pastes)
        assert len({paste.item_id for paste in pastes}) == len(pastes)


def test_the_sentence_stands_where_it_was_put():
    (case_set, pastes), *_ = stuffing.read_cases(None)
    item = next(i for i in case_set.items if len(i.body.split()) > 6)
    goal = "Everything is better"
    assert stuffing.at_start(item, goal, pastes[0]).body.startswith(goal)
    assert stuffing.at_end(item, goal, pastes[0]).body.endswith(goal)
    middle = stuffing.in_middle(item, goal, pastes[0]).body
    assert goal in middle[3:-3]
    assert stuffing.paraphrased(item, goal, pastes[0]).body.endswith(pastes[0].paraphrase)
    assert stuffing.translated(item, goal, pastes[0]).body.endswith(pastes[0].translated)


def test_four_languages_of_forty_tickets_are_judged(bench):
    cases = languages.read_cases(None)
    assert [(c.name, len(c.items)) for c in cases] == [
        ("de", 40),
        ("es", 40),
        ("fr", 40),
        ("ja", 40),
    ]
    assert all(sum(map(bool, c.served)) >= 30 for c in cases)
    found = languages.SUITE.run(None, bench)
    assert found["confident_wrong"] == sum(found[f"{c.name}.confident_wrong"] for c in cases)
    assert 0 <= found["unsure_rate"] <= 1
    assert found["english_doubted"] <= 0.01
    rows = (bench.out / "languages" / "short.jsonl").read_text().splitlines()
    unseen = [r for r in map(json.loads, rows) if r["half"] == "test"]
    called = sum(r["read"] for r in unseen if r["language"] != "en")
    assert found["short.test.called_english"] == called <= 12
    assert found["short.test.english_doubted"] <= 10


def test_harm_is_looked_for_in_every_item_and_counted_both_ways(bench):
    found = against.SUITE.run(None, bench)
    rows = [json.loads(r) for r in (bench.out / "against" / "rows.jsonl").read_text().splitlines()]
    assert sum(row["truth"] is not None for row in rows) >= 20
    assert 0 <= found["found"] <= 1
    assert 0 <= found["wrongly_suspected"] <= 0.05
