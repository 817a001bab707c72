"""What people said, what was derived, and how fresh each source is."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from copilot.portfolio import Feedback
from copilot.ports import Freshness

from . import tables
from .base import Bound
from .codec import decode, digest, encode


class Notes(Bound):
    """Feedback is only ever added; derived values and freshness are replaced."""

    def save_feedback(self, feedback: Iterable[Feedback]) -> None:
        """Add answers; the very same answer twice counts once."""
        rows = []
        for answer in feedback:
            text = encode(answer)
            rows.append({"digest": digest(text), "at": answer.at, "feedback": text})
        with self._writing() as connection:
            if self._put(connection, tables.feedback, rows):
                self._grow(connection)

    def feedback(self, as_of: datetime) -> tuple[Feedback, ...]:
        """Every answer up to that moment, oldest first."""
        chosen = (
            select(tables.feedback.c.feedback)
            .where(self._mine(tables.feedback), tables.feedback.c.at <= as_of)
            .order_by(tables.feedback.c.at, tables.feedback.c.digest)
        )
        with self._reading() as connection:
            rows = connection.execute(chosen).scalars()
            return tuple(decode(Feedback, text) for text in rows)

    def save_value(self, kind: str, key: str, value: bytes, *, at: datetime) -> None:
        """Keep a derived value (a background, cached evidence) by kind and key."""
        with self._writing() as connection:
            self._put(
                connection, tables.value, [{"kind": kind, "key": key, "value": value, "at": at}]
            )

    def value(self, kind: str, key: str) -> bytes | None:
        """Return a derived value, None where there is none."""
        chosen = select(tables.value.c.value).where(
            self._mine(tables.value), tables.value.c.kind == kind, tables.value.c.key == key
        )
        with self._reading() as connection:
            return connection.execute(chosen).scalar()

    def values(self, kind: str, since: datetime) -> tuple[bytes, ...]:
        """Every value of a kind kept at or after a moment, oldest first."""
        kept = tables.value
        chosen = (
            select(kept.c.value)
            .where(self._mine(kept), kept.c.kind == kind, kept.c.at >= since)
            .order_by(kept.c.at, kept.c.key)
        )
        with self._reading() as connection:
            return tuple(connection.execute(chosen).scalars())

    def save_freshness(self, freshness: Freshness) -> None:
        """Note when a source was read and how that ended."""
        row = {
            "source": freshness.source,
            "at": freshness.at,
            "freshness": encode(freshness),
        }
        with self._writing() as connection:
            self._put(connection, tables.freshness, [row])

    def freshness(self) -> tuple[Freshness, ...]:
        """The last reading of every source, by name."""
        chosen = (
            select(tables.freshness.c.freshness)
            .where(self._mine(tables.freshness))
            .order_by(tables.freshness.c.source)
        )
        with self._reading() as connection:
            rows = connection.execute(chosen).scalars()
            return tuple(decode(Freshness, text) for text in rows)
