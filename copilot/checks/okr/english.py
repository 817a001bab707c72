"""Whether a short text is English: rules about wording read nothing else."""

import re

_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ENGLISH_WORDS = """
    the of and to in for by with from at on is are be we our all per new each every no than or as
    it its their that who users customers increase reduce improve
"""
_FOREIGN_WORDS = """
    der das den dem ein eine einen einer und für von auf bis zu zur zum mit bei im wir unsere
    unser nicht sich wird werden über alle neue neuen auch nach le la les des du et pour par avec
    dans nos notre sur une un aux est au el los las una del para con por más nuestra nuestro todos
    y os da das dos um uma em ao com até mais nossa nosso il di che gli dei della nel ogni più het
    een voor naar onze alle och för att av på till vi vår ett og til af vores w na z dla oraz się
    ve için ile bir v ke
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
"""Function words of neighbouring languages that are no English words: whoever writes a sentence
can hardly avoid them."""


def is_english(text: str) -> bool:
    """Tell by script, function words and accented letters; a bare metric passes as English."""
    letters = [c for c in text if c.isalpha()]
    if letters and sum(bool(_LATIN.match(c)) for c in letters) < 0.7 * len(letters):
        return False
    found = _WORD.findall(text)
    words = [w.lower() for n, w in enumerate(found) if n == 0 or not w.istitle()]
    foreign = sum(w in _FOREIGN for w in words if w.upper() not in found)
    accented = sum(not w.isascii() for w in words)
    english = sum(w in _ENGLISH for w in words)
    return foreign + min(accented, 2) <= english or foreign + accented == 0
