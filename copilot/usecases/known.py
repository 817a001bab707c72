"""Everything that was known at a moment, judged: what rituals and digests speak of."""

from datetime import date, datetime

from copilot import checks
from copilot.portfolio import Finding, Portfolio

from .current import current, moment, unjudged
from .history import with_history
from .judge import compute, kept_duplicates
from .over_time import over_time
from .workspace import Workspace


def known_at(workspace: Workspace, when: datetime) -> Portfolio:
    """Return the portfolio of that moment with alignments, duplicates, forecasts and history.

    What no scan had judged by then is judged now, from what was known then.

    Raises:
        InputError: there is nothing to judge, or it was not judged yet.
    """
    now = when == workspace.now()
    known = _now(workspace) if now else _then(workspace, when)
    if not known.alignments:
        raise unjudged(workspace, known)
    return known


def known_on(workspace: Workspace, day: date | None) -> Portfolio:
    """The same for now, or for the end of that day."""
    return known_at(workspace, moment(workspace, day))


def heard(workspace: Workspace, portfolio: Portfolio) -> tuple[Finding, ...]:
    """What the checks find, without what somebody muted."""
    stored = {f.fingerprint for f in workspace.store.findings() if f.state == "muted"}
    muted = stored | workspace.mute
    found = checks.run(workspace.checks, portfolio)
    return tuple(f for f in found if f.fingerprint not in muted)


def _now(workspace: Workspace) -> Portfolio:
    return with_history(
        workspace, current(workspace).having(duplicates=kept_duplicates(workspace))
    )


def _then(workspace: Workspace, when: datetime) -> Portfolio:
    known = workspace.store.portfolio(when)
    kept = workspace.store.alignments(when)
    if kept:
        judged = known.having(alignments=kept, duplicates=kept_duplicates(workspace))
    else:
        judged = compute(workspace, known)
    return over_time(workspace, judged)
