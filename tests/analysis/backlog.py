"""A small backlog in plain words, and an embedder that hashes them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zlib import crc32

import numpy as np

from copilot.analysis.alignment import Aligned, align, goal_texts, item_texts
from copilot.analysis.lexical import split_words
from copilot.portfolio import Allowance, AnyGoal, Cycle, KeyResult, Objective, WorkItem

NOW = datetime(2026, 2, 16, 8, tzinfo=UTC)
Q1 = Cycle(name="2026-Q1", start=date(2026, 1, 1), end=date(2026, 3, 31))
Q2 = Cycle(name="2026-Q2", start=date(2026, 4, 1), end=date(2026, 6, 30))
DIM = 256

GOALS: tuple[AnyGoal, ...] = (
    Objective(source="okr", id="O1", title="New teams reach value", cycle=Q1),
    KeyResult(
        source="okr",
        id="KR1.1",
        title="Activation of new teams rises to 75 percent",
        text="Share of teams that finish a first import of notes within a week of sign-up.",
        parent="okr:2026-Q1/O1",
        cycle=Q1,
    ),
    KeyResult(
        source="okr",
        id="KR2.1",
        title="Search answers in under one second",
        text="Time until the search index returns pages for a typed query.",
        cycle=Q1,
    ),
    KeyResult(
        source="okr",
        id="KR3.1",
        title="Churn of paying customers falls to 2 percent",
        text="Customers who cancel a paid subscription in a month.",
        cycle=Q1,
    ),
)
KTLO = Allowance(
    source="okr", id="ktlo", title="Keep the lights on", share=0.2, labels=("ops",), cycle=Q1
)
SUBJECTS = {
    "KR1.1": (
        "import notes of new teams after sign-up",
        "finish the first import within a week",
        "activation of teams that import notes",
        "sign-up page before the import of notes",
    ),
    "KR2.1": (
        "search index returns pages for a query",
        "typed query answers in a second",
        "search pages by index time",
        "query of the search index is slow",
    ),
    "KR3.1": (
        "customers cancel a paid subscription",
        "churn of paying customers in a month",
        "subscription of customers who cancel",
        "paid customers and their churn",
    ),
    "": (
        "dark colours for the admin console",
        "bicycle shed gets another roof",
        "moon phase in the calendar widget",
        "pancake greeting on a birthday",
    ),
}


def item(key: str, title: str, body: str = "", **fields: Any) -> WorkItem:
    """A ticket of a tracker called jira."""
    return WorkItem(source="jira", id=key, key=key, title=title, body=body, **fields)


def backlog(copies: int = 6) -> list[WorkItem]:
    """Tickets of every subject, numbered so that no two are alike."""
    return [
        item(f"T-{len(SUBJECTS) * n + k}", f"{verb} {text} {n}", f"Part {n} of it.")
        for n in range(copies)
        for k, texts in enumerate(SUBJECTS.values())
        for verb, text in (("Improve", texts[n % len(texts)]),)
    ]


def truth(copies: int = 6) -> list[str]:
    """The goal each ticket of `backlog` serves; empty for none."""
    return [goal for _ in range(copies) for goal in SUBJECTS]


def vectors(texts: Sequence[str]) -> np.ndarray[Any, Any]:
    """Unit rows: each word has a random direction, a text is the sum of its words."""
    rows = np.zeros((len(texts), DIM), np.float32)
    for row, text in enumerate(texts):
        for word in split_words(text):
            rows[row] += _direction(word)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(length > 0, length, 1)


@cache
def _direction(word: str) -> np.ndarray[Any, Any]:
    return np.random.default_rng(crc32(word.encode())).standard_normal(DIM)


def judge(
    items: Sequence[WorkItem],
    goals: Sequence[AnyGoal] = GOALS,
    bodies: Mapping[str, str] | None = None,
    **options: Any,
) -> Aligned:
    """Align with the hashing embedder."""
    bodies = bodies or {}
    multilingual = options.get("multilingual", False)
    texts = item_texts(items, bodies, goals, multilingual=multilingual)
    options.setdefault("as_of", NOW)
    return align(items, bodies, goals, vectors(texts), vectors(goal_texts(goals)), **options)
