"""The Monday digest: what changed, why, what is at stake, what to decide; one line when quiet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from copilot.portfolio import Ref

from .markup import harmless
from .shares import percent

MAX_WORDS = 150
NOBODY = "owner missing"
"""Who decides where no owner is known: itself worth a word."""
_MARGIN = 9
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """An epic that moved the split of effort."""

    name: str
    effort: float
    """Of the last week, in `Change.unit`."""
    bucket: str
    """`no goal`, or the name of what it counts for."""
    ref: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Effort that has drifted."""

    topic: str
    goal: str
    """`O1 New teams reach value`."""
    team: str = ""
    shares: str
    """`39, 35, 41`: percent by week, oldest first."""
    weeks: int
    before: int | None = None
    intended: str = ""
    """`50–60`, in percent."""
    causes: tuple[Cause, ...] = ()
    unit: str = "pts"
    items: int = 0
    since: str = ""
    again: str = ""
    """The week in which a lesser drift was told already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """A key result that will probably be missed."""

    topic: str
    goal: Ref
    name: str
    """`KR1.1 activation`."""
    current: str
    """Last measured value, empty where none counts."""
    middle: str
    target: str
    chance: float
    told: float | None = None
    """The chance when it was told before."""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A pull, the goal it helps, and how surely it gains."""

    item: Ref
    goal: Ref
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to named people."""

    text: str
    owners: tuple[str, ...]
    topics: tuple[str, ...]
    """What is told by asking it."""
    refs: tuple[Ref, ...] = ()
    swap: Suggested | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFacts:
    """All that a digest may say."""

    name: str
    week: int
    changes: tuple[Change, ...] = ()
    stakes: tuple[Prospect, ...] = ()
    decisions: tuple[Question, ...] = ()
    resolved: tuple[str, ...] = ()
    """What was told earlier and is no more."""
    fine: tuple[str, ...] = ()
    """One sentence each, most telling first."""
    standing: str = ""
    """Where the weakest key result stands: all that a quiet week says of it."""
    not_seen: tuple[str, ...] = ()
    record: str = ""

    @property
    def quiet(self) -> bool:
        """Whether there is nothing new and nothing to decide."""
        return not (self.changes or self.stakes or self.decisions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A label and what stands under it, one line each."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestText:
    """The published words."""

    title: str
    sections: tuple[Section, ...]
    citations: tuple[str, ...]
    facts: DigestFacts
    """What of the facts was told, where not everything fitted."""
    source: Literal["template", "model"] = "template"

    @property
    def subject(self) -> str:
        """The title, and where it is the whole message its first part."""
        facts = self.facts
        quiet = f"{facts.name} · week {facts.week} · nothing needs you"
        return quiet if facts.quiet else self.title

    @property
    def text(self) -> str:
        """The whole message in plain text."""
        lines = [self.title]
        before = ""
        for section in self.sections:
            if "DECIDE" in {before, section.label} or not before:
                lines.append("")
            lines += _block(section)
            before = section.label
        return "\n".join([*lines, *_sources(self.citations)])


def fallback(facts: DigestFacts) -> DigestText:
    """Say it plainly, without a language model, in at most 150 words."""
    decisions = tuple(replace(d, text=harmless(d.text)) for d in facts.decisions)
    facts = replace(facts, decisions=decisions)
    if facts.quiet:
        return _quiet(facts)
    told = next((t for t in map(_told, _shorter(facts)) if words(t.text) <= MAX_WORDS), None)
    return told or _told(list(_shorter(facts))[-1])


def words(text: str) -> int:
    """Tokens with a letter or a digit."""
    return sum(any(c.isalnum() for c in token) for token in text.split())


def _shorter(facts: DigestFacts) -> Iterator[DigestFacts]:
    """The facts, then ever fewer of them; what is left out is told another week."""
    yield facts
    for fine, seen, causes, stakes, decisions in (
        (2, 3, 3, 2, 3), (1, 2, 2, 2, 3), (1, 2, 2, 1, 3), (1, 2, 1, 1, 2), (0, 1, 1, 1, 1)
    ):  # fmt: skip
        changes = tuple(replace(c, causes=c.causes[:causes]) for c in facts.changes[:stakes])
        yield replace(
            facts,
            fine=facts.fine[:fine],
            not_seen=facts.not_seen[:seen],
            resolved=facts.resolved[:seen],
            changes=changes,
            stakes=facts.stakes[:stakes],
            decisions=facts.decisions[:decisions],
        )


def _quiet(facts: DigestFacts) -> DigestText:
    parts = [f"{facts.name} · week {facts.week} · nothing drifted, nothing needs you."]
    if facts.resolved:
        parts.append(f"Resolved: {', '.join(facts.resolved)}.")
    if facts.standing:
        parts.append(f"{facts.standing}.")
    parts.append(f"Not seen: {'; '.join(facts.not_seen)}.")
    return DigestText(title=harmless(" ".join(parts)), sections=(), citations=(), facts=facts)


def _told(facts: DigestFacts) -> DigestText:
    notes = _Notes()
    changed = tuple(_change(c, notes) for c in facts.changes)
    causes = tuple(line for c in facts.changes for line in _causes(c, notes))
    stakes = tuple(_stake(s, notes) for s in facts.stakes)
    asked = tuple(
        f"{n}. {d.text}  {', '.join(d.owners)}" for n, d in enumerate(facts.decisions, 1)
    )
    fine = [*facts.fine, *([f"Resolved: {', '.join(facts.resolved)}."] if facts.resolved else [])]
    sections = (
        Section(label="CHANGED", lines=changed),
        Section(label="CAUSE", lines=causes),
        Section(label="AT STAKE", lines=stakes),
        Section(label="DECIDE", lines=asked),
        Section(label="FINE", lines=(" ".join(fine),) if fine else ()),
        Section(label="NOT SEEN", lines=(f"{_capital('; '.join(facts.not_seen))}.",)),
        Section(label="RECORD", lines=(facts.record,) if facts.record else ()),
    )
    return DigestText(
        title=f"{facts.name} · week {facts.week} · {_counts(facts)}",
        sections=tuple(
            replace(s, lines=tuple(map(harmless, s.lines))) for s in sections if s.lines
        ),
        citations=tuple(map(harmless, notes.told)),
        facts=facts,
    )


def _counts(facts: DigestFacts) -> str:
    changes = _count(len(facts.changes) or len(facts.stakes), "change")
    decisions = _count(len(facts.decisions), "decision")
    return decisions if changes.startswith("0") else f"{changes}, {decisions}"


class _Notes:
    """Footnotes in the order they are first needed."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def __call__(self, note: str) -> str:
        if not note:
            return ""
        if note not in self.told:
            self.told.append(note)
        return f" [{self.told.index(note) + 1}]"


