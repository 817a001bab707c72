"""What a measured goal wants: more of something, less of it, or the same thing sooner."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from copilot.portfolio import AnyGoal, KeyResult, Kpi

from .lexical import split_words, stem
from .places import home_of
from .quantities import Measure, parse_measure
from .stopwords import STOP_WORDS

Want = Literal["more", "less", "sooner"]
TIMES = frozenset({"ms", "s", "min", "h", "days", "weeks", "months"})
_UNIT_WORDS = {
    **{"seconds": "s", "minutes": "min", "hours": "h"},
    **{unit: unit for unit in ("days", "weeks", "months")},
}
_SOON = re.compile(
    r"\b(?:(?:waiting|lead|cycle|response|resolution|load\w*|build|delivery|processing|recovery)"
    r"[ -]times?|time (?:to|from|for|until)|latency|duration|turnaround|delays?|on time|cycle"
    r"|within \d+|(?:done|ready|live|closed?) (?:by|on|at) (?:\d+|(?:working )?day)"
    r"|(?:working )?day \d+|days? after|days \w+ outstanding)\b",
    re.IGNORECASE,
)
_PASSED = re.compile(
    r"\b(?:share|rate|conver\w+|activat\w+|sign-?ups?|regist\w+|appli\w+|requests?|visits?|visitors?"
    r"|downloads?|trials?|adopt\w+|users?|members?|customers?|guests?|filed|joins?|joined|finish\w*"
    r"|sold|sales|orders?|bookings?|buyers?|sellers?|patients?|teams|people|partners?|accounts?|purchases?|subscri\w+)\b",
    re.IGNORECASE,
)
_MEASURES = """
    month week day year hour minut second quarter time share rate number count percent new per
    median averag total least end first last everi now today current target baselin goal
"""
MEASURING = frozenset(_MEASURES.split())
"""Stems of words that say how something is measured, not what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One key result or KPI, as far as its words and numbers say what it wants."""

    goal: AnyGoal
    want: Want
    unit: str
    limit: float | None
    """The worst value of that unit that nobody would call progress: where it comes from."""
    title: frozenset[str]
    """Stems of its title."""
    text: frozenset[str]
    """Further stems of its text."""
    passed: bool
    """Whether people have to get through something for it to count."""
    home: frozenset[str] = frozenset()
    """Places that it wants things kept in."""


def aims_of(goals: Iterable[AnyGoal]) -> Mapping[str, Aim]:
    """Return the aim of each measured goal by reference; objectives and allowances have none."""
    return {g.ref: _aim(g) for g in goals if isinstance(g, (KeyResult, Kpi))}


def _aim(goal: KeyResult | Kpi) -> Aim:
    measure = parse_measure(goal.title)
    unit = measure.unit or _UNIT_WORDS.get(goal.unit, goal.unit) or _unit_in(goal.title)
    title = stems(goal.title)
    return Aim(
        goal=goal,
        want=_want(goal, measure, unit),
        unit=unit,
        limit=_limit(goal, measure),
        title=title,
        text=stems(goal.text) - title,
        passed=bool(_PASSED.search(goal.passage)),
        home=home_of(goal.passage),
    )


def _unit_in(title: str) -> str:
    """`Days sales outstanding` are days, though none of its numbers says so."""
    words = (_UNIT_WORDS.get(word.lower(), "") for word in title.split()[:1])
    return next((unit for unit in words if unit), "")


def _want(goal: KeyResult | Kpi, measure: Measure, unit: str) -> Want:
    direction = goal.direction or measure.direction
    told = _SOON.search(goal.title)
    if (unit in TIMES and (direction == "down" or told)) or (told and unit in {"", *TIMES}):
        return "sooner"
    return "less" if direction == "down" else "more"


def _limit(goal: KeyResult | Kpi, measure: Measure) -> float | None:
    own = goal.baseline if isinstance(goal, KeyResult) else None
    known = (own, measure.baseline, goal.target, measure.target)
    return next((value for value in known if value is not None), None)


def stems(text: str) -> frozenset[str]:
    """Stems of the words that carry content, without words of measures."""
    found = (stem(w) for w in split_words(text) if w not in STOP_WORDS and len(w) > 2)
    return frozenset(s for s in found if s not in MEASURING and not s.isdigit())
