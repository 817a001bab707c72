"""Answers that are lists: the records that a question asks for, one claim each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from copilot.analysis.asked_time import AskedTime
from copilot.analysis.enquiry import Enquiry, Flag, Names
from copilot.checks.coverage import Coverage
from copilot.checks.scope import lineage, open_blockers, owner_of, possible_items, today
from copilot.checks.words import clip, goal_id, goal_name, joined, person
from copilot.portfolio import AnyGoal, KeyResult, Link, Portfolio, Ref, Status, WorkItem
from copilot.prompts import Citation, Claim
from copilot.prompts.explanation import Explanation
from copilot.prompts.markup import harmless
from copilot.prompts.shares import percent

from .quoted import day_of

MOST = 10
"""Records that are shown; how many more there are is said."""
_ORDER = (Status.BLOCKED, Status.ACTIVE, Status.PLANNED, Status.DONE, Status.DROPPED)
_OPEN = frozenset(status for status in Status if status.is_open)
_UNLIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One record in a list, and what is said of it."""

    citation: Citation
    text: str


def names_in(portfolio: Portfolio) -> Names:
    """Who and what a question may name."""
    items, goals = portfolio.items, portfolio.goals
    people = (*(i.assignee for i in items), *(g.owner for g in goals))
    groups = (n for i in items for n in (i.team, i.source, i.iteration, *i.labels))
    return Names(
        people=frozenset(name for name in people if name and name.strip()),
        groups=frozenset(name for name in groups if name),
        goals=frozenset(name for goal in goals for name in (goal.id, goal.ref)),
    )


def listed(portfolio: Portfolio, asked: Enquiry, time: AskedTime, zone: tzinfo) -> Explanation:
    """List what a question asks for: how many of how many, then the records, most pressing first.

    Args:
        portfolio: as of the time that is asked about.
        asked: what the list has to hold.
        time: days in which it was finished, where the question names some.
        zone: whose days they are.
    """
    if asked.subject == "goals":
        rows, known = _goals(portfolio, asked), len(portfolio.goals)
        return written(rows, f"{len(rows)} of {known} goals", terms_of(portfolio, asked))
    asked_for = asked if asked.states or asked.flags else _only_open(asked)
    able = [item for item in portfolio.items if meets(portfolio, item, asked_for)]
    found = [item for item in able if _in_time(item, asked_for, time, zone)]
    rows = [_row(portfolio, i, asked) for i in sorted(found, key=_pressing(portfolio, asked))]
    head = f"{len(rows)} of {len(portfolio.items)} items"
    terms = [*terms_of(portfolio, asked_for)]
    if asked.finished and time.first and time.last:
        terms.append(days_of(time.first, time.last, portfolio.as_of.year))
        return written(rows, head, terms, _undated(able))
    return written(rows, head, terms, _perhaps(portfolio, asked_for))


def written(
    rows: Sequence[Row], head: str, terms: Iterable[str], further: str = ""
) -> Explanation:
    """Put a list into words; each record is cited, and those that are not shown are counted."""
    claims = [Claim(text=harmless(" · ".join((head, *terms))))]
    claims += [Claim(text=harmless(r.text), citations=(r.citation,)) for r in rows[:MOST]]
    more = len(rows) - MOST
    if more > 0:
        tip = "a person, team or goal in the question narrows it"
        claims.append(Claim(text=f"{more} more; {tip}."))
    if further:
        claims.append(Claim(text=harmless(further)))
    return Explanation(text="\n".join(c.text for c in claims), claims=tuple(claims))


def _only_open(asked: Enquiry) -> Enquiry:
    return Enquiry(
        states=_OPEN,
        kinds=asked.kinds,
        people=asked.people,
        groups=asked.groups,
        goals=asked.goals,
    )


def meets(portfolio: Portfolio, item: WorkItem, asked: Enquiry) -> bool:
    """Whether an item is what a question asks for, whenever it became so."""
    tests = (
        not asked.states or item.status in asked.states,
        not asked.kinds or item.kind in asked.kinds,
        not asked.people or item.assignee in asked.people,
        not asked.groups or not asked.groups.isdisjoint(_groups(item)),
        all(_FLAGS[flag](portfolio, item) for flag in asked.flags),
    )
    return all(tests) and _helps(portfolio, item, asked)


