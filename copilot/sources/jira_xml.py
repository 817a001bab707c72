"""Jira's XML (RSS) export of a search or of one issue."""

from collections.abc import Iterator
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, ParseError

from copilot.errors import SourceError
from copilot.portfolio import WorkItem

from .draft import Draft
from .file import JSON_LIMIT, SourceFile
from .jira_csv import relation_of
from .plain import number
from .reading import Reading
from .sheet import fold

_EFFORT = {"story points", "story point estimate", "storypunkte"}
_GOALS = {"goal", "goals", "okr", "objective", "key result"}
_CLASSES = {"new": "to do", "indeterminate": "in progress", "done": "done"}


class JiraXml:
    """An `rss` document whose items have a `key` with an id."""

    kind: ClassVar[str] = "jira-xml"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the document is an RSS export with Jira's own elements."""
        head = file.start
        return (
            head[:1] == "<" and "<rss" in head and ("<key id=" in head or "<build-info>" in head)
        )

    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem]:
        """Yield the issues, one by one; a half-written document gives those before the break."""
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import iterparse

        file.refuse_beyond(JSON_LIMIT)
        found = False
        try:
            with file.path.open("rb") as stream:
                for _, element in iterparse(stream, events=("end",)):
                    if element.tag == "item" and _text(element, "key"):
                        found = True
                        yield reading.item(_draft(element, reading))
                        element.clear()
        except DefusedXmlException as error:
            raise SourceError(
                f"{file.shown}: declares entities, which exports never do; export it again"
            ) from error
        except ParseError as error:
            line = error.position[0]
            fault = "the XML breaks off or is damaged here; export it again"
            if not found:
                raise SourceError(f"{file.shown}, line {line}: {fault}") from error
            reading.note(fault, line=line)


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _attribute(element: Element, path: str, name: str) -> str:
    child = element.find(path)
    return child.get(name, "") if child is not None else ""


def _draft(item: Element, reading: Reading) -> Draft:
    custom = _custom(item)
    links = _links(item)
    epic = _first(custom, {"epic link"})
    parent = _text(item, "parent") or epic
    seconds = number(_attribute(item, "timeoriginalestimate", "seconds"))
    points = number(_first(custom, _EFFORT))
    sprints = custom.get("sprint", [])
    status_class = _attribute(item, "statusCategory", "key")
    return Draft(
        id=_attribute(item, "key", "id"),
        key=_text(item, "key"),
        title=_text(item, "summary") or _text(item, "title").split("] ", 1)[-1],
        body=item.findtext("description") or "",
        markup="html",
        url=_text(item, "link"),
        kind=_text(item, "type"),
        status=_text(item, "status"),
        category=_CLASSES.get(status_class, ""),
        resolution=_text(item, "resolution"),
        parent=parent,
        epic=epic,
        depends_on=links["depends_on"],
        blocks=links["blocks"],
        duplicates=links["duplicates"],
        effort=points if points is not None or seconds is None else seconds / 3600,
        team=_first(custom, {"team"}) or _text(item, "project"),
        assignee=_someone(_text(item, "assignee")),
        priority=_text(item, "priority"),
        labels=_all(item, "labels/label") + _all(item, "component"),
        iteration=sprints[-1] if sprints else _text(item, "fixVersion"),
        created=reading.when(_text(item, "created")),
        updated=reading.when(_text(item, "updated")),
        done=reading.when(_text(item, "resolved")),
        due=reading.day(_text(item, "due")),
        comments=[
            reading.comment(_markdown(one.text or ""), one.get("author"), one.get("created"))
            for one in item.findall("comments/comment")
        ],
        goals=[value for name in _GOALS for value in custom.get(name, [])],
    )


def _markdown(html: str) -> str:
    from .markup import to_markdown

    return to_markdown(html, "html")


def _someone(name: str) -> str:
    return "" if name.casefold() in {"unassigned", "nicht zugewiesen"} else name


def _all(item: Element, path: str) -> list[str]:
    return [text.strip() for one in item.findall(path) if (text := one.text or "").strip()]


def _custom(item: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in item.findall("customfields/customfield"):
        values = [
            "".join(value.itertext()).strip()
            for values in one.findall("customfieldvalues")
            for value in values
        ]
        found[fold(_text(one, "customfieldname"))] = [value for value in values if value]
    return found


def _first(custom: dict[str, list[str]], names: set[str]) -> str:
    return next((custom[name][0] for name in custom if name in names and custom[name]), "")


def _links(item: Element) -> dict[str, list[str]]:
    found: dict[str, list[Any]] = {"depends_on": [], "blocks": [], "duplicates": []}
    for kind in item.findall("issuelinks/issuelinktype"):
        for side in ("inwardlinks", "outwardlinks"):
            relation = relation_of(_text(kind, "name"), inward=side == "inwardlinks")
            if relation:
                found[relation] += _all(kind, f"{side}/issuelink/issuekey")
    return found
