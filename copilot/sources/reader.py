"""What a format must offer to be read."""

from collections.abc import Iterator
from typing import Protocol

from copilot.portfolio import Record
from copilot.ports import Problem

from .file import SourceFile
from .reading import Reading


class Reader(Protocol):
    """One export format. A class attribute `generic = True` lets every other reader go first."""

    @property
    def kind(self) -> str:
        """Name in the configuration: `jira-csv`."""
        ...

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file is in this format, by its header or shape, never by its name."""
        ...

    def read(self, file: SourceFile, reading: Reading) -> Iterator[Record | Problem]:
        """Yield what the file holds; raise SourceError where it cannot be read at all."""
        ...
