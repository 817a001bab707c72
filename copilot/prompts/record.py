"""How right the co-pilot was: hits, Brier score, calibration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean

COIN = 0.25
"""Brier score of always saying one half."""
_BINS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Predictions of about the same chance: what was said, and how often it came true."""

    low: float
    high: float
    said: float
    came: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Scores of what has been decided, and what still waits for its truth."""

    scored: int = 0
    hits: int = 0
    brier: float | None = None
    """Brier, Monthly Weather Review 78, 1950: mean squared difference of chance and outcome."""
    bins: tuple[Bin, ...] = ()
    open: int = 0
    void: int = 0
    """Suggestions that nobody followed: they say nothing."""
    next_due: date | None = None


def tally(
    decided: Sequence[tuple[float, bool]], *, dues: Sequence[date] = (), void: int = 0
) -> Tally:
    """Score pairs of chance and outcome.

    Args:
        decided: chance that was said, and whether it came true.
        dues: days on which the open ones are decided.
        void: those that will never be.
    """
    first = min(dues, default=None)
    if not decided:
        return Tally(open=len(dues), void=void, next_due=first)
    return Tally(
        scored=len(decided),
        hits=sum((chance >= 0.5) == came for chance, came in decided),
        brier=round(mean((chance - came) ** 2 for chance, came in decided), 4),
        bins=tuple(b for n in range(_BINS) if (b := _bin(decided, n)) is not None),
        open=len(dues),
        void=void,
        next_due=first,
    )


def _bin(decided: Sequence[tuple[float, bool]], number: int) -> Bin | None:
    inside = [p for p in decided if min(int(p[0] * _BINS), _BINS - 1) == number]
    if not inside:
        return None
    return Bin(
        low=number / _BINS,
        high=(number + 1) / _BINS,
        said=round(mean(chance for chance, _ in inside), 3),
        came=round(mean(came for _, came in inside), 3),
        count=len(inside),
    )


def short(found: Tally) -> str:
    """`9 of 12 predictions right.`; empty while none is decided."""
    return f"{found.hits} of {found.scored} predictions right." if found.scored else ""


def line(found: Tally) -> str:
    """`right on 9 of 12 predictions (Brier 0.17; a coin flip scores 0.25)`; empty at first."""
    if found.brier is None:
        return ""
    score = f"Brier {found.brier:.2f}; a coin flip scores {COIN}"
    return f"right on {found.hits} of {found.scored} predictions ({score})"


def fallback(found: Tally) -> str:
    """The whole record."""
    head = line(found) or "no prediction is decided yet"
    lines = [f"Co-pilot  {head}"]
    lines += [
        f"          said {b.low:.0%}–{b.high:.0%}: {b.count} times, came true {b.came:.0%}"
        for b in found.bins
    ]
    if found.open and found.next_due:
        due = f"{found.next_due.day} {found.next_due:%B %Y}"
        lines.append(f"Open      {found.open} predictions, the next is decided on {due}")
    if found.void:
        lines.append(f"Void      {found.void} suggestions that were not followed")
    return "\n".join(lines)
