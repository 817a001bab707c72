"""Sentences of memos and minutes that say what was decided, and which ticket they speak of."""

import re
from collections.abc import Sequence

from .lexical import split_words, stem
from .phrases import DOING
from .stopwords import STOP_WORDS

_ENDED = (
    r"parked|postponed|stopped|dropped|cancell?ed|put on hold|put off|shelved|paused|delayed"
    r"|deferred|abandoned|approved|green-?lit|brought forward"
)
_CHOSEN = re.compile(
    r"\b(?:decided|agreed|resolved|chose|opted)\b(?! (?:nothing|by|on nothing))"
    r"|\bdecisions?\s*(?::|\u2013|-|is|was)\s"
    rf"|\b(?:is|are|was|were|be|been|gets?|got)\s+(?:now\s+|again\s+)?(?:{_ENDED})\b"
    r"|\bwe(?:'ll| will| shall)?\s+(?:park|postpone|stop|drop|cancel|shelve|pause|defer)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\?\s*$"
    r"|\b(?:not|never|nothing|n't|nobody|to be|if|whether|should|would|could|might|may)\b"
    r"[^.;]{0,30}?(?:decided|agreed|resolved|chose|opted|park|postpone|stop|drop|cancel|shelve"
    r"|pause|delay|defer|abandon|approve|put)",
    re.IGNORECASE,
)
"""A question, a condition or a denial decides nothing."""
_SHARE = 0.5
"""Least part of a title's words that a sentence about it holds."""
_RUN = 2
"""So many neighbouring words of a title have to stand together in the sentence."""


def says_decision(sentence: str) -> bool:
    """Whether a sentence tells that something was decided."""
    return bool(_CHOSEN.search(sentence)) and not _OPEN.search(sentence)


def speaks_of(sentence: str, key: str, title: str) -> bool:
    """Whether a sentence names a ticket: by its key, or by what its title is about.

    Half of the words of the title, two of them side by side as they are there: `deposit crates`.
    """
    if any(char.isdigit() for char in key) and not key.isdecimal():
        named = re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", sentence, re.IGNORECASE)
        if named:
            return True
    own, said = _stems(title), _stems(sentence)
    if len(own) < _RUN or len(set(own) & set(said)) < _SHARE * len(set(own)):
        return False
    runs = {tuple(said[k : k + _RUN]) for k in range(len(said) - _RUN + 1)}
    return any(tuple(own[k : k + _RUN]) in runs for k in range(len(own) - _RUN + 1))


def _stems(text: str) -> Sequence[str]:
    """Stems of words that say what it is about, in order."""
    stems = (stem(w) for w in split_words(text) if w not in STOP_WORDS)
    return [s for s in stems if s not in DOING]
