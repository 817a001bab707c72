"""The index in memory: as good as comparing everything in full precision."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.embeddings.block import STRIP, Block
from copilot.embeddings.exact import ExactIndex
from copilot.embeddings.sparse import document_terms
from copilot.ports import Point


def unit_rows(count: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((count, 384)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def points(rows: np.ndarray) -> list[Point]:
    return [Point(ref=f"a:{n}", kind="item", text="", vector=row) for n, row in enumerate(rows)]


def test_half_the_memory_costs_less_than_a_thousandth_of_a_cosine() -> None:
    rows = unit_rows(STRIP + 7)
    exact = rows @ rows[3]
    assert np.abs(Block(points(rows)).cosines(rows[3]) - exact).max() < 1e-3


def test_the_best_of_many_blocks_are_the_best_of_all() -> None:
    rows = unit_rows(9000)
    index = ExactIndex()
    assert index.upsert(points(rows)) == 9000
    best = [f"a:{n}" for n in np.argsort(-(rows @ rows[8500]), kind="stable")[:3]]
    found = [hit.ref for hit in index.search(rows[8500], "", limit=3)]
    assert found[0] == "a:8500"
    assert len(set(found) & set(best)) >= 2


@settings(max_examples=40)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_every_word_of_every_text_is_in_its_postings(texts: list[str]) -> None:
    rows = unit_rows(len(texts))
    block = Block(
        [
            Point(ref=f"a:{n}", kind="item", text=text, vector=rows[n])
            for n, text in enumerate(texts)
        ]
    )
    for row, text in enumerate(texts):
        for bucket, weight in zip(*document_terms(text), strict=True):
            held, weights = block.posting(int(bucket))
            assert weights[held == row].tolist() == [weight]


def test_more_of_a_word_weighs_more_but_ever_less() -> None:
    once, twice, thrice = (document_terms("card " * n)[1][0] for n in (1, 2, 3))
    assert 0 < thrice - twice < twice - once
