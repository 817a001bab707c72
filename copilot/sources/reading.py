"""One file on its way into the co-pilot: drafts become work items, oddities become problems."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from copilot.errors import ConfigError
from copilot.portfolio import (
    Comment,
    Place,
    Ref,
    Status,
    WorkItem,
    is_likely,
    make_ref,
    years_shown,
)
from copilot.ports import Problem

from . import dates
from .ancestry import Ancestry
from .cleaning import BODY_LIMIT, clean, cut, one_line
from .draft import Draft
from .file import SourceFile
from .json_lines import Entry
from .kinds import kind_of
from .markup import to_markdown
from .mentions import goal_of_label, goals_in, key_in, waits
from .statuses import declared, folded, refused, status_of

_RAW_LIMIT = 4 * BODY_LIMIT
_QUALIFIED = re.compile(r"[a-z][\w.-]*:(?!//)\S+")
_WORD = re.compile(r"[\W_]+")
_TELLING = {Status.BLOCKED, Status.DROPPED}
"""What no tool's coarse status classes express."""
_SCOPED = re.compile(r"(?:workflow|status|state|stage)\s*::?\s*(?P<status>.+)", re.IGNORECASE)
_OPEN = {"open", "opened", "reopened"}
_EMPTY = {"", "-", "none", "null", "n/a", "nan", "undefined", "unassigned"}


@dataclass(kw_only=True)
class Reading:
    """What a reader needs besides the file, and where it leaves what it noticed."""

    name: str
    """Configured name of the source."""
    zone: ZoneInfo
    shown: str = ""
    """The file as people know it."""
    columns: Mapping[str, str | int] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    us: bool | None = None
    """Numeric dates begin with the month; None: judge by the dates themselves."""
    problems: list[Problem] = field(default_factory=list)
    ancestry: Ancestry = field(default_factory=Ancestry)
    _unknown: set[str] = field(default_factory=set)
    _far: set[str] = field(default_factory=set)
    """Columns whose dates were noted to be out of range."""

    def __post_init__(self) -> None:
        """Refuse a status map to words that do not exist."""
        wrong = sorted(set(self.statuses.values()) - set(Status))
        if wrong:
            raise ConfigError(
                f"source {self.name}: status {wrong[0]!r} is unknown;"
                f" use one of {', '.join(Status)}"
            )

    def ref(self, key: str) -> Ref:
        """Refer to an item of this source, or of another one where the key names it."""
        key = key_in(key.strip()) or key.strip()
        return (
            make_ref(*key.split(":", 1)) if _QUALIFIED.fullmatch(key) else make_ref(self.name, key)
        )

    def when(self, text: object) -> datetime | None:
        """Read a moment as exported; None where there is none."""
        return self.moment(str(text), self.zone, us=bool(self.us)) if text else None

    def day(self, text: object) -> date | None:
        """Read a date as exported; None where there is none."""
        found = self.when(text)
        return found.astimezone(self.zone).date() if found else None

    def moment(self, text: str, zone: ZoneInfo, *, us: bool, column: str = "") -> datetime | None:
        """Read a moment; one that no tracker can mean is unknown and noted once a column."""
        found = dates.stated(text, zone, us=us)
        if found is None or is_likely(found):
            return found
        if column not in self._far:
            self._far.add(column)
            self.note(
                f'{column or "date"} "{text.strip()[:40]}" is not in {years_shown()} and counts as'
                " unknown, as do others like it; mend it if a date was meant",
                lost=False,
            )
        return None

    def note(
        self, message: str, *, line: int | None = None, row: int | None = None, lost: bool = True
    ) -> None:
        """Leave a problem: what, the remedy, and whether a record may be missing for it."""
        place = Place(file=self.shown, line=line, row=row)
        self.problems.append(Problem(message=message, place=place, lost=lost))

    def entries(self, file: SourceFile) -> Iterator[tuple[int, Entry]]:
        """Yield (line, object) of a JSON file; what is damaged is noted and left out."""
        for line, entry, fault in file.entries():
            if fault:
                self.note(fault, line=line, lost=entry is None)
            if entry is not None:
                yield line, entry

    def drain(self) -> Iterator[Problem]:
        """Hand over the problems noted so far."""
        noted, self.problems = self.problems, []
        yield from noted

    def comment(self, text: str, author: str | None = None, at: object = None) -> Comment:
        """Build a comment, cleaned and bounded."""
        moment = at if isinstance(at, datetime) else self.when(at)
        return Comment(
            text=cut(clean(text[:_RAW_LIMIT])), author=one_line(author or "") or None, at=moment
        )

    def status(self, draft: Draft, *, line: int | None = None, row: int | None = None) -> Status:
        """Map the status; one that says nothing counts as planned and is noted once."""
        own = declared(draft.status, self.statuses)
        if own:
            return own
        native = _labelled(draft) or status_of(draft.status)
        found = native if native in _TELLING else status_of(draft.category) or native
        if found in {Status.DONE, None} and draft.resolution and refused(draft.resolution):
            return Status.DROPPED
        if found:
            return found
        if draft.status and not draft.shifted and draft.status not in self._unknown:
            self._unknown.add(draft.status)
            self.note(
                f'status "{draft.status[:60]}" is unknown and was read as planned; map it:'
                f' status = {{"{draft.status[:60]}" = "active"}}',
                lost=False,
                line=line,
                row=row,
            )
        return Status.PLANNED

    def item(self, draft: Draft, *, line: int | None = None, row: int | None = None) -> WorkItem:
        """Turn a draft into a work item; `line` or `row` says where it was found."""
        body = self._body(draft, line, row)
        title = one_line(draft.title) or one_line(body.lstrip("#*- ").split("\n", 1)[0])
        key = (
            one_line(draft.key) or slug(title) or f"{'row' if row else 'line'}-{row or line or 1}"
        )
        links = self._links(draft, f"{title}\n{body}", self.ref(key))
        labels = _tidy(draft.labels)
        made = WorkItem(
            source=self.name,
            id=one_line(draft.id) or key,
            key=key,
            title=title or key,
            body=body,
            url=clean(draft.url) or None,
            kind=draft.known_kind or kind_of(draft.kind),
            native_kind=one_line(draft.kind),
            status=self.status(draft, line=line, row=row),
            native_status=one_line(draft.status),
            parent=self._one(draft.parent, key),
            epic=self._one(draft.epic, key),
            depends_on=links["depends_on"],
            blocks=links["blocks"],
            duplicates=links["duplicates"],
            effort=draft.effort,
            team=_some(draft.team),
            assignee=_some(draft.assignee),
            priority=_some(draft.priority),
            labels=labels,
            rank=draft.rank,
            iteration=_some(draft.iteration),
            period=_some(draft.period),
            created=draft.created,
            started=draft.started,
            done=draft.done,
            updated=draft.updated,
            due=draft.due,
            comments=tuple(draft.comments),
            history=tuple(draft.history),
            stated_goals=_goals(draft, labels, f"{title}\n{body}"),
            extra=tuple(
                (one_line(name), one_line(value)) for name, value in draft.extra if value.strip()
            ),
        )
        self.ancestry.see(made, Place(file=self.shown, line=line, row=row))
        return made

    def _body(self, draft: Draft, line: int | None, row: int | None) -> str:
        raw = draft.body
        body = clean(to_markdown(clean(raw[:_RAW_LIMIT]), draft.markup))
        kept = cut(body)
        if len(raw) > _RAW_LIMIT or len(kept) < len(body):
            self.note(
                f"the text of {draft.key or draft.title[:40]} has {len(raw):,} characters; the"
                f" first {BODY_LIMIT // 1024} kB were kept; move what is longer to an attachment",
                lost=False,
                line=line,
                row=row,
            )
        return kept

    def _one(self, key: str, own: str) -> Ref | None:
        key = one_line(key)
        return self.ref(key) if key.casefold() not in _EMPTY and key != own else None

    def _links(self, draft: Draft, text: str, own: Ref) -> dict[str, tuple[Ref, ...]]:
        found: dict[str, dict[Ref, None]] = {
            "depends_on": dict.fromkeys(map(self.ref, _tidy(draft.depends_on))),
            "blocks": dict.fromkeys(map(self.ref, _tidy(draft.blocks))),
            "duplicates": dict.fromkeys(map(self.ref, _tidy(draft.duplicates))),
        }
        for relation, key in waits(text):
            found[relation][self.ref(_local(key, draft.key))] = None
        return {name: tuple(ref for ref in refs if ref != own) for name, refs in found.items()}


