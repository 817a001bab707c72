"""A better draft of a goal or a ticket; what nobody knows stays an open question."""

from collections.abc import Iterator

from copilot.analysis.completeness import missing_from
from copilot.checks.okr import lint as lint_goals
from copilot.errors import UnknownRef
from copilot.portfolio import AnyGoal, KeyResult, Portfolio, WorkItem
from copilot.prompts.pack import Piece
from copilot.prompts.rewrite import REWRITE, Rewrite, RewriteFacts

from .current import current, find_goal, find_item
from .verbs import TERMINAL, verb
from .workspace import Workspace
from .writing import write

_SHOWN = 4_000
_OUTPUT = "KR005"
_QUESTIONS = {
    "detail": "What exactly is to be done, in which step?",
    "for whom": "Which user, customer or team is it for?",
    "to what end": "What is different when it is done?",
}


@verb("rewrite", TERMINAL)
def rewrite(workspace: Workspace, ref: str) -> Rewrite:
    """Draft a goal that names an outcome, or a ticket that can be judged; nothing is changed.

    Raises:
        UnknownRef: no item and no goal has this reference.
        AmbiguousRef: several have it.
    """
    portfolio = current(workspace)
    try:
        facts = _of_item(workspace, portfolio, find_item(workspace, portfolio, ref))
    except UnknownRef:
        facts = _of_goal(workspace, portfolio, find_goal(workspace, portfolio, ref))
    return write(workspace, REWRITE, facts)


def _of_item(workspace: Workspace, portfolio: Portfolio, item: WorkItem) -> RewriteFacts:
    whole = workspace.store.item(item.ref, portfolio.as_of)
    body = whole.body if isinstance(whole, WorkItem) else ""
    gaps = missing_from(whole if isinstance(whole, WorkItem) else item)
    return RewriteFacts(
        ref=item.ref,
        kind="ticket",
        title=item.title,
        gaps=tuple(_QUESTIONS[gap.split(":", 1)[0]] for gap in gaps),
        who=item.assignee or "",
        pieces=tuple(_pieces("ticket", item.ref, item.title, "body", body)),
        names=portfolio.names,
    )


def _of_goal(workspace: Workspace, portfolio: Portfolio, goal: AnyGoal) -> RewriteFacts:
    found = [f for f in lint_goals(portfolio.goals, workspace.now()) if f.subject == goal.ref]
    gaps = dict.fromkeys(finding.fix for finding in found if finding.fix)
    return RewriteFacts(
        ref=goal.ref,
        kind="goal",
        title=goal.title,
        gaps=tuple(gaps),
        output=any(finding.code == _OUTPUT for finding in found),
        measure=_measure(goal),
        who=goal.owner or "",
        pieces=tuple(_pieces("goal", goal.ref, goal.title, "text", goal.text)),
        names=portfolio.names,
    )


def _measure(goal: AnyGoal) -> str:
    if not isinstance(goal, KeyResult):
        return ""
    start = "[baseline?]" if goal.baseline is None else f"{goal.baseline:g}"
    end = "[target?]" if goal.target is None else f"{goal.target:g}"
    due = f"{goal.due.day} {goal.due:%b}" if goal.due else "[date?]"
    return f"from {start} to {end} {goal.unit}".rstrip() + f" by {due}"


def _pieces(kind: str, ref: str, title: str, field: str, text: str) -> Iterator[Piece]:
    yield Piece(id="E1", name=f"title of the {kind}", ref=ref, field="title", text=title)
    yield Piece(id="E2", name=f"text of the {kind}", ref=ref, field=field, text=text[:_SHOWN])
