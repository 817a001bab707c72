"""Several places under one name, read as one source."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from copilot.errors import SourceError
from copilot.portfolio import Record
from copilot.ports import Problem, Source


class Joined:
    """Yields what each place holds; one that can't be read is a problem, all of them an error."""

    def __init__(self, name: str, places: Sequence[Source]) -> None:
        """Bind to places of one name."""
        self.name = name
        self._places = tuple(places)

    def pull(self, since: datetime | None = None) -> Iterator[Record | Problem]:
        """Yield the records of every place.

        Raises:
            SourceError: none of them could be read.
        """
        failures = []
        for place in self._places:
            try:
                yield from place.pull(since)
            except SourceError as error:
                failures.append(str(error))
        if len(failures) == len(self._places):
            raise SourceError("; ".join(failures))
        yield from (Problem(message=failure) for failure in failures)
