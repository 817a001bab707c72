"""Jira issues as its REST interface gives them: a search result, a list, or one issue."""

import json
from collections.abc import Iterator
from typing import Any, ClassVar

from copilot.portfolio import Comment, StatusChange, WorkItem

from .cleaning import one_line
from .draft import Draft
from .file import SourceFile
from .jira_csv import relation_of
from .json_lines import Entry
from .markup import adf_to_markdown
from .plain import number, table, tables, text, texts
from .reading import Reading
from .statuses import status_of


class JiraJson:
    """`key` and `fields` with a `summary`."""

    kind: ClassVar[str] = "jira-json"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first object is a Jira issue."""
        entry = file.entry or {}
        return "key" in entry and "summary" in table(entry.get("fields"))

    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem]:
        """Yield the issues; custom fields are named where `names` came with them."""
        names = {key: text(name).casefold() for key, name in _names(file).items()}
        for line, entry in reading.entries(file):
            fields = table(entry.get("fields"))
            if text(fields.get("summary")):
                named = {names.get(key, key): value for key, value in fields.items()}
                yield reading.item(_draft(entry, fields, named, reading), line=line)


def _names(file: SourceFile) -> Entry:
    return table((file.document or {}).get("names"))


def _draft(entry: Entry, fields: Entry, named: Entry, reading: Reading) -> Draft:
    parent = table(fields.get("parent"))
    above = table(table(parent.get("fields")).get("issuetype"))
    epic = text(named.get("epic link"))
    links = _links(fields)
    points = number(named.get("story points") or named.get("story point estimate"))
    seconds = number(fields.get("timeoriginalestimate"))
    status = table(fields.get("status"))
    sprints = texts(named.get("sprint"))
    return Draft(
        id=text(entry.get("id")),
        key=text(entry.get("key")),
        title=text(fields["summary"]),
        body=_prose(fields.get("description")),
        markup="wiki",
        kind=text(fields.get("issuetype")),
        status=text(status),
        category=text(table(status.get("statusCategory")).get("key")),
        resolution=text(fields.get("resolution")),
        parent=text(parent.get("key")) or epic,
        epic=epic or (text(parent.get("key")) if text(above).casefold() == "epic" else ""),
        depends_on=links["depends_on"],
        blocks=links["blocks"],
        duplicates=links["duplicates"],
        effort=points if points is not None or seconds is None else seconds / 3600,
        team=text(fields.get("project")),
        assignee=_person(fields.get("assignee")),
        priority=text(fields.get("priority")),
        labels=texts(fields.get("labels")) + texts(fields.get("components")),
        iteration=sprints[-1] if sprints else text(fields.get("fixVersions")),
        created=reading.when(fields.get("created")),
        updated=reading.when(fields.get("updated")),
        done=reading.when(fields.get("resolutiondate")),
        due=reading.day(fields.get("duedate")),
        comments=list(_comments(fields, reading)),
        history=list(_history(entry, reading)),
    )


def _prose(value: Any) -> str:
    """Wiki markup as it is; an Atlassian document converted, or handed on as JSON."""
    return json.dumps(value) if isinstance(value, dict) else text(value)


def _person(value: Any) -> str:
    person = table(value)
    return text(person.get("displayName") or person.get("name") or person.get("emailAddress"))


def _comments(fields: Entry, reading: Reading) -> Iterator[Comment]:
    for one in tables(table(fields.get("comment")).get("comments")):
        body = one.get("body")
        said = adf_to_markdown(body) if isinstance(body, dict) else text(body)
        yield reading.comment(said, _person(one.get("author")), one.get("created"))


def _history(entry: Entry, reading: Reading) -> Iterator[StatusChange]:
    changes = sorted(
        tables(table(entry.get("changelog")).get("histories")),
        key=lambda x: text(x.get("created")),
    )
    for change in changes:
        at = reading.when(change.get("created"))
        for item in tables(change.get("items")):
            status = status_of(text(item.get("toString")))
            if at and status and item.get("field") == "status":
                yield StatusChange(at=at, status=status, native=one_line(text(item["toString"])))


def _links(fields: Entry) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"depends_on": [], "blocks": [], "duplicates": []}
    for link in tables(fields.get("issuelinks")):
        kind = text(table(link.get("type")).get("name"))
        for side in ("inwardIssue", "outwardIssue"):
            relation = relation_of(kind, inward=side == "inwardIssue")
            if relation and (key := text(table(link.get(side)).get("key"))):
                found[relation].append(key)
    return found
