"""A text and what is left without its last sentences cost one call of the model."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.hollow import ASIDE, in_a_row, left_of
from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.onnx import MAX_TOKENS, OnnxEmbedder
from copilot.embeddings.openai import OpenAiEmbedder
from copilot.errors import EmbedderError
from copilot.portfolio import content_hash
from copilot.ports import Vectors
from copilot.store import open_store
from tests.embeddings.endpoint import Endpoint
from tests.fakes import HashingEncoder, VectorShelf

RESTS = [
    "New supplier of fruit baskets.",
    "Fix the lift in staircase B. It stops between floors two and three, the log of Tuesday shows"
    " it, and nobody has called the firm that made it.",
    "x",
    "",
    "word " * 400,
]
ASIDES = [
    "Far fewer colleagues should hand in their notice within a year.",
    "Twice as many tenants should stay.",
    "",
    "Readers come back.",
    "more " * 400,
]
TEXTS = [
    f"New supplier of fruit baskets. {ASIDE}{ASIDES[0]}",
    "Contract ends in May",
    f"Fix the  lift.\nIt stops. {ASIDE}{ASIDES[0]}{ASIDE}{ASIDES[1]}",
    f"New supplier of fruit baskets. {ASIDE}{ASIDES[1]}",
    ASIDE,
    f"a\0b \ud800 {ASIDE} c",
    "two  spaces",
]

marked = st.lists(st.text(f"ab {ASIDE}\n\0", max_size=20), max_size=20)


class Aside(HashingEncoder):
    """Words by hashing; the vector of what is left comes with that of the whole."""

    def __init__(self, token_budget: int = 256, lives: int = 1000) -> None:
        super().__init__(token_budget)
        self.lives = lives

    def encode(self, texts: list[str]) -> Vectors:
        if len(self.batches) == self.lives:
            raise EmbedderError("gone")
        return super().encode(texts)

    def encode_aside(self, rests: list[str], asides: list[str]) -> tuple[Vectors, Vectors]:
        whole = self.encode([f"{a} {b}" if b else a for a, b in zip(rests, asides, strict=True)])
        return whole, HashingEncoder().encode(rests)

    @property
    def asked(self) -> int:
        return sum(map(len, self.batches))


def test_the_rest_is_embedded_as_if_nothing_followed(onnx: OnnxEmbedder) -> None:
    whole, alone = onnx.encode_aside(RESTS, ASIDES)
    for k, rest in enumerate(RESTS):
        np.testing.assert_allclose(alone[k], onnx.encode([rest])[0], atol=1e-5)
        assert (abs(whole[k] - alone[k]).max() > 1e-2) == bool(ASIDES[k])
    np.testing.assert_allclose(np.linalg.norm(whole, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("k", range(len(RESTS)))
def test_company_in_a_batch_changes_nothing_that_counts(onnx: OnnxEmbedder, k: int) -> None:
    together = onnx.encode_aside(RESTS, ASIDES)
    by_itself = onnx.encode_aside(RESTS[k : k + 1], ASIDES[k : k + 1])
    for many, one in zip(together, by_itself, strict=True):
        np.testing.assert_allclose(many[k], one[0], atol=1e-5)


def test_nothing_aside_gives_the_vectors_of_plain_texts(onnx: OnnxEmbedder) -> None:
    whole, alone = onnx.encode_aside(RESTS, [""] * len(RESTS))
    np.testing.assert_allclose(whole, alone, atol=1e-6)
    np.testing.assert_allclose(whole, onnx.encode(RESTS), atol=1e-5)


def test_each_part_is_cut_at_the_most_tokens(onnx: OnnxEmbedder) -> None:
    cut = "word " * (MAX_TOKENS - 2)
    longer, _ = onnx.encode_aside([f"{cut} and more"], ["stay " * 400])
    same, _ = onnx.encode_aside([cut], ["stay " * (MAX_TOKENS - 2)])
    np.testing.assert_allclose(longer, same, atol=1e-5)


def test_a_text_and_what_is_left_of_it_cost_one_call() -> None:
    encoder = Aside()
    embed = BatchedEmbedder(encoder, VectorShelf())
    embed(TEXTS)
    assert encoder.asked == len(TEXTS)
    alone = embed([left_of(text) for text in TEXTS if ASIDE in text])
    assert encoder.asked == len(TEXTS)
    fresh = BatchedEmbedder(HashingEncoder())([left_of(text) for text in TEXTS if ASIDE in text])
    np.testing.assert_array_equal(alone, fresh)


def test_of_texts_with_nothing_aside_no_other_vector_is_kept() -> None:
    shelf = VectorShelf()
    BatchedEmbedder(Aside(), shelf)(TEXTS)
    kept = {key for _, key in shelf.rows}
    assert kept == {content_hash(t) for t in (*TEXTS, *(left_of(x) for x in TEXTS if ASIDE in x))}


def test_an_engine_that_cant_embeds_the_text_in_a_row_and_the_rest_when_asked() -> None:
    encoder = HashingEncoder()
    embed = BatchedEmbedder(encoder, VectorShelf())
    whole = embed(TEXTS[:1])
    assert encoder.batches == [[in_a_row(TEXTS[0])]]
    np.testing.assert_array_equal(whole, embed([in_a_row(TEXTS[0])]))
    embed([left_of(TEXTS[0])])
    assert encoder.batches[-1] == [left_of(TEXTS[0])]


def test_a_server_is_not_asked_how_long_its_vectors_are(endpoint: Endpoint) -> None:
    embed = BatchedEmbedder(OpenAiEmbedder("any", base_url=endpoint.url, pause=0))
    embed(TEXTS[:1])
    assert [call["input"] for call in endpoint.requests] == [[in_a_row(TEXTS[0])]]


@given(marked)
def test_with_and_without_a_store_the_vectors_are_equal(texts: list[str]) -> None:
    kept, bare = BatchedEmbedder(Aside(), VectorShelf()), BatchedEmbedder(Aside())
    for asked in (texts, [left_of(text) for text in texts], texts):
        np.testing.assert_array_equal(kept(asked), bare(asked))


@given(marked, st.integers(1, 60))
def test_each_text_and_its_rest_cost_one_call_in_any_batches(
    texts: list[str], budget: int
) -> None:
    encoder = Aside(budget)
    embed = BatchedEmbedder(encoder, VectorShelf())
    embed(texts)
    embed([left_of(text) for text in texts if ASIDE in text])
    assert encoder.asked == len(set(texts))


def test_the_shipped_engine_gives_the_same_with_and_without_a_store(
    onnx: OnnxEmbedder, tmp_path
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'copilot.db'}", "w")
    kept, bare = BatchedEmbedder(onnx, store), BatchedEmbedder(onnx)
    for asked in (TEXTS, [left_of(text) for text in TEXTS]):
        np.testing.assert_allclose(kept(asked), bare(asked), atol=1e-5)


def test_an_end_in_the_middle_loses_nothing() -> None:
    shelf, dying = VectorShelf(), Aside(token_budget=30, lives=3)
    texts = [f"Ticket {n}. {ASIDE}Wish of {n}" for n in range(40)]
    with pytest.raises(EmbedderError):
        BatchedEmbedder(dying, shelf)(texts)
    done = dying.asked
    assert 0 < done < len(texts)
    resumed = Aside(token_budget=30)
    embed = BatchedEmbedder(resumed, shelf)
    whole, alone = embed(texts), embed([left_of(text) for text in texts])
    assert resumed.asked == len(texts) - done
    undisturbed = BatchedEmbedder(Aside(), VectorShelf())
    np.testing.assert_array_equal(whole, undisturbed(texts))
    np.testing.assert_array_equal(alone, undisturbed([left_of(text) for text in texts]))
