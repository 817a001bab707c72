"""What people decided: only ever added to."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from copilot.portfolio import Decision

from .base import Bound
from .codec import decode, encode, storable
from .tables import decision


class Decisions(Bound):
    """Decisions by the moment they were taken."""

    def save_decisions(self, decisions: Iterable[Decision]) -> None:
        """Add decisions; the very same one twice counts once."""
        rows = [
            {"id": each.ref, "at": each.at, "decision": storable(encode(each))}
            for each in decisions
        ]
        with self._writing() as connection:
            if self._put(connection, decision, rows):
                self._grow(connection)

    def decisions(self, as_of: datetime) -> tuple[Decision, ...]:
        """Every decision up to that moment, oldest first."""
        chosen = (
            select(decision.c.decision)
            .where(self._mine(decision), decision.c.at <= as_of)
            .order_by(decision.c.at, decision.c.id)
        )
        with self._reading() as connection:
            return tuple(decode(Decision, text) for text in connection.execute(chosen).scalars())
