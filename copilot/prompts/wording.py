"""Words, numbers, keys and names of a sentence."""

import re
import unicodedata
from functools import cache

import snowballstemmer

from copilot.analysis.stopwords import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NUMBER = re.compile(r"(?<![\w.])[-−+]?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*")
_KEY = re.compile(r"\b[A-Za-z][A-Za-z0-9]*(?:[-_#]|(?=\d))\d[\w.]*\b|#\d+\b|\b\w+:\S+/\S+")
_CAPITAL = re.compile(
    r"(?<!^)(?<![.!?:…“\"'(] )\b[A-ZÀ-ÞŠŽŁ][\w’'.-]*|\b\w*[a-z][A-Z]\w*|\b[A-Z]{2,}\w*"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH = re.compile(
    rf"\b(?:{_MONTHS})[a-z]*\.?\s*\d+|\d+(?:st|nd|rd|th)?\.?\s*(?:of\s+)?(?:{_MONTHS})",
    re.IGNORECASE,
)
_COUNTING = """
    two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13
    fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30
    forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000
    million=1000000 billion=1000000000 dozen=12 dozens=12s hundreds=100s thousands=1000s
    millions=1000000s half=1/2 third=1/3 quarter=1/4 twice=2x thrice=3x double=2x triple=3x both=2
    couple=2 several=many second=2nd fourth=4th fifth=5th
"""
_NEAR = 3
"""Content words behind a number that it may count: `three wrong labels`."""
_COUNTS = dict(pair.split("=") for pair in _COUNTING.split())


_FORMS = """
    saw,seen=see went,gone=go kept=keep lost=lose sent=send paid=pay began,begun=begin
    took,taken=take gave,given=give told=tell said=say found=find made=make chose,chosen=choose
    wrote,written=write ran=run came=come got=get held=hold met=meet sold=sell bought=buy
    broke,broken=break
    drove,driven=drive felt=feel knew,known=know stood=stand brought=bring built=build
    fell,fallen=fall grew,grown=grow heard=hear meant=mean spent=spend taught=teach won=win
    forgot,forgotten=forget thought=think understood=understand rode,ridden=ride flew,flown=fly
    threw,thrown=throw drew,drawn=draw showed,shown=show hid,hidden=hide spoke,spoken=speak
"""
_VERBS = {
    form: verb
    for pair in _FORMS.split()
    for forms, _, verb in (pair.partition("="),)
    for form in forms.split(",")
}
"""Irregular forms of common verbs."""


@cache
def _stemmer() -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer("english")


@cache
def stem(word: str) -> str:
    """English stem, lower case."""
    found: str = _stemmer().stemWord(word.lower().replace("’", "'"))
    return found


@cache
def root_of(word: str) -> str:
    """Stem of a word, of an irregular verb its first form's: `seen` is `see`."""
    return stem(_VERBS.get(word.lower(), word))


def words_of(text: str) -> list[str]:
    """Lower-case words, apostrophes kept, numbers left out."""
    return [
        w.lower().replace("’", "'") for w in _WORD.findall(unicodedata.normalize("NFKC", text))
    ]


def content_of(text: str) -> list[str]:
    """Stems of the words that carry content."""
    return [stem(w) for w in words_of(text) if w not in STOP_WORDS and len(w) > 1]


def numbers_of(text: str) -> list[tuple[str, str]]:
    """Numbers in order, words for numbers included, each with `%` or the word that follows."""
    text = unicodedata.normalize("NFKC", text).replace("−", "-")
    digits = [(m, _plain(m[0])) for m in _NUMBER.finditer(text)]
    words = [(m, _COUNTS.get(m[0].lower(), "")) for m in _WORD.finditer(text)]
    found = [(m.start(), value, _unit(text[m.end() :])) for m, value in digits + words if value]
    return [(number, unit) for _, number, unit in sorted(found)]


def roots_of(text: str) -> list[str]:
    """As `content_of`, irregular verbs by their first form: `seen` is `see`."""
    return [stem(_VERBS.get(w, w)) for w in words_of(text) if w not in STOP_WORDS and len(w) > 1]


def counted_near(text: str) -> list[tuple[str, frozenset[str]]]:
    """Numbers in order, as `numbers_of` finds them, each with the stems of the next few words."""
    text = unicodedata.normalize("NFKC", text).replace("−", "-")
    digits = [(m, _plain(m[0])) for m in _NUMBER.finditer(text)]
    words = [(m, _COUNTS.get(m[0].lower(), "")) for m in _WORD.finditer(text)]
    found = [(m.start(), value, text[m.end() :]) for m, value in digits + words if value]
    return [(value, frozenset(content_of(after)[:_NEAR])) for _, value, after in sorted(found)]


def _plain(number: str) -> str:
    return number.lstrip("+").replace(",", ".")


def _unit(after: str) -> str:
    """`%`, or the stem of the content word that follows."""
    match = re.match(r"\s*(%|percent\b|[^\W\d_]+)", after, re.IGNORECASE)
    if match is None:
        return ""
    word = match[1].lower()
    if word in {"%", "percent"}:
        return "%"
    return "" if word in STOP_WORDS else stem(word)


def keys_of(text: str) -> list[str]:
    """Keys of tickets and goals: `NOTE-412`, `KR1.1`, `#17`."""
    return [m.rstrip(".").casefold() for m in _KEY.findall(text)]


def names_of(text: str) -> list[str]:
    """Words that look like names: capital letters inside a sentence, camel case, capitals only."""
    return [m.rstrip(".'’").casefold() for m in _CAPITAL.findall(text)]


def dates_of(text: str) -> list[str]:
    """Days with a month's name, in letters and digits alone."""
    return [re.sub(r"\W", "", m).casefold() for m in _MONTH.findall(text)]
