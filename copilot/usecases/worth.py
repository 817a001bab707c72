"""Open work as jobs for the scheduler: what each is worth, how large it is, what it waits for."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from statistics import median

from copilot.analysis.schedule import Job, urgency
from copilot.analysis.worth import Term, Worth
from copilot.checks.scope import in_force, objective_of, weight_of
from copilot.portfolio import AnyGoal, Duplicate, Link, Objective, Portfolio, Ref, WorkItem

HURRY = 1.5
SOON = timedelta(weeks=4)
"""Two iterations of two weeks."""
ALIKE = 0.5
"""Score from which a pair counts as the same work."""


def worths_of(items: Iterable[WorkItem], portfolio: Portfolio) -> Mapping[Ref, Worth]:
    """Return what each item is worth."""
    pairs = pairs_of(portfolio)
    return {i.ref: worth_of(portfolio, i, pairs.get(i.ref, [])) for i in items}


def pairs_of(portfolio: Portfolio) -> Mapping[Ref, list[Duplicate]]:
    """Pairs that count as the same work, by item, surest first."""
    found: dict[Ref, list[Duplicate]] = {}
    for pair in sorted(portfolio.duplicates, key=lambda p: -p.score):
        if pair.score >= ALIKE:
            found.setdefault(pair.a, []).append(pair)
            found.setdefault(pair.b, []).append(pair)
    return found


def worth_of(portfolio: Portfolio, item: WorkItem, pairs: Iterable[Duplicate] = ()) -> Worth:
    """Add up what the item helps and what it works against."""
    judged = portfolio.alignment.get(item.ref)
    links = judged.links if judged is not None and judged.verdict != "thin" else ()
    hurry = HURRY if _due_soon(portfolio, item) else 1.0
    terms = (_term(portfolio, link, hurry) for link in links if link.origin != "rejected")
    return Worth(
        item=item.ref,
        terms=tuple(t for t in terms if t is not None),
        fresh=1.0 - _done_elsewhere(portfolio, item, pairs),
    )


def jobs_of(
    items: Iterable[WorkItem],
    portfolio: Portfolio,
    sizes: Mapping[Ref, float],
    worths: Mapping[Ref, Worth],
) -> Mapping[Ref, Job]:
    """Return one job an item; blockers are those that are open."""
    return {
        i.ref: Job(
            ref=i.ref,
            value=worths[i.ref].value,
            size=sizes[i.ref],
            blockers=open_before(portfolio, i),
        )
        for i in items
    }


def open_before(portfolio: Portfolio, item: WorkItem) -> tuple[Ref, ...]:
    """Known open work that the item waits for."""
    before = (portfolio.item.get(ref) for ref in portfolio.blockers.get(item.ref, ()))
    return tuple(b.ref for b in before if b is not None and b.status.is_open and b != item)


def sizes_of(items: Iterable[WorkItem]) -> Mapping[Ref, float]:
    """Size of each item as its tool gives it; the median where it has none, 1 where none has."""
    chosen = list(items)
    known = [i.effort for i in chosen if i.effort is not None]
    usual = median(known) if known else 1.0
    return {i.ref: usual if i.effort is None else i.effort for i in chosen}


def _term(portfolio: Portfolio, link: Link, hurry: float) -> Term | None:
    goal = portfolio.goal.get(link.goal)
    if goal is None or goal.kind == "allowance" or not in_force(goal, portfolio.as_of.date()):
        return None
    return Term(
        goal=goal.ref,
        share=link.share,
        weight=_weight(portfolio, goal),
        urgency=_urgency(portfolio, goal),
        hurry=hurry,
        against=link.relation == "against",
    )


def _weight(portfolio: Portfolio, goal: AnyGoal) -> float:
    """Declared weight of its objective, else an equal part."""
    declared = weight_of(portfolio, goal)
    if declared is not None:
        return declared
    return 1.0 / max(1, len(portfolio.objectives))


def _urgency(portfolio: Portfolio, goal: AnyGoal) -> float:
    """Urgency of a key result; for an objective the mean of its key results."""
    if not isinstance(goal, Objective):
        ahead = portfolio.forecast.get(goal.ref)
        return urgency(ahead.chance if ahead else None)
    below = [k for k in portfolio.key_results if objective_of(portfolio, k) == goal]
    each = [_urgency(portfolio, k) for k in below]
    return sum(each) / len(each) if each else 1.0


def _due_soon(portfolio: Portfolio, item: WorkItem) -> bool:
    return item.due is not None and item.due <= (portfolio.as_of + SOON).date()


def _done_elsewhere(portfolio: Portfolio, item: WorkItem, pairs: Iterable[Duplicate]) -> float:
    """How surely an earlier open item asks for the same."""
    found = (p.score for p in pairs if twin_of(portfolio, item, p.a, p.b))
    return max(found, default=0.0)


def twin_of(portfolio: Portfolio, item: WorkItem, a: Ref, b: Ref) -> WorkItem | None:
    """The other one of an open pair, where this item is the one to close: the later of the two.

    Work that reads like finished work usually follows it, so it is worth as much as any.
    """
    if item.ref not in {a, b}:
        return None
    other = portfolio.item.get(b if item.ref == a else a)
    if other is None or not other.status.is_open:
        return None
    mine, theirs = item.created or portfolio.as_of, other.created or portfolio.as_of
    return other if (mine, item.ref) > (theirs, other.ref) else None
