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


def test_the_largest_crowd_is_asked_first_and_none_twice_before_all():
    vectors = crowds(4, 9, 6)
    crowd = np.repeat([0, 1, 2], [4, 9, 6])

    assert crowd[most_telling(vectors, np.ones(19), NOBODY, 3)].tolist() == [1, 2, 0]


def test_a_crowd_without_doubt_is_not_asked():
    vectors = crowds(4, 9, 6)
    doubt = np.where(np.repeat([0, 1, 2], [4, 9, 6]) == 1, 0.0, 1.0)

    assert most_telling(vectors, doubt, NOBODY, 1)[0] >= 13


def test_what_is_like_a_labelled_item_is_asked_later():
    vectors = crowds(4, 9, 6)
    taught = vectors[4:6]

    assert most_telling(vectors, np.ones(19), taught, 1)[0] >= 13


@given(st.integers(0, 6), st.integers(1, 9))
def test_nothing_is_asked_twice(size: int, count: int):
    asked = most_telling(crowds(size), np.ones(size), NOBODY, count)

    assert len(set(asked)) == len(asked) == min(size, count)
