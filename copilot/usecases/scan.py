"""Judge the backlog and say what strays from strategy."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from copilot import checks
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
from copilot.ports import Progress

from .current import moment
from .judge import compute, judge, with_period
from .verbs import EVERYWHERE, verb
from .workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """One link of an item."""

    goal: Ref
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Everything one scan found."""

    as_of: datetime
    items: tuple[ItemView, ...]
    findings: tuple[FindingView, ...]
    summary: Summary


@verb("scan", EVERYWHERE)
def scan(
    workspace: Workspace,
    *,
    period: str | None = None,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> Scan:
    """Judge every item, run every check; most severe first.

    Args:
        workspace: where.
        period: only the items and goals of this cycle.
        as_of: what was known at the end of that day; nothing is remembered then.
        progress: told how many texts are embedded.
    """
    when = moment(workspace, as_of)
    known = workspace.store.portfolio(when)
    if as_of is None and period is None:
        judged = judge(workspace, known, progress=progress)
        found = workspace.store.merge_findings(tuple(_found(workspace, judged)), at=when)
    else:
        judged = compute(workspace, with_period(known, period), progress=progress)
        found = tuple(_found(workspace, judged))
    return Scan(
        as_of=when,
        items=tuple(view_item(judged, a) for a in judged.alignments),
        findings=tuple(view_finding(f) for f in sorted(found, key=_gravest_first)),
        summary=_summary(judged, found),
    )


def _found(workspace: Workspace, portfolio: Portfolio) -> Iterable[Finding]:
    return checks.run(workspace.checks, portfolio)


def _gravest_first(finding: Finding) -> tuple[bool, int, str, str]:
    done = finding.state in {"resolved", "muted"}
    return done, -finding.severity.level, finding.code, finding.subject


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
        links=tuple(view_link(link) for link in alignment.links),
    )


def view_link(link: Link) -> LinkView:
    """Show one link."""
    return LinkView(
        goal=link.goal,
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
        related=finding.related,
        message=finding.message,
        facts=finding.facts,
        fix=finding.fix,
        fingerprint=finding.fingerprint,
        first_seen=finding.first_seen,
        state=finding.state,
    )


def _summary(portfolio: Portfolio, findings: Iterable[Finding]) -> Summary:
    count = Counter(a.verdict for a in portfolio.alignments)
    bare = {f.subject for f in findings if f.code == "coverage" and f.state != "resolved"}
    return Summary(
        items=len(portfolio.alignments),
        aligned=count["aligned"],
        unsure=count["unsure"],
        unaligned=count["unaligned"],
        thin=count["thin"],
        supporting=count["supporting"],
        uncovered_goals=len(bare),
        goals=len(portfolio.goals),
        open_items=len(portfolio.open_items),
    )
