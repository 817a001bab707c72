"""Keys that come twice: nothing is lost, nothing is doubled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from copilot.portfolio import Place, Record, WorkItem
from copilot.ports import Problem


@dataclass
class _Seen:
    """What one file held so far: hashes by key, and ids."""

    hashes: dict[str, int] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def holds(self, item: WorkItem) -> bool:
        return item.key in self.hashes or item.id in self.ids

    def add(self, item: WorkItem) -> WorkItem:
        self.hashes[item.key] = hash(item)
        self.ids.add(item.id)
        return item

    def renamed(self, item: WorkItem) -> WorkItem:
        """Give it the first free key after `~`."""
        number = 2
        while f"{item.key}~{number}" in self.hashes:
            number += 1
        key = f"{item.key}~{number}"
        return self.add(replace(item, key=key, id=key))


class Unique:
    """Sees every record of a source, the newest file (last by name) first.

    In one file an equal row is dropped and another item of the same key is kept as `key~2`;
    an item that a later file holds too is an older export of it.
    """

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._home: dict[str, str] = {}
        self._seen: dict[str, _Seen] = {}

    def of(
        self, records: Iterable[Record | Problem], file: str, *, one_each: bool = False
    ) -> Iterator[Record | Problem]:
        """Yield the records of one file with keys made unique, and say so at its end.

        Args:
            records: as read.
            file: they are in.
            one_each: every item has a file of its own, so none is an older export.
        """
        export = "" if one_each else file
        seen = self._seen.setdefault(export, _Seen())
        repeated: dict[str, None] = {}
        older: dict[str, str] = {}
        for record in records:
            if not isinstance(record, WorkItem):
                yield record
            elif self._home.get(record.key, export) != export:
                older[record.key] = self._home[record.key]
            elif not seen.holds(record):
                self._home[record.key] = export
                yield seen.add(record)
            else:
                repeated[record.key] = None
                if seen.hashes.get(record.key) != hash(record):
                    yield seen.renamed(record)
        yield from _told(repeated, older, file)


def _told(repeated: dict[str, None], older: dict[str, str], file: str) -> Iterator[Problem]:
    place = Place(file=file)
    if repeated:
        yield Problem(
            message=f"{_some(repeated)} more than once: equal rows were read once, others kept as"
            " key~2; give every item its own key",
            place=place,
            lost=False,
        )
    if older:
        newer = next(iter(older.values())) or "another file"
        yield Problem(
            message=f"{_some(older)} also in {newer}: that file comes later and was taken;"
            " remove the older export",
            place=place,
            lost=False,
        )


def _some(keys: Iterable[str]) -> str:
    names = list(keys)
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"{shown} {'stand' if len(names) > 1 else 'stands'}"
