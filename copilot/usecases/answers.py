"""Which stretches answer a question: by meaning, by words, by whose record and by date."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copilot.analysis.asked_time import AskedTime
from copilot.analysis.relevance import RELEVANT, Question, relevance
from copilot.portfolio import Ref

from .recall import Said
from .workspace import Workspace

_MOST = 3
_SAME_RECORD = 2
_NEAR = 0.2
"""Further answers may be that much weaker than the best."""
_OWN = 0.25
"""What the record that a question names needs less to be relevant."""
_OTHER = 0.15
"""What other records need more then."""
_IN_TIME = 0.1
_DECIDED = 0.3
_BARE = 0.25
"""A title alone says little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """A question, read."""

    words: Question
    vector: NDArray[np.float32]
    time: AskedTime
    about: frozenset[Ref]
    """Records that it names."""
    decided: frozenset[Ref]
    """Decisions about those."""


def best_of(workspace: Workspace, asked: Answering, said: Sequence[Said]) -> list[Said]:
    """Return at most three stretches that answer, best first; none where none is relevant."""
    known = list(dict.fromkeys(said))
    if not known:
        return []
    vectors = workspace.embedder([s.whole for s in known])
    shared = np.array([asked.words.shared(s.whole) for s in known], np.float32)
    met = np.array([asked.words.meets(s.whole) for s in known], np.bool_)
    found = relevance(vectors @ asked.vector, shared, met)
    scores = [
        float(score) + _bonus(asked, one) if _may(asked, one) else 0.0
        for one, score in zip(known, found, strict=True)
    ]
    order = sorted(range(len(known)), key=lambda k: (-scores[k], k))
    if not order or scores[order[0]] < RELEVANT:
        return []
    near = [known[k] for k in order if scores[k] >= max(RELEVANT, scores[order[0]] - _NEAR)]
    return _different(near)


def _may(asked: Answering, said: Said) -> bool:
    """Whether it holds the names that are asked for, or belongs to what is asked about."""
    return _own(asked, said) or asked.words.names_in(said.whole)


def _own(asked: Answering, said: Said) -> bool:
    return said.ref in asked.about or said.ref in asked.decided


def _bonus(asked: Answering, said: Said) -> float:
    first, last = asked.time.first, asked.time.last
    in_time = bool(said.at and first and last and first <= said.at <= last)
    own = _OWN if _own(asked, said) else -_OTHER * bool(asked.about)
    decided = _DECIDED * (said.ref in asked.decided)
    return own + decided + _IN_TIME * in_time - _BARE * (said.field == "title")


def _different(said: Sequence[Said]) -> list[Said]:
    """Few of one record, one of a field, nothing twice."""
    kept: list[Said] = []
    for one in said:
        same = [other for other in kept if other.ref == one.ref]
        told = any(other.text == one.text for other in kept)
        if not told and len(same) < _SAME_RECORD and all(o.field != one.field for o in same):
            kept.append(one)
    return kept[:_MOST]
