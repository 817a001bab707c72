"""Jira's own CSV and Excel exports, with their repeated columns, in any site's custom fields."""

import re
from typing import ClassVar

from copilot.portfolio import Comment, Status

from .columns import Columns, columns_of
from .draft import Draft
from .reading import Reading
from .sheet import Sheet, fold
from .statuses import status_of
from .table import Line, Table

_LINK = re.compile(
    r"(?:(?P<inward>inward|eingehende)|outward|ausgehende)"
    r" (?:issue link|vorgangsverknüpfung) (?P<type>.+)"
)
_COMMENT = re.compile(r"(?P<at>[^;]{6,40});(?P<author>[^;]*);(?P<text>.*)", re.DOTALL)
_SPRINT = re.compile(r"\bname=([^,\]]+)")
_LEXORANK = re.compile(r"\d\|([0-9a-z]+):([0-9a-z]*)")
_CUSTOM = re.compile(
    r"(?:custom field|benutzerdefiniertes feld|champs? personnalisés?|campo personalizado"
    r"|campo personalizzato|aangepast veld) (.+)"
)
_KEPT = ("reporter", "creator", "fix version s", "fix versions", "components", "component s")


def lexorank(text: str) -> float | None:
    """Jira's rank `0|i0000a:` as a number of the same order; None for other text."""
    found = _LEXORANK.fullmatch(text)
    if found is None:
        return None
    return int((found[1] + found[2])[:10].ljust(10, "0"), 36) / 36**10


def relation_of(link: str, *, inward: bool) -> str:
    """Name the relation of an issue link type: `Blocks`, read inward, is `depends_on`.

    Follows the names that Jira ships with; for types such as Dependency the outward side depends.
    """
    name = fold(link)
    if "duplicat" in name:
        return "" if inward else "duplicates"
    if "block" in name or "finish to start" in name or "end to start" in name:
        return "depends_on" if inward else "blocks"
    if "depend" in name:
        return "blocks" if inward else "depends_on"
    return ""


class JiraCsv(Table):
    """`Issue key` and `Issue id` side by side are Jira's alone."""

    kind: ClassVar[str] = "jira-csv"
    generic: ClassVar[bool] = False
    marks = (
        frozenset({"issue key", "summary"}),
        frozenset({"issue key", "issue id"}),
        frozenset({"issue key", "issue type"}),
        frozenset({"vorgangsschlüssel", "zusammenfassung"}),
        frozenset({"clé de ticket", "résumé"}),
        frozenset({"clave de incidencia", "resumen"}),
        frozenset({"key", "summary", "issue type"}),
        frozenset({"summary", "issue type", "status", "key"}),
    )
    own: ClassVar[dict[str, str]] = {
        "project name": "team",
        "custom field team": "team",
        "parent key": "parent",
        "component s": "labels",
        "custom field epic name": "",
        "epic name": "",
        "custom field flagged": "impediment",
        "flagged": "impediment",
        "project": "team",
        "watchers": "",
        "name": "",
        "type": "",
        "closed": "",
    }

    def columns(self, sheet: Sheet) -> Columns:
        """Also find link columns, and custom fields by the name inside their brackets."""
        found = super().columns(sheet)
        for place, name in enumerate(sheet.folded):
            if link := _LINK.fullmatch(name):
                if relation := relation_of(link["type"], inward=bool(link["inward"])):
                    found.setdefault(relation, []).append(place)
            elif name in _KEPT:
                found.setdefault(f"extra {name}", []).append(place)
        bare = [custom[1] if (custom := _CUSTOM.fullmatch(name)) else "" for name in sheet.folded]
        for field, places in columns_of(bare, self.own).items():
            found.setdefault(field, places)
        if "custom field team" in sheet.folded:
            team = sheet.folded.index("custom field team")
            found["team"] = [team, *(p for p in found["team"] if p != team)]
        return found

    def draft(self, line: Line) -> Draft:
        """Wiki markup, comments with author and date, estimates in seconds, flags."""
        draft = super().draft(line)
        draft.markup = "wiki"
        draft.comments = [_comment(text, line.reading) for text in line.all("comments")]
        if draft.effort is None and line.get("seconds").isdecimal():
            draft.effort = int(line.get("seconds")) / 3600
        if found := _SPRINT.search(draft.iteration):
            draft.iteration = found[1]
        draft.rank = lexorank(line.get("rank")) if draft.rank is None else draft.rank
        if line.get("impediment") and status_of(draft.status) not in {Status.DONE, Status.DROPPED}:
            draft.category = "blocked"
        draft.extra = [
            (field[6:], ", ".join(line.all(field)))
            for field in line.columns
            if field.startswith("extra ")
        ]
        return draft


def _comment(text: str, reading: Reading) -> Comment:
    """Jira writes `25/Jun/20 12:44 PM;author;text`."""
    found = _COMMENT.match(text)
    at = reading.when(found["at"]) if found else None
    if found is None or at is None:
        return reading.comment(text)
    return reading.comment(found["text"], found["author"], at)