def _local(key: str, own: str) -> str:
    """Complete `#45` by what comes before `#` in the item's own key."""
    if not key.startswith("#"):
        return key
    return f"{own.split('#')[0]}{key}" if "#" in own else key[1:]


def slug(title: str) -> str:
    """Name an item that has no key by its title: stable when rows move."""
    return _WORD.sub("-", title.casefold()).strip("-")[:60].rstrip("-")


def _labelled(draft: Draft) -> Status | None:
    """Read `workflow::in dev`, how GitLab and GitHub say more of what is open."""
    if folded(draft.status) not in _OPEN:
        return None
    found = (_SCOPED.fullmatch(label.strip()) for label in draft.labels)
    return next((status for f in found if f and (status := status_of(f["status"]))), None)


def _some(text: str) -> str | None:
    text = one_line(text)
    return None if text.casefold() in _EMPTY else text


def _tidy(values: Iterable[str]) -> tuple[str, ...]:
    """Clean, drop empty ones and repetitions, keep the order."""
    return tuple(dict.fromkeys(v for v in map(one_line, values) if v.casefold() not in _EMPTY))


def _goals(draft: Draft, labels: tuple[str, ...], text: str) -> tuple[str, ...]:
    named = filter(None, map(goal_of_label, labels))
    return tuple(dict.fromkeys((*_tidy(draft.goals), *named, *goals_in(text))))
