"""What is read of items and goals, and when it is too little."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from copilot.portfolio import AnyGoal, Ref, WorkItem

from .evidence import sentences
from .hollow import Embed, Suspect, find_hollow
from .language import ENGLISH, has_foreign_words, language_of
from .lexical import split_words
from .stopwords import STOP_WORDS
from .stuffing import Washing
from .vectors import Matrix, Vectors
from .wishes import find_wish

EMBEDDED_BYTES = 8 * 1024
OPENING = 160
"""Characters in which most texts show that they are not thin."""
BOILERPLATE_SHARE = 0.2
BOILERPLATE_ITEMS = 20
"""Fewer items are no template: a line in four of ten tickets may be what they are about."""


class ItemText(NamedTuple):
    """What is read of one item."""

    text: str
    """Title, then the body without boilerplate, claims and what can't be read."""
    claims: bool
    """Whether the body copied a goal or spoke to machines."""
    hollow: bool = False
    """Whether the wish was left out: nothing else had to do with it."""


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
) -> list[ItemText]:
    """Return what is read: title, then the body without boilerplate and without claims.

    Where goals are given, what a body copies from them or says to machines is left out, so that
    only a ticket's own words are judged. Nobody else's text changes with the goals.

    Args:
        items: whose titles come first.
        bodies: text of items by reference, where the items carry none.
        goals: that bodies may copy.
        multilingual: whether the embedder reads other languages than English; where it does not,
            sentences in another language than the title are noise and left out.
    """
    washing = Washing(goals)
    written = [bodies.get(item.ref) or item.body for item in items]
    own = [washing.without(body) for body in written]
    read = (
        own if multilingual else [_readable(i.title, o) for i, o in zip(items, own, strict=True)]
    )
    return [
        ItemText(_cut(_joined(item.title, body)), claims=mine is not said)
        for item, body, mine, said in zip(
            items, without_boilerplate(read), own, written, strict=True
        )
    ]


def without_hollow(
    items: Sequence[WorkItem],
    read: list[ItemText],
    vectors: Vectors,
    goal_vectors: Matrix,
    embed: Embed,
    fingerprint: str,
    heard: Container[int] = (),
) -> None:
    """Change, in place, texts and vectors of hollow tickets to what is left of them.

    Args:
        items: all of them.
        read: of every item.
        vectors: (n, dim) unit rows of their texts; copies would double the memory of a scan.
        goal_vectors: (m, dim) unit rows of `goal_texts`.
        embed: texts to unit rows; asked for what is suspected.
        fingerprint: of the embedder.
        heard: rows that are no tickets: what customers wish is what they have to say.
    """
    suspects = (
        Suspect(row, wish.said, _joined(item.title, wish.rest))
        for row, item in enumerate(items)
        if row not in heard and (wish := find_wish(_body(item.title, read[row].text)))
    )
    for row, rest, vector in find_hollow(suspects, vectors, goal_vectors, embed, fingerprint):
        vectors[row] = vector
        read[row] = read[row]._replace(text=rest, hollow=True)


def _body(title: str, text: str) -> str:
    """Return what `_joined` put behind a title."""
    return text[len(title.rstrip(". ")) + 2 :]


def goal_texts(goals: Sequence[AnyGoal]) -> list[str]:
    """Return title and text of each goal, never its parent's (measured: it costs accuracy)."""
    return [_cut(goal.passage) for goal in goals]


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
