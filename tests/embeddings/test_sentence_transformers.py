"""Any model through sentence-transformers; most of it without torch."""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.onnx import OnnxEmbedder
from copilot.embeddings.sentence_transformers import SentenceTransformersEmbedder
from copilot.errors import EmbedderError
from tests.embeddings.test_embedder_contract import PLAIN, packaged_model
from tests.fakes import HashingEncoder


def test_without_the_extra_the_remedy_is_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EmbedderError, match=r"pip install 'alignment-copilot\[sentence-transf"):
        SentenceTransformersEmbedder("all-MiniLM-L6-v2").encode(["a"])


class SmallModel:
    """The part of SentenceTransformer that is used, over hashed words."""

    max_seq_length = 8

    def __init__(self, name: str, revision: str | None, device: str | None) -> None:
        if name == "unknown":
            raise OSError("no such\nmodel")

    def get_embedding_dimension(self) -> int:
        return 64

    def tokenizer(self, texts, truncation, max_length):
        return {"input_ids": [text.split()[:max_length] for text in texts]}

    def encode(self, texts, batch_size, normalize_embeddings, show_progress_bar):
        assert normalize_embeddings
        return HashingEncoder().encode(texts)


@pytest.fixture
def small_model(monkeypatch: pytest.MonkeyPatch) -> None:
    package = ModuleType("sentence_transformers")
    package.SentenceTransformer = SmallModel
    monkeypatch.setitem(sys.modules, "sentence_transformers", package)


def test_texts_reach_the_model_in_order(small_model: None) -> None:
    encoder = SentenceTransformersEmbedder("small")
    texts = ["pay by card", "log in", "a " * 20]
    assert encoder.dim == 64
    assert encoder.count_tokens(texts) == [3, 2, 8]
    assert np.array_equal(BatchedEmbedder(encoder)(texts), HashingEncoder().encode(texts))


def test_an_unknown_model_is_named_in_one_line(small_model: None) -> None:
    with pytest.raises(EmbedderError, match=r"'unknown' \(no such model\): correct embedder\.m"):
        SentenceTransformersEmbedder("unknown").encode(["a"])


def test_a_folder_is_known_by_its_weights_not_its_place(tmp_path: Path) -> None:
    for place in ("a", "b", "c"):
        (tmp_path / place / "model").mkdir(parents=True)
        (tmp_path / place / "model" / "model.safetensors").write_bytes(
            b"same" if place != "c" else b"other"
        )
    prints = [
        SentenceTransformersEmbedder(str(tmp_path / place / "model")).fingerprint
        for place in ("a", "b", "c")
    ]
    assert prints[0] == prints[1] != prints[2]


def test_another_revision_is_another_fingerprint() -> None:
    one, two = (SentenceTransformersEmbedder("m", revision=r) for r in ("v1", "v2"))
    assert one.fingerprint != two.fingerprint


def test_multilingual_models_are_known_by_name_unless_told() -> None:
    assert SentenceTransformersEmbedder("paraphrase-multilingual-MiniLM-L12-v2").multilingual
    assert not SentenceTransformersEmbedder("all-MiniLM-L6-v2").multilingual
    assert SentenceTransformersEmbedder("house-model", multilingual=True).multilingual


@pytest.mark.extra
def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match=r"can't load the model .*correct embedder\.model"):
        SentenceTransformersEmbedder(str(tmp_path)).encode(["a"])


@pytest.mark.extra
def test_the_default_model_needs_no_download() -> None:
    packaged_model()
    encoder = SentenceTransformersEmbedder("all-MiniLM-L6-v2", device="cpu")
    assert "53aa51172d14" in encoder.fingerprint
    assert encoder.encode(PLAIN).shape == (3, 384)


@pytest.mark.extra
def test_both_engines_over_the_same_weights_agree(onnx: OnnxEmbedder) -> None:
    torch = SentenceTransformersEmbedder(packaged_model(), device="cpu")
    cosines = (torch.encode(PLAIN) * onnx.encode(PLAIN)).sum(axis=1)
    assert cosines.min() > 0.99
