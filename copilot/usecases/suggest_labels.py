"""Which labels would teach the most: doubtful items that many others resemble."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from copilot.analysis.alignment import item_texts
from copilot.analysis.asking import most_telling
from copilot.checks.words import goal_name
from copilot.errors import InputError
from copilot.portfolio import Alignment, Link, Portfolio, Ref, WorkItem
from copilot.ports import Vectors

from .current import current
from .workspace import Workspace

_COMPARED = 4000
"""Most items compared with each other; of more, every other, third, …"""
_NOT_ASKED = frozenset({"thin", "supporting"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelQuestion:
    """Does this item serve this goal?"""

    item: Ref
    title: str
    goal: Ref
    goal_title: str
    goal_name: str
    """`KR1.1 Activation 60 → 75 %`."""
    command: str
    """What answers it, but for the answer: `copilot feedback NOTE-412 KR1.1`."""
    chance: float
    """What the scan thinks, 0 to 1."""


def suggest_labels(workspace: Workspace, count: int = 20) -> tuple[LabelQuestion, ...]:
    """Return the open items whose answers teach most about the rest, the best first.

    Raises:
        InputError: less than one is asked for.
    """
    if count < 1:
        raise InputError(f"{count} is no number of questions; ask for at least one")
    portfolio = current(workspace)
    answered = {told.item for told in workspace.store.feedback(portfolio.as_of)}
    known = [i for i in portfolio.items if i.ref in answered or _is_stated(portfolio, i.ref)]
    out = {i.ref for i in known}
    judged = portfolio.alignment
    left = [i for i in portfolio.open_items if i.ref not in out and i.ref in judged]
    few = left[:: max(1, -(-len(left) // _COMPARED))]
    vectors = _vectors(workspace, portfolio, [*few, *known[-_COMPARED:]])
    chosen = most_telling(
        vectors[: len(few)],
        np.asarray([_doubt(judged[i.ref]) for i in few]),
        np.asarray([_may_be_asked(judged[i.ref]) for i in few], bool),
        vectors[len(few) :],
        count,
    )
    pairs = [(few[k], judged[few[k].ref].best) for k in chosen]
    return tuple(_question(portfolio, item, best) for item, best in pairs if best is not None)


def _is_stated(portfolio: Portfolio, ref: Ref) -> bool:
    judged = portfolio.alignment.get(ref)
    return judged is not None and any(link.origin == "stated" for link in judged.links)


def _may_be_asked(judged: Alignment) -> bool:
    """Of a thin ticket nobody can tell, of upkeep one knows."""
    return judged.best is not None and judged.verdict not in _NOT_ASKED


def _doubt(judged: Alignment) -> float:
    """How unsure it is which goal: nothing where one is sure, or where none is."""
    return judged.alignment * (1 - max((link.share for link in judged.links), default=1))


def _vectors(workspace: Workspace, portfolio: Portfolio, items: Sequence[WorkItem]) -> Vectors:
    """Look up what the scan embedded."""
    bodies = workspace.store.texts([i.ref for i in portfolio.items], portfolio.as_of)
    place = {item.ref: k for k, item in enumerate(portfolio.items)}
    texts = item_texts(
        portfolio.items, bodies, portfolio.goals, multilingual=workspace.embedder.multilingual
    )
    return workspace.embedder([texts[place[item.ref]] for item in items])


def _question(portfolio: Portfolio, item: WorkItem, best: Link) -> LabelQuestion:
    return LabelQuestion(
        item=item.ref,
        title=item.title,
        goal=best.goal,
        goal_title=portfolio.goal[best.goal].title,
        goal_name=goal_name(portfolio.goal[best.goal]),
        command=f"copilot feedback {portfolio.typed(item.ref)} {portfolio.typed(best.goal)}",
        chance=best.score,
    )
