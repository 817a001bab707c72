"""Which language a short text is in: by its script, else by how its words are spelt."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache

from .letters import ANYBODYS, ENGLISH_THOUGH, PARTS
from .stopwords import ALSO_ENGLISH, ANY_FOREIGN, FOREIGN, NAMES, ONLY_ENGLISH, STOP_WORDS

ENGLISH = "en"
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
CLEARLY_ENGLISH = 2
"""English function words that settle it where no other language has a word."""
SCRIPT_SHARE = 0.2
"""Letters of a foreign script from which the text counts as its language."""
_TERSE = frozenset({"ja", "zh", "ko"})
"""One letter of these scripts says as much as a word."""
_LETTERS = {
    "de": re.compile(r"[äöüß]"),
    "es": re.compile(r"[ñ¿¡]|ción\b|[íóú]"),
    "fr": re.compile(r"[çœèêëàùûîï]|\b[ldjcnmst]['’](?=[a-zéèêàâ])|\bqu['’]"),
    "pl": re.compile(r"[ąćęłńśźż]"),
    "pt": re.compile(r"[ãõ]|ção\b|ções\b"),
    "sv": re.compile(r"å"),
}
OTHER = "und"
"""Not English, and no telling what else (the code of ISO 639-2)."""
_FUNCTION_WORD = 5.0
_MOST = 4.5
"""What other words can say, in half logits: a name must not outvote a sentence."""
_SAYS_NOTHING = ANYBODYS | ALSO_ENGLISH | STOP_WORDS
_LONGEST_WORD = 40
"""What is longer is no word."""
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
_INITIALS = re.compile(r"\b[A-Z]{2,6}\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PLAIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_LONGEST_PART = 5
KNOWN_WORDS = 1 << 16
"""Words remembered."""


def language_of(text: str) -> str:
    """Return a language code; empty where nothing speaks for any.

    `OTHER` is what can only be told not to be English.
    """
    if not text.isascii() and (code := _by_script(text)):
        return code
    folded = text.casefold()
    words = (_PLAIN_WORD if folded.isascii() else _WORD).findall(folded)
    known = set(words)
    if len(known & ONLY_ENGLISH) > CLEARLY_ENGLISH and ANY_FOREIGN.isdisjoint(known):
        return ENGLISH
    own = [word for word in _proper(text, words) if len(word) > 1]
    said = [sign for sign in map(_speaks_english, own) if sign]
    if not said:
        return ""
    return ENGLISH if sum(said) > _doubt(set(own)) else _name(folded, known)


def _doubt(known: Set[str]) -> float:
    """Return how much must speak for English where function words are of other languages only."""
    return 0 if known & ONLY_ENGLISH else 2 * _FUNCTION_WORD * len(known & ANY_FOREIGN)


def _proper(text: str, words: list[str]) -> list[str]:
    """Cut getUserById, leave out SLA and HR; a text in capitals keeps all."""
    if text.isupper() and len(words) > 1:
        return words
    plain = _INITIALS.sub(" ", _CAMEL.sub(" ", text))
    return words if plain == text else _WORD.findall(plain.casefold())


@lru_cache(maxsize=KNOWN_WORDS)
def _speaks_english(word: str) -> float:
    """Return what a word says for English, in half logits: as a whole, else by its parts."""
    if word in ONLY_ENGLISH:
        return _FUNCTION_WORD
    if word in ANY_FOREIGN:
        return -_FUNCTION_WORD
    if word in _SAYS_NOTHING or len(word) > _LONGEST_WORD:
        return 0
    if word in ENGLISH_THOUGH:
        return 2
    said = sum(PARTS.get(part, 0) for part in _parts(f" {word} "))
    return max(-_MOST, min(_MOST, said))


def _parts(word: str) -> Iterator[str]:
    """Yield every part of up to five characters, and longer words whole."""
    for size in range(1, _LONGEST_PART + 1):
        yield from (word[i : i + size] for i in range(len(word) - size + 1))
    if len(word) > _LONGEST_PART:
        yield word


def _name(folded: str, known: Set[str]) -> str:
    """Name a language by its function words and its letters."""
    signs = {
        code: len(known & words) + (code in _LETTERS and len(_LETTERS[code].findall(folded)))
        for code, words in FOREIGN.items()
    }
    best = max(signs, key=lambda code: signs[code])
    return best if signs[best] else OTHER


def has_foreign_words(text: str) -> bool:
    """Whether any function word of another language occurs: a quick first look."""
    return not ANY_FOREIGN.isdisjoint(text.casefold().split())


def _by_script(text: str) -> str:
    letters = sum(c.isalpha() for c in text)
    for code, script in _SCRIPTS:
        found = len(script.findall(text))
        if found > SCRIPT_SHARE * max(1, letters) or (found and code in _TERSE and _bare(text)):
            return code
    return ""


def _bare(text: str) -> bool:
    """Whether no English function word holds a text together."""
    return STOP_WORDS.isdisjoint(_WORD.findall(text.casefold()))


def languages_of(texts: Sequence[str]) -> list[str]:
    """Return each text's language; what says nothing has that of most others."""
    found = [language_of(text) for text in texts]
    common = common_language(found)
    return [code or common for code in found]


def common_language(codes: Iterable[str]) -> str:
    """Return the most frequent language of those known, English where none is."""
    counted = Counter(code for code in codes if code)
    return max(counted, key=lambda code: (counted[code], code == ENGLISH), default=ENGLISH)


def name_of(code: str) -> str:
    """Return the English name of a language."""
    return NAMES.get(code, code)
