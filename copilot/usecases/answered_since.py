"""What people have said about one item that the last scan does not know."""

from copilot.portfolio import Feedback, Portfolio, Ref

from .judge import is_judged
from .workspace import Workspace


def answers_since(workspace: Workspace, portfolio: Portfolio, ref: Ref) -> tuple[Feedback, ...]:
    """Return answers about an item from after the scan that its portfolio stands on.

    An answer of the very moment of that scan counts unless the scan still stands.
    """
    last = max((at for at in workspace.store.scored() if at <= portfolio.as_of), default=None)
    told = [
        said
        for said in workspace.store.feedback(portfolio.as_of)
        if said.item == ref and said.relation == "helps" and (last is None or said.at >= last)
    ]
    if not told or (told[-1].at == last and is_judged(workspace, portfolio)):
        return ()
    return tuple(told)
