"""Thin items: too few words to say what they serve; ask the person one concrete question."""

from collections.abc import Iterator
from typing import ClassVar

from copilot.portfolio import Finding, Portfolio, Severity, WorkItem

from .check import Check
from .words import Facts, count, named, person

QUESTIONS = {
    "bug": "what happens, and what should?",
    "epic": "what is different once it is done?",
    "initiative": "what is different once it is done?",
}
QUESTION = "which user, which step?"


class Thin(Check):
    """Open work whose text can't carry a verdict; never more than a note."""

    code: ClassVar[str] = "thin"

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield one note per item."""
        for item in portfolio.open_items:
            judged = portfolio.alignment.get(item.ref)
            if judged is not None and judged.verdict == "thin":
                yield _finding(self.code, item)


def _finding(code: str, item: WorkItem) -> Finding:
    facts: Facts = {"key": item.called, "title": item.title, "words": len(item.title.split())}
    question = QUESTIONS.get(item.kind, QUESTION)
    who = person(item.assignee)
    if who:
        facts["assignee"] = who
    asked = f"Ask {who}: {question}" if who else f"Say {question.rstrip('?')}."
    return Finding(
        code=code,
        severity=Severity.NOTE,
        subject=item.ref,
        message=(
            f"{named(item)}: {count(len(item.title.split()), 'word')} of title; "
            f"too thin to judge. {asked}"
        ),
        facts=facts,
        fix="Add a sentence: who needs it, and what changes for them.",
    )
