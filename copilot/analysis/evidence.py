"""Which sentence carries a score: found by leaving it out, or by the words it shares."""

import re
from dataclasses import dataclass
from functools import lru_cache

from copilot.portfolio import Evidence, Ref

from .lexical import WORD, split_words
from .stopwords import STOP_WORDS

VARIANTS = 12
KNOWN_GOALS = 1024
"""Texts of goals whose words are remembered."""

_SENTENCE = re.compile(
    r"[^\n.!?。！？]+(?:[.!?。！？]+(?=\s|$)|[.!?。！？](?=\S)[^\n.!?。！？]*)*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A text without one of its spans; the span is half-open in code points of `field`."""

    text: str
    """What is left, to be embedded."""
    field: str
    start: int
    end: int
    span: str


def evidence_variants(
    title: str, body: str, *, limit: int = VARIANTS, field: str = "body"
) -> list[Variant]:
    """Return the text with each sentence left out in turn, at most `limit` of them.

    Long bodies are cut into that many stretches of neighbouring sentences. The title is one
    span; where there is nothing but one sentence there is nothing to leave out.

    Args:
        title: of an item or goal.
        body: its body, or the text of a goal.
        limit: most variants.
        field: what the body is called: `body` of items, `text` of goals.
    """
    spans = [(field, s, e) for s, e in _merged(sentences(body), max(1, limit - 1))]
    spans = [("title", 0, len(title)), *spans] if title.strip() else spans
    if len(spans) < 2:
        return []
    return [_variant(title, body, *span) for span in spans[:limit]]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return half-open spans of sentences and lines, white space trimmed."""
    found = []
    for match in _SENTENCE.finditer(text):
        whole = match.group()
        start = match.start() + len(whole) - len(whole.lstrip())
        end = match.end() - (len(whole) - len(whole.rstrip()))
        if WORD.search(text, start, end):
            found.append((start, end))
    return found


def _merged(spans: list[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
    size = -(-len(spans) // limit) if spans else 1
    runs = [spans[k : k + size] for k in range(0, len(spans), size)]
    return [(run[0][0], run[-1][1]) for run in runs]


def _variant(title: str, body: str, field: str, start: int, end: int) -> Variant:
    if field == "title":
        return Variant(text=body.strip(), field=field, start=start, end=end, span=title)
    left = f"{title.rstrip('. ')}. {body[:start].rstrip()} {body[end:].lstrip()}".strip()
    return Variant(text=left, field=field, start=start, end=end, span=body[start:end])


def _cited(ref: Ref, variant: Variant, method: str) -> Evidence:
    return Evidence(
        kind="sentence",
        text=variant.span,
        ref=ref,
        field=variant.field,
        start=variant.start,
        end=variant.end,
        method=method,
    )


def lexical_evidence(ref: Ref, title: str, body: str, goal_text: str) -> Evidence | None:
    """Return the sentence that shares most content words with the goal; None if none does."""
    wanted = _content(goal_text)
    if wanted.isdisjoint(split_words(f"{title} {body}")):
        return None
    spans = [("title", 0, len(title)), *(("body", s, e) for s, e in sentences(body))]
    best, most = None, 0
    for field, start, end in spans:
        text = title if field == "title" else body[start:end]
        shared = len(wanted.intersection(split_words(text)))
        if shared > most:
            best, most = Variant(text="", field=field, start=start, end=end, span=text), shared
    return _cited(ref, best, "lexical") if best else None


@lru_cache(maxsize=KNOWN_GOALS)
def _content(text: str) -> frozenset[str]:
    return frozenset(w for w in split_words(text) if w not in STOP_WORDS)
