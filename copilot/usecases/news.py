"""What is new, worse or resolved since it was last told: no digest says the same thing twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from copilot.portfolio import Finding

REST_WEEKS = 4
"""What comes back sooner than this after it was resolved is the same thing."""
_STEP: Mapping[str, float] = {"forecast": 0.15, "drift": 5.0}
"""By how much a measure has to get worse to be told again: chance, points of effort."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that a digest has told."""

    topic: str
    name: str
    """As a later digest says that it is resolved."""
    level: int
    """Of its severity."""
    measure: float = 0.0
    """How bad it was; larger is worse."""
    chance: float | None = None
    side: int = 0
    """Of a drift: -1 below what was intended, 1 above."""
    resolved: bool = False
    """Whether this tells that it is no more."""


class News(NamedTuple):
    """A finding that deserves a line, and what was told of it before."""

    finding: Finding
    before: Told | None


class Known(NamedTuple):
    """What was told last of a topic, and the week."""

    told: Told
    monday: date


Memory = Mapping[str, Known]


_FOR_TEAMS = frozenset({"unaligned"})
"""A single ticket is a question for its team."""


def topic_of(finding: Finding) -> str:
    """One subject under one check is one topic, whatever else it is related to."""
    team = team_of(finding)
    return " ".join(filter(None, (finding.code, finding.subject, team)))


def team_of(finding: Finding) -> str:
    """The team a finding is about; empty where it is everybody."""
    return str(finding.facts.get("team", "")) if finding.code == "drift" else ""


def told_of(finding: Finding, name: str) -> Told:
    """What is remembered once a finding was told."""
    chance = finding.facts.get("chance")
    return Told(
        topic=topic_of(finding),
        name=name,
        level=finding.severity.level,
        measure=_measure(finding),
        chance=float(chance) if chance is not None else None,
        side=1 if float(finding.facts.get("gap_points", 0)) > 0 else -1,
    )


def memory_of(earlier: Iterable[tuple[date, Sequence[Told]]]) -> Memory:
    """Put together what earlier digests told, oldest first."""
    return {told.topic: Known(told, monday) for monday, all_told in earlier for told in all_told}


def news_of(findings: Iterable[Finding], memory: Memory, monday: date) -> tuple[News, ...]:
    """Keep what was not told yet, or has got worse since; in the order of the findings."""
    found = []
    for finding in findings:
        known = memory.get(topic_of(finding))
        if known is None or _rested(known, monday):
            found.append(News(finding, None))
        elif _worse(finding, known.told):
            found.append(News(finding, known.told))
    return tuple(found)


def resolved_of(findings: Iterable[Finding], memory: Memory) -> tuple[Told, ...]:
    """What was told and is no longer found, oldest first."""
    now = {topic_of(f) for f in findings}
    return tuple(k.told for t, k in memory.items() if t not in now and not k.told.resolved)


def _rested(known: Known, monday: date) -> bool:
    return known.told.resolved and (monday - known.monday).days >= 7 * REST_WEEKS


def _worse(finding: Finding, told: Told) -> bool:
    step = _STEP.get(finding.code)
    grown = step is not None and _measure(finding) - told.measure >= step
    return grown or finding.severity.level > told.level


def _measure(finding: Finding) -> float:
    if finding.code == "forecast":
        return 1.0 - float(finding.facts.get("chance", 1.0))
    return abs(float(finding.facts.get("gap_points", 0.0)))


def alerts(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that leaders are asked about; the rest is for scans, stand-ups and plans."""
    grave = (f for f in findings if f.severity.level > 1 or f.code == "drift")
    return tuple(f for f in grave if f.code not in _FOR_TEAMS)
