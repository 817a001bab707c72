"""Stated links that look wrong: a person says one goal, the text says another."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from copilot.analysis.verdicts import read_in_part
from copilot.portfolio import Finding, Link, Portfolio, Ref, Severity, WorkItem

from .check import Check
from .scope import lineage
from .words import Facts, ask, goal_id, goal_name, named

SAID = {
    "stated", "inherited", "feedback", "confirmed", "rejected", "label", "component", "team",
    "competition", "prior", "null",
}  # fmt: skip
"""Evidence that is no reading of the text itself."""


class StatedLink(Check):
    """Links stated or inherited whose text leans to another goal by more than `gap` logits.

    A goal and what is above or below it never contradict each other. A text of which something was
    left out says too little against a person.
    """

    code: ClassVar[str] = "stated-link"
    gap: float = Field(2.0, gt=0)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield one finding per doubtful link."""
        for item in portfolio.open_items:
            judged = portfolio.alignment.get(item.ref)
            if judged is None or read_in_part(judged):
                continue
            for link in judged.links:
                if link.origin in {"stated", "inherited"} and link.relation == "helps":
                    rival = self._rival(link, judged.links, portfolio)
                    if rival is not None:
                        yield _finding(self.code, item, link, rival, portfolio)

    def _rival(self, link: Link, links: tuple[Link, ...], portfolio: Portfolio) -> Link | None:
        """Strongest other goal by text alone, where it beats the stated one clearly."""
        own = _by_text(link)
        kin = _kin(link.goal, portfolio)
        others = [
            (text, other)
            for other in links
            if other.goal not in kin
            and link.goal not in _kin(other.goal, portfolio)
            and other.relation == "helps"
            and other.origin not in {"rejected", "stated", "confirmed"}
            and (text := _by_text(other)) is not None
        ]
        if own is None or not others:
            return None
        text, rival = max(others, key=lambda pair: pair[0])
        return rival if text - own > self.gap else None


def _by_text(link: Link) -> float | None:
    """Logits the text alone gives the link; None where the evidence does not say."""
    read = [e.log_odds for e in link.evidence if e.kind not in SAID and e.log_odds]
    return sum(read) if read else None


def _kin(ref: Ref, portfolio: Portfolio) -> set[Ref]:
    goal = portfolio.goal.get(ref)
    return {g.ref for g in lineage(portfolio, goal)} if goal else {ref}


def _finding(code: str, item: WorkItem, link: Link, rival: Link, portfolio: Portfolio) -> Finding:
    said, read = portfolio.goal.get(link.goal), portfolio.goal.get(rival.goal)
    names = [goal_name(g) if g else ref for g, ref in ((said, link.goal), (read, rival.goal))]
    told = f"{portfolio.typed(item.ref)} {portfolio.typed(rival.goal)}"
    how = "by hand" if link.origin == "stated" else "through its parent"
    facts: Facts = {
        "key": item.called,
        "title": item.title,
        "linked": names[0],
        "reads_like": names[1],
        "origin": link.origin,
    }
    message = (
        f"{named(item)} is linked to {goal_id(said) if said else link.goal} {how}, "
        f"reads like {names[1]}. {ask(item.assignee, 'which one?')}"
    )
    return Finding(
        code=code,
        severity=Severity.WARNING,
        subject=item.ref,
        related=(link.goal, rival.goal),
        message=message,
        facts=facts,
        fix=f"copilot feedback {told} accept|reject",
    )
