"""One record as a row of the table, and back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from copilot.errors import InputError, StoreError
from copilot.portfolio import (
    Allowance,
    AnyGoal,
    Comment,
    KeyResult,
    Kpi,
    Objective,
    Passage,
    Record,
    Ref,
    WorkItem,
    content_hash,
)

from .codec import broken_rule, decode, decode_many, digest, encode, encode_many, storable

FAMILIES = ("item", "goal", "passage")
"""Part of the identity, so that an id may repeat across them."""

_LONG = frozenset({"body", "comments"})
_GOALS: Mapping[str, type[AnyGoal]] = {
    "objective": Objective,
    "key_result": KeyResult,
    "kpi": Kpi,
    "allowance": Allowance,
}


class Written(NamedTuple):
    """A record in the form that is kept; equal digests are equal records."""

    kind: str
    """item, passage or the kind of goal."""
    id: str
    ref: Ref
    updated: datetime | None
    head: str
    remarks: str = ""
    body: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """Family and id: unique inside a source."""
        return self.family, self.id

    @property
    def family(self) -> str:
        """One of `FAMILIES`."""
        return "goal" if self.kind in _GOALS else self.kind

    @property
    def digest(self) -> str:
        """Hash of everything the source said."""
        return digest(self.kind, self.ref, self.head, self.remarks, self.body)


def write(record: Record) -> Written:
    """Take a record apart: short fields in `head`, comments in `remarks`, text in `body`."""
    if isinstance(record, WorkItem):
        return _write_item(record)
    if isinstance(record, Passage):
        return _write_passage(record)
    return Written(
        kind=record.kind,
        # A goal's id is unique inside its cycle only.
        id=key_of(record.ref),
        ref=storable(record.ref),
        updated=None,
        head=encode(record),
    )


def read_back(row: Written) -> Record:
    """Read a row as it will be read again: sources build records without validation.

    Raises:
        InputError: the record breaks the rules of its own fields.
    """
    try:
        return read(row.kind, row.head, row.body, row.remarks)
    except StoreError as error:
        raise InputError(f"{row.ref} can't be kept: {broken_rule(error)}") from error


def text_hash(stored: Record) -> str:
    """Hash what is embedded of a record."""
    if isinstance(stored, Passage):
        return content_hash(stored.text)
    return content_hash(stored.passage)


def _write_item(item: WorkItem) -> Written:
    title, body = storable(item.title), storable(item.body)
    if title != item.title or body != item.body:
        item = replace(item, title=title, body=body)
    return Written(
        kind="item",
        id=storable(item.id),
        ref=storable(item.ref),
        updated=item.updated if item.updated and item.updated.tzinfo else None,
        head=encode(item, without=_LONG),
        remarks=encode_many(item.comments),
        body=body,
    )


def _write_passage(passage: Passage) -> Written:
    text = storable(passage.text)
    return Written(
        kind="passage",
        id=storable(passage.id),
        ref=storable(passage.ref),
        updated=None,
        head=encode(replace(passage, text="")),
        body=text,
    )


def key_of(ref: Ref) -> str:
    """Return what follows the source in a reference."""
    return ref.partition(":")[2]


def name_of(ref: Ref) -> str:
    """Return the key as it is looked up: whatever its case."""
    return key_of(ref).casefold()


def read_light_item(head: str) -> WorkItem:
    """Build an item without body and comments."""
    return decode(WorkItem, head)


def read_goal(kind: str, head: str) -> AnyGoal:
    """Build a goal of that kind."""
    return decode(_GOALS[kind], head)


def read(kind: str, head: str, body: str, remarks: str) -> Record:
    """Build a whole record."""
    if kind == "item":
        comments = decode_many(Comment, remarks)
        return replace(decode(WorkItem, head), body=body, comments=comments)
    if kind == "passage":
        return replace(decode(Passage, head), text=body)
    return read_goal(kind, head)
