"""What people hang on a goal's line that is no part of it: scores, and days due."""

import re
from collections.abc import Sequence

from .drafts import Draft
from .ownership import NAMES, PERSON
from .vocabulary import Label, read_label

_DUE = re.compile(
    r"\s*(?:@?due[:(](?P<word>\d{4}-\d\d-\d\d)\)?|\U0001F4C5\ufe0f?\s*(?P<sign>\d{4}-\d\d-\d\d))"
    r"(?=\s|$)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+[-–—|;·]\s+(?P<open>[^|;—–·]+)$|\s*\((?P<inner>[^()]+)\)\s*$")
_COMMA = re.compile(r",\s+(?=\w+\s*:)")
_BARE = re.compile(r"\d+\.\d+")
_TAKEN = frozenset(("owner", "due", "status", "team", "weight", "id"))
"""What is said beside a goal; values it aims at stay in its words."""
_GRADE = r"(?:[01]?[.,]\d{1,2}|[01](?=\s*[)\]/]))(?:\s*/\s*1(?:\.0)?)?"
_SCORE = re.compile(
    r"\s*(?:[-–—:|=>]+|(?P<bracket>[(\[]))\s*(?:(?:overall|final|average)\s+)?"
    rf"(?:(?:score|grade|rating)d?\s*[:=]?\s*)?(?P<score>{_GRADE})"
    r"(?(bracket)\s*[)\]])(?P<note>\s*\([^()]*\))?\.?$",
    re.IGNORECASE,
)
_SHARE = re.compile(rf"\s*\((?P<owner>{PERSON})\s*[,;]\s*(?P<weight>\d{{1,3}}\s?%)\)\s*$")
_NAMED = 3
"""So many key results have to end in the names of few people before these are their owners."""
_FEWEST = 2
"""So many goals of a document have to end in a number from 0 to 1 before these are scores."""


def take_due(text: str) -> tuple[str, str]:
    """Split a line into its words and the day of `@due(2026-07-31)`, `due:2026-07-31`."""
    found = _DUE.search(text)
    if not found:
        return text, ""
    return (text[: found.start()] + text[found.end() :]).strip(), found["word"] or found["sign"]


def take_marks(text: str) -> tuple[str, dict[str, str]]:
    """Take `— Status: 14/20`, `| Owner: Kim` and `(due: 30 June, owner: Kim)` off a line's end."""
    fields: dict[str, str] = {}
    while found := _TAIL.search(text):
        labels = [
            read_label(part.strip()) for part in _COMMA.split(found["open"] or found["inner"])
        ]
        if not found.start() or not all(x and _is_beside(x) for x in labels):
            break
        for label in filter(None, labels):
            fields.setdefault(label.field, label.rest)
        text = text[: found.start()]
    return text, fields


def _is_beside(label: Label) -> bool:
    """Say whether a field is no part of a goal's words: a bare `target: 25.0` repeats them."""
    return label.field in _TAKEN or (
        label.field in ("target", "current", "baseline") and bool(_BARE.fullmatch(label.rest))
    )


def take_share(text: str) -> tuple[str, dict[str, str]]:
    """Take `(Ines, 40 %)` off an objective: who answers for it, and its share of the effort."""
    found = _SHARE.search(text)
    if not found or not found.start():
        return text, {}
    return text[: found.start()], {"owner": found["owner"], "weight": found["weight"]}


def take_scores(drafts: Sequence[Draft]) -> None:
    """Take scores as in `… — 0.7` off the titles where most goals of a kind end in one."""
    for kind in ("objective", "key_result"):
        goals = [draft for draft in drafts if draft.kind == kind]
        scored = [(draft, found) for draft in goals if (found := _SCORE.search(draft.title))]
        if len(scored) < max(_FEWEST, len(goals) / 2):
            continue
        for draft, found in scored:
            draft.title = draft.title[: found.start()].rstrip()
            draft.fields.setdefault("status", found["score"])
            draft.notes.extend(filter(None, [(found["note"] or "").strip(" ()")]))


def take_names(drafts: Sequence[Draft]) -> None:
    """Take owners as in `… (Max, Zach)` off key results where many end in the same few names.

    One alone keeps its brackets, which mostly explain it.
    """
    goals = [draft for draft in drafts if draft.kind == "key_result"]
    named = [(draft, found) for draft in goals if (found := NAMES.search(draft.title))]
    people = {found["names"] for _, found in named}
    if len(named) < max(_NAMED, len(goals) / 3) or len(people) > len(named) / 2:
        return
    for draft, found in named:
        draft.title = draft.title[: found.start()].rstrip()
        draft.fields.setdefault("owner", found["names"])
