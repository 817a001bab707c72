"""A swap in words: what comes, what goes, and the terms that speak for it."""

from collections.abc import Mapping

from copilot.analysis.schedule import Job, closure
from copilot.analysis.swaps import Exchange
from copilot.analysis.worth import Worth
from copilot.checks.words import goal_id
from copilot.portfolio import Portfolio, Ref
from copilot.prompts.plan import Move, Swap
from copilot.prompts.shares import percent

from .backlog import Backlog
from .buckets import Bucket
from .worth import pairs_of, twin_of


def swap_of(
    portfolio: Portfolio,
    backlog: Backlog,
    jobs: Mapping[Ref, Job],
    worths: Mapping[Ref, Worth],
    bucket: Mapping[Ref, Bucket],
    exchange: Exchange,
) -> Swap:
    """Tell one exchange."""

    def move(ref: Ref) -> Move:
        return _move(portfolio, worths[ref], bucket[ref])

    waits = sorted(closure(exchange.pull, jobs) - {exchange.pull})
    ready = [r for r in waits if r in backlog.planned]
    outside = [b for r in (*waits, exchange.pull) for b in jobs[r].blockers if b not in jobs]
    park = move(exchange.park) if exchange.park else None
    return Swap(
        pull=move(exchange.pull),
        along=tuple(move(r) for r in exchange.along),
        planned_before=tuple(portfolio.item[r].called for r in ready),
        outside=tuple(portfolio.item[r].called for r in dict.fromkeys(outside)),
        park=park,
        gain=exchange.gain,
        sure=exchange.sure,
        reason=_reason(portfolio, worths[exchange.pull], park, exchange),
    )


def _move(portfolio: Portfolio, worth: Worth, bucket: Bucket) -> Move:
    item = portfolio.item[worth.item]
    return Move(
        ref=item.ref,
        key=item.called,
        title=item.title,
        size=item.effort,
        why=_why(portfolio, worth, bucket),
    )


def _why(portfolio: Portfolio, worth: Worth, bucket: Bucket) -> str:
    item = portfolio.item[worth.item]
    pairs = pairs_of(portfolio).get(item.ref, ())
    twins = (twin_of(portfolio, item, p.a, p.b) for p in pairs)
    twin = next((t for t in twins if t is not None), None)
    if twin is not None:
        return f"duplicate of {twin.called}"
    main = worth.main
    judged = portfolio.alignment.get(item.ref)
    if judged is not None and judged.verdict == "unsure" and (main is None or not main.against):
        return "no goal for sure"
    if bucket.goal is None or main is None:
        return "no goal"
    verb = "works against" if main.against else "helps"
    return f"{verb} {goal_id(portfolio.goal[main.goal])}"


def _reason(portfolio: Portfolio, worth: Worth, park: Move | None, exchange: Exchange) -> str:
    """One sentence from the terms of the value."""
    main = worth.main
    if main is None:
        return ""
    goal = portfolio.goal[main.goal]
    ahead = portfolio.forecast.get(goal.ref)
    parts = [f"{percent(main.share)} of it helps {goal_id(goal)}", f"weight {main.weight:.2g}"]
    if main.urgency > 1 and ahead is not None:
        parts.append(
            f"{percent(ahead.chance)} chance so far makes it {main.urgency:.1f} as urgent"
        )
    if main.hurry > 1:
        parts.append("due within two iterations")
    if park is not None:
        parts.append(f"{park.key}: {park.why}")
    gain = (
        f"value {100 * exchange.gain:+.0f} %, sure in {round(100 * exchange.sure)} of 100 worlds"
    )
    return f"{'; '.join(parts)}; {gain}."
