"""One team's stand-up: the exceptions of the day, at most five lines."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from copilot.checks.scope import served_goal
from copilot.checks.waiting import Waiting
from copilot.checks.words import goal_id, person
from copilot.portfolio import AnyGoal, KeyResult, Portfolio, Ref, Status, WorkItem
from copilot.prompts.rituals import OffGoal, StandupFacts, Ticket, Wait
from copilot.prompts.rituals import standup as written

from .backlog import team_named
from .goal_names import spoken
from .known import known_on
from .verbs import EVERYWHERE, verb
from .workspace import Workspace

_SLOW = 1.5
"""Multiple of the usual stay from which a team talks about what waits."""


@dataclass(frozen=True, kw_only=True)
class Standup:
    """The exceptions of one team's day."""

    team: str | None
    as_of: datetime
    goal: Ref | None
    """Key result that most of the iteration's work serves."""
    on_goal: tuple[Ticket, ...]
    begun: int
    serving: int
    off_goal: tuple[OffGoal, ...]
    waits: tuple[Wait, ...]
    thin: tuple[Ticket, ...]
    text: str


@verb("standup", EVERYWHERE)
def standup(
    workspace: Workspace, *, team: str | None = None, as_of: date | None = None
) -> Standup:
    """Say what is off goal, waiting or unclear in a team's work in progress.

    Raises:
        InputError: no such team, or nothing is judged yet.
    """
    portfolio = known_on(workspace, as_of)
    name = team_named(portfolio, team)
    items = [i for i in portfolio.open_items if i.ref not in portfolio.containers]
    own = [i for i in items if name in {None, i.team}]
    begun = [i for i in own if i.status is Status.ACTIVE]
    goal = _sprint_goal(portfolio, own)
    facts = StandupFacts(
        team=_called(name, workspace),
        day=f"{portfolio.as_of.astimezone(workspace.zone):%a}",
        goal=_spelled(goal) if goal else "",
        goal_id=goal_id(goal) if goal else "",
        sprint=any(i.iteration for i in begun),
        on_goal=tuple(_ticket(i) for i in begun if goal and served_goal(portfolio, i) == goal),
        begun=len(begun),
        serving=sum(served_goal(portfolio, i) is not None for i in begun),
        off_goal=tuple(_off_goal(portfolio, begun)),
        waits=tuple(_waits(portfolio, name)),
        thin=tuple(_ticket(i) for i in begun if _verdict(portfolio, i) == "thin"),
    )
    return Standup(
        team=name,
        as_of=portfolio.as_of,
        goal=goal.ref if goal else None,
        on_goal=facts.on_goal,
        begun=facts.begun,
        serving=facts.serving,
        off_goal=facts.off_goal,
        waits=facts.waits,
        thin=facts.thin,
        text=written(facts),
    )


def _called(name: str | None, workspace: Workspace) -> str:
    if name is None:
        return workspace.name[:1].upper() + workspace.name[1:]
    return name if name.casefold().endswith("team") else f"{name} team"


def _sprint_goal(portfolio: Portfolio, own: Sequence[WorkItem]) -> KeyResult | None:
    """Key result that most effort of the running iteration serves, if any stands out."""
    running = Counter(i.iteration for i in own if i.iteration and i.status is Status.ACTIVE)
    name = running.most_common(1)[0][0] if running else None
    effort: Counter[Ref] = Counter()
    for item in (i for i in own if i.iteration == name and i.status is Status.ACTIVE):
        goal = served_goal(portfolio, item)
        if isinstance(goal, KeyResult):
            effort[goal.ref] += max(1, round(item.effort or 1))
    ranked = effort.most_common(2)
    if name is None or not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return next(k for k in portfolio.key_results if k.ref == ranked[0][0])


def _spelled(goal: AnyGoal) -> str:
    """`KR1.1 Activation`."""
    head, _, rest = spoken(goal).partition(" ")
    return f"{head} {rest[:1].upper()}{rest[1:]}".strip()


def _off_goal(portfolio: Portfolio, begun: Iterable[WorkItem]) -> Iterator[OffGoal]:
    found = [(portfolio.alignment[i.ref].none, i) for i in begun if _strays(portfolio, i)]
    for none, item in sorted(found, key=lambda pair: (-pair[0], pair[1].key)):
        yield OffGoal(ticket=_ticket(item), sure=none)


def _strays(portfolio: Portfolio, item: WorkItem) -> bool:
    return _verdict(portfolio, item) == "unaligned"


def _verdict(portfolio: Portfolio, item: WorkItem) -> str:
    judged = portfolio.alignment.get(item.ref)
    return judged.verdict if judged else ""


def _waits(portfolio: Portfolio, team: str | None) -> Iterator[Wait]:
    """Slow blockers that this team has, or waits for; the slowest first."""
    found = []
    for finding in Waiting(times=_SLOW)(portfolio):
        before = portfolio.item[finding.subject]
        held = [i for i in portfolio.open_items if before.ref in portfolio.blockers.get(i.ref, ())]
        if team is None or team in {before.team, *(i.team for i in held)}:
            found.append(
                Wait(
                    waiting=str(finding.facts["keys"]),
                    before=_ticket(before),
                    where=str(finding.facts["where"]),
                    days=int(finding.facts["days"]),
                    usual=int(finding.facts["usual_days"]),
                )
            )
    yield from sorted(found, key=lambda w: (-w.days / w.usual, w.before.key))


def _ticket(item: WorkItem) -> Ticket:
    return Ticket(ref=item.ref, key=item.called, who=person(item.assignee))
