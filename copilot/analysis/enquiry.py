"""Questions for a list: `which tickets are blocked?`, `what is Ana working on?`.

Only what is understood to the last word is answered by a list: a word that is left over asks for
something that records have to say in their texts.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from copilot.portfolio import Kind, Status

from .stopwords import STOP_WORDS

Subject = Literal["items", "goals", "changes"]
Flag = Literal[
    "waiting", "overdue", "unowned", "unsized", "no goal", "unsure", "thin", "no work", "at risk"
]
GoalKind = Literal["objective", "key_result", "kpi", "allowance"]

_OPEN = frozenset({Status.PLANNED, Status.ACTIVE, Status.BLOCKED})
_BEGUN = frozenset({Status.ACTIVE, Status.BLOCKED})
_ASKS = re.compile(
    r"^(?:and )?(?:which|what(?:'s|’s)?|list|show|give|name|how many|are there|is there|any)\b"
)
_LACK = r"(?:without|with no|have no|has no|lack(?:s|ing)?|do not have|don't have)(?: any| an| a)?"
_STATES: tuple[tuple[str, frozenset[Status]], ...] = (
    (r"not (?:yet )?(?:done|finished|closed|complete)|unfinished|open", _OPEN),
    (
        r"not (?:yet )?(?:started|begun)|unstarted|planned|to[- ]do|todo|in the backlog",
        frozenset({Status.PLANNED}),
    ),
    (
        r"being worked on|in progress|in flight|under ?way|ongoing|active",
        frozenset({Status.ACTIVE}),
    ),
    (r"work(?:s|ing)? on|busy with", _BEGUN),
    (r"blocked|stuck|on hold", frozenset({Status.BLOCKED})),
    (
        r"done|finish(?:ed)?|closed?|completed?|shipp?(?:ed)?|delivered|resolved",
        frozenset({Status.DONE}),
    ),
    (r"dropped|cancell?ed|abandoned", frozenset({Status.DROPPED})),
)
_FLAGS: tuple[tuple[str, Flag], ...] = (
    (
        rf"{_LACK} (?:open )?(?:work|tickets?|items?|tasks?)|uncovered|not covered"
        r"|(?:nobody|no one|nothing|no work|no tickets?|no items?) (?:serves?|helps?|supports?)",
        "no work",
    ),
    (
        rf"(?:serv(?:es?|ing)|help(?:s|ing)?|support(?:s|ing)?) no goals?|{_LACK} goals?"
        r"|(?:do not|does not|don't|doesn't) (?:serve|help|support) (?:a|any) goals?"
        r"|unaligned|off[- ]goal",
        "no goal",
    ),
    (rf"{_LACK} (?:owner|assignee|person)|unassigned|unowned|nobody's", "unowned"),
    (rf"{_LACK} (?:size|estimate|points)|unsized|unestimated|not (?:sized|estimated)", "unsized"),
    (r"wait(?:s|ing)?(?: for (?:others?|something|other (?:tickets|work)))?|held up", "waiting"),
    (r"overdue|past (?:its |their )?due(?: date)?|late", "overdue"),
    (r"unsure|uncertain|in doubt|not sure", "unsure"),
    (r"too thin|thin|too vague", "thin"),
    (r"at risk|behind(?: schedule)?|off[- ]track|in danger|(?:to be|be) missed", "at risk"),
)
_KINDS: tuple[tuple[str, Kind], ...] = (
    (r"bugs?|defects?", "bug"),
    (r"epics?", "epic"),
    (r"stor(?:y|ies)", "story"),
    (r"initiatives?", "initiative"),
    (r"sub-?tasks?", "subtask"),
)
_GOAL_KINDS: tuple[tuple[str, GoalKind | None], ...] = (
    (r"objectives?", "objective"),
    (r"key results?|krs?", "key_result"),
    (r"kpis?", "kpi"),
    (r"goals?|okrs?|aims?", None),
)
_ITEMS = r"(?:work )?items?|tickets?|issues?|cards?|tasks?|work|things?"
_CHANGED = r"changed?|happened|moved|went on|is new|new"
_AIDS = r"(?:(?:help|serve|support)(?:s|ing)?|for|towards?|contribut(?:es?|ing) to)"
_TELLING = """
    no nor not neither without never before after against why how when where only other more most
    few once about whose who whom but above below until under over per
