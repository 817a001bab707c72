"""What every record has: an identity, a reference, a place it was found; and JSON both ways."""

import re
from dataclasses import dataclass
from hashlib import blake2b
from sys import intern
from typing import Annotated, Any, TypeVar

from pydantic import StringConstraints, TypeAdapter

Ref = Annotated[str, StringConstraints(pattern=r"^[^\s:]+:\S+$")]
"""Global display form `source:key`: `jira:PAY-123`, `okr:2026-Q1/KR1.1`. Never white space."""

T = TypeVar("T")

_SPACE, _ODD = re.compile(r"\s"), re.compile(r"[\s:]")


def make_ref(source: str, key: str) -> Ref:
    """Return `source:key` with white space folded to `_`, `:` in the source to `-`.

    Equal references are one string: everything that is said of an item names it again.
    """
    if _ODD.search(source) or _SPACE.search(key):
        return intern(f"{'_'.join(source.split()).replace(':', '-')}:{'_'.join(key.split())}")
    return intern(f"{source}:{key}")


def content_hash(text: str) -> str:
    """Return 32 hex digits: equal hashes are equal texts and need one vector."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a document something was found; positions count from 1."""

    file: str
    line: int | None = None
    page: int | None = None
    slide: int | None = None
    row: int | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        """`okrs/2026-Q1.yaml, line 12`: as a person would say it."""
        for word in ("line", "page", "slide", "row", "paragraph"):
            number = getattr(self, word)
            if number is not None:
                return f"{self.file}, {word} {number}"
        return self.file


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def to_json(value: object) -> str:
    """Serialise any domain value; `from_json(type(value), …)` gives it back."""
    return _adapter(type(value)).dump_json(value).decode()


def to_plain(value: object) -> Any:
    """Turn any domain value into dictionaries, lists, strings and numbers."""
    return _adapter(type(value)).dump_python(value, mode="json")


def from_json(kind: type[T], text: str | bytes) -> T:
    """Validate and build a domain value from its JSON.

    Raises:
        ValueError: the text is no JSON of that kind (pydantic's error says where).
    """
    value: T = _adapter(kind).validate_json(text)
    return value


def from_plain(kind: type[T], value: object) -> T:
    """Validate and build a domain value from plain data; raises ValueError."""
    built: T = _adapter(kind).validate_python(value)
    return built
