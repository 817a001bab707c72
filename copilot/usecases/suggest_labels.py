"""Which labels would teach the most: the items that the scan could not decide."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from copilot.errors import InputError
from copilot.portfolio import Alignment, Portfolio, Ref

from .current import current
from .workspace import Workspace

_A_GOAL = 4
"""Most questions about one goal: twenty answers about one teach little about the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelQuestion:
    """Does this item serve this goal?"""

    item: Ref
    title: str
    goal: Ref
    goal_title: str
    chance: float
    """What the scan thinks, 0 to 1."""


def suggest_labels(workspace: Workspace, count: int = 20) -> tuple[LabelQuestion, ...]:
    """Return the unsure open items whose answer is most in doubt, spread over the goals.

    Uncertainty sampling: Lewis and Gale, "A sequential algorithm for training text classifiers"
    (1994).

    Raises:
        InputError: less than one is asked for.
    """
    if count < 1:
        raise InputError(f"--suggest {count}: ask for at least one")
    portfolio = current(workspace)
    unsure = [portfolio.alignment[i.ref] for i in portfolio.open_items if _asks(portfolio, i.ref)]
    doubtful = sorted(unsure, key=lambda a: (_decided(a), a.item))
    return tuple(_spread(portfolio, doubtful))[:count]


def _asks(portfolio: Portfolio, ref: Ref) -> bool:
    judged = portfolio.alignment.get(ref)
    return judged is not None and judged.verdict == "unsure" and judged.best is not None


def _decided(judged: Alignment) -> float:
    """0 where the best goal is an even bet, .5 where nothing is to be learnt."""
    return abs(judged.best.score - 0.5) if judged.best else 1.0


def _spread(portfolio: Portfolio, judged: list[Alignment]) -> Iterator[LabelQuestion]:
    asked: Counter[Ref] = Counter()
    for each in judged:
        best = each.best
        goal = portfolio.goal.get(best.goal) if best else None
        if best is None or goal is None or asked[goal.ref] >= _A_GOAL:
            continue
        asked[goal.ref] += 1
        yield LabelQuestion(
            item=each.item,
            title=portfolio.item[each.item].title,
            goal=goal.ref,
            goal_title=goal.title,
            chance=best.score,
        )
