"""Which labels would teach the most."""

import numpy as np
from numpy.typing import NDArray

from .vectors import Matrix

SHARPNESS = 4
"""Power of the cosine: only what reads alike learns from each other, as in the history kernel."""


def most_telling(
    vectors: Matrix,
    doubt: NDArray[np.floating],
    may: NDArray[np.bool_],
    taught: Matrix,
    count: int,
) -> list[int]:
    """Return places of items to ask about, the most telling first.

    Greedy facility location: each next item brings an answer closest to most doubt that no
    answer is close to yet, Σ_j doubt_j · max_i k(i, j). Asking about the greatest doubts one by
    one teaches less than asking at random: they are odd. Cornuéjols, Fisher and Nemhauser,
    "Location of bank accounts" (1977); Wei, Iyer and Bilmes, "Submodularity in data subset
    selection and active learning" (2015).

    Args:
        vectors: (n, dim) unit rows of the items.
        doubt: (n,) how little is known of each, 0 to 1.
        may: (n,) which of them may be asked about; the others are only learnt about.
        taught: (k, dim) of items that are labelled already.
        count: how many to ask about.
    """
    alike = _alike(vectors, vectors)
    near = _alike(taught, vectors).max(axis=0, initial=0)
    left = may.copy()
    chosen: list[int] = []
    for _ in range(min(count, int(may.sum()))):
        gain = np.maximum(alike - near, 0) @ doubt
        best = int(np.where(left, gain, -1).argmax())
        left[best] = False
        chosen.append(best)
        near = np.maximum(near, alike[best])
    return chosen


def _alike(left: Matrix, right: Matrix) -> Matrix:
    cosine: Matrix = np.clip(left @ right.T, 0, None) ** SHARPNESS
    return cosine
