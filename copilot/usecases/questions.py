"""Alerts as decisions: a question that names its people, at most three a week."""

from collections.abc import Callable, Mapping, Sequence

from copilot.checks.scope import owner_of, served_goal
from copilot.checks.words import clip, goal_id, joined
from copilot.portfolio import AnyGoal, Finding, Portfolio, Ref
from copilot.prompts.digest import NOBODY, Question

from .best_swap import best_swap
from .goal_names import spoken
from .news import topic_of
from .people import people_of
from .workspace import Workspace

MOST = 3
_TITLE = 32
_RANK = ("against", "coverage", "dependency", "dependency-cycle")
_INSIDE = ("drift", "forecast")
"""What stands under CHANGED and AT STAKE, and is a decision only where no swap answers it."""


def questions_of(
    workspace: Workspace, portfolio: Portfolio, news: Sequence[Finding]
) -> tuple[Question, ...]:
    """The swap that helps most, then the alerts by what they ask."""
    inside = [f for f in news if f.code in _INSIDE]
    swap = best_swap(workspace, portfolio, inside) if inside else None
    asked = [f for f in news if f.code not in _INSIDE]
    ranked = sorted(asked, key=lambda f: _RANK.index(f.code) if f.code in _RANK else len(_RANK))
    first = [swap] if swap else [_told(portfolio, f) for f in inside]
    return tuple([*first, *(_told(portfolio, f) for f in ranked)][:MOST])


def _told(portfolio: Portfolio, finding: Finding) -> Question:
    say = _WORDS.get(finding.code, _plain)
    owners = _owners(portfolio, finding)
    return Question(
        text=say(portfolio, finding),
        owners=owners or (NOBODY,),
        topics=(topic_of(finding),),
        refs=(finding.subject, *finding.related),
    )


def _owners(portfolio: Portfolio, finding: Finding) -> tuple[str, ...]:
    """Who has to choose: owners of goals, and who is on the tickets where no goal is named."""
    refs = (finding.subject, *finding.related)
    owners = [_owner(portfolio, r) for r in refs if r in portfolio.goal]
    people = [i.assignee for r in refs if (i := portfolio.item.get(r)) is not None]
    if finding.code == "against":  # whose ticket, and whose goal
        return people_of([*people, *owners])
    return people_of(owners if any(owners) else people)


def _owner(portfolio: Portfolio, ref: Ref) -> str | None:
    return owner_of(portfolio, portfolio.goal[ref])


def _goal(portfolio: Portfolio, finding: Finding) -> AnyGoal:
    return portfolio.goal[finding.subject]


def _against(portfolio: Portfolio, finding: Finding) -> str:
    harmed = next((portfolio.goal[r] for r in finding.related if r in portfolio.goal), None)
    name = goal_id(harmed) if harmed else "a goal"
    item = portfolio.item[finding.subject]
    return f"{item.called} ({clip(item.title, _TITLE)}) works against {name}. Keep it?"


def _coverage(portfolio: Portfolio, finding: Finding) -> str:
    weeks = finding.facts.get("weeks")
    silent = f", no data for {weeks} weeks" if weeks else ""
    near = finding.facts.get("near")
    question = f"Does {near} serve it?" if near else "Drop or staff?"
    return f"{spoken(_goal(portfolio, finding))}: no work{silent}. {question}"


def _dependency(portfolio: Portfolio, finding: Finding) -> str:
    waiting = joined([_waiting(portfolio, r) for r in finding.related if r in portfolio.item])
    item = portfolio.item[finding.subject]
    stuck = ", itself blocked" if item.status == "blocked" else ""
    return f"{waiting} waits for {item.called}{stuck}. Pull it forward?"


def _waiting(portfolio: Portfolio, ref: Ref) -> str:
    item = portfolio.item[ref]
    goal = served_goal(portfolio, item)
    return f"{item.called} ({goal_id(goal)})" if goal else item.called


def _cycle(portfolio: Portfolio, finding: Finding) -> str:
    refs = (finding.subject, *finding.related)
    keys = joined([portfolio.item[r].called for r in refs if r in portfolio.item])
    return f"{keys} wait for each other. Cut which link?"


def _drift(portfolio: Portfolio, finding: Finding) -> str:
    now, wanted = finding.facts["now_percent"], finding.facts.get("intended_percent")
    meant = f" of {wanted} %" if wanted is not None else ""
    return (
        f"{spoken(_goal(portfolio, finding))} gets {now} %: "
        f"move work back, or change the intent{meant}?"
    )


def _forecast(portfolio: Portfolio, finding: Finding) -> str:
    goal = _goal(portfolio, finding)
    helpers = str(finding.facts.get("helpers", "")).split()[:2]
    pull = f"pull {' or '.join(helpers)}" if helpers else "staff it"
    target = getattr(goal, "target", None)
    lower = f"lower the target of {target:g}" if target is not None else "lower the target"
    return f"{goal_id(goal)}: {pull}, or {lower}?"


def _plain(_: Portfolio, finding: Finding) -> str:
    """A check of somebody else's: its own words, without the name it asks."""
    return clip(finding.message, 120)


_WORDS: Mapping[str, Callable[[Portfolio, Finding], str]] = {
    "against": _against,
    "coverage": _coverage,
    "dependency": _dependency,
    "dependency-cycle": _cycle,
    "drift": _drift,
    "forecast": _forecast,
}
