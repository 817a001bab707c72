"""Which labels teach most."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.asking import most_telling


def crowds(*sizes: int, seed: int = 5) -> np.ndarray:
    """Unit rows around a few directions, as many around each as said."""
    chance = np.random.default_rng(seed)
    rows = np.concatenate(
        [np.eye(8)[k] + 0.1 * chance.standard_normal((size, 8)) for k, size in enumerate(sizes)]
    ).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


NOBODY = np.zeros((0, 8), np.float32)


def ask(vectors, doubt, count, taught=NOBODY, may=None):
    return most_telling(
        vectors, doubt, np.ones(len(vectors), bool) if may is None else may, taught, count
    )


def test_the_largest_crowd_is_asked_first_and_none_twice_before_all():
    vectors = crowds(4, 9, 6)
    crowd = np.repeat([0, 1, 2], [4, 9, 6])

    assert crowd[ask(vectors, np.ones(19), 3)].tolist() == [1, 2, 0]


def test_a_crowd_without_doubt_is_not_asked():
    vectors = crowds(4, 9, 6)
    doubt = np.where(np.repeat([0, 1, 2], [4, 9, 6]) == 1, 0.0, 1.0)

    assert ask(vectors, doubt, 1)[0] >= 13


def test_what_is_like_a_labelled_item_is_asked_later():
    vectors = crowds(4, 9, 6)
    taught = vectors[4:6]

    assert ask(vectors, np.ones(19), 1, taught)[0] >= 13


def test_who_may_not_be_asked_is_still_learnt_about():
    vectors = crowds(4, 9, 6)
    may = np.ones(19, bool)
    may[5:13] = False

    assert ask(vectors, np.ones(19), 1, may=may) == [4]
    assert len(ask(vectors, np.ones(19), 30, may=may)) == 11


@given(st.integers(0, 6), st.integers(1, 9))
def test_nothing_is_asked_twice(size: int, count: int):
    asked = ask(crowds(size), np.ones(size), count)

    assert len(set(asked)) == len(asked) == min(size, count)
