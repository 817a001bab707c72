"""Where the effort of a plan goes: objectives, allowances, no goal."""

from collections.abc import Mapping
from dataclasses import dataclass

from copilot.checks.allowed import allowance_for
from copilot.checks.scope import in_force, objective_of
from copilot.checks.words import goal_name
from copilot.portfolio import Allowance, AnyGoal, Objective, Portfolio, Ref, WorkItem
from copilot.prompts.plan import Row

from .backlog import Backlog


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """What an item's effort counts for; no goal where it counts for nothing."""

    goal: Ref | None = None
    allowance: bool = False
    thin: bool = False


def bucket_of(portfolio: Portfolio, item: WorkItem) -> Bucket:
    """Put an item where the largest part of its effort goes."""
    judged = portfolio.alignment.get(item.ref)
    if judged is None or judged.verdict == "thin":
        return Bucket(thin=True)
    if judged.verdict == "supporting":
        provided = allowance_for(judged, portfolio)
        return Bucket(goal=provided.ref, allowance=True) if provided else Bucket()
    shares: dict[Ref | None, float] = {None: judged.none}
    for link in judged.links:
        goal = portfolio.goal.get(link.goal)
        over = objective_of(portfolio, goal) if goal else None
        if over is not None and link.relation == "helps":
            shares[over.ref] = shares.get(over.ref, 0.0) + link.share
    if judged.verdict == "unaligned":
        return Bucket()
    return Bucket(goal=max(shares, key=lambda ref: (shares[ref], ref or "")))


def rows_of(
    portfolio: Portfolio,
    backlog: Backlog,
    bucket: Mapping[Ref, Bucket],
    proposed: tuple[Ref, ...],
) -> tuple[Row, ...]:
    """Sum both plans by bucket; objectives first, as declared."""
    day = portfolio.as_of.date()
    every: tuple[AnyGoal, ...] = (*portfolio.objectives, *portfolio.allowances)
    declared = [g for g in every if in_force(g, day)]
    rows = [_row(goal, backlog, bucket, proposed) for goal in declared]
    rows.append(
        Row(
            name="No goal",
            goal=None,
            planned=_sum(backlog, bucket, backlog.planned, Bucket()),
            proposed=_sum(backlog, bucket, proposed, Bucket()),
        )
    )
    thin = Bucket(thin=True)
    rows.append(
        Row(
            name="Not judged",
            goal=None,
            planned=_sum(backlog, bucket, backlog.planned, thin),
            proposed=_sum(backlog, bucket, proposed, thin),
        )
    )
    return tuple(r for r in rows if r.planned or r.proposed)


def _row(
    goal: AnyGoal, backlog: Backlog, bucket: Mapping[Ref, Bucket], proposed: tuple[Ref, ...]
) -> Row:
    allowance = isinstance(goal, Allowance)
    mine = Bucket(goal=goal.ref, allowance=allowance)
    return Row(
        name=goal.title if allowance else goal_name(goal),
        goal=goal.ref,
        planned=_sum(backlog, bucket, backlog.planned, mine),
        proposed=_sum(backlog, bucket, proposed, mine),
        intended=_intended(goal),
        allowance=allowance,
    )


def _intended(goal: AnyGoal) -> float | None:
    if isinstance(goal, Allowance):
        return goal.share
    return goal.weight if isinstance(goal, Objective) else None


def _sum(
    backlog: Backlog, bucket: Mapping[Ref, Bucket], refs: tuple[Ref, ...], wanted: Bucket
) -> float:
    return sum(backlog.sizes[r] for r in refs if bucket[r] == wanted)
