"""Suites forecast and plan: their simulators, their baselines, their figures on few cases."""

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from copilot.analysis.attainment import Usual
from copilot.analysis.schedule import feasible, order
from eval.bench import Bench
from eval.curve_families import ELAPSED, FAMILIAR, UNSEEN, WEEKS, Family
from eval.forecast_rivals import Oracle, four_curves, line, pace
from eval.key_results import SETTINGS, Case, Setting, simulate
from eval.portfolios import Search, backlog, blockers_pulled, disturbed, random_order, ready_first
from eval.suites import forecast, plan, suite


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(out=tmp_path, build_embedder=lambda _: pytest.fail("no text is embedded here"))


@pytest.mark.parametrize("family", [*FAMILIAR.values(), *UNSEEN.values()])
def test_every_family_runs_from_nothing_to_everything(family: Family):
    rng = np.random.default_rng(1)

    for _ in range(20):
        curve = family(rng)
        assert curve.shape == (WEEKS + 1,)
        assert curve[0] == pytest.approx(0)
        assert curve[-1] == pytest.approx(1)


def test_no_family_that_judges_chose_the_parameters():
    assert not set(FAMILIAR) & set(UNSEEN)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_cases_are_the_same_every_time(setting: Setting):
    one, again = (simulate(setting, UNSEEN, 2) for _ in range(2))

    assert [c.family for c in one[::2]] == list(UNSEEN)
    assert all((a.progress == b.progress).all() for a, b in zip(one, again, strict=True))
    assert one[0].met == (one[0].progress[-1] >= 1)


def test_finished_key_results_tell_what_is_usual():
    told = [c.usual for c in simulate(SETTINGS["published"], UNSEEN, 3)]
    untold = {c.usual for c in simulate(SETTINGS["new"], UNSEEN, 3)}

    assert untold == {(0.7, 0.35), (1.0, 0.35)}
    assert max(u.spread for u in told) < 0.3


def drawn(factor: float) -> Case:
    """A line without noise in a workspace where key results usually end so."""
    told = Usual(factor, 0.2)
    return Case(family="line", seed=0, progress=factor * ELAPSED, usual=told, prior=told)


def test_the_ceiling_knows_what_is_clear():
    oracle = Oracle(SETTINGS["published"], UNSEEN, curves=10)

    assert oracle.chance(drawn(1.3), 11) > 0.8
    assert oracle.chance(drawn(0.3), 11) < 0.05


def test_the_rules_of_thumb_say_what_their_users_see():
    case = simulate(SETTINGS["rough"], UNSEEN, 1)[0]

    assert pace(case, 6)[0] in {0.0, 1.0}
    chance, low, high = line(case, 6)
    assert 0 <= chance <= 1
    assert low < high


def test_four_curves_follow_a_line():
    chance, low, high = four_curves(drawn(1.0), 10)

    assert 0.3 < chance < 0.6
    assert low < 1 < high
    assert four_curves(drawn(1.3), 10)[0] > 0.95


def test_forecasts_beat_the_rules_of_thumb_and_stay_below_the_ceiling(bench: Bench):
    cases = {name: simulate(SETTINGS[name], UNSEEN, 12) for name in (forecast.BARRED, "rough")}
    found = {**forecast._evaluate(cases, bench), **forecast._ceiling(cases, bench)}

    for name in cases:
        for rival in ("pace", "line"):
            assert found[f"{name}.{rival}.skill_half"] < found[f"{name}.model.skill_half"]
        assert found[f"{name}.model.skill_half"] < found[f"{name}.ceiling.skill_half"] + 0.1
        assert 0.7 <= found[f"{name}.model.coverage80"] <= 0.9
        assert found[f"{name}.model.ece"] < found[f"{name}.pace.ece"]
    rows = (bench.out / "forecast" / "rows.jsonl").read_text().splitlines()
    count = sum(len(each) for each in cases.values())
    assert len(rows) == len(forecast.METHODS) * count * len(forecast.AT)
    assert set(json.loads(rows[0])) >= {"setting", "method", "family", "week", "chance", "met"}


def test_families_that_chose_the_parameters_stand_beside_the_unseen_ones(bench: Bench):
    cases = {forecast.BARRED: simulate(SETTINGS[forecast.BARRED], UNSEEN, 4)}
    found = forecast._familiar(cases, bench)

    assert {k.split(".")[1] for k in found} == set(SETTINGS)


def test_the_search_finds_the_best_of_a_small_backlog():
    jobs, _ = backlog(3)
    few = [j for j in jobs[:7]]
    search, by_ref = Search(few), {j.ref: j for j in few}
    allowed = (p for p in permutations(by_ref) if feasible(p, by_ref))
    best = min(search.delay(p) for p in allowed)
    rng = np.random.default_rng(0)
    found = min(search.improved(random_order(few, rng)) for _ in range(5))

    assert found == pytest.approx(best)


def test_every_way_of_ordering_keeps_blockers_first():
    jobs, _ = backlog(5)
    by_ref = {j.ref: j for j in jobs}
    rng = np.random.default_rng(0)

    for planned in (
        order(jobs),
        ready_first(jobs),
        blockers_pulled(jobs),
        random_order(jobs, rng),
    ):
        assert sorted(planned) == sorted(by_ref)
        assert feasible(planned, by_ref)


def test_flips_count_pairs():
    assert plan.flips("abc", "abc") == 0
    assert plan.flips("abc", "cba") == 1
    assert plan.flips("abc", "acb") == pytest.approx(1 / 3)


def test_noise_moves_sizes_and_values_a_little():
    jobs, _ = backlog(1)
    shaken = disturbed(jobs, 1, 0.1)

    assert all(abs(a.size / b.size - 1) <= 0.1 for a, b in zip(shaken, jobs, strict=True))
    assert shaken != jobs


def test_plans_are_near_the_best_sound_and_steady(bench: Bench):
    found = plan._evaluate(range(12), bench)

    assert found["regret"] <= 0.01 < found["wsjf.regret"]
    assert found["violations"] == 0
    assert found["rank_flips"] <= 0.05
    assert found["swaps.helped"] >= 0.9
    assert len((bench.out / "plan" / "rows.jsonl").read_text().splitlines()) == 12


@pytest.mark.parametrize("name", ["forecast", "plan"])
def test_the_suites_are_found_by_name_with_their_bars(name: str):
    assert suite(name).bars
