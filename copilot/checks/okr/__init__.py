"""OKR lint: are the goals themselves well made? Works on goals alone, without a store."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from copilot.checks.stale import Stale
from copilot.checks.words import Facts, clip, goal_id
from copilot.portfolio import AnyGoal, Finding, KeyResult, Objective, Portfolio, Ref

from . import key_results, objectives
from .key_results import Hit
from .objectives import Tree
from .reading import read
from .rule import RULES, Rule

__all__ = ["RULES", "Rule", "lint"]


def lint(goals: Sequence[AnyGoal], as_of: datetime) -> Iterator[Finding]:
    """Ask every rule about every goal, in document order.

    A finding's code is the rule's id; `start` and `end` point into the goal's title.

    Args:
        goals: of any kind; what is no objective or key result is only context.
        as_of: when check-ins count as old.
    """
    tree = _tree(goals)
    for goal in goals:
        for hit in _hits(goal, tree, as_of):
            yield _finding(goal, hit)
    for one, other, hit in chain(objectives.crowded_levels(tree), objectives.twins(tree)):
        yield _finding(one, hit, related=(other.ref,))
    yield from _unseen(goals, as_of)
    yield from _unread(tree)


def _hits(goal: AnyGoal, tree: Tree, as_of: datetime) -> Iterator[Hit]:
    if isinstance(goal, KeyResult):
        own = key_results.hits(tree.readings[goal.ref], tree.goals)
        return chain(own, objectives.parentless(goal, tree))
    return objectives.hits(goal, tree, as_of) if isinstance(goal, Objective) else iter(())


def _tree(goals: Sequence[AnyGoal]) -> Tree:
    children: dict[Ref, list[AnyGoal]] = {}
    for goal in goals:
        if goal.parent is not None:
            children.setdefault(goal.parent, []).append(goal)
    readings = {g.ref: read(g) for g in goals if isinstance(g, KeyResult)}
    return Tree({g.ref: g for g in goals}, children, readings)


def _finding(goal: AnyGoal, hit: Hit, related: tuple[Ref, ...] = ()) -> Finding:
    rule = RULES[hit.rule]
    start, end = hit.span or (None, None)
    facts: Facts = {"title": goal.title, "says": hit.says}
    if hit.span:
        facts["quote"] = goal.title[start:end]
    return Finding(
        code=rule.id,
        severity=rule.severity,
        subject=goal.ref,
        related=related,
        message=f"{_name(goal)}: {hit.says}. {rule.why}",
        facts=facts,
        place=goal.place,
        start=start,
        end=end,
        fix=rule.fix,
    )


def _name(goal: AnyGoal) -> str:
    named = goal_id(goal)
    return named if named == goal.title else f"{named} “{clip(goal.title)}”"


def _unseen(goals: Sequence[AnyGoal], as_of: datetime) -> Iterator[Finding]:
    """O008, first half: no check-in in two cadences; the scan's check says the same."""
    results = tuple(g for g in goals if isinstance(g, KeyResult))
    aims = tuple(g for g in goals if isinstance(g, Objective))
    portfolio = Portfolio(as_of=as_of, objectives=aims, key_results=results)
    for found in Stale()(portfolio):
        goal = portfolio.goal[found.subject]
        if isinstance(goal, KeyResult) and "days" in found.facts:
            yield _finding(goal, Hit("O008", f"no check-in for {found.facts['days']} days"))


def _unread(tree: Tree) -> Iterator[Finding]:
    """One note for all goals in other languages."""
    other = [r.goal for r in tree.readings.values() if not r.english]
    if other:
        count = "1 key result is" if len(other) == 1 else f"{len(other)} key results are"
        yield _finding(other[0], Hit("OKR000", f"{count} not in English"))
