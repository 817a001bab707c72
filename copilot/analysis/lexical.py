"""Words: what two texts say in the same letters. Sparse rows over hashed features.

Words are hashed, so a background needs no vocabulary and a new ticket brings no new column.
Each distinct word is stemmed and spelt once; everything else is sparse algebra.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from zlib import crc32

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from scipy import sparse

from .stacking import Rows, Stack, stacked
from .stopwords import STOP_WORDS

WORD_BITS, GRAM_BITS = 20, 18
"""Hash spaces of words with bigrams, and of character n-grams."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[A-Z]+[a-z0-9]*|[a-z0-9]+")
"""The same words, camelCase cut, in one pass over plain text."""
KNOWN_WORDS = 1 << 16
"""Stems remembered."""
BLOCK = 8192
"""Texts counted and weighed at once: bounds memory, changes no number."""
_ODD = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
"""Two odd 64-bit constants of multiplicative hashing (Knuth, TAOCP 6.4)."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Counted words of n texts.

    `words` is (n, 2^20): stemmed words and pairs of neighbours, stop words out. Character
    n-grams are the product of `tokens` (n, v), distinct spellings, and `spelling` (v, 2^18):
    kept apart, because their product is large.
    """

    words: Rows
    tokens: Rows
    spelling: Rows

    def __len__(self) -> int:
        """Return the number of texts."""
        return int(self.tokens.shape[0])

    def take(self, rows: NDArray[Any]) -> "Corpus":
        """Return the corpus of some of the texts, in that order."""
        return Corpus(taken(self.words, rows), taken(self.tokens, rows), self.spelling)

    def grams(self, start: int, stop: int) -> Rows:
        """Return counts of character 3- to 5-grams of the texts in [start, stop)."""
        return self.tokens[start:stop] @ self.spelling


def taken(values: Any, rows: NDArray[Any]) -> Any:
    """Return some rows of a matrix; itself, not a copy, where that is all of them in order."""
    count = values.shape[0]
    whole = len(rows) == count and np.array_equal(rows, np.arange(count))
    return values if whole else values[rows]


def split_words(text: str) -> list[str]:
    """Return lower-case words; camelCase counts as two."""
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text)).lower().split()
    return [w.lower() for w in WORD.findall(_CAMEL.sub(" ", text))]


def read(texts: Sequence[str]) -> Corpus:
    """Count the words, pairs of words and character n-grams of every text."""
    speller, words, tokens = _Speller(), Stack(np.uint16), Stack(np.uint16)
    for told in speller.tell(texts):
        words.add(_stems(told))
        tokens.add(_counts(told.owner, told.sequence, (told.texts, len(told.codes))))
    spelling = _spelling(speller.spellings).astype(np.float32)
    return Corpus(words.rows(1 << WORD_BITS), tokens.rows(spelling.shape[0]), spelling)


def read_words(texts: Sequence[str]) -> Rows:
    """Count words and pairs of words alone, as `read` does."""
    return stacked(map(_stems, _Speller().tell(texts)), 1 << WORD_BITS, np.uint16)


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A few texts as numbers of spellings, one after the other."""

    texts: int
    sequence: NDArray[np.int32]
    owner: NDArray[np.int32]
    """The text each word is in."""
    codes: NDArray[np.uint64]
    """Hash of each spelling's stem, 0 where it carries no content."""


class _Speller:
    """Numbers spellings as they are met, and hashes the stem of each once."""

    def __init__(self) -> None:
        self._number: defaultdict[str, int] = defaultdict()
        self._number.default_factory = self._number.__len__
        self._codes = array("Q")

    @property
    def spellings(self) -> list[str]:
        """Return those met so far, by number."""
        return list(self._number)

    def tell(self, texts: Sequence[str]) -> Iterator[_Told]:
        """Yield the texts as numbers, a few thousand at once."""
        for start in range(0, max(1, len(texts)), BLOCK):
            yield self._tell(texts[start : start + BLOCK])

    def _tell(self, texts: Sequence[str]) -> _Told:
        flat, ends = array("i"), [0]
        for text in texts:
            flat.extend(map(self._number.__getitem__, split_words(text)))
            ends.append(len(flat))
        owner = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(ends))
        self._codes.extend(map(_stem_code, islice(self._number, len(self._codes), None)))
        codes = np.array(self._codes or [0], np.uint64)
        return _Told(len(texts), np.asarray(flat, np.int32), owner, codes)


