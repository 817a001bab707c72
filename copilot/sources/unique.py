"""Keys that come twice: nothing is lost, nothing is doubled."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from copilot.portfolio import Place, Record, WorkItem
from copilot.ports import Problem


class Unique:
    """Sees every record of a source, the newest file (last by name) first.

    In one file an equal row is dropped and another item of the same key is kept as `key~2`;
    an item that a later file holds too is an older export of it.
    """

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._files: dict[str, str] = {}

    def of(self, records: Iterable[Record | Problem], file: str) -> Iterator[Record | Problem]:
        """Yield the records of one file with keys made unique, and say so at its end."""
        seen: dict[str, int] = {}
        ids: set[str] = set()
        repeated: dict[str, None] = {}
        older: dict[str, str] = {}
        for record in records:
            if not isinstance(record, WorkItem):
                yield record
            elif self._files.get(record.key, file) != file:
                older[record.key] = self._files[record.key]
            elif record.key not in seen and record.id not in ids:
                seen[record.key] = hash(record)
                ids.add(record.id)
                self._files[record.key] = file
                yield record
            else:
                repeated[record.key] = None
                if seen.get(record.key) != hash(record):
                    yield _renamed(record, seen, ids)
        yield from _told(repeated, older, file)


def _renamed(item: WorkItem, seen: dict[str, int], ids: set[str]) -> WorkItem:
    number = 2
    while f"{item.key}~{number}" in seen:
        number += 1
    key = f"{item.key}~{number}"
    seen[key] = hash(item)
    ids.add(key)
    return replace(item, key=key, id=key)


def _told(repeated: dict[str, None], older: dict[str, str], file: str) -> Iterator[Problem]:
    place = Place(file=file)
    if repeated:
        yield Problem(
            message=f"{_some(repeated)} repeated: equal rows were read once, others kept as key~2;"
            " give every item its own key",
            place=place,
        )
    if older:
        newer = next(iter(older.values()))
        yield Problem(
            message=f"{_some(older)} also in {newer}: that file comes later and was taken;"
            " remove the older export",
            place=place,
        )


def _some(keys: Iterable[str]) -> str:
    names = list(keys)
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"{len(names)} key{'s are' if len(names) > 1 else ' is'} ({shown})"
