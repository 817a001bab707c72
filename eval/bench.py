"""Where a run keeps what it has computed: vectors, answers and metrics below one folder.

Everything is keyed by a hash of what it was computed from, the code included, so a run that was
stopped goes on where it was and a run after a change of code starts afresh.
"""

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import copilot
from copilot.ports import Embedder, VectorStore
from copilot.store.store import open_store

TIMED_TEXTS = 256
ANSWERING = ("sets", "judgement", "foreign", "learning", "teaching", "asking", "metrics")
"""Modules of the judge whose results are kept; the others only read them."""

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, kw_only=True)
class Bench:
    """One run's folder and its embedder."""

    out: Path
    build_embedder: Callable[[VectorStore | None], Embedder]

    @cached_property
    def embed(self) -> Embedder:
        """The embedder, loaded when the first vector is needed."""
        self.out.mkdir(parents=True, exist_ok=True)
        return self.build_embedder(open_store(f"sqlite:///{self.out}/vectors.db", "eval"))

    def seconds_per_text(self, texts: Sequence[str]) -> float:
        """CPU it takes to embed one of these texts, measured once on a spread of them."""
        sample = list(texts)[:: max(1, len(texts) // TIMED_TEXTS)]

        def compute() -> dict[str, float]:
            embed = self.build_embedder(None)
            embed(sample[:8])
            start = time.process_time()
            embed(sample)
            return {"seconds": (time.process_time() - start) / max(1, len(set(sample)))}

        return self.kept_numbers("embedding", sample, compute)["seconds"]

    def kept(self, name: str, parts: Sequence[str], compute: Callable[[], Arrays]) -> Arrays:
        """Return arrays computed earlier from the same parts and code, else compute them."""
        key = digest(code_version(), self.embed.fingerprint, *parts)
        path = self.out / "kept" / f"{name}-{key}.npz"
        if path.exists():
            with np.load(path, allow_pickle=False) as stored:
                return dict(stored)
        arrays = compute()
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part.npz")
        np.savez(draft, **arrays)  # type: ignore[arg-type]
        draft.replace(path)
        return arrays

    def kept_numbers(
        self, name: str, parts: Sequence[str], compute: Callable[[], Mapping[str, float]]
    ) -> dict[str, float]:
        """Like `kept`, for a few named numbers."""
        arrays = self.kept(name, parts, lambda: {k: np.asarray(v) for k, v in compute().items()})
        return {k: float(v) for k, v in arrays.items()}


def digest(*parts: str) -> str:
    """Short hash of several texts, order included."""
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@lru_cache(maxsize=1)
def code_version() -> str:
    """Hash of the source that answers depend on: scoring and its judge."""
    product, judge = Path(copilot.__file__).parent, Path(__file__).parent
    files = [
        *sorted((product / "analysis").glob("*.py")),
        *sorted((product / "portfolio").glob("*.py")),
        *(judge / f"{name}.py" for name in ANSWERING),
    ]
    return digest(*(path.read_text(encoding="utf-8") for path in files))


def write_rows(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write JSONL, whole or not at all."""
    _replace(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def write_metrics(folder: Path, metrics: Mapping[str, float]) -> dict[str, float]:
    """Write `metrics.json`, flat and sorted; what could not be measured is left out."""
    finite = {k: round(float(v), 6) for k, v in sorted(metrics.items()) if np.isfinite(v)}
    _replace(folder / "metrics.json", json.dumps(finite, indent=1) + "\n")
    return finite


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
