"""What the co-pilot could not see, and what goes well."""

from collections import Counter
from collections.abc import Iterator, Set
from datetime import datetime

from copilot.checks.scope import days_unseen, in_force
from copilot.checks.words import count, goal_id, joined, percent
from copilot.portfolio import KeyResult, Portfolio, Ref, WorkItem
from copilot.ports import Freshness
from copilot.prompts.shares import percent as likely

from .unnamed import named
from .workspace import Workspace

_OLD_DAYS = 2
_SILENT_DAYS = 7
_STALE_DAYS = 21
_ON_COURSE = 0.5
_SLACK = 0.05
"""By how much an allowance may be exceeded and still be fine."""
MOST = 3


def not_seen(workspace: Workspace, portfolio: Portfolio, told: Set[Ref]) -> tuple[str, ...]:
    """At most four short remarks, the gravest first; never empty.

    Args:
        workspace: for how fresh its sources are.
        portfolio: what is known.
        told: goals that are spoken of anyway.
    """
    found = [
        *_sources(workspace, portfolio, portfolio.as_of),
        *_unmeasured(portfolio, told),
        *_unjudged(portfolio),
        *_unsized(portfolio),
    ]
    return tuple(found[: MOST + 1]) or ("nothing known",)


def fine(portfolio: Portfolio) -> tuple[str, ...]:
    """Key results on course and allowances that are kept, one sentence each."""
    likely_ones = sorted(
        (ahead.chance, goal_id(goal))
        for goal in portfolio.key_results
        if (ahead := portfolio.forecast.get(goal.ref)) and ahead.chance >= _ON_COURSE
    )
    named = [f"{name} on course ({likely(chance)})." for chance, name in reversed(likely_ones)]
    return (*named[:2], *_allowances(portfolio))


def _sources(workspace: Workspace, portfolio: Portfolio, when: datetime) -> Iterator[str]:
    for seen in named(workspace):
        if seen.error:
            yield f"{seen.source} can't be read"
        elif (when - seen.at).days >= _OLD_DAYS:
            yield f"{seen.source} {(when - seen.at).days} days old"
        else:
            yield from _silent(portfolio, seen, when)


def _silent(portfolio: Portfolio, seen: Freshness, when: datetime) -> Iterator[str]:
    dates = [_latest(i) for i in portfolio.items if i.source == seen.source]
    last = max((d for d in dates if d is not None), default=None)
    if last is not None and (when - last).days >= _SILENT_DAYS:
        yield f"nothing new in {seen.source} for {(when - last).days} days"


def _latest(item: WorkItem) -> datetime | None:
    return max((d for d in (item.created, item.updated, item.done) if d), default=None)


def _unmeasured(portfolio: Portfolio, told: Set[Ref]) -> Iterator[str]:
    day = portfolio.as_of.date()
    running = [k for k in portfolio.key_results if in_force(k, day) and k.ref not in told]
    days = {goal_id(k): days_unseen(k, portfolio.as_of) for k in running}
    silent = [name for name, passed in days.items() if passed >= _STALE_DAYS]
    if silent:
        weeks = {days[name] // 7 for name in silent}
        more = " and more" if len(weeks) > 1 else ""
        yield f"{joined(silent)} not measured for {min(weeks)} weeks{more}"
    never = [goal_id(k) for k in running if not k.check_ins and _undated(k)]
    if never:
        yield f"{joined(never)} never measured"


def _undated(goal: KeyResult) -> bool:
    return goal.cycle is None or goal.cycle.start is None


def _unjudged(portfolio: Portfolio) -> Iterator[str]:
    opened = {i.ref for i in portfolio.open_items}
    verdicts = Counter(a.verdict for a in portfolio.alignments if a.item in opened)
    if verdicts["thin"]:
        yield f"{count(verdicts['thin'], 'ticket')} too thin"
    if verdicts["unsure"]:
        yield f"{count(verdicts['unsure'], 'ticket')} unsure"


def _unsized(portfolio: Portfolio) -> Iterator[str]:
    leaves = [i for i in portfolio.open_items if i.ref not in portfolio.containers]
    bare = Counter(i.source for i in leaves if i.effort is None)
    total = Counter(i.source for i in leaves)
    sized = sum(bare.values()) < len(leaves)
    for source, number in bare.most_common(1):
        if sized and number == total[source]:
            yield f"{source} work unsized"


def _allowances(portfolio: Portfolio) -> Iterator[str]:
    weeks = [w for w in portfolio.history.weeks if w.team is None]
    last = weeks[-1] if weeks else None
    for goal in portfolio.allowances:
        spent = last.effort.get(goal.ref, 0.0) / last.total if last and last.total else None
        if spent and goal.share and spent <= goal.share + _SLACK:
            yield f"{goal.title} {percent(spent)} %, allowance {percent(goal.share)}."
