"""Words as sparse vectors: hashed stems with BM25 term weights, the same for both indexes.

BM25 as in Robertson & Zaragoza, "The Probabilistic Relevance Framework" (2009), with a fixed
average length, so that a document's weights never depend on its neighbours.
"""

import re
from collections import Counter
from functools import lru_cache
from zlib import crc32

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

BUCKETS = 2**20
K1 = 1.2
B = 0.75
AVERAGE_LENGTH = 60

_WORD = re.compile(r"\w+")
_stemmer = snowballstemmer.stemmer("english")

Sparse = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Ascending buckets and their weights."""


@lru_cache(maxsize=50_000)
def _bucket(word: str) -> int:
    return crc32(_stemmer.stemWord(word).encode("utf-8", "replace")) % BUCKETS


def _counts(text: str) -> tuple[Counter[int], int]:
    words = _WORD.findall(text.casefold())
    return Counter(_bucket(word) for word in words), len(words)


def document_terms(text: str) -> Sparse:
    """Saturated term frequencies; the index multiplies by the inverse document frequency."""
    counts, length = _counts(text)
    buckets = np.array(sorted(counts), dtype=np.int32)
    frequency = np.array([counts[int(b)] for b in buckets], dtype=np.float32)
    norm = K1 * (1 - B + B * length / AVERAGE_LENGTH)
    return buckets, frequency * np.float32(K1 + 1) / (frequency + np.float32(norm))


def query_terms(text: str) -> Sparse:
    """Each distinct stem once."""
    buckets = np.array(sorted(_counts(text)[0]), dtype=np.int32)
    return buckets, np.ones(len(buckets), dtype=np.float32)
