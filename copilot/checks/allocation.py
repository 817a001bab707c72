"""Allocation: where effort goes now, against what was intended."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from math import sqrt
from typing import ClassVar, NamedTuple

from pydantic import Field

from copilot.analysis.effort import relative_effort
from copilot.portfolio import Allowance, Finding, Portfolio, Ref, Severity, Status, WorkItem

from .allowed import allowance_for
from .check import Check
from .scope import in_force, objective_of, owner_of, today
from .words import Facts, ask, goal_name, percent

NONE = ""
"""The bucket of effort that serves no goal."""

Split = Mapping[Ref, float]
"""Share of one item or of all effort by objective, allowance or `NONE`."""


class Spent(NamedTuple):
    """Effort of one item, in multiples of the usual item, and where it goes."""

    item: WorkItem
    effort: float
    split: Split


class Allocation(Check):
    """Objectives that get less and allowances that take more effort than was declared.

    Speaks where the difference is large, more than chance, and rests on enough items. Effort is
    what is under way or was done in the last weeks, split by the shares of each item's links;
    unsized items are left out and counted in the message.
    """

    code: ClassVar[str] = "allocation"
    min_points: float = Field(0.15, gt=0, lt=1)
    """Smallest difference worth a word, as a share of all effort."""
    min_items: float = Field(10.0, ge=1)
    """Effective number of items, (Σe)²/Σe²."""
    z: float = Field(2.0, gt=0)
    """Difference in standard errors of a share."""
    weeks: int = Field(4, ge=1)

    def __call__(self, portfolio: Portfolio) -> Iterator[Finding]:
        """Yield the widest gaps first."""
        intended = _intended(portfolio)
        recent = [item for item in portfolio.items if self._current(item, portfolio)]
        spent, unsized = _spent(recent, portfolio)
        effective = _effective(spent)
        if not intended or effective < self.min_items:
            return
        now = _shares(spent)
        gaps = [
            (now.get(ref, 0.0) - wanted, ref)
            for ref, wanted in intended.items()
            if self._wide(now.get(ref, 0.0), wanted, effective)
        ]
        for gap, ref in sorted(gaps, key=lambda pair: -abs(pair[0])):
            if (gap > 0) == isinstance(portfolio.goal[ref], Allowance):
                facts = _facts(ref, now, intended, spent, unsized, portfolio)
                yield _finding(self.code, ref, facts, portfolio)

    def _current(self, item: WorkItem, portfolio: Portfolio) -> bool:
        if item.status in {Status.ACTIVE, Status.BLOCKED}:
            return True
        since = portfolio.as_of - timedelta(weeks=self.weeks)
        done = item.done if item.status is Status.DONE else None
        return done is not None and since <= done <= portfolio.as_of

    def _wide(self, now: float, wanted: float, effective: float) -> bool:
        gap = abs(now - wanted)
        error = sqrt(max(wanted * (1 - wanted), 0.01) / effective)
        return gap >= self.min_points and gap >= self.z * error


def _intended(portfolio: Portfolio) -> Split:
    """Declared shares in force; weights that leave no room for the allowances are scaled."""
    day = today(portfolio)
    weights = {o.ref: o.weight for o in portfolio.objectives if o.weight and in_force(o, day)}
    allowed = {a.ref: a.share for a in portfolio.allowances if a.share and in_force(a, day)}
    room = max(0.0, 1 - sum(allowed.values()))
    total = sum(weights.values())
    scale = room / total if total > room else 1.0
    return {**{ref: w * scale for ref, w in weights.items()}, **allowed}


def _spent(items: list[WorkItem], portfolio: Portfolio) -> tuple[list[Spent], int]:
    """Return sized, judged work and the number of items left out because nobody sized them."""
    parents = {ref for i in portfolio.items for ref in (i.parent, i.epic) if ref}
    leaves = [i for i in items if i.ref not in parents and i.ref in portfolio.alignment]
    sizes = relative_effort(leaves)
    found = [
        Spent(item, size, _split(item, portfolio))
        for item in leaves
        if (size := sizes[item.ref]) is not None
    ]
    return found, len(leaves) - len(found)


def _split(item: WorkItem, portfolio: Portfolio) -> Split:
    judged = portfolio.alignment[item.ref]
    allowance = allowance_for(judged, portfolio) if judged.verdict == "supporting" else None
    if allowance is not None:
        return {allowance.ref: 1.0}
    split = {NONE: judged.none}
    for link in judged.links:
        goal = portfolio.goal.get(link.goal)
        if goal is None or link.relation == "against" or link.origin == "rejected":
            continue
        bucket = objective_of(portfolio, goal) or goal
        split[bucket.ref] = split.get(bucket.ref, 0.0) + link.share
    return split


def _effective(spent: list[Spent]) -> float:
    squares = sum(s.effort**2 for s in spent)
    return sum(s.effort for s in spent) ** 2 / squares if squares else 0.0


def _shares(spent: list[Spent]) -> dict[Ref, float]:
    total = sum(s.effort for s in spent)
    shares: dict[Ref, float] = {}
    for work in spent:
        for ref, share in work.split.items():
            shares[ref] = shares.get(ref, 0.0) + share * work.effort / total
    return shares


def _facts(
    ref: Ref,
    now: Split,
    intended: Split,
    spent: list[Spent],
    unsized: int,
    portfolio: Portfolio,
) -> Facts:
    facts: Facts = {
        "goal": goal_name(portfolio.goal[ref]),
        "now_percent": percent(now.get(ref, 0.0)),
        "intended_percent": percent(intended[ref]),
        "none_percent": percent(now.get(NONE, 0.0)),
        "items": len(spent),
        "unsized": unsized,
    }
    team = _team(ref, intended[ref], spent)
    if team:
        facts["team"], facts["team_percent"] = team
    return facts


def _team(ref: Ref, wanted: float, spent: list[Spent]) -> tuple[str, int] | None:
    """Team whose effort explains most of the gap, where there are several, and its share."""
    teams = sorted({s.item.team for s in spent if s.item.team})
    if len(teams) < 2:
        return None
    gap: dict[str, float] = {}
    for team in teams:
        own = [s for s in spent if s.item.team == team]
        share = _shares(own).get(ref, 0.0)
        gap[team] = (share - wanted) * sum(s.effort for s in own)
    total = sum(gap.values())
    worst = max(teams, key=lambda t: gap[t] * (1 if total > 0 else -1))
    own = [s for s in spent if s.item.team == worst]
    return worst, percent(_shares(own).get(ref, 0.0))


def _finding(code: str, ref: Ref, facts: Facts, portfolio: Portfolio) -> Finding:
    goal = portfolio.goal[ref]
    over = isinstance(goal, Allowance)
    message = (
        f"{facts['goal']} {'takes' if over else 'gets'} {facts['now_percent']} % of the effort, "
        f"{facts['intended_percent']} {'allowed' if over else 'intended'} "
        f"({facts['items']} items{_unsized(facts)})."
    )
    if "team" in facts:
        message += f" Widest gap: {facts['team']}, {facts['team_percent']} %."
    return Finding(
        code=code,
        severity=Severity.WARNING,
        subject=ref,
        message=f"{message} {ask(owner_of(portfolio, goal), 'change the plan or the intent?')}",
        facts=facts,
        place=goal.place,
        fix="Move work, or change the declared weight.",
    )


def _unsized(facts: Facts) -> str:
    return f", {facts['unsized']} more unsized" if facts["unsized"] else ""
