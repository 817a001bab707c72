"""The tables. `workspace` opens every primary key, so nothing is ever found without it."""

from datetime import UTC, datetime, timedelta
from sqlite3 import DatabaseError

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

SCHEMA = "0002"
"""The newest migration; a test compares it with the folder."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware moment as whole microseconds of UTC: sorts alike in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        """Count microseconds since 1970."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        """Build the moment again, in UTC.

        Raises:
            DatabaseError: what stands there is none.
        """
        try:
            return None if value is None else _EPOCH + value * _MICROSECOND
        except (OverflowError, TypeError) as error:
            raise DatabaseError("malformed moment") from error


metadata = MetaData()


def _key(name: str) -> Column[str]:
    return Column(name, String, primary_key=True)


record = Table(
    "record",
    metadata,
    _key("workspace"),
    _key("family"),
    _key("source"),
    _key("id"),
    Column("version", Integer, primary_key=True),
    Column("recorded_at", Instant, nullable=False),
    Column("valid_from", Instant, nullable=False),
    Column("reconstructed", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("kind", String, nullable=False),
    Column("ref", String, nullable=False),
    Column("name", String, nullable=False),
    Column("updated", Instant),
    Column("digest", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("head", Text, nullable=False),
    Column("remarks", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("record_name", "workspace", "name"),
)
"""Append-only versions. `head` is the record without its long texts; `body` stands last
because SQLite reads a row only as far as it must."""

first_import = Table(
    "first_import",
    metadata,
    _key("workspace"),
    _key("source"),
    Column("at", Instant, nullable=False),
)

revision = Table(
    "revision", metadata, _key("workspace"), Column("number", Integer, nullable=False)
)

vector = Table(
    "vector",
    metadata,
    _key("workspace"),
    _key("fingerprint"),
    _key("content_hash"),
    Column("dim", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

scoring = Table("scoring", metadata, _key("workspace"), Column("at", Instant, primary_key=True))

alignment = Table(
    "alignment",
    metadata,
    _key("workspace"),
    _key("item"),
    Column("at", Instant, primary_key=True),
    Column("digest", String, nullable=False),
    Column("judgement", Text, nullable=False),
)
"""Only what differs from the scan before; an empty judgement says the item was not judged."""

scan = Table(
    "scan",
    metadata,
    _key("workspace"),
    _key("id"),
    Column("started", Instant, nullable=False),
    Column("finished", Instant),
)

finding = Table(
    "finding",
    metadata,
    _key("workspace"),
    _key("fingerprint"),
    Column("code", String, nullable=False),
    Column("state", String, nullable=False),
    Column("first_seen", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    Column("finding", Text, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    _key("workspace"),
    _key("digest"),
    Column("at", Instant, nullable=False),
    Column("feedback", Text, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    _key("workspace"),
    _key("id"),
    Column("at", Instant, nullable=False),
    Column("decision", Text, nullable=False),
)
"""Append-only: what was decided stays, and a later decision stands beside it."""

value = Table(
    "value",
    metadata,
    _key("workspace"),
    _key("kind"),
    _key("key"),
    Column("at", Instant, nullable=False),
    Column("value", LargeBinary, nullable=False),
)

freshness = Table(
    "freshness",
    metadata,
    _key("workspace"),
    _key("source"),
    Column("at", Instant, nullable=False),
    Column("freshness", Text, nullable=False),
)
