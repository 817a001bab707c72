"""Against: work that makes a goal harder to reach."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from copilot.portfolio import Alignment, AnyGoal, Finding, Link, Portfolio, Severity, WorkItem

from .check import Check
from .scope import owner_of
from .words import Facts, clip, goal_id, goal_name, named, percent, person

_SURE = frozenset({"stated", "confirmed"})


class Against(Check):
    """Open work linked to a goal it harms: an alert until somebody has chosen."""

    code: ClassVar[str] = "against"
    min_score: float = Field(0.6, ge=0, le=1)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield one finding per item and goal."""
        undecided = (i for i in portfolio.open_items if i.ref not in portfolio.settled)
        for item in undecided:
            judged = portfolio.alignment.get(item.ref)
            for link in judged.links if judged else ():
                goal = portfolio.goal.get(link.goal)
                if goal is not None and judged is not None and self._harms(link):
                    yield _finding(self.code, item, judged, link, goal, portfolio)

    def _harms(self, link: Link) -> bool:
        sure = link.origin in _SURE or link.score >= self.min_score
        return link.relation == "against" and link.origin != "rejected" and sure


def _finding(
    code: str,
    item: WorkItem,
    judged: Alignment,
    link: Link,
    goal: AnyGoal,
    portfolio: Portfolio,
) -> Finding:
    facts: Facts = {
        "key": item.called,
        "title": item.title,
        "goal": goal_name(goal),
        "sure_percent": percent(link.score),
    }
    because = next((clip(e.text, 90) for e in link.evidence if e.text), "")
    if because:
        facts["because"] = because
        because = f" ({because})"
    helped = _helped(judged, portfolio)
    if helped is not None:
        facts["helps"] = goal_name(helped)
    also = f", helps {goal_name(helped)}" if helped is not None else ""
    owner = person(owner_of(portfolio, goal))
    works = "works" if link.origin in _SURE else "possibly works"
    choose = f"{owner} should choose." if owner else "Someone should choose."
    if owner:
        facts["owner"] = owner
    return Finding(
        code=code,
        severity=Severity.ALERT,
        subject=item.ref,
        related=(goal.ref,),
        message=f"{named(item)} {works} against {goal_id(goal)}{because}{also}. {choose}",
        facts=facts,
        fix="Change the ticket, drop it, or accept the cost to the goal.",
    )


def _helped(judged: Alignment, portfolio: Portfolio) -> AnyGoal | None:
    if judged.verdict != "aligned":
        return None
    helped = (x for x in judged.links if x.relation == "helps" and x.origin != "rejected")
    return portfolio.goal.get(next((x.goal for x in helped), ""))
