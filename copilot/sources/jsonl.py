"""Items and goals as JSON objects: the door for any other program."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, ClassVar

from copilot.portfolio import Comment, Record
from copilot.ports import Problem

from .columns import ALIAS
from .draft import Draft
from .file import SourceFile
from .goal_lines import goal_of, is_goal, period_of
from .json_lines import Entry
from .plain import number, table, text, texts
from .reading import Reading
from .sheet import fold

_OWN = {"text": "body", "parent ref": "parent", "cycle": "period", "milestone": "iteration",
        "stated goals": "goals", "goal id": "goals", "goal ids": "goals", "project": "team",
        "native status": "native"}  # fmt: skip
_TITLES = {"title", "name", "summary", "subject"}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Jsonl:
    """An item has the same names as the columns of a table; a goal has a `kind` that says so."""

    kind: ClassVar[str] = "jsonl"
    generic: ClassVar[bool] = True

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file holds objects one a line, or a list of them with titles."""
        if file.entry is None:
            return False
        if file.document is None and file.start[:1] == "{":
            return True
        alone = file.entry is file.document
        named = bool(_TITLES & set(file.entry))
        return named and (not alone or bool({"id", "key", "number"} & set(file.entry)))

    def read(self, file: SourceFile, reading: Reading) -> Iterator[Record | Problem]:
        """Yield items and goals; lines about other records (links, forecasts) are passed over."""
        periods = {}
        if is_goal(file.entry or {}):
            periods = {text(e.get("id")): period_of(e) for _, e, _ in file.entries() if e}
        untitled = []
        for line, entry in reading.entries(file):
            if _is_about_others(entry):
                continue
            if is_goal(entry):
                yield goal_of(entry, periods, reading, line)
                continue
            draft = draft_of(entry, reading)
            if draft.title:
                yield reading.item(draft, line=line)
            else:
                untitled.append(line)
        if untitled:
            reading.note(
                f"{len(untitled)} objects without a title were left out; add one", line=untitled[0]
            )


def _is_about_others(entry: Entry) -> bool:
    """Links and forecasts name an item or a goal and are none."""
    return not ({"id", "key"} & set(entry)) and bool({"item_id", "goal_id"} & set(entry))


@lru_cache(maxsize=2048)
def _field(name: str) -> str:
    words = fold(_CAMEL.sub(" ", name))
    return _OWN.get(words) or ALIAS.get(words, "")


def draft_of(entry: Entry, reading: Reading) -> Draft:
    """Fill in what the object's names say, as a table's columns would."""
    found: dict[str, Any] = {}
    for name, value in entry.items():
        if (field := _field(name)) and value not in (None, "", []):
            if name == field:
                found[field] = value
            else:
                found.setdefault(field, value)
    identity = text(entry.get("id") or found.get("id") or found.get("key"))
    parent = text(found.get("parent")) or text(found.get("epic"))
    return Draft(
        id=identity,
        key=text(entry.get("key") or found.get("key")) or identity,
        title=text(found.get("title")),
        body=text(found.get("body")),
        url=text(found.get("url")),
        kind=text(entry.get("native_kind", found.get("kind"))),
        status=text(entry.get("native_status") or found.get("status")),
        category=text(found.get("category"))
        or (text(found.get("status")) if "native" in found else ""),
        resolution=text(found.get("resolution")),
        parent=parent,
        epic=text(found.get("epic")),
        depends_on=texts(found.get("depends_on")),
        blocks=texts(found.get("blocks")),
        duplicates=texts(found.get("duplicates")),
        effort=number(found.get("effort")),
        team=text(found.get("team")),
        assignee=text(found.get("assignee")),
        priority=text(found.get("priority")),
        labels=texts(found.get("labels")),
        rank=number(found.get("rank")),
        iteration=text(found.get("iteration")),
        period=text(found.get("period")),
        created=reading.when(text(found.get("created"))),
        started=reading.when(text(found.get("started"))),
        done=reading.when(text(found.get("done"))),
        updated=reading.when(text(found.get("updated"))),
        due=reading.day(text(found.get("due"))),
        comments=list(comments_of(found.get("comments"), reading)),
        goals=texts(found.get("goals")),
    )


def comments_of(value: Any, reading: Reading) -> Iterator[Comment]:
    """Read comments given as texts or as objects with text, author and time."""
    for one in value if isinstance(value, list) else []:
        if isinstance(one, str):
            yield reading.comment(one)
        elif said := text(table(one).get("text") or table(one).get("body")):
            author = text(one.get("author") or one.get("user") or one.get("by"))
            at = text(
                one.get("at")
                or one.get("created_at")
                or one.get("created")
                or one.get("createdAt")
            )
            yield reading.comment(said, author, at)
