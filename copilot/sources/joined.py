"""Several places under one name, read as one source."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from copilot.checks.words import joined
from copilot.errors import SourceError
from copilot.portfolio import Record, WorkItem
from copilot.ports import Problem, Source


class Joined:
    """Yields what each place holds; one that can't be read is a problem, all of them an error."""

    def __init__(self, name: str, places: Sequence[Source]) -> None:
        """Bind to places of one name."""
        self.name = name
        self._places = tuple(places)

    def pull(self, since: datetime | None = None) -> Iterator[Record | Problem]:
        """Yield the records of every place, and say which of them hold other items of one key.

        Raises:
            SourceError: none of them could be read.
        """
        failures = []
        seen: dict[str, int] = {}
        shared: dict[str, None] = {}
        for place in self._places:
            here: dict[str, int] = {}
            try:
                yield from _noted(place.pull(since), here)
            except SourceError as error:
                failures.append(str(error))
            shared |= {key: None for key in here if seen.get(key, here[key]) != here[key]}
            seen = here | seen
        if len(failures) == len(self._places):
            raise SourceError("; ".join(failures))
        yield from (Problem(message=failure) for failure in failures)
        if shared:
            yield _told(list(shared))


def _noted(
    records: Iterable[Record | Problem], here: dict[str, int]
) -> Iterator[Record | Problem]:
    """Yield records and note what each item's key stands for."""
    for record in records:
        if isinstance(record, WorkItem):
            here[record.key] = hash(record)
        yield record


def _told(keys: Sequence[str]) -> Problem:
    return Problem(
        message=f"what {joined(keys)} names differs from place to place: one of each was taken;"
        " give one of the places a `name` of its own under [[source]] to keep both",
        lost=False,
    )
