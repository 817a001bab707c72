"""Where effort goes and where it was meant to go, by objective, allowance or neither."""

from collections.abc import Mapping

from copilot.portfolio import (
    UNALIGNED,
    Alignment,
    AnyGoal,
    Objective,
    Portfolio,
    Ref,
)

from .allowed import allowance_for
from .scope import in_force, lineage, today


def intended(portfolio: Portfolio) -> Mapping[Ref, float]:
    """Declared shares in force; weights that leave no room for the allowances are scaled."""
    day = today(portfolio)
    weights = {o.ref: o.weight for o in portfolio.objectives if o.weight and in_force(o, day)}
    allowed = {a.ref: a.share for a in portfolio.allowances if a.share and in_force(a, day)}
    if not weights:
        return {}
    room = max(0.0, 1 - sum(allowed.values()))
    total = sum(weights.values())
    scale = room / total if total > room else 1.0
    return {**{ref: w * scale for ref, w in weights.items()}, **allowed}


def bucket_of(portfolio: Portfolio, goal: AnyGoal) -> Ref:
    """Nearest weighted objective upwards, else the nearest objective, else the goal itself."""
    objectives = [g for g in lineage(portfolio, goal) if isinstance(g, Objective)]
    weighted = (o for o in objectives if o.weight)
    found = next(weighted, objectives[0] if objectives else goal)
    return found.ref


def split(portfolio: Portfolio, judged: Alignment) -> Mapping[str, float]:
    """Share of one item's effort by bucket, summing to 1.

    Supporting work counts for its allowance; what no kept link claims is unaligned.
    """
    if judged.verdict == "supporting":
        allowance = allowance_for(judged, portfolio)
        return {allowance.ref if allowance else UNALIGNED: 1.0}
    found: dict[str, float] = {}
    for link in judged.links:
        goal = portfolio.goal.get(link.goal)
        if goal is not None and link.relation == "helps" and link.origin != "rejected":
            bucket = bucket_of(portfolio, goal)
            found[bucket] = found.get(bucket, 0.0) + link.share
    rest = max(0.0, 1 - sum(found.values()))
    return {**found, UNALIGNED: rest}