"""
"""Function words that change what is asked for, so none of them may be passed over."""
_BESIDE = "there everything everybody currently right moment today still yet me us team teams"
_FILLER = (STOP_WORDS - frozenset(_TELLING.split())) | frozenset(_BESIDE.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What a list has to hold; an empty field leaves it open."""

    subject: Subject = "items"
    states: frozenset[Status] = frozenset()
    flags: frozenset[Flag] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    goal_kinds: frozenset[GoalKind] = frozenset()
    people: frozenset[str] = frozenset()
    """Names as the records have them."""
    groups: frozenset[str] = frozenset()
    """Teams, sources, labels and iterations, as the records have them."""
    goals: frozenset[str] = frozenset()
    """Ids of goals."""

    @property
    def finished(self) -> bool:
        """Whether it asks for finished work alone."""
        return self.states == {Status.DONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What can be named in a question."""

    people: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Left:
    """What of a question is not understood yet."""

    text: str
    taken: list[str] = field(default_factory=list)

    def take(self, pattern: str) -> bool:
        """Take what matches out of the question; say whether anything did."""
        found = re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", self.text)
        if found is None:
            return False
        self.taken.append(found[0])
        self.text = f"{self.text[: found.start()]} {self.text[found.end() :]}"
        return True

    @property
    def is_nothing(self) -> bool:
        """Whether nothing that carries content is left."""
        return all(word in _FILLER for word in re.findall(r"[\w#.:-]*\w", self.text))


def read_enquiry(question: str, names: Names, time: Collection[str] = ()) -> Enquiry | None:
    """Read a question for a list; None where it is none, or not understood to the last word.

    Args:
        question: as it was asked.
        names: who and what is known here.
        time: its words that say when; a question for what changed needs no others.
    """
    asked = " ".join(question.casefold().replace("’", "'").split()).rstrip("?.! ")
    if not _ASKS.match(asked):
        return None
    left = _Left(_ASKS.sub(" ", asked))
    for word in time:
        left.take(re.escape(word.casefold()))
    goals = frozenset(_named(left, names.goals, rf"(?:{_AIDS} )?(?:the )?(?:goals? )?"))
    people, groups = _people(left, names.people), frozenset(_named(left, names.groups))
    flags = frozenset(flag for pattern, flag in _FLAGS if left.take(pattern))
    states = [found for pattern, found in _STATES if left.take(pattern)]
    kinds = frozenset(kind for pattern, kind in _KINDS if left.take(pattern))
    goal_kinds = [kind for pattern, kind in _GOAL_KINDS if left.take(pattern)]
    is_work = left.take(_ITEMS) or bool(kinds)
    is_change = left.take(_CHANGED)
    if not left.is_nothing or not (is_work or is_change or goal_kinds or flags or states):
        return None
    return Enquiry(
        subject=_subject(is_change, is_work, goal_kinds, flags),
        states=frozenset(state for found in states for state in found),
        flags=flags,
        kinds=kinds,
        goal_kinds=frozenset(kind for kind in goal_kinds if kind is not None),
        people=people,
        groups=groups,
        goals=goals,
    )


def _subject(
    is_change: bool,
    is_work: bool,
    goal_kinds: Collection[GoalKind | None],
    flags: frozenset[Flag],
) -> Subject:
    if is_change:
        return "changes"
    about_goals = bool(goal_kinds) or not flags.isdisjoint({"no work", "at risk"})
    return "goals" if about_goals and not is_work else "items"


def _named(left: _Left, names: Iterable[str], lead: str = "") -> Iterator[str]:
    """Yield the names that the question holds, longest first."""
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if left.take(lead + re.escape(name.casefold())):
            yield name


def _people(left: _Left, names: frozenset[str]) -> frozenset[str]:
    """People by their whole name, else by their first: then all that are called so."""
    found = set(_named(left, names, ""))
    first: dict[str, set[str]] = {}
    for name in names - found:
        first.setdefault(name.replace("@", " ").split()[0].casefold(), set()).add(name)
    for called in sorted(first):
        if len(called) > 1 and called not in _FILLER and left.take(rf"{re.escape(called)}(?:'s)?"):
            found |= first[called]
    return frozenset(found)