def _counts(row: NDArray[Any], column: NDArray[Any], shape: tuple[int, int]) -> Rows:
    ones = np.ones(len(row), np.uint16)
    counted = sparse.coo_array((ones, (row, column)), shape=shape).tocsr()
    return counted


def _stems(told: _Told) -> Rows:
    """Count stems and pairs of neighbours."""
    stem = told.codes[told.sequence]
    owner, stem = told.owner[stem > 0], stem[stem > 0]
    follows = owner[1:] == owner[:-1]
    pair = (stem[:-1] * _ODD[0] ^ stem[1:] * _ODD[1])[follows]
    both = np.concatenate([stem * _ODD[0], pair]) >> np.uint64(64 - WORD_BITS)
    rows = np.concatenate([owner, owner[:-1][follows]])
    return _counts(rows, both.astype(np.int32), (told.texts, 1 << WORD_BITS))


def _stem_code(word: str) -> int:
    """Hash a word's stem; 0 where it carries no content."""
    if word in STOP_WORDS or (len(word) == 1 and word.isascii()):
        return 0
    known = stem(word)
    return crc32(known.encode("utf-8", "surrogatepass")) + 1 if known else 0


@lru_cache(maxsize=KNOWN_WORDS)
def stem(word: str) -> str:
    """English stem of a lower-case word."""
    found: str = snowballstemmer.stemmer("english").stemWord(word)
    return found


def _spelling(spellings: Sequence[str]) -> Rows:
    mask = (1 << GRAM_BITS) - 1
    grams = [_grams_of(word) for word in spellings]
    owner = np.repeat(np.arange(len(grams)), [len(g) for g in grams])
    column = np.array([g & mask for gs in grams for g in gs], np.int64)
    return _counts(owner, column, (max(1, len(spellings)), 1 << GRAM_BITS))


def _grams_of(word: str) -> list[int]:
    padded = f" {word} ".encode("utf-8", "surrogatepass")
    return [crc32(padded[i : i + k]) for k in (3, 4, 5) for i in range(len(padded) - k + 1)]


def document_frequency(rows: Rows) -> NDArray[np.int32]:
    """Return in how many rows each feature occurs."""
    found = np.zeros(rows.shape[1], np.int32)
    # bincount would widen every index first: tens of megabytes in a large backlog.
    np.add.at(found, rows.indices, np.int32(1))
    return found


def inverse_frequency(frequency: NDArray[Any], documents: int) -> NDArray[np.float32]:
    """Return ln((N + 1) / (df + ½)), never below 0: a word in every text says nothing."""
    each = np.arange(int(frequency.max(initial=0)) + 1)
    rarity = np.log((documents + 1) / (each + 0.5))
    known: NDArray[np.float32] = np.maximum(rarity, 0).astype(np.float32)[frequency]
    return known


def weigh(rows: Rows, rarity: NDArray[np.float32]) -> Rows:
    """Return unit rows of (1 + ln tf) · idf (Salton & Buckley 1988); an empty row stays zero."""
    values = np.empty(len(rows.data), np.float32)
    for start in range(0, rows.shape[0], BLOCK):
        some = rows[start : start + BLOCK]
        at = int(rows.indptr[start])
        values[at : at + some.nnz] = _weighed(some, rarity)
    return _with(rows, values)


def _weighed(rows: Rows, rarity: NDArray[np.float32]) -> NDArray[np.float32]:
    values = (1 + np.log(rows.data)) * rarity[rows.indices]
    length = np.sqrt(_with(rows, values * values).sum(axis=1))
    inverse = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
    weighed: NDArray[np.float32] = values * np.repeat(inverse, np.diff(rows.indptr))
    return weighed


def _with(rows: Rows, values: NDArray[Any]) -> Rows:
    """Return a matrix of other values in the same places, which both share."""
    return sparse.csr_array((values, rows.indices, rows.indptr), shape=rows.shape)
