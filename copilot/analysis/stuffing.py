"""Goal-washing: text that says it serves a goal, without showing any work that would.

Pasting a goal's sentence into an unrelated ticket makes that goal its best; so what a ticket
copies from goals, and what it says to machines, is left out of what is judged.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copilot.portfolio import AnyGoal

from .lexical import WORD

SHINGLE = 6
"""Words in a row that nobody writes twice by chance."""
SHORT_GOAL = 4
"""A whole title of at least so many words counts although it is shorter than a shingle."""

_TO_MACHINES = re.compile(
    r"""
    \b(?:system|assistant|developer|user)\s*(?:prompt|message|note)?\s*:
    | \b(?:ignore|disregard|forget)\b[^.\n]{0,40}\b(?:instruction|rule|prompt|above|previous|prior)
    | \b(?:alignment|relevance|similarity|priority)[ -]?(?:score|rating|level)\b[^.\n]{0,30}\d
    | \bscore\s*(?:[:=]|of|is|should\s+be|must\s+be)?\s*(?:100|1\.0|10\s*/\s*10)\b
    | \b(?:critical|essential|vital|aligned|crucial|important|relevant)\s+(?:for|to|with)\s+
      (?:every|all|each|any)\s+(?:(?:of\s+)?(?:the|our)\s+)?
      (?:okrs?|objectives?|goals?|key\s+results?|kpis?)
    | \b(?:mark|classify|label|treat|rate|score|rank|judge)\s+(?:this|it|the\s+\w+)
      (?:\s+\w+)?\s+as\s+(?:fully\s+|highly\s+|strongly\s+)?
      (?:aligned|critical|relevant|supporting|high|top|serving)
    | \b(?:as\s+an?|dear|hey|note\s+to(?:\s+the)?)\s+
      (?:ai|llm|language\s+model|model|copilot|co-pilot|assistant|scorer)\b
    | <\s*/?\s*(?:system|assistant|instructions?)\s*>
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PLAINLY_TO_MACHINES = re.compile(_TO_MACHINES.pattern, re.ASCII | re.VERBOSE)
"""The same of lower-case ASCII, several times as fast."""
_SIGNS = (
    *("scor", "rate", "rating", "okr", "objective", "goal", "kpi", "key result", "instruction"),
    *("prompt", "rule", "previous", "prior", "system", "assistant", "developer", "align"),
    *("relevan", "critical", "model", "llm", "pilot"),
)
"""Without one of these, or `ai`, nothing above can match; a quick first look."""
_TRIGGER = re.compile("|".join((*_SIGNS, r"\bai\b")), re.IGNORECASE)
_AI = re.compile(r"\bai\b")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
LEAD_IN = 60
"""Most characters that announce a quotation."""
_TRAIL = re.compile(r"(?: ?[^\w\s(\[-])*")
"""Signs that belong to the last word: ` %`, `€`, `.`."""
_ANNOUNCED = re.compile(r"[^.!?\n]*:\s*[\"'“„«(]?\Z")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a text claims instead of showing: half-open spans in it."""

    copied: tuple[tuple[int, int], ...] = ()
    to_machines: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.copied or self.to_machines)


class Washing:
    """Finds copies of some goals, and speech to machines, in texts."""

    def __init__(self, goals: Sequence[AnyGoal]) -> None:
        words = [_words(text) for goal in goals for text in (goal.passage, goal.title)]
        self._known = {
            SHINGLE: {run for w in words for run in _runs(w, SHINGLE)},
            **{n: {tuple(w) for w in words if len(w) == n} for n in range(SHORT_GOAL, SHINGLE)},
        }
        self._openings = {run[:SHORT_GOAL] for runs in self._known.values() for run in runs}

    def find(self, text: str) -> Claims:
        """Return the spans that copy a goal or speak to machines."""
        return Claims(tuple(self._copied(text)), tuple(_spoken(text)))

    def _copied(self, text: str) -> list[tuple[int, int]]:
        words = _words(text)
        if self._openings.isdisjoint(_runs(words, SHORT_GOAL)):
            return []
        sizes = [n for n, known in self._known.items() if not known.isdisjoint(_runs(words, n))]
        places = [(m.start(), m.end()) for m in WORD.finditer(text)]
        hits = [
            (places[k][0], places[k + n - 1][1])
            for n in sizes
            for k, run in enumerate(_runs(words, n))
            if run in self._known[n]
        ]
        return [
            (_lead_in(text, s), _TRAIL.match(text, e).end())  # type: ignore[union-attr]
            for s, e in _joined(sorted(hits))
        ]

    def without(self, text: str) -> str:
        """Return the text less its claims; the very same text where it has none."""
        claims = self.find(text)
        if not claims:
            return text
        return _cut(text, _joined(sorted((*claims.copied, *claims.to_machines))))


def _lead_in(text: str, start: int) -> int:
    """Return where the words that announce a quotation begin: "This is for: …"."""
    said = _ANNOUNCED.search(text, max(0, start - LEAD_IN), start)
    return said.start() if said else start


def _runs(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[k:] for k in range(size)), strict=False)


def _words(text: str) -> list[str]:
    return _PLAIN_WORD.findall(text.lower()) if text.isascii() else WORD.findall(text.casefold())


def _spoken(text: str) -> list[tuple[int, int]]:
    """Return whole sentences that speak to machines."""
    said = [(m.start(), m.end()) for m in _speech(text)]
    ends = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)] if said else []
    return _joined(
        [(ends[bisect_right(ends, s) - 1], ends[bisect_left(ends, e, 1)]) for s, e in said]
    )


def _speech(text: str) -> Iterator[re.Match[str]]:
    if not text.isascii():
        return _TO_MACHINES.finditer(text) if _TRIGGER.search(text) else iter(())
    low = text.lower()
    if any(sign in low for sign in _SIGNS) or ("ai" in low and _AI.search(low)):
        return _PLAINLY_TO_MACHINES.finditer(low)
    return iter(())


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, last = [], 0
    for start, end in spans:
        kept.append(text[last:start])
        last = end
    return " ".join(part.strip() for part in (*kept, text[last:]) if part.strip())
