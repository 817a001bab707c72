"""Why work that serves no goal is done all the same."""

import re
from collections.abc import Sequence
from functools import lru_cache

from copilot.portfolio import Allowance, AnyGoal, ReasonClass, WorkItem

from .lexical import split_words

_SIGNS: tuple[tuple[ReasonClass, str], ...] = (
    (
        "compliance",
        r"compliance|gdpr|dsgvo|hipaa|soc ?2|iso ?27001|pci|audit(?:or)?s?|legal|regulat\w+"
        r"|licen[cs]e|privacy|accessibility|wcag|retention policy|data protection|penetration test"
        r"|pentest|cve|security (?:patch|review|fix|audit)|vulnerabilit\w+|tax|statutory",
    ),
    (
        "customer promise",
        r"customer (?:promise|request|commitment|escalation)|promised|committed to \w+"
        r"|asked (?:for )?by|requested by|escalat\w+|contract(?:ual)?|sla"
        r"|customer asked|sales promise",
    ),
    (
        "debt",
        r"(?:tech(?:nical)?[- ]?)?debt|refactor\w*|clean[- ]?up|clean up|legacy|deprecat\w+"
        r"|migrate off|rewrite|dead code|flaky|code quality|remove (?:old|unused)|rename|simplify"
        r"|test coverage|untangle|replace deprecated",
    ),
    (
        "keep-the-lights-on",
        r"upgrade|bump|renew\w*|rotate|certificate|backup|restore drill|patch|maintenance|on-?call"
        r"|incident|outage|hotfix|monitoring|alert(?:s|ing)?|disk"
        r"|log rotation|dependency|dependencies"
        r"|dependabot|renovate|ci|pipeline|build (?:fails|broken)|ktlo"
        r"|keep the lights on|support rota"
        r"|operations|housekeeping|runbook|infrastructure|crash\w*|server",
    ),
    (
        "exploration",
        r"spike|explor\w+|prototype|proof of concept|poc|investigat\w+|research|experiment\w*"
        r"|evaluate|feasibility|hack(?:day|athon)|try out|discovery",
    ),
)
OPENING = 2
"""Words of a title that say what kind of work it is: "Spike: …", "Refactor …"."""
_PATTERNS = tuple((name, re.compile(rf"\b(?:{signs})\b")) for name, signs in _SIGNS)
KNOWN_MARKS = 4096
"""Wordings remembered: labels and opening words come again and again."""


def marked_class(item: WorkItem) -> ReasonClass | None:
    """Return the class that labels or native kind name, or the title begins with."""
    marks = " , ".join((*item.labels, item.native_kind))
    return named_class(marks) or named_class(" ".join(item.title.split()[:OPENING]))


def allowance_of(item: WorkItem, goals: Sequence[AnyGoal]) -> Allowance | None:
    """Return the allowance that the item's labels or stated goals name."""
    marks = {_folded(x) for x in (*item.labels, *item.stated_goals)}
    for goal in goals if marks else ():
        if isinstance(goal, Allowance):
            names = {_folded(x) for x in (goal.id, goal.title, *goal.labels)}
            if marks & names:
                return goal
    return None


@lru_cache(maxsize=KNOWN_MARKS)
def named_class(text: str) -> ReasonClass | None:
    """Return the first class whose wording occurs in a text."""
    folded = text.casefold()
    return next((name for name, pattern in _PATTERNS if pattern.search(folded)), None)


def _folded(text: str) -> str:
    return " ".join(split_words(text))
