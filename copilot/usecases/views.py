"""What is shown of items, links and findings, whichever interface shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import WrapSerializer

from copilot.portfolio import (
    Alignment,
    Evidence,
    Finding,
    FindingState,
    Link,
    Origin,
    Portfolio,
    Ref,
    Relation,
    Severity,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """One link of an item."""

    goal: Ref
    goal_id: str
    goal_title: str
    relation: Relation
    score: float
    share: float
    origin: Origin
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """What is thought of one item."""

    ref: Ref
    title: str
    status: str
    verdict: Verdict
    alignment: float
    certified: bool
    reason: str | None
    note: str
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding with its fingerprint and history."""

    code: str
    severity: Severity
    subject: Ref
    related: tuple[Ref, ...]
    message: str
    facts: Mapping[str, float | int | str]
    fix: str
    fingerprint: str
    first_seen: datetime | None
    state: FindingState


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a scan is about to judge: known before a model reads a word."""

    as_of: datetime
    items: int
    open_items: int
    goals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of one scan."""

    items: int
    aligned: int
    unsure: int
    unaligned: int
    thin: int
    supporting: int
    uncovered_goals: int
    goals: int
    open_items: int


@dataclass(frozen=True, kw_only=True)
class Scan:
    """Everything one scan found."""

    id: str
    as_of: datetime
    items: Annotated[Sequence[ItemView], WrapSerializer(lambda items, write: write(list(items)))]
    findings: tuple[FindingView, ...]
    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRecord:
    """What is remembered of a scan; the items are in the portfolio of its moment."""

    id: str
    as_of: datetime
    findings: tuple[FindingView, ...]
    summary: Summary


def view_item(portfolio: Portfolio, alignment: Alignment) -> ItemView:
    """Show one judged item."""
    item = portfolio.item[alignment.item]
    return ItemView(
        ref=item.ref,
        title=item.title,
        status=item.status.value,
        verdict=alignment.verdict,
        alignment=alignment.alignment,
        certified=alignment.certified,
        reason=alignment.reason,
        note=alignment.note,
        links=tuple(view_link(portfolio, link) for link in alignment.links),
    )


def view_link(portfolio: Portfolio, link: Link) -> LinkView:
    """Show one link."""
    goal = portfolio.goal.get(link.goal)
    return LinkView(
        goal=link.goal,
        goal_id=goal.id if goal else link.goal,
        goal_title=goal.title if goal else "",
        relation=link.relation,
        score=link.score,
        share=link.share,
        origin=link.origin,
        evidence=link.evidence,
    )


def view_finding(finding: Finding) -> FindingView:
    """Show one finding."""
    return FindingView(
        code=finding.code,
        severity=finding.severity,
        subject=finding.subject,
        related=tuple(dict.fromkeys((*finding.related, *finding.causes))),
        message=finding.message,
        facts=finding.facts,
        fix=finding.fix,
        fingerprint=finding.fingerprint,
        first_seen=finding.first_seen,
        state=finding.state,
    )
