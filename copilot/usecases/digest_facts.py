"""What a digest may say, collected from the portfolio and the news."""

from collections.abc import Iterable
from datetime import date

from copilot.checks.words import clip, goal_name
from copilot.portfolio import Finding, KeyResult, Portfolio, Ref
from copilot.prompts.digest import Cause, Change, DigestFacts, Prospect

from .goal_names import current_of, middle_of, spoken, standing_of
from .news import Memory, News, Told, topic_of
from .questions import questions_of
from .unseen import fine, not_seen
from .workspace import Workspace

_MOST = 2


def digest_facts(
    workspace: Workspace,
    portfolio: Portfolio,
    news: Iterable[News],
    resolved: Iterable[Told],
    monday: date,
    memory: Memory,
) -> DigestFacts:
    """Collect changes, stakes and decisions; what goes well and what was not seen."""
    found = list(news)
    changes = [_change(portfolio, n, memory) for n in found if n.finding.code == "drift"][:_MOST]
    stakes = [_stake(portfolio, n) for n in found if n.finding.code == "forecast"][:_MOST]
    shown = {c.topic for c in changes} | {s.topic for s in stakes}
    asked = [
        n.finding
        for n in found
        if n.finding.code not in {"drift", "forecast"} or topic_of(n.finding) in shown
    ]
    return DigestFacts(
        name=workspace.name[:1].upper() + workspace.name[1:],
        week=monday.isocalendar().week,
        changes=tuple(changes),
        stakes=tuple(stakes),
        decisions=questions_of(workspace, portfolio, asked),
        resolved=tuple(t.name for t in resolved),
        fine=fine(portfolio),
        standing=standing_of(portfolio),
        not_seen=not_seen(workspace, portfolio, {f.subject for f in asked}),
    )


def name_of(portfolio: Portfolio, finding: Finding) -> str:
    """What a finding is about, in two or three words: `drift of O1`."""
    goal, item = portfolio.goal.get(finding.subject), portfolio.item.get(finding.subject)
    subject = spoken(goal) if goal else item.called if item else finding.subject
    return f"{finding.code} {subject}"


def _change(portfolio: Portfolio, news: News, memory: Memory) -> Change:
    facts = news.finding.facts
    low, high = facts.get("intended_low"), facts.get("intended_high")
    before = facts.get("before_percent")
    unsized = int(facts.get("unsized", 0)) == int(facts.get("items", 0))
    known = memory.get(topic_of(news.finding)) if news.before else None
    return Change(
        topic=topic_of(news.finding),
        goal=goal_name(portfolio.goal[news.finding.subject]),
        team=str(facts.get("team", "")),
        shares=str(facts["shares"]),
        weeks=int(facts["weeks"]),
        before=int(before) if before is not None else None,
        intended=f"{low}–{high}" if low is not None else "",
        causes=tuple(_causes(news.finding)),
        unit="items" if unsized else "pts",
        items=int(facts.get("items", 0)),
        since=str(facts.get("since", "")),
        again=f"week {known.monday.isocalendar().week}" if known else "",
    )


def _causes(finding: Finding) -> Iterable[Cause]:
    facts, number = finding.facts, 1
    while f"cause_{number}" in facts:
        yield Cause(
            name=clip(str(facts[f"cause_{number}"]), 40),
            effort=float(facts[f"cause_{number}_effort"]),
            bucket=clip(str(facts[f"cause_{number}_bucket"]), 40),
            ref=str(facts[f"cause_{number}_ref"]),
        )
        number += 1


def _stake(portfolio: Portfolio, news: News) -> Prospect:
    goal = key_result(portfolio, news.finding.subject)
    ahead = portfolio.forecast[goal.ref]
    return Prospect(
        topic=topic_of(news.finding),
        goal=goal.ref,
        name=spoken(goal),
        current=current_of(goal),
        middle=middle_of(goal, ahead),
        target=f"{goal.target:g}" if goal.target is not None else "",
        chance=ahead.chance,
        told=news.before.chance if news.before else None,
        where=str(goal.place) if goal.place else goal.id,
    )


def key_result(portfolio: Portfolio, ref: Ref) -> KeyResult:
    """The key result with this reference."""
    return next(k for k in portfolio.key_results if k.ref == ref)
