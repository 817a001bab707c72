"""A quoted span, as every claim carries it."""

from dataclasses import dataclass

from copilot.portfolio import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quoted span of a stored field; code points, half-open."""

    ref: Ref
    field: str
    start: int
    end: int
    quote: str
    where: str = ""
    """As a person would say it: `NOTE-412, line 3`."""
