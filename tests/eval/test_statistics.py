import numpy as np
import pytest

from eval.statistics import cluster_bootstrap, holm, macro_mean, sign_flip


def _sample(shift: float, n: int = 120) -> tuple[list[float], list[str], list[str]]:
    rng = np.random.default_rng(3)
    values = (rng.normal(shift, 0.5, n)).tolist()
    return values, [f"goal{i % 30}" for i in range(n)], ["a" if i < 40 else "b" for i in range(n)]


def test_the_interval_of_a_real_gain_is_above_nothing_and_contains_the_mean():
    interval = cluster_bootstrap(*_sample(0.4))
    assert 0 < interval.lower < interval.mean < interval.upper


def test_the_interval_of_no_gain_contains_nothing():
    interval = cluster_bootstrap(*_sample(0.0))
    assert interval.lower < 0 < interval.upper


def test_items_that_stand_and_fall_together_widen_the_interval():
    values = [1.0] * 50 + [0.0] * 50
    alone = cluster_bootstrap(values, [str(i) for i in range(100)], ["a"] * 100)
    together = cluster_bootstrap(values, [str(i // 25) for i in range(100)], ["a"] * 100)
    assert together.upper - together.lower > 3 * (alone.upper - alone.lower)


def test_every_set_counts_the_same():
    assert macro_mean([1.0, 0.0, 0.0, 0.0], ["small", "big", "big", "big"]) == 0.5


def test_sign_flips_tell_a_gain_from_chance_and_the_same_seed_repeats():
    gain, chance = sign_flip(*_sample(0.4)), sign_flip(*_sample(0.0))
    assert gain < 0.01 < chance
    assert sign_flip(*_sample(0.0)) == chance


def test_holm_multiplies_the_smallest_most_and_never_reverses_an_order():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []
