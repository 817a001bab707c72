"""Which verbs there are and through which interfaces each may be used: declared once, here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

Interface = Literal["terminal", "http", "mcp"]
TERMINAL: tuple[Interface, ...] = ("terminal",)
WRITING: tuple[Interface, ...] = ("terminal", "http")
EVERYWHERE: tuple[Interface, ...] = ("terminal", "http", "mcp")


@dataclass(frozen=True)
class Verb:
    """One thing the product can do."""

    name: str
    run: Callable[..., Any]
    interfaces: tuple[Interface, ...]


VERBS: dict[str, Verb] = {}


def verb(
    name: str, interfaces: tuple[Interface, ...]
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a use case as a verb of the product."""

    def declare(run: Callable[P, R]) -> Callable[P, R]:
        VERBS[name] = Verb(name, run, interfaces)
        return run

    return declare


def verbs_on(interface: Interface) -> set[str]:
    """Names of the verbs that an interface offers."""
    return {v.name for v in VERBS.values() if interface in v.interfaces}
