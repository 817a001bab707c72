"""Readers of a given accuracy: what a language model's second opinion would be worth."""

from collections.abc import Sequence
from hashlib import blake2b

from copilot.analysis.opinions import Answer, Opinion, Pair
from eval.sets import Period

ANSWERS: tuple[Answer, ...] = ("helps", "neither", "against")


def truth(period: Period, pair: Pair) -> Answer:
    """What the labels of the cases say of a pair; the objective of the right goal is right too."""
    row = [item.ref for item in period.items].index(pair.item)
    column = [goal.ref for goal in period.goals].index(pair.goal)
    harmed = (period.harmed or {}).get(period.items[row].id)
    if harmed == period.goals[column].id:
        return "against"
    return "helps" if period.related[row, column] else "neither"


def read(period: Period, pairs: Sequence[Pair], accuracy: float, seed: int) -> list[Opinion]:
    """Answer right so often, by lot; a wrong answer takes helping for not helping, or back."""
    return [
        Opinion(pair=pair, answer=_said(truth(period, pair), pair, accuracy, seed), quotes=())
        for pair in pairs
    ]


def _said(right: Answer, pair: Pair, accuracy: float, seed: int) -> Answer:
    if _drawn(f"{seed} {pair.item} {pair.goal}") < accuracy:
        return right
    return "neither" if right != "neither" else "helps"


def _drawn(name: str) -> float:
    """A number in [0, 1) that the name decides."""
    return int.from_bytes(blake2b(name.encode(), digest_size=6).digest(), "big") / 2**48