def _groups(item: WorkItem) -> set[str | None]:
    return {item.team, item.source, item.iteration, *item.labels}


def _in_time(item: WorkItem, asked: Enquiry, time: AskedTime, zone: tzinfo) -> bool:
    """Whether it was finished in the days that are asked about, where that is asked."""
    if not asked.finished or time.first is None or time.last is None:
        return True
    return item.done is not None and time.first <= item.done.astimezone(zone).date() <= time.last


def _helps(portfolio: Portfolio, item: WorkItem, asked: Enquiry) -> bool:
    if not asked.goals:
        return True
    judged = portfolio.alignment.get(item.ref)
    best = judged.best if judged is not None and judged.verdict == "aligned" else None
    return best is not None and _under(portfolio, best, asked.goals)


def _under(portfolio: Portfolio, link: Link, names: frozenset[str]) -> bool:
    goal = portfolio.goal.get(link.goal)
    return link.relation == "helps" and goal is not None and _is_under(portfolio, goal, names)


def _is_under(portfolio: Portfolio, goal: AnyGoal, names: frozenset[str]) -> bool:
    return any(_means(names, each) for each in lineage(portfolio, goal))


def _means(names: frozenset[str], goal: AnyGoal) -> bool:
    """Whether a goal is asked for by its id, which others may have, or by its reference."""
    return goal.id in names or goal.ref in names


def _verdict(name: str) -> Callable[[Portfolio, WorkItem], bool]:
    def has(portfolio: Portfolio, item: WorkItem) -> bool:
        judged = portfolio.alignment.get(item.ref)
        return item.status.is_open and judged is not None and judged.verdict == name

    return has


_FLAGS: Mapping[Flag, Callable[[Portfolio, WorkItem], bool]] = {
    "waiting": lambda known, i: i.status.is_open and bool(open_blockers(known, i)),
    "overdue": lambda known, i: i.status.is_open and i.due is not None and i.due < today(known),
    "unowned": lambda _, i: i.status.is_open and not i.assignee,
    "unsized": lambda _, i: i.status.is_open and i.effort is None,
    "no goal": _verdict("unaligned"),
    "unsure": _verdict("unsure"),
    "thin": _verdict("thin"),
    "no work": lambda _, __: False,
    "at risk": lambda _, __: False,
}


def _pressing(
    portfolio: Portfolio, asked: Enquiry
) -> Callable[[WorkItem], tuple[float, float, float, str]]:
    """What comes first: blocked before begun before planned; for a goal, the surest link."""

    def key(item: WorkItem) -> tuple[float, float, float, str]:
        judged = portfolio.alignment.get(item.ref)
        sure = judged.best.score if judged and judged.best and asked.goals else 0.0
        rank = item.rank if item.rank is not None else float("inf")
        return -sure, _ORDER.index(item.status), rank, item.ref

    return key


def _row(portfolio: Portfolio, item: WorkItem, asked: Enquiry) -> Row:
    said = f"{item.called} {clip(item.title)}: {item.native_status or item.status.value}"
    waits = joined([b.called for b in open_blockers(portfolio, item)])
    parts = (
        said,
        person(item.assignee),
        f"waits for {waits}" if waits and item.status.is_open else "",
        f"due {day_of(item.due, portfolio.as_of.year)}"
        if item.due and item.status.is_open
        else "",
        _link(portfolio, item) if asked.goals else "",
    )
    return Row(title_of(item.ref, item.title, item.called), ", ".join(p for p in parts if p))


def _link(portfolio: Portfolio, item: WorkItem) -> str:
    best = portfolio.alignment[item.ref].best
    goal = portfolio.goal.get(best.goal) if best else None
    return f"{goal_id(goal)} {percent(best.score)}" if best and goal else ""


