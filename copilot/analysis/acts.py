"""What an item would do that could harm: ask for more, take away, slow down, lose people.

Only what a text proposes counts, so a title has to open with the act, and a body has to say what
will be. What takes away an obstacle (a step, a limit, a fault) harms nobody and is no act.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .evidence import sentences
from .places import outside

Harm = Literal["hurdle", "removal", "delay", "growth", "loss", "elsewhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One stretch of an item that says so; the span is half-open in code points of `field`."""

    harm: Harm
    object: str
    """What is asked for, taken away, slowed down, added to or lost."""
    field: str
    start: int
    end: int


_PREFIX = re.compile(r"(?:\[[^\]]{1,30}\]\s*|[\w /&-]{1,30}:\s+)*")
_STEP = (
    r"(?:review|approval|sign-?off|signature|step|round|check|form|field|gate|captcha|survey"
    r"|questionnaire|confirmation|committee|interview|verification|log-?in|paywall|audit"
    r"|assessment|consent|permission|registration|waiver|authori[sz]ation)s?"
)
_ALL = r"(?:all|every|each|any)"
_ORDINAL = (
    r"(?:second|third|fourth|fifth|another|extra|additional|further|manual|[2-9](?:nd|rd|th))"
)
_UNIT = r"(?:s|sec\w*|min\w*|h|hours?|days?|weeks?|months?)"
_PEOPLE = r"(?:users|people|customers|visitors|guests|teams|everyone|everybody)"
_OFFER = r"(?:offer|support|accept|sell|provid|hir|fund)ing"
_OPENINGS: tuple[tuple[Harm, str], ...] = (
    ("hurdle", r"(?:require|mandate|insist on) (?P<object>.+)"),
    ("hurdle", rf"(?:force|oblige) (?P<object>{_PEOPLE}\b.+)"),
    ("hurdle", r"make (?P<object>.+? (?:mandatory|compulsory|required|obligatory)\b.*)"),
    (
        "hurdle",
        rf"(?:add|introduce|insert|put) (?P<object>.*\b{_STEP}\b.*"
        rf" (?:for {_ALL}|before|in front of)\b.*)",
    ),
    ("hurdle", r"gate (?!.*\bflags?\b)(?P<object>.+)"),
    (
        "hurdle",
        rf"(?:an? )?{_ORDINAL} (?P<object>(?:\w+ )?{_STEP}\b.* (?:for|of|before|by)\b.*)",
    ),
    ("hurdle", rf"ask {_ALL} (?P<object>.+)"),
    (
        "removal",
        r"(?:turn off|switch off|shut(?: down)?|cancel|freeze|abolish|discontinue|sunset|suspend"
        r"|scrap|fell|withdraw|dismantle|drop support (?:for|of)|end support (?:for|of)"
        rf"|stop {_OFFER}|(?:remove|drop|delete|kill|end) (?:the|our|all)) (?P<object>.+)",
    ),
    (
        "removal",
        r"(?:disable|close) (?!.*\b(?:while|until|during|when|if|unless|after|on error)\b)"
        r"(?P<object>.+)",
    ),
    ("removal", r"[\w-]+ (?:freeze|ban|stop|moratorium) (?:for|on|of|in) (?P<object>.+)"),
    (
        "growth",
        r"(?:raise|increase|extend|expand|double|triple|lengthen|prolong|grant|allow|buy)"
        r" (?P<object>.+)",
    ),
    ("growth", r"let [\w -]{2,30}? (?:grant|give|offer|allow|spend|buy|raise) (?P<object>.+)"),
)
_OPENS = tuple((harm, re.compile(words, re.IGNORECASE)) for harm, words in _OPENINGS)
_SAID: tuple[tuple[Harm, re.Pattern[str]], ...] = (
    (
        "delay",
        re.compile(
            r"\b(?:may|might|will|would|can|could) (?:then |also )?take\b[^.;]{0,30}\blonger\b"
            rf"|(?:^|[\s(])\+ ?\d+ ?{_UNIT} (?:per|for each|more)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "hurdle",
        re.compile(
            r"\b(?:will|would) (?:need|have) to \w+.*\b(?:each|every|all)\b", re.IGNORECASE
        ),
    ),
    (
        "growth",
        re.compile(
            r"(?P<object>[^.;,:]{3,60}?)\s+(?:will|would|may|might) (?:also |then )?"
            r"(?:rise|increase|go up|climb)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "loss",
        re.compile(
            r"\b(?:half|most|many|some|few|\d+ ?%)\b[^.;]{0,40}\b(?:will|would|may|might) "
            r"(?:bounce|leave|churn|cancel|give up|drop out|be lost)\b",
            re.IGNORECASE,
        ),
    ),
)
_SIGNS = (
    *(" rise", " increase", " go up", " climb"),
    *(" longer", " per ", "for each", " more", "have to", "need to"),
    *("bounce", "leave", "churn", "cancel", "give up", "drop out", "be lost"),
)
"""One of these is in every sentence that `_SAID` finds: a quick first look."""
_PURPOSE = re.compile(
    r"[,;.(:]|\b(?:to|so|because|for better|when|after|until|if|instead|in order|that|which"
    r"|unless)\b",
    re.IGNORECASE,
)
_AFTER_HEAD = re.compile(
    r"\b(?:of|for|in|into|on|onto|at|with|from|per|by|across|behind|between|as|under|over)\b",
    re.IGNORECASE,
)
_OBSTACLE = re.compile(
    r"\b(?:steps?|limits?|errors?|bugs?|duplicat\w+|unused|old|dead|legacy|obsolete|stale|flaky"
    r"|wait\w*|delays?|queues?|block\w*|barriers?|hurdles?|friction|manual\w*|requirements?"
    r"|restrictions?|warnings?|noise|noisy|spam|costs?|fees?|wast\w+|debt|gaps?|risks?|loss\w*|leaks?"
    r"|fail\w*|crash\w*|broken|outdated|deprecated|redundant|unnecessary|unneeded|temporary"
    r"|workarounds?|hacks?|mandatory|required|obligatory|time|times|duration|latency|memory|size"
    r"|overhead|usage|consumption|churn|turnover|downtime|complexity|number|dependenc\w+|flags?"
    r"|code|hard-?coded|captcha|forms?|fields?|approvals?|log-?in|paper|need|effort|burden|clutter"
    r"|confus\w+|fake|junk|dialogs?|modals?|menus?|panels?|popups?|windows?|banners?|tabs?|buttons?"
    r"|connections?|sockets?|files?|issues?|tickets?|loops?|forgotten|abandoned|debug\w*|logging|logs?|tracing|test\w*|staging)\b",
    re.IGNORECASE,
)
"""Whoever takes these away, or what is of this kind, harms nobody."""
_SAFEGUARD = re.compile(
    r"\b(?:retr(?:y|ies)|back-?ups?|fall-?backs?|fail-?over|replicas?|alerts?|alerting|monitoring"
    r"|cach(?:e|es|ing)|validation|reminders?|help ?desk|hotline|training|onboarding|support)\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"\b(?:no longer|not|never|without|fewer|less|stop|skip|avoid|instead of|rather than|optional"
    r"|only once|undo|revert)\b",
    re.IGNORECASE,
)


def acts_of(title: str, body: str) -> Iterator[Act]:
    """Yield what title and body propose that could harm a goal."""
    yield from _opening(title)
    low = body.casefold()
    if any(sign in low for sign in _SIGNS):
        for start, end in sentences(body):
            yield from _said(title, body[start:end], start)


def _opening(title: str) -> Iterator[Act]:
    prefix = _PREFIX.match(title)
    for begin in dict.fromkeys((prefix.end() if prefix else 0, 0)):
        for harm, pattern in _OPENS:
            found = pattern.match(title, begin)
            if found and not _harmless(harm, found["object"], title):
                yield Act(
                    harm=harm, object=found["object"], field="title", start=0, end=len(title)
                )
                return


def _harmless(harm: Harm, wanted: str, title: str) -> bool:
    if harm == "hurdle":
        return bool(_TAKES_BACK.search(title))
    return bool(_OBSTACLE.search(direct_object(wanted)))


def acts_elsewhere(title: str, body: str, home: frozenset[str]) -> Iterator[Act]:
    """Yield what title and body put in a place outside of `home`."""
    spans = [("title", title, 0)]
    spans += [("body", body[start:end], start) for start, end in sentences(body)]
    for field, text, offset in spans:
        if outside(text, home):
            whole = text if field == "title" else f"{title} {text}"
            end = offset + len(text)
            yield Act(harm="elsewhere", object=whole, field=field, start=offset, end=end)


_MEASURING = frozenset({"dose", "amount", "quantity", "level", "volume", "usage", "consumption"})
"""Words that say how much of a thing: `the chlorine dose` is about chlorine."""


def direct_object(phrase: str) -> str:
    """Cut a phrase where a purpose, a condition or another clause begins."""
    end = _PURPOSE.search(phrase)
    return phrase[: end.start()] if end and end.start() else phrase


def head(phrase: str) -> str:
    """Return the noun that a direct object is about: `tour` of `import tour for guests`."""
    whole = direct_object(phrase)
    end = _AFTER_HEAD.search(whole)
    words = (whole[: end.start()] if end and end.start() else whole).split()
    named = [w for w in words if w.lower().rstrip("s") not in _MEASURING] or words
    return named[-1] if named else ""


def protects(phrase: str) -> bool:
    """Whether an object is there to keep things from going wrong."""
    return bool(_SAFEGUARD.search(head(phrase)))


def _said(title: str, sentence: str, offset: int) -> Iterator[Act]:
    """A body speaks of what the title names."""
    for harm, pattern in _SAID:
        found = pattern.search(sentence)
        if found and not _TAKES_BACK.search(sentence):
            yield Act(
                harm=harm,
                object=found.groupdict().get("object") or f"{title} {sentence}",
                field="body",
                start=offset,
                end=offset + len(sentence),
            )
            return
