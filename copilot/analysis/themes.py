"""Work that serves no goal and hangs together: by its epic, or by what it is about."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from copilot.portfolio import Ref, Theme, WorkItem

from .lexical import read_words, split_words, weigh
from .stopwords import STOP_WORDS

FEWEST = 5
"""Items that make a theme."""
ALIKE = 0.2
"""Mean cosine of two titles' words from which items are about one thing."""
BLOCK = 256
"""Titles compared with all others at once: bounds memory, changes no number."""
MOST_ITEMS = 2000
"""The latest this many are clustered: average linkage takes quadratic memory."""


def themes(items: Sequence[WorkItem], titles: Mapping[Ref, str]) -> tuple[Theme, ...]:
    """Group items that serve no goal; groups of fewer than five are left out, largest first.

    Args:
        items: latest last.
        titles: of epics, by reference.
    """
    groups: dict[str, list[WorkItem]] = {}
    loose: list[int] = []
    for n, item in enumerate(items):
        epic = item.epic or item.parent
        if epic is None:
            loose.append(n)
        else:
            groups.setdefault(titles.get(epic, epic), []).append(item)
    loose = loose[-MOST_ITEMS:]
    for cluster in _clusters([items[n].title for n in loose]):
        members = [items[loose[n]] for n in cluster]
        groups.setdefault(_shared_words(members), []).extend(members)
    found = [_theme(name, members) for name, members in groups.items() if len(members) >= FEWEST]
    return tuple(sorted(found, key=lambda t: (-len(t.items), t.name)))


def _clusters(texts: Sequence[str]) -> list[list[int]]:
    """Average linkage over shared words, cut where titles are no longer alike."""
    if len(texts) < FEWEST:
        return []
    labels = fcluster(linkage(_distances(texts), "average"), 1 - ALIKE, "distance")
    found: dict[int, list[int]] = {}
    for n, label in enumerate(labels):
        found.setdefault(int(label), []).append(n)
    return [members for members in found.values() if len(members) >= FEWEST]


def _distances(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return 1 - cosine of each pair, the first text's with all later ones first."""
    words, count = read_words(texts), len(texts)
    rows = weigh(words, np.ones(words.shape[1], np.float32))
    apart, at = np.empty(count * (count - 1) // 2), 0
    for start in range(0, count, BLOCK):
        for k, alike in enumerate((rows[start : start + BLOCK] @ rows.T).toarray(), start + 1):
            apart[at : at + count - k] = alike[k:]
            at += count - k
    np.subtract(1, apart, out=apart)
    return np.maximum(apart, 0, out=apart)


def _shared_words(items: Sequence[WorkItem]) -> str:
    """The two or three words that most titles have in common."""
    count: Counter[str] = Counter()
    for item in items:
        words = dict.fromkeys(split_words(item.title))
        count.update(w for w in words if w not in STOP_WORDS and len(w) > 2)
    common = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    return ", ".join(word for word, times in common if times > 1) or items[0].title


def _theme(name: str, members: Sequence[WorkItem]) -> Theme:
    return Theme(
        name=name,
        items=tuple(item.ref for item in members),
        effort=sum(item.effort or 0.0 for item in members),
    )
