"""The beads tracker's `issues.jsonl`: one issue a line, dependencies inside."""

from collections.abc import Iterator
from typing import Any, ClassVar

from copilot.portfolio import WorkItem

from .draft import Draft
from .file import SourceFile
from .json_lines import Entry
from .jsonl import comments_of
from .plain import number, tables, text, texts
from .reading import Reading

_WAITS = {"blocks", "conditional-blocks", "waits-for"}
_SECTIONS = (
    ("design", "Design"),
    ("acceptance_criteria", "Acceptance criteria"),
    ("notes", "Notes"),
)


class Beads:
    """`issue_type` beside `created_at` marks it."""

    kind: ClassVar[str] = "beads-jsonl"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first object is a beads issue."""
        return {"id", "title", "issue_type", "status"} <= set(file.entry or ())

    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem]:
        """Yield every issue; deleted ones (tombstones) are dropped work."""
        kinds = (
            (entry.get("id"), entry.get("issue_type")) for _, entry, _ in file.entries() if entry
        )
        epics = {identity for identity, kind in kinds if kind == "epic"}
        for line, entry in reading.entries(file):
            if text(entry.get("title")):
                yield reading.item(_draft(entry, epics, reading), line=line)


def _draft(entry: Entry, epics: set[Any], reading: Reading) -> Draft:
    waits = tables(entry.get("dependencies"))
    minutes = number(entry.get("estimated_minutes"))

    def of(*kinds: str) -> list[str]:
        return [text(wait.get("depends_on_id")) for wait in waits if wait.get("type") in kinds]

    parent = next(iter(of("parent-child")), "")
    origin = text(entry.get("external_ref"))
    return Draft(
        id=text(entry.get("id")),
        key=text(entry.get("id")),
        title=text(entry.get("title")),
        body=_body(entry),
        url=origin if origin.startswith("http") else "",
        kind=text(entry.get("original_type") or entry.get("issue_type")),
        status=text(entry.get("status")),
        parent=parent,
        epic=parent if parent in epics else "",
        depends_on=of(*_WAITS),
        duplicates=of("duplicates"),
        effort=None if minutes is None else minutes / 60,
        assignee=text(entry.get("assignee")),
        priority=text(entry.get("priority")),
        labels=texts(entry.get("labels")),
        created=reading.when(entry.get("created_at")),
        updated=reading.when(entry.get("updated_at")),
        done=reading.when(entry.get("closed_at")),
        due=reading.day(entry.get("due_at")),
        comments=list(comments_of(entry.get("comments"), reading)),
    )


def _body(entry: Entry) -> str:
    parts = [text(entry.get("description"))]
    parts += [f"## {title}\n\n{entry[name]}" for name, title in _SECTIONS if text(entry.get(name))]
    return "\n\n".join(filter(None, parts))
