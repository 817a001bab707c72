"""Two tiny organisations, an embedder that needs no weights, and a bench in a folder."""

import json
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from copilot.ports import Progress, Vectors, VectorStore
from eval.bench import Bench

WORK = {
    "bakery": (
        ["Bread is fresh at seven", "Fewer cakes are thrown away"],
        [
            ("Oven starts at five so bread is fresh", 0),
            ("Fresh bread shelf at seven, checklist", 0),
            ("Sell cakes of yesterday at half price", 1),
            ("Count cakes thrown away each evening", 1),
            ("Tax papers for the adviser", None),
            ("Paint the door", None),
        ],
    ),
    "library": (
        ["Readers borrow without queueing", "Old maps can be seen online"],
        [
            ("Machine to borrow books, no queueing", 0),
            ("Queueing at the desk: second clerk for readers", 0),
            ("Scan the old maps", 1),
            ("Maps viewer online, zoom", 1),
            ("Renew fire insurance", None),
            ("Concert in the hall", None),
        ],
    ),
}


def write_sets(folder: Path) -> Path:
    """Write both organisations in the form of real sets."""
    for name, (goals, items) in WORK.items():
        own = folder / name
        own.mkdir(parents=True)
        _write(
            own / "goals.jsonl",
            [
                {"id": f"G{j}", "kind": "objective", "title": title, "period": "Q1"}
                for j, title in enumerate(goals)
            ],
        )
        _write(
            own / "items.jsonl",
            [
                {
                    "id": f"{name}-{i}",
                    "title": title,
                    "period": "Q1",
                    "unaligned": None if goal is not None else "serves no goal",
                    "expected": "aligned" if goal is not None else "unaligned",
                }
                for i, (title, goal) in enumerate(items)
            ],
        )
        _write(
            own / "links.jsonl",
            [
                {"item_id": f"{name}-{i}", "goal_id": f"G{goal}", "level": "direct"}
                for i, (_, goal) in enumerate(items)
                if goal is not None
            ],
        )
    return folder


def _write(path: Path, rows: Sequence[object]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


class WordVectors:
    """One dimension a hashed word: texts with words in common are near."""

    fingerprint = "words"
    dim = 256
    multilingual = False

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.calls += 1
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for i, text in enumerate(texts):
            for word in text.lower().replace(".", " ").replace(",", " ").split():
                rows[i, crc32(word.encode()) % self.dim] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def word_bench(out: Path) -> Bench:
    """A bench whose vectors are counted words."""

    def build(vectors: VectorStore | None) -> WordVectors:
        return WordVectors()

    return Bench(out=out, build_embedder=build)
