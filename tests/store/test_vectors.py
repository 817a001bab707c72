import numpy as np
import pytest
from sqlalchemy import update

from copilot.store.tables import vector

HASHES = ["a", "b", "c"]


@pytest.fixture
def vectors():
    return np.random.default_rng(0).standard_normal((3, 4)).astype(np.float32)


def test_vectors_come_back_exactly_and_unknown_ones_are_the_work_list(store, vectors):
    store.save_vectors("mini", HASHES, vectors)
    found = store.load_vectors("mini", ["c", "a", "a", "x"])
    assert sorted(found) == ["a", "c"]
    np.testing.assert_array_equal(found["c"], vectors[2])


def test_vectors_of_different_embedders_never_mix(store, vectors):
    store.save_vectors("mini", HASHES, vectors)
    store.save_vectors("large", ["a"], np.ones((1, 8), np.float32))
    assert store.load_vectors("mini", ["a"])["a"].shape == (4,)
    assert store.load_vectors("other", HASHES) == {}
    assert store.all_vectors("large")[0] == ["a"]


def test_saving_again_replaces(store, vectors):
    store.save_vectors("mini", HASHES, vectors)
    store.save_vectors("mini", ["a"], vectors[2:])
    np.testing.assert_array_equal(store.load_vectors("mini", ["a"])["a"], vectors[2])


@pytest.mark.parametrize("blob", [b"", b"\0" * 15, b"\0" * 20])
def test_a_damaged_vector_counts_as_missing(store, vectors, blob):
    store.save_vectors("mini", HASHES, vectors)
    with store.engine.begin() as connection:
        connection.execute(update(vector).where(vector.c.content_hash == "b").values(vector=blob))
    assert sorted(store.load_vectors("mini", HASHES)) == ["a", "c"]
    hashes, matrix = store.all_vectors("mini")
    assert hashes == ["a", "c"]
    np.testing.assert_array_equal(matrix, vectors[[0, 2]])


def test_where_all_are_damaged_there_is_nothing_to_load(store, vectors):
    store.save_vectors("mini", HASHES, vectors)
    with store.engine.begin() as connection:
        connection.execute(update(vector).values(vector=b"?"))
    assert list(store.vector_blocks("mini")) == []
    assert store.load_vectors("mini", HASHES) == {}


def test_many_vectors_load_as_one_matrix_or_in_blocks(store):
    many = np.random.default_rng(0).standard_normal((2500, 3)).astype(np.float32)
    names = [f"{number:05}" for number in range(2500)]
    store.save_vectors("mini", names, many)
    hashes, matrix = store.all_vectors("mini")
    assert hashes == names
    np.testing.assert_array_equal(matrix, many)
    assert [len(found) for found, _ in store.vector_blocks("mini", 1000)] == [1000, 1000, 500]
    assert len(store.load_vectors("mini", names)) == 2500


def test_without_vectors_the_matrix_is_empty(store):
    hashes, matrix = store.all_vectors("mini")
    assert hashes == []
    assert matrix.shape == (0, 0)


def test_every_hash_needs_its_vector(store, vectors):
    with pytest.raises(ValueError, match="zip"):
        store.save_vectors("mini", ["a"], vectors)
