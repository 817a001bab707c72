"""Judge the backlog and say what strays from strategy."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from copilot import checks
from copilot.portfolio import Finding, Portfolio, Severity
from copilot.portfolio.building import building
from copilot.ports import Progress

from .current import moment
from .judge import compute, judge, stamp, with_period
from .over_time import over_time
from .room import give_back
from .scans import keep_scan, recall_scan
from .shown import Shown
from .verbs import EVERYWHERE, verb
from .views import (
    Counted,
    FindingView,
    ItemView,
    Scan,
    ScanRecord,
    Summary,
    view_finding,
    view_item,
)
from .workspace import Workspace

_STAMP = ("scan", "findings-stamp")

Part = Counted | Summary


@verb("scan", EVERYWHERE)
@building()
def scan(
    workspace: Workspace,
    *,
    period: str | None = None,
    as_of: date | None = None,
    progress: Progress | None = None,
    heard: Callable[[Part], None] | None = None,
) -> Scan:
    """Judge every item, run every check; most severe first.

    Args:
        workspace: where.
        period: only the items and goals of this cycle.
        as_of: what was known at the end of that day; nothing is remembered then.
        progress: told how many texts are embedded.
        heard: told each part of the result as soon as it is known: what was read, before any
            model is asked; how all of it was judged, before work and goals are followed
            through time. The findings end the scan.
    """
    when = moment(workspace, as_of)
    known = workspace.store.portfolio(when).having(decisions=workspace.store.decisions(when))
    if as_of is not None or period is not None:
        return _once(workspace, with_period(known, period), progress, heard or _nobody)
    return _standing(workspace, known, heard or _nobody) or _renewed(
        workspace, known, progress, heard or _nobody
    )


def _nobody(part: Part) -> None:
    """Nobody listens."""


def _renewed(
    workspace: Workspace,
    known: Portfolio,
    progress: Progress | None,
    heard: Callable[[Part], None],
) -> Scan:
    """Judge what is known now, and remember it."""
    heard(_counted(known))
    judged = judge(workspace, known, progress=progress)
    summary = _summary(workspace, judged)
    heard(summary)
    judged = over_time(workspace, judged)
    give_back(len(judged.items))
    done = _scan(workspace, judged, Shown(workspace, judged), _found(workspace, judged), summary)
    give_back(len(judged.items))
    _keep(workspace, done)
    return done


def _once(
    workspace: Workspace,
    chosen: Portfolio,
    progress: Progress | None,
    heard: Callable[[Part], None],
) -> Scan:
    """Judge the past or one cycle; nothing of it is remembered."""
    heard(_counted(chosen))
    judged = compute(workspace, chosen, progress=progress)
    summary = _summary(workspace, judged)
    heard(summary)
    judged = over_time(workspace, judged)
    items = tuple(view_item(judged, a) for a in judged.alignments)
    return _scan(workspace, judged, items, [*checks.run(workspace.checks, judged)], summary)


def _scan(
    workspace: Workspace,
    judged: Portfolio,
    items: Sequence[ItemView],
    findings: list[Finding],
    summary: Summary,
) -> Scan:
    return Scan(
        id=f"{judged.as_of:%Y%m%dT%H%M%S%f}",
        as_of=judged.as_of,
        items=items,
        findings=_views(workspace, findings),
        summary=summary,
    )


def _views(workspace: Workspace, findings: list[Finding]) -> tuple[FindingView, ...]:
    """Show findings, the most severe first; the list is emptied: both take much room."""
    if workspace.mute:
        muted = (f.fingerprint in workspace.mute for f in findings)
        findings[:] = [
            replace(f, state="muted") if m else f for f, m in zip(findings, muted, strict=True)
        ]
    findings.sort(key=_gravest_first)
    findings.reverse()
    return tuple(view_finding(findings.pop()) for _ in range(len(findings)))


def _found(workspace: Workspace, judged: Portfolio) -> list[Finding]:
    """Run every check, and match what it finds with what is known."""
    told = checks.run(workspace.checks, judged)
    found = [*workspace.store.merge_findings(told, at=judged.as_of)]
    _mute(workspace, found, judged.as_of)
    return found


def _counted(portfolio: Portfolio) -> Counted:
    return Counted(
        as_of=portfolio.as_of,
        items=len(portfolio.items),
        open_items=len(portfolio.open_items),
        goals=len(portfolio.goals),
    )


def _mute(workspace: Workspace, findings: Iterable[Finding], when: datetime) -> None:
    """Mute what the settings name, for good."""
    wanted = {f.fingerprint for f in findings if f.state != "muted"} & workspace.mute
    for fingerprint in sorted(wanted):
        workspace.store.mute(fingerprint, at=when)


def _standing(
    workspace: Workspace, portfolio: Portfolio, heard: Callable[[Part], None]
) -> Scan | None:
    """Return the last scan where nothing it depends on has changed; what was new is open."""
    if workspace.store.value(*_STAMP) != stamp(workspace, portfolio.as_of):
        return None
    last = recall_scan(workspace, "latest")
    heard(replace(_counted(portfolio), as_of=last.as_of))
    heard(last.summary)
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


def _gravest_first(finding: Finding) -> tuple[bool, int, str, str]:
    done = finding.state in {"resolved", "muted"}
    return done, -finding.severity.level, finding.code, finding.subject


def _summary(workspace: Workspace, judged: Portfolio) -> Summary:
    """Count verdicts, and goals without work: neither asks for the past."""
    count = Counter(a.verdict for a in judged.alignments)
    coverage = (check for check in workspace.checks if check.code == "coverage")
    bare = {f.subject for f in checks.run(coverage, judged) if f.severity is not Severity.NOTE}
    return Summary(
        items=len(judged.alignments),
        aligned=count["aligned"],
        unsure=count["unsure"],
        unaligned=count["unaligned"],
        thin=count["thin"],
        supporting=count["supporting"],
        uncovered_goals=len(bare),
        goals=len(judged.goals),
        open_items=len(judged.open_items),
    )
