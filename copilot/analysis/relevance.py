"""Does a text answer a question? Meaning and words together, calibrated so that silence wins."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .lexical import split_words, stem
from .stopwords import STOP_WORDS

Floats = NDArray[np.float32]

WORDS_COUNT = 0.4
"""What sharing every word of the question adds to the cosine."""
RELEVANT = 0.6
"""Meaning and words together from which a text may answer."""
_LEAST_MEANING = 0.25
_CLEAR_MEANING = 0.5
"""From here a text may answer in other words than the question's."""
_FAINT = 0.3
"""Weight of a word that every question about work may hold."""
_NAME = 1.6
_COMMON = """
    anybody anyone anything ask asked chang decid decis done exact find goal good happen hear item
    keep know known long made make many matter mean mention much need note one open park peopl plan
    problem project reason record remain said say someon someth start still task team tell thing
    think ticket time use want work write year month week day last current we who
"""
_FAINT_STEMS = frozenset(_COMMON.split())
_TOKEN = re.compile(r"[^\W_](?:[\w.&'’-]*[^\W_])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The words of a question that carry content, by stem, with their weight."""

    weights: dict[str, float]
    names: frozenset[str]
    """Stems of words written like names inside the question: an answer has to hold them."""

    def shared(self, text: str) -> float:
        """Share of the weighted words that a text holds, 0 to 1."""
        held = stems_of(text)
        total = max(1.0, sum(self.weights.values()))
        return sum(w for s, w in self.weights.items() if s in held) / total

    def meets(self, text: str) -> bool:
        """Whether a text holds one of the words that say what is asked, names apart."""
        asked = {s for s, w in self.weights.items() if w >= 1} - self.names
        return not asked or not asked.isdisjoint(stems_of(text))

    def names_in(self, text: str) -> bool:
        """Whether a text holds every name of the question."""
        return self.names <= stems_of(text)


def read_question(question: str, without: frozenset[str] = frozenset()) -> Question:
    """Read a question.

    Args:
        question: as it was asked.
        without: words that are spoken for already: keys, and months of the time asked about.
    """
    left = {stem(w) for name in without for w in split_words(name)}
    tokens = [m[0] for m in _TOKEN.finditer(question)]
    names = {
        stem(word)
        for k, token in enumerate(tokens)
        if k and token[:1].isupper()
        for word in split_words(token)
        if word not in STOP_WORDS and len(word) > 1
    } - left
    weights = {s: _weight(s, s in names) for s in stems_of(question) - left}
    return Question(weights=weights, names=frozenset(names & weights.keys()))


def _weight(word: str, is_name: bool) -> float:
    if is_name:
        return _NAME
    return _FAINT if word in _FAINT_STEMS else 1.0


def stems_of(text: str) -> frozenset[str]:
    """Stems of the words that carry content."""
    words = (w for w in split_words(text) if w not in STOP_WORDS and len(w) > 1)
    return frozenset(stem(w) for w in words)


def relevance(meaning: Floats, shared: Floats, met: NDArray[np.bool_]) -> Floats:
    """Add what words say to what meaning says; too little meaning is none.

    Args:
        meaning: cosines of question and texts.
        shared: `Question.shared` of the same texts.
        met: `Question.meets` of the same texts.
    """
    together = meaning + np.float32(WORDS_COUNT) * shared
    enough = (meaning >= _LEAST_MEANING) & (met | (meaning >= _CLEAR_MEANING))
    return np.where(enough, together, np.float32(0)).astype(np.float32)
