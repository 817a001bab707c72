"""What people and trackers say outright: stated, inherited, confirmed and rejected links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from copilot.portfolio import AnyGoal, Feedback, Origin, Ref, WorkItem

from .calibration import log_odds
from .vectors import Matrix

CERTAINTY: Mapping[Origin, float] = {
    "confirmed": 0.99,
    "stated": 0.98,
    "inherited": 0.90,
    "rejected": 0.01,
}
NONE = -1
"""Place that stands for serving no goal at all."""
DEPTH = 5
"""How far up a chain of parents a statement is looked for."""
ORDER: tuple[Origin, ...] = ("confirmed", "rejected", "stated", "inherited", "inferred")


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says that an item does, or does not, serve a goal."""

    origin: Origin
    text: str
    """Where it was said, for a reader."""


Statements = dict[int, dict[int, Statement]]
"""By place of item, then place of goal."""


class Names:
    """Finds the goal that a person's words mean: reference, id, title, or an URL ending so."""

    def __init__(self, goals: Sequence[AnyGoal]) -> None:
        self._places: dict[str, set[int]] = {}
        for place, goal in enumerate(goals):
            names = {goal.ref, goal.ref.partition(":")[2], goal.id, goal.title}
            for name in names:
                self._places.setdefault(_folded(name), set()).add(place)

    def find(self, name: str, among: Sequence[int] = ()) -> list[int]:
        """Return the places meant; several only where candidates share the name."""
        found = self._places.get(_folded(name)) or self._places.get(_folded(_last(name))) or set()
        preferred = found & set(among)
        return sorted(preferred or found)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).rstrip(".")


def _last(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2] if "/" in name else name


def statements(
    items: Sequence[WorkItem],
    goals: Sequence[AnyGoal],
    candidates: Sequence[Sequence[int]],
    feedback: Sequence[Feedback],
) -> Statements:
    """Collect what is said of each item; a person's word goes before the tracker's."""
    names = Names(goals)
    own = [_own(item, names, candidates[k]) for k, item in enumerate(items)]
    place = {item.ref: k for k, item in enumerate(items)}
    judged = _judged(place, goals, feedback)
    found: Statements = {}
    for k, item in enumerate(items):
        heard = judged.get(k, {})
        tracked = {} if NONE in heard else _inherited(item, items, place, own, judged) | own[k]
        if tracked or heard:
            found[k] = tracked | heard
    return found


def _own(item: WorkItem, names: Names, among: Sequence[int]) -> dict[int, Statement]:
    said = {
        g: Statement("stated", f'says "{x}"')
        for x in item.stated_goals
        for g in names.find(x, among)
    }
    for field, ref in (("epic", item.epic), ("parent", item.parent)):
        if ref is not None:
            key = ref.partition(":")[2]
            said |= {g: Statement("stated", f"{field} is {key}") for g in names.find(key, among)}
    return said


def _judged(
    place: Mapping[Ref, int], goals: Sequence[AnyGoal], feedback: Sequence[Feedback]
) -> Statements:
    """Return people's answers, the latest word on a pair last."""
    goal_place = {goal.ref: k for k, goal in enumerate(goals)}
    found: Statements = {}
    for word in sorted(feedback, key=lambda f: f.at):
        goal = NONE if word.goal is None else goal_place.get(word.goal)
        if word.item in place and goal is not None:
            _hear(found.setdefault(place[word.item], {}), goal, word)
    return found


def _hear(said: dict[int, Statement], goal: int, word: Feedback) -> None:
    """Keep the latest word; serving no goal and serving one exclude each other."""
    origin: Origin = "confirmed" if word.answer == "accept" else "rejected"
    if goal == NONE and origin == "rejected":
        said.pop(NONE, None)
        return
    if origin == "confirmed":
        for other in [g for g in said if (g == NONE) != (goal == NONE)]:
            del said[other]
    by = f" by {word.author}" if word.author else ""
    said[goal] = Statement(origin, f"{origin}{by}")


def _inherited(
    item: WorkItem,
    items: Sequence[WorkItem],
    place: Mapping[Ref, int],
    own: Sequence[dict[int, Statement]],
    judged: Statements,
) -> dict[int, Statement]:
    """Return what the nearest epic or parent that says anything says."""
    seen: set[Ref] = {item.ref}
    above = [r for r in (item.epic, item.parent) if r]
    for _ in range(DEPTH):
        known = [place[ref] for ref in above if ref in place and ref not in seen]
        seen |= set(above)
        for k in known:
            said = own[k] | judged.get(k, {})
            told = [g for g, s in said.items() if g != NONE and s.origin != "rejected"]
            if told:
                text = f"{items[k].key} above it serves it"
                return {g: Statement("inherited", text) for g in told}
        above = [r for k in known for r in (items[k].epic, items[k].parent) if r]
    return {}


def settle(logits: Matrix, said: Statements, places: Mapping[int, int]) -> Matrix:
    """Return what each statement adds to the logit of its pair, so that it is as sure as said.

    A statement lifts a pair to its certainty and never lowers it; a rejection lowers to its
    certainty and never lifts. "Serves no goal" lowers every pair that nobody confirmed.

    Args:
        logits: (n, m) of the pairs, against serving no goal.
        said: statements by row and place of goal.
        places: column of each goal.
    """
    added = np.zeros_like(logits)
    for row, pairs in said.items():
        if NONE in pairs:
            added[row] = np.minimum(0, log_odds(CERTAINTY["rejected"]) - logits[row])
        for goal, statement in pairs.items():
            if goal in places:
                wanted = log_odds(CERTAINTY[statement.origin]) - logits[row, places[goal]]
                low = statement.origin == "rejected"
                added[row, places[goal]] = min(0, wanted) if low else max(0, wanted)
    return added
