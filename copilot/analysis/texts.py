"""What is read of items and goals, and when it is too little."""

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import AnyGoal, Ref, WorkItem

from .evidence import sentences
from .hollow import ASIDE, Told, in_a_row, is_hollow, left_of, set_aside
from .language import ENGLISH, has_foreign_words, language_of
from .lexical import split_words
from .nearness import Nearness
from .stopwords import STOP_WORDS
from .stuffing import Washing
from .vectors import Matrix, Rewritable

BLOCK = 1024
"""Suspects at a time: a few megabytes."""
BESIDE = 3
"""Goals that a sentence is held against: those that its ticket comes nearest to."""
EMBEDDED_BYTES = 8 * 1024
OPENING = 160
"""Characters in which most texts show that they are not thin."""
BOILERPLATE_SHARE = 0.2
BOILERPLATE_ITEMS = 20
"""Fewer items are no template: a line in four of ten tickets may be what they are about."""


class ItemText(NamedTuple):
    """What is read of one item."""

    text: str
    """Title, then the body without boilerplate, claims and what can't be read.

    Last, each behind an `ASIDE`, sentences that may be hollow.
    """
    claims: bool
    """Whether the body copied a goal or spoke to machines."""
    hollow: bool = False
    """Whether what was set aside was left out: nothing else had to do with it."""


Embed = Callable[[Sequence[str]], NDArray[np.float32]]


def item_texts(
    items: Sequence[WorkItem],
    bodies: Mapping[Ref, str],
    goals: Sequence[AnyGoal] = (),
    *,
    multilingual: bool = False,
) -> list[str]:
    """Return what is embedded of each item; arguments as `read_items`."""
    return [item.text for item in read_items(items, bodies, goals, multilingual=multilingual)]


def read_items(
    items: Sequence[WorkItem],
    bodies: Mapping[Ref, str],
    goals: Sequence[AnyGoal] = (),
    *,
    multilingual: bool = False,
    heard: Container[int] = (),
) -> list[ItemText]:
    """Return what is read: title, then the body without boilerplate and without claims.

    Where goals are given, what a body copies from them or says to machines is left out, so that
    only a ticket's own words are judged. Nobody else's text changes with the goals. Nobody but
    the program sets aside: marks in what people wrote are spaces.

    Args:
        items: whose titles come first.
        bodies: text of items by reference, where the items carry none.
        goals: that bodies may copy.
        multilingual: whether the embedder reads other languages than English; where it does not,
            sentences in another language than the title are noise and left out.
        heard: rows that are no tickets: what customers wish is what they have to say.
    """
    washing = Washing(goals)
    written = [in_a_row(bodies.get(item.ref) or item.body) for item in items]
    own = [washing.without(body) for body in written]
    read = (
        own if multilingual else [_readable(i.title, o) for i, o in zip(items, own, strict=True)]
    )
    shown = without_boilerplate(read)
    left = set_aside((item.title, body) for item, body in zip(items, shown, strict=True))
    kept = (shown[row] if row in heard else body for row, body in enumerate(left))
    return [
        ItemText(_cut(_joined(in_a_row(item.title), body)), claims=mine is not said)
        for item, body, mine, said in zip(items, kept, own, written, strict=True)
    ]


def without_hollow(
    read: list[ItemText],
    vectors: Rewritable,
    goals: Sequence[AnyGoal],
    goal_vectors: Matrix,
    embed: Embed,
    usual: Nearness | None,
) -> None:
    """Change, in place, texts and vectors of hollow tickets to what is left of them.

    Args:
        read: of every item.
        vectors: (n, dim) unit rows of their texts; copies would double the memory of a scan.
        goals: that a sentence may repeat.
        goal_vectors: (m, dim) unit rows of `goal_texts`.
        embed: texts to unit rows; what is left of a text was embedded with it.
        usual: how near tickets come to these goals; without it nothing is left out.
    """
    if usual is None:
        return
    told = [Told.of(goal.title, goal.passage) for goal in goals]
    suspects = (k for k, item in enumerate(read) if ASIDE in item.text)
    while block := list(islice(suspects, BLOCK)):
        left = [left_of(read[row].text) for row in block]
        alone = embed(left)
        near, without = (usual.of(found, goal_vectors) for found in (vectors[block], alone))
        for k, row in enumerate(block):
            beside = near[k].argsort()[-BESIDE:]
            nearest = [told[j] for j in beside]
            if is_hollow(read[row].text, nearest, near[k, beside], without[k, beside]):
                read[row] = read[row]._replace(text=left[k], hollow=True)
                vectors[row] = alone[k]


def goal_texts(goals: Sequence[AnyGoal]) -> list[str]:
    """Return title and text of each goal, never its parent's (measured: it costs accuracy)."""
    return [_cut(in_a_row(goal.passage)) for goal in goals]


def without_boilerplate(bodies: Sequence[str]) -> list[str]:
    """Drop lines that more than a fifth of the texts share ("Steps to reproduce")."""
    if len(bodies) < BOILERPLATE_ITEMS:
        return list(bodies)
    seen = Counter(line for body in bodies for line in {_folded(x) for x in body.splitlines()})
    common = {line for line, n in seen.items() if n > BOILERPLATE_SHARE * len(bodies)}
    return [_without(body, common) for body in bodies]


def _readable(title: str, body: str) -> str:
    """Leave out sentences in a language that is neither English nor the title's."""
    if body.isascii() and not has_foreign_words(body):
        return body
    spans = sentences(body)
    codes = [language_of(body[start:end]) for start, end in spans]
    read = {"", ENGLISH, language_of(title)}
    if all(code in read for code in codes):
        return body
    kept = (body[s:e] for (s, e), code in zip(spans, codes, strict=True) if code in read)
    return " ".join(kept)


def _without(body: str, lines: set[str]) -> str:
    kept = body.splitlines()
    return (
        "\n".join(line for line in kept if _folded(line) not in lines)
        if lines
        else ("\n".join(kept))
    )


def _folded(line: str) -> str:
    return " ".join(line.split()).casefold()


def _joined(title: str, body: str) -> str:
    return f"{title.rstrip('. ')}. {body.strip()}" if body.strip() else title


def _cut(text: str) -> str:
    return text.encode("utf-8", "surrogatepass")[:EMBEDDED_BYTES].decode("utf-8", "ignore")


def is_thin(text: str, words: int) -> bool:
    """Whether a text has fewer content words than that; most show theirs in the first line."""
    return content_words(text[:OPENING]) < words and content_words(text) < words


def content_words(text: str) -> int:
    """Count distinct words that carry content; text without spaces counts by characters."""
    words = {w for w in split_words(text) if w not in STOP_WORDS and not w.isdigit()}
    return sum(1 if w.isascii() else max(1, len(w) // 2) for w in words if len(w) > 1)
