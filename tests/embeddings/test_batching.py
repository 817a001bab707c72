"""One batching layer for every engine."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.embeddings.batching import BatchedEmbedder, clean
from copilot.errors import EmbedderError
from copilot.ports import Vectors
from tests.fakes import HashingEncoder, VectorShelf

words = st.text("abc ", max_size=40)


@given(st.lists(words, max_size=30), st.randoms())
def test_the_order_of_texts_changes_no_vector(texts: list[str], dice) -> None:
    embed = BatchedEmbedder(HashingEncoder())
    shuffled = list(range(len(texts)))
    dice.shuffle(shuffled)
    straight = embed(texts)
    mixed = embed([texts[i] for i in shuffled])
    assert np.array_equal(straight[shuffled], mixed)


@given(st.lists(words, min_size=1, max_size=40), st.integers(1, 60))
def test_no_batch_exceeds_the_budget_unless_one_text_does(texts: list[str], budget: int) -> None:
    encoder = HashingEncoder(budget)
    BatchedEmbedder(encoder)(texts)
    for batch in encoder.batches:
        assert len(batch) == 1 or len(batch) * max(encoder.count_tokens(batch)) <= budget


@given(st.text(max_size=200))
def test_cleaned_text_is_valid_and_stays_clean(text: str) -> None:
    once = clean(text + "\ud800\0")
    assert once.encode()
    assert "\0" not in once
    assert clean(once) == once


def test_equal_texts_are_embedded_once_and_get_equal_rows() -> None:
    encoder = HashingEncoder()
    vectors = BatchedEmbedder(encoder)(["pay by card", "login", "pay by card"])
    assert sum(len(batch) for batch in encoder.batches) == 2
    assert np.array_equal(vectors[0], vectors[2])


def test_what_the_store_knows_is_not_embedded_again() -> None:
    shelf, first, second = VectorShelf(), HashingEncoder(), HashingEncoder()
    texts = [f"ticket {n}" for n in range(50)]
    before = BatchedEmbedder(first, shelf)(texts)
    again = BatchedEmbedder(second, shelf)([*texts, "a new one"])
    assert second.batches == [["a new one"]]
    assert np.array_equal(before, again[:50])


def test_every_batch_is_kept_as_soon_as_it_is_done() -> None:
    class Dies(HashingEncoder):
        def encode(self, texts) -> Vectors:
            if len(self.batches) == 3:
                raise EmbedderError("gone")
            return super().encode(texts)

    shelf, dying = VectorShelf(), Dies(token_budget=20)
    texts = [f"number {n}" for n in range(40)]
    with pytest.raises(EmbedderError):
        BatchedEmbedder(dying, shelf)(texts)
    resumed = HashingEncoder(token_budget=20)
    BatchedEmbedder(resumed, shelf)(texts)
    done = sum(len(batch) for batch in dying.batches)
    assert done == 15
    assert sum(len(batch) for batch in resumed.batches) == 40 - done


def test_progress_counts_distinct_texts_and_ends_at_the_total() -> None:
    seen: list[tuple[int, int]] = []
    shelf = VectorShelf()
    BatchedEmbedder(HashingEncoder(), shelf)(["a"])
    embed = BatchedEmbedder(HashingEncoder(token_budget=4), shelf)
    embed(["a", "b", "c", "b"], lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_no_texts_give_no_rows() -> None:
    assert BatchedEmbedder(HashingEncoder())([]).shape == (0, 64)


def test_a_model_that_changed_its_size_is_named_with_the_remedy() -> None:
    class Wider(HashingEncoder):
        dim = 128

    shelf = VectorShelf()
    BatchedEmbedder(HashingEncoder(), shelf)(["known"])
    with pytest.raises(EmbedderError, match=r"64 and of 128 numbers.*`revision`"):
        BatchedEmbedder(Wider(), shelf)(["known", "new"])


def test_vectors_of_different_fingerprints_never_mix() -> None:
    class Other(HashingEncoder):
        fingerprint = "hashing:other"

    shelf, other = VectorShelf(), Other()
    BatchedEmbedder(HashingEncoder(), shelf)(["known"])
    BatchedEmbedder(other, shelf)(["known"])
    assert other.batches == [["known"]]
