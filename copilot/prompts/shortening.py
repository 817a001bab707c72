"""Is a claim its sentence, shortened? Whole phrases may be left out where nothing turns on them.

A sentence stays true with a phrase less, unless the phrase stands under a negation, a quantity, a
condition or somebody's word (natural logic: MacCartney and Manning, 2007). So the words of a claim
keep the order and the form of the sentence, and nothing is put in but what a pronoun stands for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .meanings import (
    BENDING,
    COORDINATING,
    EMPTY,
    FRONTING,
    HOLDING,
    LOOSE,
    MANY,
    ONE,
    OPENING,
    REFERRING,
    SPANS,
    TURNING,
    UNCHANGED,
    WIDENING,
)
from .wording import root_of

NAMED = "{named}"
"""Stands in a claim for what a pronoun of its sentence is called there."""
_MOST_NAMED = 3
_FIRST = 3
_OWNED = frozenset(["its", "their", "his", "her"])
_TOKEN = re.compile(r"\{\w+\}|[\w%€$£&@#+/.'-]*[\w%]|[,;:()–—.!?]")
_MEASURED = re.compile(r"^(?:share|number|percentage|count) of (?=\w)", re.IGNORECASE)
"""A goal that is a share of something counts that."""
_SIGNS = frozenset(",;:()–—.!?")
_MARKS = str.maketrans("", "", "[]`*<>=")
_PARTED = re.compile(r"\b(ca|do|does|did|is|are|was|were|has|have|had|would|could|should|wo)n't\b")
_WHOLE = {"ca": "can", "wo": "will"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence."""

    word: str
    clause: int = 0
    signed: bool = False
    """Whether a sign stands before it."""
    adds: bool = False
    """Whether its clause only adds to the one before."""

    @property
    def begins(self) -> bool:
        """Whether a phrase begins with it."""
        return self.signed or self.word in OPENING

    @property
    def turns(self) -> bool:
        """Whether the rest says something else without it."""
        return bool({self.word, root_of(self.word)} & TURNING) or self.word[:1].isdigit()


def tokens_of(text: str) -> tuple[Token, ...]:
    """Words, with the phrases and clauses that they begin."""
    found: list[Token] = []
    clause, adds, sign = 0, False, ""
    for word in _TOKEN.findall(_plain(text)):
        if word in _SIGNS:
            sign = word
            continue
        if found and sign:
            clause, adds = clause + 1, (sign != "," or word in COORDINATING)
            adds = adds and word not in TURNING - COORDINATING
        after = found[-1].word if found else ""
        signed = bool(sign) or (word in SPANS and after in {"a", "an"})
        found.append(Token(word, clause, signed, adds))
        sign = ""
    return tuple(found)


def _plain(text: str) -> str:
    """Lower case, contractions in full."""
    text = text.lower().translate(_MARKS).replace("’", "'").replace("cannot", "can not")
    return _PARTED.sub(lambda m: f"{_WHOLE.get(m[1], m[1])} not", text)


def shortens(claim: str, quote: str, around: str = "") -> bool:
    """Whether a claim is a quote with whole phrases less.

    Args:
        claim: without its slots.
        quote: the sentence that it stands on.
        around: the rest of that text, where pronouns find what they stand for.
    """
    told = tokens_of(quote if _MEASURED.match(claim) else _MEASURED.sub("", quote))
    said = _named([t.word for t in tokens_of(claim)], told, tokens_of(around))
    held = {t.clause for t in told if t.word in HOLDING}
    return any(_Walk(turn, told, held).arrives() for turn in _turns(said))


def refers_back(sentence: str) -> bool:
    """Whether a sentence begins with what only the one before explains: `half of them leave`."""
    words = [token.word for token in tokens_of(sentence)][:_FIRST]
    return bool(REFERRING.difference(_OWNED).intersection(words))


