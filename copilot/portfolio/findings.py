"""What a check has to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Literal

from pydantic import AwareDatetime

from .record import Place, Ref

FindingState = Literal["new", "open", "resolved", "muted"]


class Severity(StrEnum):
    """How much a reader should care."""

    NOTE = "note"
    WARNING = "warning"
    ALERT = "alert"

    @property
    def level(self) -> int:
        """0, 1, 2: for sorting and thresholds."""
        return ("note", "warning", "alert").index(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One deviation from strategy, with the facts that prove it.

    A check fills everything but `first_seen`, `last_seen` and `state`, which the store knows.
    """

    code: str
    severity: Severity
    subject: Ref
    message: str
    related: tuple[Ref, ...] = ()
    facts: Mapping[str, float | int | str] = field(default_factory=dict)
    causes: tuple[Ref, ...] = ()
    """Records that moved it: they may change while the finding stays the same."""
    place: Place | None = None
    start: int | None = None
    end: int | None = None
    fix: str = ""
    first_seen: AwareDatetime | None = None
    last_seen: AwareDatetime | None = None
    state: FindingState = "new"

    @property
    def fingerprint(self) -> str:
        """Same code, subject and relations: the same finding, week after week."""
        key = "|".join((self.code, self.subject, *sorted(self.related)))
        return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
