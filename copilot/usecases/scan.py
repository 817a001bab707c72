"""Judge the backlog and say what strays from strategy."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from copilot import checks
from copilot.portfolio import Finding, Portfolio, Severity
from copilot.portfolio.building import building
from copilot.ports import Progress

from .current import moment
from .judge import compute, judge, stamp, with_period
from .over_time import over_time
from .scans import keep_scan, recall_scan
from .shown import Shown
from .verbs import EVERYWHERE, verb
from .views import ItemView, Scan, ScanRecord, Summary, view_finding, view_item
from .workspace import Workspace

_STAMP = ("scan", "findings-stamp")


@verb("scan", EVERYWHERE)
@building()
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
    known = workspace.store.portfolio(when).having(decisions=workspace.store.decisions(when))
    standing = _standing(workspace, known) if as_of is None and period is None else None
    if standing is not None:
        return standing
    if as_of is None and period is None:
        judged = over_time(workspace, judge(workspace, known, progress=progress))
        found = workspace.store.merge_findings(_found(workspace, judged), at=when)
        _mute(workspace, found, when)
        items: Sequence[ItemView] = Shown(workspace, judged)
    else:
        chosen = with_period(known, period)
        judged = over_time(workspace, compute(workspace, chosen, progress=progress))
        found = tuple(_found(workspace, judged))
        items = tuple(view_item(judged, a) for a in judged.alignments)
    found = tuple(
        replace(f, state="muted") if f.fingerprint in workspace.mute else f for f in found
    )
    done = Scan(
        id=f"{when:%Y%m%dT%H%M%S%f}",
        as_of=when,
        items=items,
        findings=tuple(view_finding(f) for f in sorted(found, key=_gravest_first)),
        summary=_summary(judged, found),
    )
    if as_of is None and period is None:
        _keep(workspace, done)
    return done


def _mute(workspace: Workspace, findings: Iterable[Finding], when: datetime) -> None:
    """Mute what the settings name, for good."""
    wanted = {f.fingerprint for f in findings if f.state != "muted"} & workspace.mute
    for fingerprint in sorted(wanted):
        workspace.store.mute(fingerprint, at=when)


def _standing(workspace: Workspace, portfolio: Portfolio) -> Scan | None:
    """Return the last scan where nothing it depends on has changed; what was new is open."""
    if workspace.store.value(*_STAMP) != stamp(workspace, portfolio.as_of):
        return None
    last = recall_scan(workspace, "latest")
    return Scan(
        id=last.id,
        as_of=last.as_of,
        items=Shown(workspace, portfolio),
        findings=tuple(
            replace(f, state="open") if f.state == "new" else f
            for f in last.findings
            if f.state != "resolved"
        ),
        summary=last.summary,
    )


def _keep(workspace: Workspace, done: Scan) -> None:
    """Remember summary and findings by id, and as the latest."""
    record = ScanRecord(id=done.id, as_of=done.as_of, findings=done.findings, summary=done.summary)
    keep_scan(workspace, record)
    workspace.store.save_value(*_STAMP, stamp(workspace, done.as_of), at=done.as_of)


def _found(workspace: Workspace, portfolio: Portfolio) -> Iterable[Finding]:
    return checks.run(workspace.checks, portfolio)


def _gravest_first(finding: Finding) -> tuple[bool, int, str, str]:
    done = finding.state in {"resolved", "muted"}
    return done, -finding.severity.level, finding.code, finding.subject


def _bare(finding: Finding) -> bool:
    return finding.state != "resolved" and finding.severity is not Severity.NOTE


def _summary(portfolio: Portfolio, findings: Iterable[Finding]) -> Summary:
    count = Counter(a.verdict for a in portfolio.alignments)
    bare = {f.subject for f in findings if f.code == "coverage" and _bare(f)}
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
