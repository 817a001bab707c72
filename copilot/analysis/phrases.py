"""What two texts have in common, and what a text has alone, in its own words."""

import re
from collections.abc import Collection, Iterator, Sequence

from .aims import MEASURING
from .lexical import WORD, split_words, stem
from .stopwords import STOP_WORDS

Phrase = tuple[int, int]
"""Code points, half-open."""

_DOING = """
    add allow begin build chang complet continu creat current defin deliv develop enabl ensur
    explor extend finish fix get give help implement improv includ increas introduc list make
    manag move new one prepar promot provid reduc releas run set ship show start support sure
    take tri updat use various work write
"""
DOING = frozenset(_DOING.split())
"""Stems of words that say that something is done, not to what."""
SHOWN = 2
SHORT = 2
"""Letters of a word that is no subject by itself."""
_JOINED = re.compile(r"[^\W_]+-$")
_JOINS = re.compile(r"(?:-[^\W_]+)+")
_SPACE = re.compile(r"[\s/-]*")


def stems_of(text: str) -> frozenset[str]:
    """Stems of the words that carry content."""
    return frozenset(stem(w) for w in split_words(text) if w not in STOP_WORDS)


def shared_phrases(text: str, other: Collection[str]) -> tuple[Phrase, ...]:
    """Return the longest stretches whose words the other text has too; at most two.

    Args:
        text: whose words are shown.
        other: stems of the other text.
    """
    found = [p for p in _runs(text, other, among=True) if _says(text[slice(*p)])]
    told: dict[frozenset[str], Phrase] = {}
    for phrase in sorted(found, key=lambda p: (p[0] - p[1], p[0])):
        told.setdefault(stems_of(text[slice(*phrase)]), phrase)
    return tuple(sorted(list(told.values())[:SHOWN]))


def own_phrase(title: str, others: Collection[str]) -> Phrase | None:
    """Return the longest stretch of a title of which no goal has a word.

    Of equals the first that does not open the title: there stands what is done, not to what.
    One word alone is told only where the title ends in it: there stands what it is about.

    Args:
        title: of an item.
        others: stems of all goals.
    """
    last = max((end for _, end in _words(title)), default=0)
    found = [
        (start, end)
        for start, end in _runs(title, others, among=False)
        if (" " in title[start:end] or end == last)
        and _says(title[start:end])
        and _whole(title, start, end)
    ]
    return max(found, key=lambda p: (len(title[slice(*p)].split()), p[0] > 0, -p[0]), default=None)


def _says(phrase: str) -> bool:
    """Whether it names a thing, not only how something is measured."""
    return len(phrase) > SHORT and bool(stems_of(phrase) - MEASURING - DOING)


def _whole(title: str, start: int, end: int) -> bool:
    """Whether it is no part of a longer name: around it stand signs or words without content."""
    before = title[:start] if title[:start].endswith(" ") else ""
    after = title[end:] if title[end:].startswith(" ") else ""
    near = (*split_words(before)[-1:], *split_words(after)[:1])
    digits = any(word.isdigit() for word in split_words(title[start:end]))
    return not digits and all(word in STOP_WORDS for word in near)


def _runs(text: str, known: Collection[str], *, among: bool) -> Iterator[Phrase]:
    """Stretches of neighbouring content words, known or unknown; `T-shirt` is never cut."""
    for start, end in _stretches(text, known, among=among):
        before, after = _JOINED.search(text[:start]), _JOINS.match(text, end)
        yield (before.start() if before else start), (after.end() if after else end)


def _stretches(text: str, known: Collection[str], *, among: bool) -> Iterator[Phrase]:
    run: list[Phrase] = []
    for start, end in _words(text):
        if run and not _SPACE.fullmatch(text, run[-1][1], start):
            yield run[0][0], run[-1][1]
            run = []
        if _fits(text[start:end], known, among=among):
            run.append((start, end))
        elif run:
            yield run[0][0], run[-1][1]
            run = []
    if run:
        yield run[0][0], run[-1][1]


def _words(text: str) -> Sequence[Phrase]:
    return [match.span() for match in WORD.finditer(text)]


def _fits(word: str, known: Collection[str], *, among: bool) -> bool:
    parts = [stem(w) for w in split_words(word) if w not in STOP_WORDS]
    if not parts:
        return False
    return all(p in known for p in parts) if among else not any(p in known for p in parts)
