"""What was decided about an item or a goal: kept with author and reason, found again later."""

from datetime import datetime

from copilot.errors import InputError, UnknownRef
from copilot.portfolio import Choice, Decision, Portfolio, Ref, rejection

from .current import current, find_goal, find_item
from .verbs import WRITING, verb
from .workspace import Workspace

_CHOICES: dict[str, Choice] = {"park": "park", "keep": "keep", "move": "move"}


@verb("decide", WRITING)
def decide(
    workspace: Workspace,
    ref: str,
    choice: str,
    *,
    reason: str,
    goal: str | None = None,
    author: str = "",
) -> Decision:
    """Record that an item or a goal is parked, kept or moved, and why.

    Args:
        workspace: where.
        ref: reference, key or id of the item or goal.
        choice: `park`, `keep` or `move`.
        reason: why, for whoever asks later.
        goal: reference or id of the goal that it is kept for or moved to.
        author: who decided.

    Raises:
        InputError: the choice is none of these, there is no reason, or a move has no goal.
        UnknownRef: no such item or goal.
    """
    if choice not in _CHOICES:
        raise InputError(f"{choice!r} is no decision; say park, keep or move")
    if not reason.strip():
        raise InputError("a decision needs a reason: say why")
    if choice == "move" and goal is None:
        raise InputError("a move needs the goal it goes to, such as KR1.1")
    portfolio = current(workspace)
    decision = Decision(
        subject=_subject(workspace, portfolio, ref),
        choice=_CHOICES[choice],
        reason=reason.strip(),
        at=workspace.now(),
        author=author,
        goal=find_goal(workspace, portfolio, goal).ref if goal else None,
    )
    workspace.store.save_decisions([decision])
    return decision


def decisions_until(workspace: Workspace, when: datetime) -> tuple[Decision, ...]:
    """Everything decided up to a moment, links that were rejected too; oldest first."""
    told = workspace.store.feedback(when)
    rejected = [found for each in told if (found := rejection(each)) is not None]
    return tuple(sorted((*workspace.store.decisions(when), *rejected), key=lambda d: d.at))


def _subject(workspace: Workspace, portfolio: Portfolio, name: str) -> Ref:
    """An item has this name more often than a goal has."""
    try:
        return find_item(workspace, portfolio, name).ref
    except UnknownRef:
        return find_goal(workspace, portfolio, name).ref
