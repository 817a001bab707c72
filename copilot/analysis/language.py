"""Which language a short text is in: by its script, else by its function words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from .stopwords import ANY_FOREIGN, FOREIGN, NAMES, ONLY_ENGLISH

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
_LETTERS = {
    "de": re.compile(r"[äöüß]"),
    "fr": re.compile(r"[çœèêëàùûîï]|\b[ldjcnmst]['’](?=[a-zéèêàâ])|\bqu['’]"),
    "es": re.compile(r"[ñ¿¡]|ción\b|[íóú]"),
}
_ENDINGS = {
    "de": re.compile(
        r"\b\w{3,}(?:ung|ungen|keit|heit|schaft|ieren|lich|liche|lichen|fehler|stelle)\b"
        r"|\b\w{4,}(?:en|ern|eln)$"
    ),
    "fr": re.compile(
        r"\b\w{3,}(?:eur|eurs|euse|ités?|aux|oire|iser|ées|és)\b|^\w{4,}(?:er|ir|re)\b"
    ),
    "es": re.compile(
        r"\b\w{3,}(?:ción|ciones|dad|dades|miento|mientos|ando|iendo|arios?)\b"
        r"|^\w{3,}(?:ar|er|ir)\b"
    ),
}
"""Endings, and a title's infinitive: last in German, first in French and Spanish."""
MOST_SIGNS = 2
"""Letters, and endings, of a language that count at most."""
_LETTER_WEIGHT, _ENDING_WEIGHT = 1.0, 0.6
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PLAIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def language_of(text: str) -> str:
    """Return a language code; empty where nothing speaks for any."""
    if not text.isascii() and (code := _by_script(text)):
        return code
    folded = text.casefold().strip(" .")
    known = Counter((_PLAIN_WORD if folded.isascii() else _WORD).findall(folded))
    english = sum(map(known.__getitem__, known.keys() & ONLY_ENGLISH))
    if english > CLEARLY_ENGLISH and ANY_FOREIGN.isdisjoint(known):
        return ENGLISH
    score, code = max((_signs(code, folded, known, english), code) for code in FOREIGN)
    if score >= 1 and score > english:
        return code
    return ENGLISH if english else ""


def has_foreign_words(text: str) -> bool:
    """Whether any function word of another language occurs: a quick first look."""
    return not ANY_FOREIGN.isdisjoint(text.casefold().split())


def _by_script(text: str) -> str:
    letters = sum(c.isalpha() for c in text)
    return next(
        (
            c
            for c, script in _SCRIPTS
            if len(script.findall(text)) > SCRIPT_SHARE * max(1, letters)
        ),
        "",
    )


def languages_of(texts: Sequence[str]) -> list[str]:
    """Return each text's language; what says nothing has that of most others."""
    found = [language_of(text) for text in texts]
    common = common_language(found)
    return [code or common for code in found]


def common_language(codes: Iterable[str]) -> str:
    """Return the most frequent language of those known, English where none is."""
    counted = Counter(code for code in codes if code)
    return max(counted, key=lambda code: (counted[code], code == ENGLISH), default=ENGLISH)


def _signs(code: str, folded: str, known: Counter[str], english: int) -> float:
    """Count function words and letters of a language, and half as much for its endings.

    What can't exceed the English words any more is not counted to the end.
    """
    found = float(sum(map(known.__getitem__, known.keys() & FOREIGN[code])))
    to_come = MOST_SIGNS * (_LETTER_WEIGHT + _ENDING_WEIGHT)
    for signs, weight in ((_LETTERS, _LETTER_WEIGHT), (_ENDINGS, _ENDING_WEIGHT)):
        if found + to_come <= english:
            break
        to_come -= MOST_SIGNS * weight
        if code in signs and (signs is _ENDINGS or not _is_plain(folded)):
            found += weight * min(MOST_SIGNS, len(signs[code].findall(folded)))
    return found


def _is_plain(folded: str) -> bool:
    """Whether a text has nothing that the letters of another language are told by."""
    return folded.isascii() and "'" not in folded


def name_of(code: str) -> str:
    """Return the English name of a language."""
    return NAMES.get(code, code)
