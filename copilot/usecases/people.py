"""Whom to ask."""

from collections.abc import Iterable

from copilot.checks.words import person


def people_of(names: Iterable[str | None], most: int = 2) -> tuple[str, ...]:
    """Names to address, each once, in their order."""
    return tuple(dict.fromkeys(person(n) for n in names if n))[:most]