def title_of(ref: Ref, title: str, where: str) -> Citation:
    """A record, cited by its title."""
    return Citation(ref=ref, field="title", start=0, end=len(title), quote=title, where=where)


def _goals(portfolio: Portfolio, asked: Enquiry) -> list[Row]:
    said = dict(_said_of_goals(portfolio, asked))
    return [
        Row(title_of(goal.ref, goal.title, str(goal.place or goal.id)), said[goal.ref])
        for goal in portfolio.goals
        if goal.ref in said and _is_asked(portfolio, goal, asked)
    ]


def _is_asked(portfolio: Portfolio, goal: AnyGoal, asked: Enquiry) -> bool:
    return (
        (not asked.goal_kinds or goal.kind in asked.goal_kinds)
        and (not asked.people or owner_of(portfolio, goal) in asked.people)
        and (not asked.goals or _is_under(portfolio, goal, asked.goals))
    )


def _said_of_goals(portfolio: Portfolio, asked: Enquiry) -> Iterator[tuple[Ref, str]]:
    """Yield what is said of each goal that may be listed."""
    if "no work" in asked.flags:
        yield from _bare(portfolio)
    elif "at risk" in asked.flags:
        for goal in portfolio.key_results:
            ahead = portfolio.forecast.get(goal.ref)
            if ahead is not None and ahead.chance < _UNLIKELY:
                yield goal.ref, f"{goal_name(goal)}: {percent(ahead.chance)} likely"
    else:
        for each in portfolio.goals:
            yield each.ref, ", ".join(p for p in (goal_name(each), _standing(each)) if p)


def _bare(portfolio: Portfolio) -> Iterator[tuple[Ref, str]]:
    near = possible_items(portfolio)
    for ref in Coverage().uncovered(portfolio):
        name = goal_name(portfolio.goal[ref])
        keys = joined([item.called for item in near.get(ref, ())])
        yield ref, f"{name}: no open work for sure; perhaps {keys}" if keys else name


def _standing(goal: AnyGoal) -> str:
    now = goal.current if isinstance(goal, KeyResult) else None
    said = (f"now {now:g}" if now is not None else "", person(goal.owner))
    return ", ".join(part for part in said if part)


def _perhaps(portfolio: Portfolio, asked: Enquiry) -> str:
    """Work that may help the goals of the question too: nobody can tell yet."""
    if not asked.goals:
        return ""
    near = possible_items(portfolio)
    goals = (g for g in portfolio.goals if _is_under(portfolio, g, asked.goals))
    keys = dict.fromkeys(item.called for goal in goals for item in near.get(goal.ref, ()))
    return f"Perhaps too, not sure: {joined(list(keys), 5)}." if keys else ""


def days_of(first: date, last: date, year: int) -> str:
    """`9 Feb to 15 Feb`."""
    days = dict.fromkeys((day_of(first, year), day_of(last, year)))
    return " to ".join(days)


def _undated(items: Iterable[WorkItem]) -> str:
    """Finished work whose tool does not export when that was."""
    keys = [item.called for item in items if item.done is None]
    return f"Done on a day that nobody wrote down: {joined(keys)}." if keys else ""


def terms_of(portfolio: Portfolio, asked: Enquiry) -> Iterator[str]:
    """What the question was understood to ask for, so that a misreading is seen."""
    if asked.states:
        named = [s.value for s in _ORDER if s in asked.states]
        yield "open" if asked.states == _OPEN else " or ".join(named)
    yield from (_SAID.get(flag, flag) for flag in sorted(asked.flags))
    yield from sorted((*asked.kinds, *(k.replace("_", " ") for k in asked.goal_kinds)))
    for names in (asked.people, asked.groups):
        if names:
            yield " or ".join(sorted(names))
    goals = [goal_name(g) for g in portfolio.goals if _means(asked.goals, g)]
    if goals:
        yield f"for {joined(goals)}"


_SAID: Mapping[Flag, str] = {
    "no work": "without work for sure",
    "unowned": "nobody's",
    "at risk": "less likely than not",
    "thin": "too thin to judge",
}
