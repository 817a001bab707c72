"""The swap that helps most what has drifted or lags: a team's own, so that it can be done."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from copilot.analysis.swaps import Exchange
from copilot.checks.scope import owner_of, served_goal
from copilot.checks.words import goal_id, joined
from copilot.errors import InputError
from copilot.portfolio import AnyGoal, Finding, Portfolio, Ref
from copilot.prompts.digest import NOBODY, Question, Suggested
from copilot.prompts.plan import Chance
from copilot.prompts.shares import percent

from .backlog import backlog_of
from .chances import chances_of
from .moves import recent_moves
from .news import topic_of
from .people import people_of
from .plan import Planning
from .workspace import Workspace

_TEAMS = 4
"""Teams looked at: those with the most open work for the goals in question."""


@dataclass(frozen=True, slots=True)
class _Option:
    exchange: Exchange
    goal: AnyGoal
    chance: Chance | None

    @property
    def lift(self) -> float:
        """By how much it raises the chance; 0 where nothing tells."""
        if self.chance is None or self.chance.after is None:
            return 0.0
        return self.chance.after - self.chance.before


def best_swap(
    workspace: Workspace, portfolio: Portfolio, inside: Sequence[Finding]
) -> Question | None:
    """Ask for the swap that raises a lagging goal's chance most, if any gains surely enough."""
    lagging = {f.subject for f in inside if f.code == "forecast"}
    wanted = {g.ref for f in inside for g in _below(portfolio, f.subject)}
    options = [
        option
        for team in _teams(portfolio, wanted)
        for option in _options(workspace, portfolio, team, wanted)
    ]
    if not options:
        return None
    best = max(options, key=lambda o: (o.goal.ref in lagging, o.lift, o.exchange.gain))
    return _asked(portfolio, best, tuple(topic_of(f) for f in inside))


def _below(portfolio: Portfolio, ref: Ref) -> Iterator[AnyGoal]:
    """A goal, and the key results under it."""
    yield portfolio.goal[ref]
    yield from (k for k in portfolio.key_results if k.parent == ref)


def _teams(portfolio: Portfolio, wanted: Set[Ref]) -> tuple[str | None, ...]:
    """Teams with open work for the goals, most first; everybody where nobody names a team."""
    count: Counter[str] = Counter()
    for item in portfolio.open_items:
        goal = served_goal(portfolio, item)
        if item.team and goal is not None and goal.ref in wanted:
            count[item.team] += 1
    return tuple(team for team, _ in count.most_common(_TEAMS)) or (None,)


def _options(
    workspace: Workspace, portfolio: Portfolio, team: str | None, wanted: Set[Ref]
) -> Iterator[_Option]:
    try:
        backlog = backlog_of(portfolio, team, None, None)
    except InputError:  # no capacity can be told
        return
    planning = Planning(portfolio, backlog, recent_moves(workspace, backlog, portfolio.as_of))
    for exchange in planning.exchanges:
        goal = served_goal(portfolio, portfolio.item[exchange.pull])
        if goal is not None and goal.ref in wanted:
            found = chances_of(portfolio, backlog.planned, [exchange])
            chance = next((c for c in found if c.goal == goal.ref), None)
            yield _Option(exchange, goal, chance)


def _asked(portfolio: Portfolio, option: _Option, topics: tuple[str, ...]) -> Question:
    exchange, goal = option.exchange, option.goal
    pulled = [portfolio.item[r] for r in exchange.pulled]
    parked = [portfolio.item[r] for r in exchange.parked]
    keys = joined([i.called for i in pulled])
    first = f"Park {joined([i.called for i in parked])}, pull {keys}" if parked else f"Pull {keys}"
    people = [*(i.assignee for i in parked), portfolio.item[exchange.pull].assignee]
    return Question(
        text=f"{first} for {goal_id(goal)}{_effect(option.chance)}",
        owners=people_of([*people, owner_of(portfolio, goal)]) or (NOBODY,),
        topics=topics,
        refs=tuple(i.ref for i in (*parked, *pulled)),
        swap=Suggested(item=exchange.pull, goal=goal.ref, sure=exchange.sure),
    )


def _effect(chance: Chance | None) -> str:
    """What it does to the chance, where finished work tells."""
    if chance is None or chance.after is None:
        return "."
    before, after = (percent(x).removesuffix(" %") for x in (chance.before, chance.after))
    return f": chance {before} → {after} %."
