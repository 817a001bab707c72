"""Hollow tickets: they wish for a goal, and nothing else in them has to do with it.

A goal said in other words makes any ticket look as if it served it. Such a ticket counts for what
is left of it without the wish. Tickets that say what their work is for keep it: there the rest is
about the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .vectors import Matrix, Vectors
from .wish_manner import MANNER, MANNER_OFFSET
from .wishes import log_odds

PLAIN = 1.0
"""Log-odds beyond which a wish is none the plainer: else it would drown what the rest is about."""
SAMPLE = 2000
"""Items that tell what is usual for this backlog."""
BLOCK = 1024
"""Suspects at a time: a few megabytes."""
FEWEST = 20
"""Items that tell anything usual."""
SHIPPED_EMBEDDER = "onnx:"
"""Fingerprints that begin so embed as `MANNER` was found."""
WORDED, MEANT, NAMES, SERVES, FITS, OFFSET = 1.01, 0.61, 1.07, -0.33, -0.85, -2.1
"""Weights of a logistic regression.

In this order: how the wish is worded (log-odds of `wishes`) and what it means (`MANNER`), both up
to `PLAIN`; how far it stands out for the goal it names, how far the rest does for that goal, and
how near both are, in deviations from what is usual; docs/decisions/stuffing.md says how found.
"""

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


class Suspect(NamedTuple):
    """An item that may be hollow."""

    row: int
    said: str
    """What it wishes."""
    rest: str
    """Its text without that."""


class Hollow(NamedTuple):
    """An item that is, and the vector of its rest: shape (dim,)."""

    row: int
    rest: str
    vector: Matrix


def find_hollow(
    suspects: Iterable[Suspect],
    vectors: Vectors,
    goal_vectors: Matrix,
    embed: Embed,
    fingerprint: str,
) -> Iterator[Hollow]:
    """Yield those that wish for a goal which the rest has nothing to do with.

    Args:
        suspects: by row of `vectors`; read a block at a time.
        vectors: (n, dim) unit rows of all items' texts; fewer than `FEWEST` tell nothing.
        goal_vectors: (m, dim) unit rows; one alone can't stand out.
        embed: texts to unit rows; asked for both texts of every suspect.
        fingerprint: of the embedder; what a wish means is known of the shipped one only.
    """
    if len(vectors) < FEWEST or len(goal_vectors) < 2:
        return
    usual = vectors[:: 1 + len(vectors) // SAMPLE].copy()
    waiting = iter(suspects)
    while block := list(islice(waiting, BLOCK)):
        yield from _hollow(block, usual, goal_vectors, embed, fingerprint)


def _hollow(
    suspects: Sequence[Suspect], usual: Matrix, goals: Matrix, embed: Embed, fingerprint: str
) -> list[Hollow]:
    both = embed([text for suspect in suspects for text in (suspect.said, suspect.rest)])
    said, rest = both[::2], both[1::2]
    odds = _log_odds(said, rest, usual, goals)
    worded = np.array([log_odds(suspect.said) for suspect in suspects])
    odds += WORDED * worded.clip(max=PLAIN)
    if fingerprint.startswith(SHIPPED_EMBEDDER):
        odds += MEANT * (said @ MANNER + MANNER_OFFSET).clip(max=PLAIN)
    return [
        Hollow(suspect.row, suspect.rest, rest[k].copy())
        for k, suspect in enumerate(suspects)
        if odds[k] > 0
    ]


def _log_odds(said: Matrix, rest: Matrix, usual: Matrix, goals: Matrix) -> Matrix:
    """Return what the goals and the backlog say: shape (k,) for k suspects."""
    near = usual @ goals.T
    wish = said @ goals.T
    named = ((wish - near.mean(0)) / _spread(near, 0)).argmax(axis=1)
    at = np.arange(len(said)), named
    stands_out = (wish[at] - wish.mean(1)) / _spread(wish, 1)
    served = ((rest @ goals.T - near.mean(0)) / _spread(near, 0))[at]
    beside = said @ usual.T
    fits = ((said * rest).sum(1) - beside.mean(1)) / _spread(beside, 1)
    found: Matrix = NAMES * stands_out + SERVES * served + FITS * fits + OFFSET
    return found


def _spread(values: Matrix, axis: int) -> Matrix:
    """Return the deviation, never quite 0."""
    found: Matrix = values.std(axis=axis) + 1e-6
    return found
