"""Values in JSON, which every tool nests its own way, as text, lists of texts and numbers."""

from typing import Any

_NAMES = (
    "name",
    "title",
    "key",
    "login",
    "username",
    "displayName",
    "fullName",
    "id",
    "value",
    "text",
)


def text(value: Any) -> str:
    """Read a string, a number, or the name inside an object; a list gives its first."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, dict):
        return next((text(value[name]) for name in _NAMES if value.get(name)), "")
    if isinstance(value, list):
        return text(value[0]) if value else ""
    return str(value)


def texts(value: Any) -> list[str]:
    """Read a list of anything, or one thing, as texts; a text splits at commas."""
    if isinstance(value, list):
        return [name for name in map(text, value) if name]
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [text(value)] if text(value) else []


def number(value: Any) -> float | None:
    """Read a number, also one written as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def table(value: Any) -> dict[str, Any]:
    """Return the object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def tables(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
