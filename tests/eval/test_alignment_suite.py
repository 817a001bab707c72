import json

import numpy as np
import pytest

from eval.baselines import BASELINES
from eval.bench import write_metrics
from eval.measures import Answer, f1_transferred, ranking, unaligned_auroc
from eval.platt import transferred_ece
from eval.sets import read_sets
from eval.suite import Bar, plain
from eval.suites import alignment, names, suite

from .small import word_bench, write_sets


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    data = write_sets(tmp_path_factory.mktemp("sets"))
    bench = word_bench(tmp_path_factory.mktemp("out"))
    return data, bench, alignment.SUITE.run(data, bench)


def test_every_contract_key_that_can_be_measured_is_there(run):
    _, bench, found = run
    written = json.loads((bench.out / "alignment" / "metrics.json").read_text())
    assert written == found
    shared = {"hit1", "hit3", "mrr", "objective_hit1", "pair_auroc", "unaligned_auroc"}
    shared |= {"f1_transferred", "ece", "accuracy_at_half_coverage"}
    expected = shared | {"hit1_gain_lower95", "foreign_aligned", "foreign_unaligned"}
    expected |= {"scoring_cost", "verdict_utility", "confident_wrong_rate"}
    expected |= {f"{name}.{metric}" for name in BASELINES for metric in shared}
    expected |= {f"{name}.{metric}" for name in ("bakery", "library") for metric in shared}
    assert expected <= found.keys()
    assert all(np.isfinite(value) for value in found.values())


def test_predictions_rank_every_goal_of_the_period_for_every_item(run):
    _, bench, _ = run
    lines = (bench.out / "alignment" / "predictions.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == 12
    for row in rows:
        assert set(row) == {"set", "item_id", "period", "ranked", "scores", "verdict"}
        assert sorted(row["ranked"]) == ["G0", "G1"]
        assert row["scores"] == sorted(row["scores"], reverse=True)


def test_words_in_common_find_the_goal(run):
    _, _, found = run
    assert found["tfidf.hit1"] > 0.7
    assert found["cosine.hit1"] > 0.7


def test_a_second_run_repeats_every_figure_and_scores_nothing_again(run):
    data, bench, found = run
    again = word_bench(bench.out)
    assert alignment.SUITE.run(data, again) == found


def test_metrics_leave_out_what_could_not_be_measured(tmp_path):
    assert write_metrics(tmp_path, {"a": np.nan, "b": 0.12345678}) == {"b": 0.123457}


def _answers(data, scores_of):
    return {
        s.name: [Answer(period=p, scores=scores_of(p), some_goal=scores_of(p).max(axis=1))]
        for s in read_sets(data)
        for p in s.periods
    }


def test_a_perfect_scorer_is_perfect_in_every_measure(run):
    data, _, _ = run
    answers = _answers(data, lambda p: p.direct.astype(float))
    for own in answers.values():
        assert ranking(own) == dict.fromkeys(ranking(own), 1.0)
        assert unaligned_auroc(own) == 1.0
    assert set(f1_transferred(answers).values()) == {1.0}


def test_a_threshold_never_comes_from_the_organisation_it_decides(run):
    data, _, _ = run
    answers = _answers(data, lambda p: p.direct * (0.5 if p.set == "bakery" else 0.9))
    assert f1_transferred(answers) == {"bakery": 0.0, "library": 1.0}
    assert f1_transferred(answers, 0.4) == {"bakery": 1.0, "library": 1.0}


def test_one_organisation_alone_has_nothing_to_transfer(run):
    data, _, _ = run
    answers = _answers(data, lambda p: p.direct.astype(float))
    only = {"bakery": answers["bakery"]}
    assert np.isnan(f1_transferred(only)["bakery"])
    assert np.isnan(transferred_ece(only)["bakery"])


def test_suites_are_found_by_name_and_a_wrong_name_lists_them(tmp_path):
    assert {"alignment", "stuffing", "languages"} <= set(names())
    with pytest.raises(Exception, match="no suite 'nonsense'; there are against, alignment"):
        suite("nonsense")


def test_a_plain_function_is_a_suite_too(tmp_path):
    made = plain("count", lambda folder, out: {"is_folder": float(folder is None)})
    assert made.run(None, word_bench(tmp_path)) == {"is_folder": 1.0}
    assert (tmp_path / "count" / "metrics.json").exists()


def test_a_bar_is_broken_beyond_its_limit_and_by_what_is_not_a_number():
    bar = Bar(metric="m", side="at most", limit=2)
    assert not bar.broken_by(2)
    assert bar.broken_by(3)
    assert bar.broken_by(np.nan)
    assert Bar(metric="m", side="at least", limit=0.5).broken_by(0.4)
