"""A Trello board exported as JSON: cards, and their way over the lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from copilot.errors import SourceError
from copilot.portfolio import Comment, Status, StatusChange, WorkItem

from .cleaning import one_line
from .columns import ALIAS
from .draft import Draft
from .file import SourceFile
from .json_lines import Entry
from .plain import number, table, tables, text
from .reading import Reading
from .sheet import fold
from .statuses import status_of


class Trello:
    """A document with `cards` and `lists`."""

    kind: ClassVar[str] = "trello-json"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the document is a board."""
        return {"cards", "lists"} <= set(file.document or ())

    def read(self, file: SourceFile, reading: Reading) -> Iterator[WorkItem]:
        """Yield the cards, archived ones too; templates are no work."""
        if file.document is None:
            raise SourceError(f"{file.shown}: is no Trello board; export the board as JSON")
        board = Board.of(file.document, reading)
        if not isinstance(file.document.get("cards"), list):
            reading.note("`cards` is no list, so no card was read; export the board again")
        for card in tables(file.document.get("cards")):
            if text(card.get("name")) and not card.get("isTemplate"):
                yield reading.item(board.draft(card))


@dataclass
class Board:
    """What the cards refer to."""

    name: str
    lists: dict[str, Entry]
    members: dict[str, str]
    checklists: dict[str, list[Entry]]
    fields: dict[str, Entry]
    actions: dict[str, list[Entry]]
    reading: Reading

    @classmethod
    def of(cls, document: Entry, reading: Reading) -> "Board":
        """Index a board by the ids that its cards use."""
        return cls(
            name=text(document.get("name")),
            lists={text(one.get("id")): one for one in tables(document.get("lists"))},
            members={
                text(one.get("id")): text(one.get("fullName") or one.get("username"))
                for one in tables(document.get("members"))
            },
            checklists=_by_card(document.get("checklists"), lambda one: one.get("idCard")),
            fields={text(one.get("id")): one for one in tables(document.get("customFields"))},
            actions=_by_card(
                document.get("actions"),
                lambda one: table(table(one.get("data")).get("card")).get("id"),
            ),
            reading=reading,
        )

    def draft(self, card: Entry) -> Draft:
        """Read one card; the list it lies in is its status."""
        identity = text(card.get("id"))
        where = self.lists.get(text(card.get("idList")), {})
        history = sorted(self._history(identity), key=lambda change: change.at)
        people = [self.members.get(text(one), "") for one in card.get("idMembers") or []]
        draft = Draft(
            id=identity,
            key=text(card.get("shortLink")) or identity,
            title=text(card["name"]),
            body=self._body(card, identity),
            url=text(card.get("shortUrl") or card.get("url")),
            kind="card",
            status=text(where.get("name")),
            category=_category(card, where),
            team=self.name,
            assignee=next(filter(None, people), ""),
            labels=[
                text(one.get("name") or one.get("color")) for one in tables(card.get("labels"))
            ],
            rank=number(card.get("pos")),
            created=_born(identity),
            started=self.reading.when(card.get("start")),
            updated=self.reading.when(card.get("dateLastActivity")),
            due=self.reading.day(card.get("due")),
            comments=list(self._comments(identity)),
            history=history,
        )
        if history and history[-1].status is Status.DONE:
            draft.done = history[-1].at
        self._custom(draft, card)
        return draft

    def _body(self, card: Entry, identity: str) -> str:
        parts = [text(card.get("desc"))]
        for checklist in self.checklists.get(identity, ()):
            boxes = [
                f"- [{'x' if one.get('state') == 'complete' else ' '}] {text(one.get('name'))}"
                for one in tables(checklist.get("checkItems"))
            ]
            parts.append(f"## {text(checklist.get('name'))}\n\n" + "\n".join(boxes))
        return "\n\n".join(filter(None, parts))

    def _comments(self, identity: str) -> Iterator[Comment]:
        for action in reversed(self.actions.get(identity, [])):
            if action.get("type") == "commentCard":
                author = table(action.get("memberCreator"))
                name = text(author.get("fullName")) or self.members.get(
                    text(action.get("idMemberCreator"))
                )
                said = text(table(action.get("data")).get("text"))
                yield self.reading.comment(said, name, action.get("date"))

    def _history(self, identity: str) -> Iterator[StatusChange]:
        for action in self.actions.get(identity, ()):
            moved = table(action.get("data"))
            place = table(moved.get("listAfter")) or (
                table(moved.get("list")) if action.get("type") == "createCard" else {}
            )
            at = self.reading.when(action.get("date"))
            if at and (name := text(place.get("name"))):
                yield StatusChange(
                    at=at, status=status_of(name) or Status.PLANNED, native=one_line(name)
                )

    def _custom(self, draft: Draft, card: Entry) -> None:
        """Custom fields mean what a column of their name would."""
        for one in tables(card.get("customFieldItems")):
            field = self.fields.get(text(one.get("idCustomField")), {})
            name, value = text(field.get("name")), _value(one, field)
            meaning = ALIAS.get(fold(name))
            if meaning == "effort":
                draft.effort = number(value)
            elif meaning == "goals":
                draft.goals.append(value)
            elif meaning == "priority":
                draft.priority = value
            elif name:
                draft.extra.append((name, value))


def _category(card: Entry, where: Entry) -> str:
    """An archived card is done where its list or its date says so, else dropped."""
    if card.get("dueComplete") and status_of(text(where.get("name"))) is not Status.DROPPED:
        return "done"
    if not (card.get("closed") or where.get("closed")):
        return ""
    return "done" if status_of(text(where.get("name"))) is Status.DONE else "cancelled"


def _value(item: Entry, field: Entry) -> str:
    value = table(item.get("value"))
    if item.get("idValue"):
        options = {
            text(o.get("id")): text(table(o.get("value")).get("text"))
            for o in tables(field.get("options"))
        }
        return options.get(text(item["idValue"]), "")
    return text(next(iter(value.values()), ""))


def _by_card(entries: Any, card_of: Any) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in tables(entries):
        if card := text(card_of(entry)):
            found.setdefault(card, []).append(entry)
    return found


def _born(identity: str) -> datetime | None:
    """Trello's ids begin with the second of creation, in hexadecimal."""
    try:
        return datetime.fromtimestamp(int(identity[:8], 16), UTC) if len(identity) == 24 else None
    except ValueError:
        return None
