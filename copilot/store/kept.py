"""Judgements that wait for their transaction: in a tenth of their room, many of them on disk."""

from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import NamedTuple
from zlib import compress, decompress

from copilot.errors import StoreError
from copilot.portfolio import Alignment, Ref

from .codec import digest, encode

IN_MEMORY = 4 << 20
"""Bytes from which they wait in a temporary file: those of about 20,000 items."""


class _Page(NamedTuple):
    items: tuple[Ref, ...]
    digests: bytes
    """Sixteen bytes each."""
    size: int
    """Bytes in the file."""


class Kept:
    """Encoded judgements, page after page."""

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._file = SpooledTemporaryFile(in_memory)  # noqa: SIM115
        self._pages: list[_Page] = []

    def __enter__(self) -> "Kept":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, part: Sequence[Alignment]) -> None:
        """Encode a page of judgements.

        Raises:
            StoreError: there is no room for temporary files.
        """
        texts = [encode(found) for found in part]
        packed = compress("\n".join(texts).encode(), 1)
        known = b"".join(bytes.fromhex(digest(text)) for text in texts)
        self._pages.append(_Page(tuple(found.item for found in part), known, len(packed)))
        try:
            self._file.write(packed)
        except OSError as error:
            raise StoreError(
                f"no room for temporary files ({error.strerror}); make some, or set TMPDIR to a"
                " folder that has it"
            ) from error

    def digests(self) -> Iterator[tuple[Ref, str]]:
        """Yield each item with the digest of its judgement."""
        for page in self._pages:
            for k, item in enumerate(page.items):
                yield item, page.digests[16 * k : 16 * k + 16].hex()

    def texts(self) -> Iterator[tuple[Ref, str]]:
        """Yield each item with its judgement."""
        self._file.seek(0)
        for page in self._pages:
            texts = decompress(self._file.read(page.size)).decode().split("\n")
            yield from zip(page.items, texts, strict=True)
