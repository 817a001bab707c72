"""Two rankings into one by reciprocal rank, with the same constants in both indexes.

Cormack, Clarke & Büttcher, "Reciprocal Rank Fusion outperforms Condorcet" (2009).
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

RRF_K = 60


def depth(limit: int) -> int:
    """Candidates that each ranking brings to the fusion."""
    return max(50, 5 * limit)


def fused(rankings: Iterable[NDArray[np.intp]]) -> list[tuple[int, float]]:
    """Rows and scores, best first; equal scores keep the order of the rows."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking.tolist()):
            scores[row] = scores.get(row, 0.0) + 1 / (RRF_K + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
