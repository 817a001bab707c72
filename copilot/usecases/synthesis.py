"""What notes and comments say in the light of the goals, and what no goal covers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from copilot.checks.scope import served_goal
from copilot.checks.words import count, goal_name
from copilot.portfolio import Portfolio, Ref, WorkItem
from copilot.prompts import Claim
from copilot.prompts.synthesis import NO_GOAL, SYNTHESIS, SynthesisFacts, Theme, Voice

from .current import current, moment
from .judge import judge_drafts
from .verbs import TERMINAL, verb
from .voices import Heard, comments_heard, most_telling, notes_heard
from .workspace import Workspace
from .writing import write

_GOALS, _VOICES, _UNCOVERED = 6, 2, 3
"""Goals told, voices quoted for each, and voices that no goal covers."""
_PERHAPS = 0.25
"""From this chance on a note perhaps speaks of its nearest goal; below, it fits none."""


@dataclass(frozen=True, kw_only=True)
class Synthesis:
    """Voices by goal: counted, quoted, cited."""

    as_of: datetime
    themes: tuple[Theme, ...]
    text: str
    claims: tuple[Claim, ...]
    source: Literal["template", "model"]


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a voice belongs."""

    heard: Heard
    goal: Ref | None
    perhaps: bool = False


@verb("synthesis", TERMINAL)
def synthesis(
    workspace: Workspace,
    *,
    since: date | None = None,
    of: str = "",
    as_of: date | None = None,
) -> Synthesis:
    """Sort what notes and comments say by the goals they speak of; the newest are quoted.

    A note is judged as `score` judges a draft; a comment speaks of what its ticket serves.

    Args:
        workspace: where.
        since: only what was said on that day or later; what has no date is left out then.
        of: only documents whose path holds this: `notes/`; else those that state goals are left
            out, for what they say is no answer to them.
        as_of: only what was known at the end of that day.
    """
    portfolio = current(workspace, as_of)
    until = moment(workspace, as_of)
    stating = frozenset(g.place.file for g in portfolio.goals if g.place and not of)
    heard = (h for h in notes_heard(workspace, until, of) if h.file not in stating)
    notes, undated = _dated(heard, since)
    comments, _ = _dated(comments_heard(workspace, portfolio, until), since)
    placed = [*_by_judgement(workspace, portfolio, notes), *_by_ticket(portfolio, comments)]
    themes = tuple(_themes(workspace, portfolio, placed))
    facts = SynthesisFacts(
        title=_title(workspace, notes, comments, since),
        themes=themes,
        left_out=(f"Left out: {count(undated, 'note')} without a date.",) if undated else (),
        names=portfolio.names,
    )
    told = write(workspace, SYNTHESIS, facts)
    return Synthesis(
        as_of=portfolio.as_of,
        themes=themes,
        text=told.text,
        claims=told.claims,
        source=told.source,
    )


def _title(
    workspace: Workspace, notes: Sequence[Heard], comments: Sequence[Heard], since: date | None
) -> str:
    name = workspace.name[:1].upper() + workspace.name[1:]
    when = f" since {since.day} {since:%b %Y}" if since else ""
    said = f"{count(len(notes), 'note')}, {count(len(comments), 'comment')}"
    return f"{name} · {said}{when}" if notes or comments else f"{name} · nothing was said{when}."


def _dated(heard: Iterable[Heard], since: date | None) -> tuple[list[Heard], int]:
    """Those that were said since, and how many can't be told."""
    every = list(heard)
    if since is None:
        return every, 0
    kept = [h for h in every if h.at is not None and h.at >= since]
    return kept, sum(h.at is None for h in every)


def _by_judgement(
    workspace: Workspace, portfolio: Portfolio, notes: Sequence[Heard]
) -> Iterator[_Placed]:
    drafts = [
        WorkItem(source="note", id=str(n), key=str(n), title=h.title, body=h.text)
        for n, h in enumerate(notes)
    ]
    for heard, judged in zip(
        notes, judge_drafts(workspace, portfolio, drafts, heard=True), strict=True
    ):
        best = judged.best
        speaks = best is not None and judged.verdict in {"aligned", "unsure"}
        if best is not None and speaks and best.score >= _PERHAPS:
            yield _Placed(heard, best.goal, perhaps=judged.verdict == "unsure")
        else:
            yield _Placed(heard, None)


def _by_ticket(portfolio: Portfolio, comments: Iterable[Heard]) -> Iterator[_Placed]:
    for heard in comments:
        goal = served_goal(portfolio, portfolio.item[heard.ref])
        yield _Placed(heard, goal.ref if goal else None)


def _themes(
    workspace: Workspace, portfolio: Portfolio, placed: Sequence[_Placed]
) -> Iterator[Theme]:
    """Goals that most speak of, then what no goal covers; nothing of the rest is hidden."""
    goals: dict[Ref | None, list[_Placed]] = {}
    for one in placed:
        goals.setdefault(one.goal, []).append(one)
    uncovered = goals.pop(None, [])
    ranked = sorted(goals.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    for goal, voices in ranked[:_GOALS]:
        if goal is not None:
            name = goal_name(portfolio.goal[goal])
            yield _theme(workspace, voices, goal, name, portfolio.goal[goal].passage)
    further = [one for _, voices in ranked[_GOALS:] for one in voices]
    if further:
        yield _counted(further, None, "Further goals", ())
    if uncovered:
        yield _theme(workspace, uncovered, None, NO_GOAL, "")


def _theme(
    workspace: Workspace, placed: Sequence[_Placed], goal: Ref | None, name: str, about: str
) -> Theme:
    """Quote notes before comments, sure ones before others, the newest first."""
    first = sorted(placed, key=lambda p: _order(p.heard, perhaps=p.perhaps))
    shown = first[: _VOICES if goal else _UNCOVERED]
    quotes = most_telling(workspace, [p.heard for p in shown], about)
    voices = (
        Voice(lead=p.heard.lead, citation=quote, perhaps=p.perhaps)
        for p, quote in zip(shown, quotes, strict=True)
    )
    return _counted(placed, goal, name, tuple(voices))


def _order(heard: Heard, *, perhaps: bool) -> tuple[bool, bool, int]:
    return heard.comment, perhaps, -(heard.at.toordinal() if heard.at else 0)


def _counted(
    placed: Sequence[_Placed], goal: Ref | None, name: str, voices: tuple[Voice, ...]
) -> Theme:
    comments = sum(p.heard.comment for p in placed)
    return Theme(
        goal=goal, name=name, notes=len(placed) - comments, comments=comments, voices=voices
    )
