"""Duplicates: pairs written twice by different teams, among siblings and series that are not."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from copilot.analysis.duplicates import find_duplicates, score_pairs
from copilot.analysis.texts import item_texts
from copilot.portfolio import Ref, WorkItem
from eval.bench import Bench, write_rows
from eval.suite import Bar, Suite

OWN_CASES = Path(__file__).parents[1] / "cases" / "duplicates"
FITTED_ON = frozenset(("payments", "games", "logistics", "hr", "iot"))
"""Sets the shipped weights were fitted on; the others are held out and give the figures."""
TOP = 10
MANY = 100_000
DIM = 384


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """Items of some sets as one backlog, and which pairs of them are duplicates."""

    items: tuple[WorkItem, ...]
    label: Mapping[frozenset[Ref], str]

    @property
    def twins(self) -> list[frozenset[Ref]]:
        """Pairs that ask for the same thing."""
        return [pair for pair, label in self.label.items() if label == "duplicate"]


def read_cases(folder: Path | None) -> list[Mapping[str, Any]]:
    """Read `{set, label, a: {title, body}, b: {title, body}}` rows."""
    files = sorted((folder or OWN_CASES).rglob("*.jsonl"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines if line.strip()]


def backlog(rows: Sequence[Mapping[str, Any]]) -> Backlog:
    """Put every distinct text of the rows into one backlog of two tools."""
    items: dict[tuple[str, str], WorkItem] = {}
    label: dict[frozenset[Ref], str] = {}
    for row in rows:
        pair = []
        for side, source in (("a", "jira"), ("b", "linear")):
            text = (row[side]["title"], row["set"])
            key = f"{source[0].upper()}-{len(items) + 1}"
            item = WorkItem(
                source=source, id=key, key=key, title=text[0], body=row[side].get("body", "")
            )
            pair.append(items.setdefault(text, item).ref)
        label.setdefault(frozenset(pair), row["label"])
    return Backlog(items=tuple(items.values()), label=_closed(label))


def _closed(label: dict[frozenset[Ref], str]) -> dict[frozenset[Ref], str]:
    """A twin's twin is a twin."""
    twins = [set(pair) for pair, kind in label.items() if kind == "duplicate"]
    for one, other in combinations(twins, 2):
        if one & other:
            label |= {frozenset(p): "duplicate" for p in combinations(sorted(one | other), 2)}
    return label


def held_out(rows: Sequence[Mapping[str, Any]], bench: Bench) -> dict[str, float]:
    """Measure on sets that no weight was fitted on."""
    unseen = [row for row in rows if row["set"] not in FITTED_ON]
    found = _measure(backlog(unseen), bench)
    write_rows(bench.out / "duplicates" / "rows.jsonl", found.pop("rows"))
    fitted = _measure(backlog([row for row in rows if row["set"] in FITTED_ON]), bench)
    return {
        **found,
        "fitted.shown_precision": fitted["shown_precision"],
        "fitted.recall10": fitted["recall10"],
    }


def _measure(known: Backlog, bench: Bench) -> dict[str, Any]:
    texts = item_texts(known.items, {})
    vectors = bench.embed(texts)
    shown = find_duplicates(known.items, texts, vectors)
    rows = [
        {"a": d.a, "b": d.b, "score": d.score, "label": known.label.get(frozenset((d.a, d.b)), "")}
        for d in shown
    ]
    right = sum(row["label"] == "duplicate" for row in rows)
    title: dict[Any, str] = {item.ref: item.title for item in known.items}
    return {
        "shown_precision": right / len(rows) if rows else 1.0,
        "shown_recall": right / max(1, len(known.twins)),
        "recall10": _recall(known, texts, vectors),
        "cosine.recall10": _recall_of(known, _by_cosine(known, vectors)),
        "pairs": float(len(known.label)),
        "shown": float(len(rows)),
        "rows": [{**row, "titles": [title[row["a"]], title[row["b"]]]} for row in rows],
    }


def _recall(known: Backlog, texts: Sequence[str], vectors: Any) -> float:
    pairs = score_pairs(known.items, texts, vectors)
    ranked: dict[Ref, list[tuple[float, Ref]]] = {}
    for a, b, score in zip(*(column.tolist() for column in pairs), strict=True):
        one, other = known.items[a].ref, known.items[b].ref
        ranked.setdefault(one, []).append((-score, other))
        ranked.setdefault(other, []).append((-score, one))
    return _recall_of(known, {ref: [o for _, o in sorted(n)] for ref, n in ranked.items()})


def _recall_of(known: Backlog, ranked: Mapping[Ref, Sequence[Ref]]) -> float:
    """Share of twins that are among each other's ten best, from either side."""
    sides = [(x, y) for pair in known.twins for x, y in _both(sorted(pair))]
    return sum(y in ranked.get(x, ())[:TOP] for x, y in sides) / max(1, len(sides))


def _both(pair: Sequence[Ref]) -> Iterator[tuple[Ref, Ref]]:
    yield pair[0], pair[1]
    yield pair[1], pair[0]


def _by_cosine(known: Backlog, vectors: Any) -> dict[Ref, list[Ref]]:
    order = np.argsort(-(vectors @ vectors.T), axis=1)[:, 1 : TOP + 1]
    refs = [item.ref for item in known.items]
    return {ref: [refs[n] for n in row] for ref, row in zip(refs, order, strict=True)}


def cost(_: object, bench: Bench) -> dict[str, float]:
    """CPU seconds for 100,000 invented items with clustered vectors."""

    def compute() -> dict[str, float]:
        items, texts, vectors = _invented(MANY)
        start = process_time()
        find_duplicates(items, texts, vectors)
        return {"cpu_s_100k": process_time() - start}

    return bench.kept_numbers("duplicates-cost", ["1"], compute)


def _invented(count: int) -> tuple[list[WorkItem], list[str], Any]:
    """Titles of eight words over sixty words of text, frequencies by Zipf's law."""
    chance = np.random.default_rng(0)
    words = np.array([f"w{n:x}" for n in range(20_000)])
    texts = [" ".join(row) for row in words[chance.zipf(1.3, (count, 60)) % len(words)]]
    themes = chance.standard_normal((1000, DIM), dtype=np.float32)
    vectors = themes[chance.integers(0, 1000, count)]
    vectors += chance.standard_normal((count, DIM), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    titles = (" ".join(text.split()[:8]) for text in texts)
    items = [
        WorkItem(source="s", id=str(n), key=str(n), title=title) for n, title in enumerate(titles)
    ]
    return items, texts, vectors


SUITE = Suite(
    name="duplicates",
    cases=read_cases,
    evaluators=(held_out, cost),
    bars=(
        Bar(metric="shown_precision", side="at least", limit=0.8),
        Bar(metric="recall10", side="at least", limit=0.65),
    ),
)
