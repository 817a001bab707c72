"""What people write into tickets: other tickets they wait for, goals they serve."""

import re
from collections.abc import Iterator

KEY = (
    r"(?!(?:UTF|ISO|SHA|RFC|HTTP|AES|GPT|CVE|COVID|WCAG|IPV|Q\d|H\d|FY\d*)-)"
    r"[A-Z][A-Z0-9_]{1,14}-\d{1,7}(?:\.\d+)*"
)
"""An item's key; standards that are written alike are none."""

_URL = r"https?://[^\s)>\]|\"',]+"
_TARGET = rf"(?:{_URL}|(?:[\w.-]+/[\w.-]+)?#\d{{1,7}}\b|(?<![\w-]){KEY}\b)"
_VERBS = {
    "depends_on": r"blocked (?:by|on)|depends (?:up)?on|dependent (?:up)?on|depending on|"
    r"wait(?:s|ing) (?:for|on)|blockiert (?:durch|von)|hängt ab von|abhängig von|"
    r"wartet auf|bloqué par|dépend de|bloqueado por|depende de",
    "blocks": r"blocks|blocking|is blocker (?:for|of)|unblocks",
    "duplicates": r"duplicates?(?: of)?|dupe of|duplikat von|doublon de|duplicado de",
}
_CUE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{verbs})" for name, verbs in _VERBS.items()) + r")\b"
)
_DENIAL = re.compile(
    r"\b(?:not|no longer|isn't|never|nicht(?: mehr)?)\s+(?:an?\s+|be\s+)?$", re.IGNORECASE
)
_NAMING = re.compile(r"[\W_]*(?:(?:the|this|issue|ticket|bug|task|story)[\W_]+)*", re.IGNORECASE)
"""What may stand between "duplicates" and a key: `removed duplicates in PAY-1` names none."""
_FIRST = re.compile(
    r":?(?:\s+(?!and\b|und\b|but\b)[\w'’]+){0,4}?[:\s*\[(<-]+(?P<key>" + _TARGET + r")"
)
_MORE = re.compile(
    rf"[\])>]*(?:\s*(?:,\s*and|,|and|und|et|y|&|\+)|\s*\n\s*[-*])\s*[\[(<]*(?P<key>{_TARGET})"
)
_QUICK = ("block", "depend", "duplic", "dupe", "wait", "abhäng", "hängt", "wartet",
          "dépend", "doublon")  # fmt: skip
_KEY_IN_URL = (
    re.compile(r"/browse/([A-Z][A-Z0-9_]+-\d+)"),
    re.compile(r"linear\.app/[^/]+/issue/([A-Z][A-Z0-9]*-\d+)"),
    re.compile(r"[?&]selectedIssue=([A-Z][A-Z0-9_]+-\d+)"),
    re.compile(r"github\.com/([^/]+/[^/]+)/issues/(\d+)"),
    re.compile(r"trello\.com/c/(\w+)"),
    re.compile(r"_workitems/edit/(\d+)"),
    re.compile(r"app\.asana\.com/\d+/\d+/(\d+)"),
    re.compile(r"app\.clickup\.com/t/(?:\d+/)?([\w-]+)"),
)
_GOAL_ID = re.compile(
    r"(?<![\w/-])(?:\d{4}-?[QH][1-4]/)?"
    r"(?:O\d+[-./ ]?KR[- ]?\d+(?:\.\d+)?|KR[- ]?\d+(?:[.-]\d+)*)(?![\w-])"
)
_GOAL_NAMED = re.compile(
    r"\b(?:goal|objective|okr|key result|ziel|objectif|objetivo)s?\s*[:#]?\s*"
    r"(?-i:(?P<id>(?:\d{4}-?[QH][1-4]/)?(?!Q\d|H\d|FY)[A-Z]{1,4}-?\d+(?:\.\d+)*))\b(?!-)",
    re.IGNORECASE,
)
_GOAL_URL = re.compile(
    r"https?://[^\s)>\]|\"']*/(?:goals?|okrs?|objectives?|key-results?|initiatives?)/[^\s)>\]|\"']+",
    re.IGNORECASE,
)
_GOAL_LABEL = re.compile(
    r"(?:okr|goal|objective|kr|key[ -]?result|ziel)\s*[:/=]+\s*(?P<goal>.+)", re.IGNORECASE
)
_GOAL_QUICK = ("kr", "goal", "objecti", "key result", "ziel", "initiative", "objetivo")


def key_in(target: str) -> str | None:
    """Return the key of another item from a key or URL; None where a URL is no item's."""
    if not target.startswith("http"):
        return target or None
    for pattern in _KEY_IN_URL:
        if found := pattern.search(target):
            return "#".join(found.groups())
    return None


def waits(text: str) -> Iterator[tuple[str, str]]:
    """Yield (`depends_on` | `blocks` | `duplicates`, key) for what the text says so."""
    lowered = _lowered(text)
    if not any(word in lowered for word in _QUICK):
        return
    for cue in _CUE.finditer(lowered):
        first = _FIRST.match(text, cue.end())
        if first is None or _DENIAL.search(text, max(0, cue.start() - 24), cue.start()):
            continue
        relation = cue.lastgroup or ""
        if relation == "duplicates" and not _NAMING.fullmatch(text, cue.end(), first.start("key")):
            continue
        targets, end = [first["key"]], first.end()
        while more := _MORE.match(text, end):
            targets.append(more["key"])
            end = more.end()
        for target in targets:
            if key := key_in(target.rstrip(".,;:")):
                yield relation, key


def _lowered(text: str) -> str:
    """Lower case with every character where it was; a few capitals become two letters."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[0] for c in text)


def goals_in(text: str) -> Iterator[str]:
    """Yield goal ids and URLs in running text."""
    lowered = text.lower()
    if not any(word in lowered for word in _GOAL_QUICK):
        return
    for pattern in (_GOAL_ID, _GOAL_URL):
        yield from (found[0].rstrip(".,;") for found in pattern.finditer(text))
    yield from (found["id"] for found in _GOAL_NAMED.finditer(text))


def goal_of_label(label: str) -> str | None:
    """Return the goal a label names: `okr:KR1.1`, `KR1.1`, `O2`; None for other labels."""
    if found := _GOAL_LABEL.fullmatch(label.strip()):
        return found["goal"].strip()
    if _GOAL_ID.fullmatch(label.strip()) or re.fullmatch(r"O\d{1,2}", label.strip()):
        return label.strip()
    return None
