"""GitHub issues as JSON: the API's list or single issue, a webhook's payload, `gh issue list`."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from copilot.portfolio import WorkItem

from .draft import Draft
from .file import SourceFile
from .json_lines import Entry
from .jsonl import comments_of
from .kinds import kind_of
from .plain import table, tables, text, texts
from .reading import Reading
from .statuses import folded

_REPOSITORY = re.compile(
    r"(?:repos/|github\.[^/]+/)([\w.-]+/[\w.-]+?)(?:/(?:issues|pull)/\d+)?/?$"
)
_ISSUE = re.compile(r"([\w.-]+/[\w.-]+)/issues/(\d+)$")
_MARKS = {
    "repository_url",
    "html_url",
    "node_id",
    "stateReason",
    "state_reason",
    "closedAt",
    "createdAt",
}
_STATES = re.compile(r"(?:status|state)\s*[:/]\s*(.+)", re.IGNORECASE)
_SAID = {"blocked", "in progress", "wip", "on hold"}


class GitHub:
    """Known by `number`, `title` and `state` with GitHub's own fields beside them."""

    kind: ClassVar[str] = "github-json"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first object is an issue, or a webhook's event about one."""
        entry = _issue(file.entry or {})
        return {"number", "title"} <= set(entry) and bool(
            _MARKS & set(entry) or _repository(entry)
        )

    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem]:
        """Yield the issues; pull requests are left out."""
        pulls = 0
        for line, entry in reading.entries(file):
            issue = _issue(entry)
            if _is_pull(issue):
                pulls += 1
            elif text(issue.get("title")):
                owner = text(table(entry.get("repository")).get("full_name"))
                yield reading.item(_draft(issue, owner or _repository(issue), reading), line=line)
        if pulls:
            requests = "1 pull request was" if pulls == 1 else f"{pulls} pull requests were"
            reading.note(f"{requests} left out: only issues are work items", lost=False)


def _issue(entry: Entry) -> Entry:
    """Take the issue out of a webhook's event."""
    return table(entry.get("issue")) or entry


def _is_pull(issue: Entry) -> bool:
    url = text(issue.get("html_url") or issue.get("url"))
    return bool(issue.get("pull_request")) or "/pull/" in url


def _repository(issue: Entry) -> str:
    for name in ("repository_url", "html_url", "url"):
        if found := _REPOSITORY.search(text(issue.get(name))):
            return found[1]
    return ""


def _draft(issue: Entry, repository: str, reading: Reading) -> Draft:
    labels = texts(issue.get("labels"))
    milestone = table(issue.get("milestone"))
    kind = text(issue.get("type") or issue.get("issueType"))
    reason = text(issue.get("state_reason") or issue.get("stateReason")).casefold()
    state = text(issue.get("state")).casefold()

    def when(snake: str, camel: str) -> Any:
        return reading.when(issue.get(snake) or issue.get(camel))

    return Draft(
        id=text(issue.get("node_id") or issue.get("id")),
        key=f"{repository}#{text(issue.get('number'))}",
        title=text(issue["title"]),
        body=text(issue.get("body")),
        url=text(issue.get("html_url") or issue.get("url")),
        kind=kind or next((label for label in labels if kind_of(label) != "task"), ""),
        status=f"{state} ({reason})" if reason and state == "closed" else state,
        category=_category(issue, state, reason, labels),
        parent=_parent(issue, repository),
        depends_on=_numbers(issue, ("blocked_by", "blockedBy"), repository),
        blocks=_numbers(issue, ("blocking",), repository),
        team=repository,
        assignee=text(issue.get("assignees") or issue.get("assignee")),
        labels=labels,
        iteration=text(milestone.get("title")),
        created=when("created_at", "createdAt"),
        updated=when("updated_at", "updatedAt"),
        done=when("closed_at", "closedAt"),
        due=reading.day(milestone.get("due_on") or milestone.get("dueOn")),
        comments=list(comments_of(issue.get("comments"), reading)),
    )


def _category(issue: Entry, state: str, reason: str, labels: list[str]) -> str:
    """Closed is done or dropped; what is open may be further along by project or label."""
    if state == "closed":
        return reason if reason in {"not_planned", "duplicate"} else "done"
    for project in tables(issue.get("projectItems")):
        if status := text(project.get("status")):
            return status
    for label in labels:
        if found := _STATES.fullmatch(label):
            return found[1]
        if folded(label) in _SAID:
            return label
    return "open"


def _parent(issue: Entry, repository: str) -> str:
    if found := _ISSUE.search(text(issue.get("parent_issue_url"))):
        return f"{found[1]}#{found[2]}"
    parent = table(issue.get("parent"))
    return (
        f"{_repository(parent) or repository}#{parent['number']}" if parent.get("number") else ""
    )


def _numbers(issue: Entry, names: tuple[str, ...], repository: str) -> list[str]:
    others = [
        other
        for name in names
        for other in tables(table(issue.get(name)).get("nodes") or issue.get(name))
    ]
    return [f"{_repository(o) or repository}#{o['number']}" for o in others if o.get("number")]