def _change(change: Change, notes: _Notes) -> str:
    whose = f"{change.team}: work" if change.team else "Work"
    spell = _NUMBERS[change.weeks] if change.weeks < len(_NUMBERS) else str(change.weeks)
    known = [
        f"{change.before} before" if change.before is not None else "",
        f"{change.intended} intended" if change.intended else "",
        f"worse than told in {change.again}" if change.again else "",
    ]
    rest = ", ".join(filter(None, known))
    run = f"{spell} weeks running{'; ' + rest if rest else ''}."
    note = notes(f"{change.items} items since {change.since}" if change.since else "")
    return f"{whose} on {change.goal}: {change.shares} % of effort, {run}{note}"


def _causes(change: Change, notes: _Notes) -> Iterator[str]:
    named = [f"{c.name} ({c.effort:g} {change.unit}, {c.bucket})" for c in change.causes]
    if named:
        keys = ", ".join(c.ref.partition(":")[2] for c in change.causes)
        yield f"{', '.join(named)}.{notes(keys)}"


def _stake(stake: Prospect, notes: _Notes) -> str:
    now = f" {stake.current}" if stake.current else ""
    goal = f" of {stake.target}" if stake.target and (stake.current or stake.middle) else ""
    ahead = f"{',' * bool(now)} heading for {stake.middle}" if stake.middle else ""
    told = f", {percent(stake.told)} when told" if stake.told is not None else ""
    chance = f"{percent(stake.chance)} chance{told}"
    return f"{stake.name}{now}{ahead}{goal}: {chance}.{notes(stake.where)}"


def _block(section: Section) -> list[str]:
    if section.label == "DECIDE":
        return [section.label, *section.lines]
    first = f"{section.label:<{_MARGIN}}{section.lines[0]}"
    return [first, *(" " * _MARGIN + line for line in section.lines[1:])]


def _sources(citations: tuple[str, ...]) -> list[str]:
    if not citations:
        return []
    return ["   ".join(f"[{n}] {note}" for n, note in enumerate(citations, 1))]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
