"""Which of the sentences that carry a score is the one to show: it has to read well alone."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from copilot.portfolio import Evidence, Ref

from .evidence import Variant, sentences
from .phrases import stems_of
from .vectors import Matrix

Floats = NDArray[np.float64]
_CARRIES = 0.5
"""A sentence of at least that share of the largest fall carries the score as well."""
_HOLDS = 0.1
"""Where none of those reads well, a weaker one may be shown."""
OF_TITLE = 0.25
"""Share of it that a sentence needs to be shown instead of the title, which is known already."""
ALONE = 2
_SHORT = 5
"""Words that a sentence needs to say something alone."""
_HANGING = re.compile(
    r"(?:it|this|that|these|those|they|he|she|neither|both|such|then|so|also|and|but|or|instead"
    r"|otherwise|for example|e\.g|i\.e|see|note|goals?|tasks?|todo|steps?|example)\b",
    re.IGNORECASE,
)
"""Openings that need the sentence before, or announce a list."""
_LEAD = re.compile(r"(?:[-*+>#|]+\s+|\d+[.)]\s+|\[[ xX]\]\s+|\*\*|__)+")
_CODE = re.compile(r"[{}()<>=;`|\\]|--\w|\w[/_.]\w+[/_.]|::|=>")
_NEXT = re.compile(r"\s+(\d{1,2})[.)]?$")
_MANY_SIGNS = 3


def deletion_falls(variants: Matrix, whole: Matrix, other: Matrix) -> Floats:
    """Return how much similarity each left-out sentence costs.

    Args:
        variants: (v, dim) unit rows of the texts without it.
        whole: (dim,) of the whole text.
        other: (dim,) of the other side.
    """
    return np.nan_to_num(np.asarray(whole @ other - variants @ other, np.float64))


def told_best(
    ref: Ref,
    variants: Sequence[Variant],
    falls: Floats,
    text: str,
    other: str,
    *,
    of_title: float = OF_TITLE,
) -> tuple[Evidence, ...]:
    """Return the sentence to quote: the best to read among those that carry most.

    A stretch of several sentences is narrowed to the one that shares most words with the other
    side. The title is taken where no sentence carries as much.

    Args:
        ref: of the record the variants were made of.
        variants: from `evidence_variants`.
        falls: from `deletion_falls`, in that order.
        text: that the variants were made of, without its title.
        other: text of the other side.
        of_title: least share of the largest fall that a sentence of the body needs.
    """
    if not variants:
        return ()
    wanted = stems_of(other)
    inside = [(v, float(f)) for v, f in zip(variants, falls, strict=True) if v.field != "title"]
    most = max((fall for _, fall in inside), default=-1.0)
    if not inside or most < of_title * float(falls.max()) or most <= 0:
        return _title(ref, variants)
    told = [(_narrowed(variant, text, wanted), fall) for variant, fall in inside]
    for least in (_CARRIES, _HOLDS):
        close = [t for t in told if t[1] >= min(most, least * most) and _reads(t[0].span) == ALONE]
        if close:
            return (_cited(ref, max(close, key=lambda t: t[1])[0]),)
    return _title(ref, variants)


def _title(ref: Ref, variants: Sequence[Variant]) -> tuple[Evidence, ...]:
    return tuple(_cited(ref, v) for v in variants if v.field == "title")


def _narrowed(variant: Variant, text: str, wanted: frozenset[str]) -> Variant:
    """The sentence of a stretch that reads well and shares most words with the other side."""
    spans = [_bare(variant.span, text, *span) for span in sentences(variant.span)]
    if not spans:
        return variant
    start, end = max(spans, key=lambda s: _worth(variant.span[slice(*s)], wanted))
    return Variant(
        text="",
        field=variant.field,
        start=variant.start + start,
        end=variant.start + end,
        span=variant.span[start:end],
    )


def _bare(text: str, whole: str, start: int, end: int) -> tuple[int, int]:
    """Leave out signs of lists and headings, and the number of the next point of a list."""
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead and lead.end() < end else start
    tail = _NEXT.search(text[:end], start)
    if tail and (int(tail[1]) == 1 or f"{int(tail[1]) - 1}. " in whole):
        end = tail.start()
    return start, end


def _worth(sentence: str, wanted: frozenset[str]) -> tuple[int, int]:
    return _reads(sentence), len(stems_of(sentence) & wanted)


def _reads(sentence: str) -> int:
    """`ALONE` where it says something alone, 1 where it needs what is around it, 0 for code."""
    if len(_CODE.findall(sentence)) >= _MANY_SIGNS:
        return 0
    if sentence.count(" - ") > 1:
        return 1
    alone = len(sentence.split()) >= _SHORT and not _HANGING.match(sentence)
    return ALONE if alone and not sentence.rstrip().endswith(":") else 1


def _cited(ref: Ref, variant: Variant) -> Evidence:
    return Evidence(
        kind="sentence",
        text=variant.span,
        ref=ref,
        field=variant.field,
        start=variant.start,
        end=variant.end,
        method="deletion",
    )
