"""A person's word on a link: it wins, it teaches, it is remembered."""

from datetime import datetime

from copilot.errors import InputError
from copilot.portfolio import Feedback

from .current import current, find_goal, find_item
from .verbs import WRITING, verb
from .workspace import Workspace


@verb("feedback", WRITING)
def feedback(
    workspace: Workspace,
    item: str,
    goal: str,
    answer: str,
    *,
    against: bool = False,
    author: str = "",
    note: str = "",
) -> Feedback:
    """Accept or reject one link.

    Args:
        workspace: where.
        item: reference or key of the item.
        goal: reference or id of the goal; `none` says that the item serves no goal.
        answer: `accept` or `reject`.
        against: what is answered is that the item works against the goal.
        author: who says so.
        note: why.

    Raises:
        InputError: the answer is neither.
        UnknownRef: no such item or goal.
    """
    told = read_answer(
        workspace,
        item,
        goal,
        answer,
        against=against,
        author=author,
        note=note,
        at=workspace.now(),
    )
    workspace.store.save_feedback([told])
    return told


def read_answer(
    workspace: Workspace,
    item: str,
    goal: str,
    answer: str,
    *,
    against: bool,
    author: str,
    note: str,
    at: datetime,
) -> Feedback:
    """Find what the names mean; raises as `feedback`."""
    if answer not in {"accept", "reject"}:
        raise InputError(f"{answer!r} is no answer; say accept or reject")
    portfolio = current(workspace)
    return Feedback(
        item=find_item(workspace, portfolio, item).ref,
        goal=None if goal == "none" else find_goal(workspace, portfolio, goal).ref,
        answer="accept" if answer == "accept" else "reject",
        at=at,
        author=author,
        note=note,
        relation="against" if against else "helps",
    )