def _named(said: Sequence[str], told: Sequence[Token], around: Sequence[Token]) -> Sequence[str]:
    """Put a sign for the one run of words that is in the text around, and not in the sentence."""
    strange = [
        k
        for k, word in enumerate(said)
        if word not in EMPTY and not any(_alike(word, t.word) for t in told)
    ]
    if not strange:
        return said
    first, last = strange[0], strange[-1] + 1
    run = [word for word in said[first:last] if word not in EMPTY]
    if len(run) > _MOST_NAMED or not _stands(run, around):
        return said
    return [*said[:first], _sign(said[:first], run, told), *said[last:]]


def _stands(run: Sequence[str], around: Sequence[Token]) -> bool:
    """Whether these words stand together in the text around, and turn nothing."""
    words = [t for t in around if t.word not in EMPTY]
    places = range(len(words) - len(run) + 1)
    return not BENDING.intersection(run) and any(
        all(_alike(word, words[k + n].word) for n, word in enumerate(run)) for k in places
    )


def _sign(before: Sequence[str], run: Sequence[str], told: Sequence[Token]) -> str:
    """`of the parcels` may stand anywhere; else a pronoun of that number has to give way."""
    if "of" in before[-2:]:
        return "of"
    fitting = MANY if run[-1].endswith("s") or run[-1] == "people" else ONE
    return NAMED if any(t.word in fitting for t in told) else run[-1]


def _turns(said: Sequence[str]) -> Iterator[Sequence[str]]:
    """As it is, and with the phrase at its front put back to where it may have stood."""
    yield said
    if said and said[0] in FRONTING:
        for end in range(2, min(len(said), 12)):
            for place in range(end + 1, len(said) + 1):
                yield [*said[end:place], *said[:end], *said[place:]]


@dataclass(frozen=True, slots=True)
class _Walk:
    """Along a claim and its sentence at once."""

    said: Sequence[str]
    told: Sequence[Token]
    held: set[int]
    """Clauses of which nothing may be left out."""

    def arrives(self) -> bool:
        """Whether the end of both is reached."""
        places = {0}
        for word in self.said:
            places = {after for place in places for after in self._after(word, place)}
        return any(self._ends(place) for place in places)

    def _after(self, word: str, place: int) -> Iterator[int]:
        """Where one may stand in the sentence once a word of the claim is found, or needs none."""
        if word in EMPTY:
            yield place
        for k in range(place, len(self.told)):
            if self._fits(word, self.told[k].word) and self._may_skip(place, k):
                yield k + 1

    def _fits(self, word: str, other: str) -> bool:
        return other in REFERRING if word == NAMED else _alike(word, other)

    def _may_skip(self, start: int, end: int) -> bool:
        left = self._left(start, end)
        if not left:
            return True
        phrase = left[0].begins and (self.told[end].signed or self._resumes(end))
        return start > 0 and phrase and self._idle(left)

    def _resumes(self, place: int) -> bool:
        return self.told[place].word in OPENING - {"and"}

    def _ends(self, place: int) -> bool:
        """Whether the rest of the sentence may be left out."""
        clause = self.told[place - 1].clause if place else 0
        left = self._left(place, len(self.told))
        inside = [t for t in left if t.clause == clause]
        beside = [t for t in left if t.clause > clause and not t.adds]
        whole = not inside or (inside[0].begins and self._idle(inside))
        return whole and not any(t.turns and t.word not in WIDENING for t in beside)

    def _left(self, start: int, end: int) -> list[Token]:
        gone = EMPTY | LOOSE | (REFERRING if "of" in self.said else frozenset())
        return [t for t in self.told[start:end] if t.word not in gone and not _owns(t.word)]

    def _idle(self, left: Sequence[Token]) -> bool:
        return not any(t.turns or t.clause in self.held for t in left)


def _owns(word: str) -> bool:
    """Whether a word only says whose: `the partner's`."""
    return word.endswith("'s") and word.removesuffix("'s") not in TURNING


def _alike(one: str, other: str) -> bool:
    """The same word in the same form; `sees` and `see` are."""
    if one == other or {one, other} & UNCHANGED:
        return one == other
    return _bare(one) == _bare(other) and root_of(one) == root_of(other)


def _bare(word: str) -> str:
    """Without the ending of a plural, of a third person, of an owner."""
    return re.sub(r"(?:'s|s'|ies|es|s|y|e)$", "", word)
