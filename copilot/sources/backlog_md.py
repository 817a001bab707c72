"""Backlog.md: one Markdown file a task, fields in its front matter."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

import yaml

from copilot.errors import SourceError
from copilot.portfolio import Comment, WorkItem

from .draft import Draft
from .file import SourceFile
from .plain import number, text, texts
from .reading import Reading

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_OPENED = re.compile(
    r"---[ \t]*\r?\n(?:(?:[ \t#-].*|[\w-]+[ \t]*:.*)?\r?\n)*[\w-]*(?:[ \t]*:.*)?\Z"
)
"""A file that ends among its fields."""
_TASK = re.compile(r"^id[ \t]*:", re.MULTILINE)
_MARKER = re.compile(
    r"^[ \t]*<!--\s*/?(?:SECTION|AC|DOD|COMMENTS?|NOTES)\b.*?-->[ \t]*\n?", re.MULTILINE
)
_COMMENTS = re.compile(r"^## Comments[ \t]*\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(
    r"author:[ \t]*(?P<author>[^\n]*)\n"
    r"created:[ \t]*(?P<at>[^\n]*)\n---\n(?P<text>.*?)\n---[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_NUMBERED = re.compile(r"task-(\d+(?:\.\d+)*)", re.IGNORECASE)


class BacklogMd:
    """A front matter with `id`, `title` and `status`; milestones have no status and are none."""

    kind: ClassVar[str] = "backlog-md"
    one_each: ClassVar[bool] = True

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file is a task.

        Raises:
            SourceError: it was one, and is half-written or damaged.
        """
        front = _FRONT.match(file.start)
        if front is None and _OPENED.match(file.start):
            raise _unclosed(file)
        if front is not None and _TASK.search(front[1]):
            _fields(front[1], file.shown)
        return front is not None and all(
            re.search(rf"^{name}[ \t]*:", front[1], re.MULTILINE)
            for name in ("id", "title", "status")
        )

    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem]:
        """Yield the task."""
        whole = file.text().lstrip()
        front = _FRONT.match(whole)
        if front is None:
            raise _unclosed(file)
        fields = _fields(front[1], file.shown)
        yield reading.item(_draft(fields, whole[front.end() :], reading), line=1)


def _unclosed(file: SourceFile) -> SourceError:
    where = f"{file.shown}, line {len(file.start.splitlines()) or 1}"
    if file.start.startswith("---"):
        return SourceError(
            f"{where}: the file breaks off in its front matter; end that with a line `---`, or"
            " restore the file"
        )
    return SourceError(f"{file.shown}: has no front matter; add id, title and status")


def _fields(front: str, shown: str) -> dict[str, Any]:
    """Read a front matter; SourceError with file and line where it is damaged."""
    try:
        fields: Any = yaml.safe_load(front)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise SourceError(
            f"{shown}, line {line}: the front matter is no YAML; quote the value there"
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SourceError(f"{shown}: the front matter is no YAML; write it anew") from error
    if not isinstance(fields, dict):
        raise SourceError(
            f"{shown}, line 2: the front matter has no fields; add id, title, status"
        )
    return fields


def _draft(fields: dict[str, Any], rest: str, reading: Reading) -> Draft:
    key = text(fields.get("id"))
    plain = _MARKER.sub("", rest.replace("\r\n", "\n"))
    said = _COMMENTS.search(plain)

    def key_of(name: str) -> str:
        """Complete an older `task-12` by the prefix that the project uses now."""
        found = _NUMBERED.fullmatch(name)
        return f"{key.rsplit('-', 1)[0]}-{found[1]}" if found and "-" in key else name

    parent = text(fields.get("parent_task_id") or fields.get("parent"))
    return Draft(
        key=key,
        title=text(fields.get("title")),
        body=_COMMENTS.sub("", plain).strip(),
        kind=text(fields.get("type")),
        status=text(fields.get("status")),
        parent=key_of(parent) if parent else "",
        depends_on=[key_of(name) for name in texts(fields.get("dependencies"))],
        assignee=text(fields.get("assignee")).lstrip("@"),
        priority=text(fields.get("priority")),
        labels=texts(fields.get("labels")),
        rank=number(fields.get("ordinal")),
        iteration=text(fields.get("milestone")),
        created=reading.when(fields.get("created_date")),
        updated=reading.when(fields.get("updated_date")),
        due=reading.day(fields.get("due_date")),
        comments=list(_said(said[1] if said else "", reading)),
    )


def _said(section: str, reading: Reading) -> Iterator[Comment]:
    for one in _COMMENT.finditer(section):
        yield reading.comment(one["text"], one["author"].strip().lstrip("@"), one["at"].strip())
