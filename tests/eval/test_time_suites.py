"""Suites forecast and plan: their simulators, their baselines, their figures on few cases."""

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from copilot.analysis.schedule import feasible, order
from eval.bench import Bench
from eval.key_results import FAMILIES, WEEKS, Oracle, simulate
from eval.portfolios import Search, backlog, blockers_pulled, disturbed, random_order, ready_first
from eval.suites import forecast, plan, suite


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(out=tmp_path, build_embedder=lambda _: pytest.fail("no text is embedded here"))


def test_every_family_runs_from_nothing_to_everything():
    rng = np.random.default_rng(1)

    for make in FAMILIES.values():
        curve = make(rng)
        assert curve.shape == (WEEKS + 1,)
        assert curve[0] == pytest.approx(0)
        assert curve[-1] == pytest.approx(1)


def test_cases_are_the_same_every_time():
    one, again = simulate(2), simulate(2)

    assert [c.family for c in one[::2]] == list(FAMILIES)
    assert all((a.progress == b.progress).all() for a, b in zip(one, again, strict=True))
    assert one[0].met == (one[0].progress[-1] >= 1)


def test_the_ceiling_knows_what_is_clear():
    oracle, weeks = Oracle(curves=20), np.arange(WEEKS + 1.0)

    assert oracle.chance(weeks / WEEKS * 1.3, 11) > 0.8
    assert oracle.chance(weeks / WEEKS * 0.3, 11) < 0.05


def test_the_rules_of_thumb_say_what_their_users_see():
    case = simulate(1)[list(FAMILIES).index("wave")]

    assert forecast.pace(case, 6)[0] in {0.0, 1.0}
    chance, low, high = forecast.line(case, 6)
    assert 0 <= chance <= 1
    assert low < high


def test_forecasts_beat_the_rules_of_thumb_and_stay_below_the_ceiling(bench: Bench):
    cases = simulate(25)
    found = {**forecast._evaluate(cases, bench), **forecast._ceiling(cases, bench)}

    assert found["pace.skill_half"] < found["skill_half"]
    assert found["line.skill_half"] < found["skill_half"]
    assert found["skill_half"] < found["oracle.skill_half"] + 0.1
    assert 0.7 <= found["coverage80"] <= 0.9
    assert found["ece"] < found["pace.ece"]
    rows = (bench.out / "forecast" / "rows.jsonl").read_text().splitlines()
    assert len(rows) == 3 * len(cases) * len(forecast.AT)
    assert set(json.loads(rows[0])) >= {"method", "family", "week", "chance", "met", "inside"}


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
