"""What several teams have to talk about: conflicts, shared blockers, double work, successes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from copilot.analysis.effort_history import last_complete_week
from copilot.checks.scope import owner_of, served_goal
from copilot.checks.words import clip, goal_id, joined, person
from copilot.portfolio import Finding, Portfolio, Ref, Status, WorkItem
from copilot.prompts.rituals import SyncFacts
from copilot.prompts.rituals import sync_pack as written

from .known import heard, known_on
from .review import moved_since
from .verbs import EVERYWHERE, verb
from .workspace import Workspace

_WEEKS = 2
_TITLE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing to talk about."""

    text: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, kw_only=True)
class SyncPack:
    """The agenda of a cross-team meeting."""

    week: str
    as_of: datetime
    decide: tuple[Topic, ...]
    blockers: tuple[Topic, ...]
    twice: tuple[Topic, ...]
    moved: tuple[Topic, ...]
    text: str


@verb("sync-pack", EVERYWHERE)
def sync_pack(workspace: Workspace, *, as_of: date | None = None) -> SyncPack:
    """Collect what no team can settle alone, and the key results that moved.

    Raises:
        InputError: nothing is judged yet.
    """
    portfolio = known_on(workspace, as_of)
    monday = last_complete_week(portfolio.as_of, workspace.zone)
    found = [f for f in heard(workspace, portfolio) if f.severity.level > 0]
    decide = tuple(_conflicts(portfolio, found))
    blockers = tuple(_blockers(portfolio, found))
    twice = tuple(_twice(portfolio, found))
    moved = tuple(_moved(portfolio))
    facts = SyncFacts(
        name=workspace.name[:1].upper() + workspace.name[1:],
        week=monday.isocalendar().week,
        teams=len({i.team for i in portfolio.open_items if i.team}),
        decide=_texts(decide),
        blockers=_texts(blockers),
        twice=_texts(twice),
        moved=_texts(moved),
    )
    return SyncPack(
        week=f"{monday:%G-W%V}",
        as_of=portfolio.as_of,
        decide=decide,
        blockers=blockers,
        twice=twice,
        moved=moved,
        text=written(facts),
    )


def _texts(topics: Iterable[Topic]) -> tuple[str, ...]:
    return tuple(t.text for t in topics)


def _conflicts(portfolio: Portfolio, found: Iterable[Finding]) -> Iterator[Topic]:
    """Work that harms a goal somebody else answers for."""
    for finding in (f for f in found if f.code == "against"):
        item, goal = portfolio.item[finding.subject], portfolio.goal[finding.related[0]]
        people = _people([item.assignee, owner_of(portfolio, goal)])
        title = f"{_named(item)} “{clip(item.title, _TITLE)}”"
        yield Topic(
            text=f"{title} works against {goal_id(goal)}.  {people}".rstrip(),
            refs=(item.ref, goal.ref),
        )


def _blockers(portfolio: Portfolio, found: Iterable[Finding]) -> Iterator[Topic]:
    """Blockers of other teams, one line a blocker."""
    told: set[Ref] = set()
    for finding in (f for f in found if f.code in {"waiting", "dependency", "dependency-cycle"}):
        before = portfolio.item[finding.subject]
        held = [
            i
            for i in portfolio.open_items
            if before.ref in portfolio.blockers.get(i.ref, ()) and i.team != before.team
        ]
        if held and before.ref not in told:
            told.add(before.ref)
            yield _blocker(portfolio, before, held)


def _blocker(portfolio: Portfolio, before: WorkItem, held: list[WorkItem]) -> Topic:
    since = before.started
    days = f", {(portfolio.as_of - since).days} days" if since else ""
    state = (before.native_status or before.status.value).lower()
    waiting = joined([_serving(portfolio, i) for i in held])
    verb_ = "waits" if len(held) == 1 else "wait"
    people = _people([before.assignee, *(i.assignee for i in held)])
    return Topic(
        text=f"{waiting} {verb_} for {_named(before)}, {state}{days}.  {people}".rstrip(),
        refs=(before.ref, *(i.ref for i in held)),
    )


def _twice(portfolio: Portfolio, found: Iterable[Finding]) -> Iterator[Topic]:
    """Open work that two teams do."""
    for finding in (f for f in found if f.code == "duplicate"):
        pair = [portfolio.item[r] for r in (finding.subject, *finding.related)][:2]
        if len(pair) == 2 and pair[0].team != pair[1].team:
            people = _people(i.assignee for i in pair)
            yield Topic(
                text=f"{_named(pair[0])} reads like {_named(pair[1])}.  {people}".rstrip(),
                refs=tuple(i.ref for i in pair),
            )


def _moved(portfolio: Portfolio) -> Iterator[Topic]:
    """Key results that moved in two weeks and the finished work that serves them."""
    since = portfolio.as_of - timedelta(weeks=_WEEKS)
    for goal, before, after in moved_since(portfolio, since):
        work = [
            i
            for i in portfolio.items
            if i.status is Status.DONE and i.done and since < i.done
            and served_goal(portfolio, i) == goal
        ]  # fmt: skip
        if work:
            largest = sorted(work, key=lambda i: (-(i.effort or 0), i.called))
            yield Topic(
                text=f"{goal_id(goal)} {before:g} → {after:g} in {_WEEKS} weeks: "
                f"{joined([_named(i) for i in largest])}.",
                refs=(goal.ref, *(i.ref for i in largest)),
            )


def _serving(portfolio: Portfolio, item: WorkItem) -> str:
    """`NOTE-289 (Growth, KR1.2)`."""
    goal = served_goal(portfolio, item)
    about = ", ".join(filter(None, (item.team, goal_id(goal) if goal else "")))
    return f"{item.called} ({about})" if about else item.called


def _named(item: WorkItem) -> str:
    return f"{item.called} ({item.team})" if item.team else item.called


def _people(names: Iterable[str | None]) -> str:
    return ", ".join(dict.fromkeys(person(n) for n in names if n))
