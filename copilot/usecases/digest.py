"""The Monday digest: at most 150 words, three decisions, and never the same alert twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from copilot.errors import UnknownRef
from copilot.portfolio import Finding, Portfolio, Ref, from_json, to_json
from copilot.prompts.charts import Charts
from copilot.prompts.digest import DigestFacts, DigestText, Question, Section
from copilot.prompts.digest_words import DIGEST
from copilot.prompts.record import short

from .current import moment
from .digest_charts import charts_of
from .digest_facts import digest_facts, name_of
from .known import heard, known_at
from .news import News, Told, alerts, memory_of, news_of, resolved_of, told_of
from .predictions import (
    Prediction,
    drift_made,
    forecasts_made,
    remember,
    settle,
    suggestion_made,
)
from .record import record_so_far
from .verbs import EVERYWHERE, verb
from .week import chosen_week, told_at
from .workspace import Workspace
from .writing import write

_KIND = "digest"
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What leaders read on Monday, and what of it counts as told."""

    week: str
    """`2026-W07`."""
    as_of: datetime
    quiet: bool
    title: str
    sections: tuple[Section, ...]
    decisions: tuple[Question, ...]
    citations: tuple[str, ...]
    text: str
    told: tuple[Told, ...]
    subject: str
    """A title short enough for a mail: the quiet one has no figures."""
    charts: Charts
    source: Literal["template", "model"] = "template"


@verb("digest", EVERYWHERE)
def digest(workspace: Workspace, *, week: str | None = None, as_of: date | None = None) -> Digest:
    """Tell what is new, worse or resolved; the same week always tells the same.

    Args:
        workspace: where.
        week: `2026-W07`; None is the last complete one.
        as_of: what was known at the end of that day; made anew, and nothing is remembered.

    Raises:
        InputError: that is no week, it is not over, or there is nothing to judge.
    """
    when = moment(workspace, as_of)
    monday = chosen_week(workspace, week, when)
    if as_of is not None:
        return _made(workspace, known_at(workspace, when), monday)
    kept = workspace.store.value(_KIND, f"{monday:%G-W%V}")
    if kept is not None:
        return from_json(Digest, kept)
    portfolio = known_at(workspace, told_at(workspace, monday, when))
    settle(workspace, portfolio)
    made = _made(workspace, portfolio, monday)
    workspace.store.save_value(_KIND, made.week, to_json(made).encode(), at=made.as_of)
    remember(workspace, _predicted(portfolio, made))
    return made


def latest_digest(workspace: Workspace) -> Digest:
    """The digest of the latest week that was told.

    Raises:
        UnknownRef: there is none yet.
    """
    kept = _earlier(workspace, date.max)
    if not kept:
        raise UnknownRef("no digest was made yet; POST /api/v1/digests makes one")
    return kept[-1]


def digests_until(workspace: Workspace, until: datetime) -> list[Digest]:
    """Digests told until a moment, oldest first."""
    return [d for d in _earlier(workspace, date.max) if d.as_of <= until]


def _made(workspace: Workspace, portfolio: Portfolio, monday: date) -> Digest:
    found = heard(workspace, portfolio)
    earlier = _earlier(workspace, monday)
    memory = memory_of((_monday(d), d.told) for d in earlier)
    news = news_of(alerts(found), memory, monday)
    resolved = resolved_of(found, memory)
    facts = digest_facts(workspace, portfolio, news, resolved, monday, memory)
    facts = replace(facts, record=short(record_so_far(workspace, portfolio.as_of)))
    written = write(workspace, DIGEST, facts)
    return Digest(
        week=f"{monday:%G-W%V}",
        as_of=portfolio.as_of,
        quiet=written.facts.quiet,
        title=written.title,
        subject=written.subject,
        charts=charts_of(portfolio, _focus(facts)),
        sections=written.sections,
        decisions=written.facts.decisions,
        citations=written.citations,
        text=written.text,
        told=_told(portfolio, written, news, resolved),
        source=written.source,
    )


def _predicted(portfolio: Portfolio, made: Digest) -> Iterator[Prediction]:
    """What this digest says will come, with how likely it is."""
    yield from forecasts_made(portfolio, made.week)
    for told in (t for t in made.told if not t.resolved and t.topic.startswith("drift ")):
        if told.topic.count(" ") == 1:
            yield drift_made(portfolio, made.week, told.topic.split()[1], told.side)
    for decision in (d for d in made.decisions if d.swap is not None):
        swap = decision.swap
        if swap is not None:
            yield suggestion_made(portfolio, made.week, swap.item, swap.goal, swap.sure)


def _focus(facts: DigestFacts) -> tuple[Ref, ...]:
    """Goals that the digest speaks of."""
    changed = (c.topic.split()[1] for c in facts.changes)
    return (*changed, *(s.goal for s in facts.stakes))


def _told(
    portfolio: Portfolio, written: DigestText, news: Iterable[News], resolved: Sequence[Told]
) -> tuple[Told, ...]:
    """What this digest says in the end, and is not said again."""
    facts = written.facts
    topics = {c.topic for c in facts.changes} | {s.topic for s in facts.stakes}
    topics |= {t for d in facts.decisions for t in d.topics}
    gone = {n: t for t in resolved if (n := t.name) in facts.resolved}
    return (
        *(t for n in news if (t := _remembered(portfolio, n.finding)).topic in topics),
        *(_as_resolved(t) for t in gone.values()),
    )


def _remembered(portfolio: Portfolio, finding: Finding) -> Told:
    return told_of(finding, name_of(portfolio, finding))


def _as_resolved(told: Told) -> Told:
    return Told(topic=told.topic, name=told.name, level=told.level, resolved=True)


def _earlier(workspace: Workspace, monday: date) -> list[Digest]:
    """Digests of the weeks before, oldest first."""
    kept = (from_json(Digest, v) for v in workspace.store.values(_KIND, _BEGINNING))
    return sorted((d for d in kept if _monday(d) < monday), key=_monday)


def _monday(made: Digest) -> date:
    year, week = made.week.split("-W")
    return date.fromisocalendar(int(year), int(week), 1)
