"""Domain values to compact JSON and back.

Only what differs from a field's default is written. Pydantic's parser builds the values (three
times faster than hand-written constructors, and short strings are shared between records).
"""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from json import dumps
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from copilot.errors import StoreError

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def encode(value: object, *, without: frozenset[str] = frozenset()) -> str:
    """Return JSON of what differs from the field's defaults, except the fields `without`."""
    kind: Any = type(value)
    adapter = _adapter(kind)
    left_out: Any = without
    try:
        return adapter.dump_json(value, exclude=left_out, exclude_defaults=True).decode()
    except PydanticSerializationError:
        plain = adapter.dump_python(value, exclude=left_out, exclude_defaults=True)
        return storable(dumps(plain, default=str, ensure_ascii=False))


def decode(kind: type[T], text: str) -> T:
    """Build the value that `encode` wrote.

    Raises:
        StoreError: the text is damaged, or the value broke its own rules when it was written.
    """
    known: Any = kind
    try:
        built: T = _adapter(known).validate_json(text)
    except ValidationError as error:
        raise StoreError(
            f"a stored {known.__name__} can't be read ({_first(error)});"
            " run `copilot sync` and `copilot scan` to write it anew"
        ) from error
    return built


def broken_rule(error: StoreError) -> str:
    """Say which field of a value that could not be read is wrong, and how."""
    cause = error.__cause__
    return _first(cause) if isinstance(cause, ValidationError) else str(error)


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return ": ".join((".".join(map(str, first["loc"])), first["msg"]))


def encode_many(values: Iterable[object]) -> str:
    """Return a JSON list of what `encode` writes, or nothing for nothing."""
    parts = ",".join(map(encode, values))
    return f"[{parts}]" if parts else ""


def decode_many(kind: type[T], text: str) -> tuple[T, ...]:
    """Build the values that `encode_many` wrote."""
    return decode(tuple[kind, ...], text) if text else ()  # type: ignore[valid-type]


def storable(text: str) -> str:
    """Replace what no database takes: half surrogate pairs and NUL."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def digest(*texts: str) -> str:
    """Return 32 hex digits that differ when any of the texts does."""
    whole = "\0".join(texts).encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=16).hexdigest()
