"""What an explanation says beside what an item helps: what it harms, and what was decided."""

from copilot.portfolio import AnyGoal, Decision, Evidence, Link, Portfolio, Ref, WorkItem
from copilot.prompts import Citation
from copilot.prompts.explanation import Decided

from .decide import decisions_until
from .quoted import day_of
from .workspace import Workspace


def harm_quotes(workspace: Workspace, portfolio: Portfolio, harm: Link) -> tuple[Citation, ...]:
    """Quote the item and the goal where they say what makes it a harm."""
    body = workspace.store.texts([harm.item], portfolio.as_of).get(harm.item, "")
    item = portfolio.item[harm.item]
    spans = [e for e in harm.evidence if e.ref is not None and e.start is not None]
    return tuple(_quoted(e, item, body, portfolio.goal.get(e.ref or "")) for e in spans)


def _quoted(span: Evidence, item: WorkItem, body: str, goal: AnyGoal | None) -> Citation:
    quote = span.text.rstrip()
    start = span.start or 0
    where = f"{item.called}, {span.field}"
    if span.ref == item.ref and span.field == "body":
        where = f"{item.called}, line {body.count(chr(10), 0, start) + 1}"
    elif goal is not None:
        where = str(goal.place) if goal.place else f"{goal.id}, {span.field}"
    return Citation(
        ref=span.ref or item.ref,
        field=span.field or "title",
        start=start,
        end=start + len(quote),
        quote=quote,
        where=where,
    )


def decided_about(workspace: Workspace, portfolio: Portfolio, ref: Ref) -> Decided | None:
    """Return the last decision about an item or goal."""
    found = [d for d in decisions_until(workspace, portfolio.as_of) if d.subject == ref]
    return decided(found[-1], portfolio.as_of.year) if found else None


def decided(decision: Decision, year: int) -> Decided:
    """Tell one decision; the year is said where it is not this one."""
    said = f"{decision.what} on {day_of(decision.at, year)}"
    return Decided(text=said, reason=reason_of(decision), settled=decision.choice != "reject")


def reason_of(decision: Decision) -> Citation | None:
    """Quote why; None where nobody said so."""
    quote = decision.reason.strip()
    if not quote:
        return None
    return Citation(
        ref=decision.ref,
        field="reason",
        start=0,
        end=len(quote),
        quote=quote,
        where=f"decision of {decision.at:%Y-%m-%d}",
    )
