"""Look back at an iteration: what was shipped, what it moved, what was expected of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from copilot.analysis.forecasts import baseline_of
from copilot.analysis.impact import Impacts
from copilot.analysis.lag import usual_lag
from copilot.checks.scope import objective_of, served_goal
from copilot.checks.words import goal_id, joined
from copilot.errors import InputError
from copilot.portfolio import KeyResult, Portfolio, Ref, Status, WorkItem
from copilot.prompts.record import line
from copilot.prompts.rituals import Movement, ReviewFacts, Stillness
from copilot.prompts.rituals import review as written

from .backlog import by_number, team_named
from .goal_names import spoken
from .known import known_at, known_on
from .record import record_so_far
from .verbs import EVERYWHERE, verb
from .workspace import Workspace
from .worth import sizes_of

_WEEK = timedelta(weeks=1)
_AFTER = _WEEK
"""A measurement this long after the end still tells of the iteration."""


_NOT_DONE = "no iteration is done; name one of them"
_NONE = (
    "no item names its iteration: export that column, or name it in copilot.toml as"
    ' columns = {iteration = "…"}; `copilot ask "what was finished last week?"` needs none'
)


@dataclass(frozen=True, kw_only=True)
class Review:
    """One iteration, looked back at."""

    iteration: str
    team: str | None
    as_of: datetime
    start: datetime
    end: datetime
    shipped: float
    unit: str
    moved: tuple[Movement, ...]
    still: tuple[Stillness, ...]
    unfinished: tuple[Ref, ...]
    text: str


@verb("review", EVERYWHERE)
def review(
    workspace: Workspace,
    *,
    iteration: str | None = None,
    team: str | None = None,
    as_of: date | None = None,
) -> Review:
    """Compare what an iteration shipped with what moved.

    Args:
        workspace: where.
        iteration: which; None is the last of which most is done.
        team: whose work; None is everybody's.
        as_of: what was known at the end of that day.

    Raises:
        InputError: no such team or iteration, nothing of it is done, or nothing is judged.
    """
    portfolio = known_on(workspace, as_of)
    name = team_named(portfolio, team)
    items = [i for i in portfolio.items if name in {None, i.team} and i.iteration]
    leaves = [i for i in items if i.ref not in portfolio.containers]
    chosen = _iteration(leaves, iteration)
    done = [i for i in leaves if i.iteration == chosen and i.done and i.status is Status.DONE]
    if not done:
        raise InputError(f"nothing of {chosen!r} is done yet")
    made = _Looked(portfolio, done, workspace)
    left = [i for i in leaves if i.iteration == chosen and i.status.is_open]
    facts = made.facts(chosen, tuple(i.called for i in left))
    return Review(
        iteration=chosen,
        team=name,
        as_of=portfolio.as_of,
        start=made.start,
        end=made.end,
        shipped=facts.shipped,
        unit=facts.unit,
        moved=facts.moved,
        still=facts.still,
        unfinished=tuple(i.ref for i in left),
        text=written(facts),
    )


def _iteration(items: Sequence[WorkItem], wanted: str | None) -> str:
    total = Counter(str(i.iteration) for i in items)
    finished = Counter(str(i.iteration) for i in items if i.status is Status.DONE)
    names = sorted(total, key=by_number)
    if wanted is not None:
        known = next((n for n in names if n.casefold() == wanted.casefold()), None)
        if known is None:
            raise InputError(f"no iteration {wanted!r}; there are: {', '.join(names) or 'none'}")
        return known
    over = [n for n in names if finished[n] > total[n] / 2]
    if not over:
        raise InputError(f"{_NOT_DONE}: {joined(names[::-1], 5)}" if names else _NONE)
    return over[-1]


class _Looked:
    """What was finished, by goal, and what the goals did meanwhile."""

    def __init__(
        self, portfolio: Portfolio, done: Sequence[WorkItem], workspace: Workspace
    ) -> None:
        self.portfolio, self.done, self.workspace = portfolio, done, workspace
        ends = sorted(i.done for i in done if i.done)
        first = ends[0].astimezone(workspace.zone)
        self.start = first.replace(hour=0, minute=0, second=0, microsecond=0)
        self.end = min(ends[-1] + _AFTER, portfolio.as_of)
        self.sizes = sizes_of(done)
        self.unit = "points" if any(i.effort is not None for i in done) else "items"

    def facts(self, iteration: str, unfinished: tuple[str, ...]) -> ReviewFacts:
        served = self._served()
        moved = [m for k, items in served if (m := self._movement(k, items)) is not None]
        known = {m.goal for m in moved}
        return ReviewFacts(
            iteration=iteration,
            unit=self.unit,
            shipped=self._points(self.done),
            most=self._most(),
            off_goal=self._points(i for i in self.done if self._strays(i)),
            moved=tuple(moved),
            still=tuple(self._still(k, items) for k, items in served if k.ref not in known),
            unfinished=unfinished,
            record=line(record_so_far(self.workspace, self.portfolio.as_of)),
        )

    def _points(self, items: Iterable[WorkItem]) -> float:
        return sum(self.sizes[i.ref] for i in items)

    def _strays(self, item: WorkItem) -> bool:
        judged = self.portfolio.alignment.get(item.ref)
        return judged is not None and judged.verdict == "unaligned"

    def _most(self) -> str:
        """`26 on O1`: the objective that most was finished for."""
        spent: Counter[str] = Counter()
        for item in self.done:
            goal = served_goal(self.portfolio, item)
            over = objective_of(self.portfolio, goal) if goal else None
            if over is not None:
                spent[goal_id(over)] += round(10 * self.sizes[item.ref])
        return "".join(f"{tenths / 10:g} on {name}" for name, tenths in spent.most_common(1))

    def _served(self) -> list[tuple[KeyResult, list[WorkItem]]]:
        """Key results with the finished work that serves them, most first."""
        found: dict[Ref, list[WorkItem]] = {}
        for item in self.done:
            goal = served_goal(self.portfolio, item)
            if isinstance(goal, KeyResult):
                found.setdefault(goal.ref, []).append(item)
        goals = {k.ref: k for k in self.portfolio.key_results}
        ranked = sorted(found.items(), key=lambda pair: (-self._points(pair[1]), pair[0]))
        return [(goals[ref], items) for ref, items in ranked]

    def _movement(self, goal: KeyResult, items: Sequence[WorkItem]) -> Movement | None:
        """What it measured before and after; None where that is missing or no better."""
        before, after = self._value(goal, self.start), self._value(goal, self.end)
        if before is None or after is None or not _better(goal, before, after):
            return None
        ahead = self._predicted(goal, items)
        low, middle, high = ahead or (None, None, None)
        change = after - before
        inside = ahead is not None and min(ahead) <= change <= max(ahead)
        return Movement(
            goal=goal.ref,
            id=goal_id(goal),
            before=before,
            after=after,
            points=self._points(items),
            items=tuple(
                i.called for i in sorted(items, key=lambda i: (-self.sizes[i.ref], i.called))
            ),
            predicted=middle,
            low=low,
            high=high,
            hit=inside if ahead else None,
        )

    def _value(self, goal: KeyResult, at: datetime) -> float | None:
        known = [c for c in goal.check_ins if c.at <= at + timedelta(hours=12)]
        return max(known, key=lambda c: c.at).value if known else None

    def _predicted(
        self, goal: KeyResult, items: Sequence[WorkItem]
    ) -> tuple[float, float, float] | None:
        """80 % range and middle, from what was known when the iteration began."""
        origin, target = baseline_of(goal), goal.target
        then = known_at(self.workspace, self.start)
        impact = Impacts(then).of(goal.ref, [i for i in items if i.ref in then.item])
        if impact is None or origin is None or target is None:
            return None
        way = target - origin
        return impact.low * way, impact.mean * way, impact.high * way

    def _still(self, goal: KeyResult, items: Sequence[WorkItem]) -> Stillness:
        measured = [c.at for c in goal.check_ins if self.start < c.at <= self.end]
        first = min((i.done for i in items if i.done), default=self.end)
        lag = usual_lag(self.portfolio)
        return Stillness(
            goal=goal.ref,
            name=spoken(goal),
            points=self._points(items),
            measured=bool(measured),
            weeks=max(0, (max(measured) - first) // _WEEK) if measured else 0,
            usual=ceil(lag / _WEEK) if lag is not None else None,
        )


def _better(goal: KeyResult, before: float, after: float) -> bool:
    """Whether it went the way it should."""
    origin, target = baseline_of(goal), goal.target
    if origin is None or target is None or origin == target:
        return False
    return (after - before) * (target - origin) > 0


def moved_since(portfolio: Portfolio, since: datetime) -> Iterator[tuple[KeyResult, float, float]]:
    """Key results that went the way they should, with both values, in document order."""
    for goal in portfolio.key_results:
        earlier = [c for c in goal.check_ins if c.at <= since]
        if earlier and goal.current is not None:
            before = max(earlier, key=lambda c: c.at).value
            if _better(goal, before, goal.current):
                yield goal, before, goal.current
