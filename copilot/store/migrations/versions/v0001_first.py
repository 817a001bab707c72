"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, primary_key=True)


def _string(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _moment(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def upgrade() -> None:
    """Make them all."""
    _records()
    _scans()
    _notes()


def _records() -> None:
    op.create_table(
        "record",
        *map(_key, ("workspace", "family", "source", "id")),
        sa.Column("version", sa.Integer, primary_key=True),
        *map(_moment, ("recorded_at", "valid_from")),
        sa.Column("reconstructed", sa.Boolean, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False),
        *map(_string, ("kind", "ref", "name")),
        sa.Column("updated", sa.BigInteger),
        *map(_string, ("digest", "content_hash")),
        *map(_text, ("head", "remarks", "body")),
    )
    op.create_index("record_name", "record", ["workspace", "name"])
    op.create_table("first_import", _key("workspace"), _key("source"), _moment("at"))
    op.create_table("revision", _key("workspace"), sa.Column("number", sa.Integer, nullable=False))
    op.create_table(
        "vector",
        *map(_key, ("workspace", "fingerprint", "content_hash")),
        sa.Column("dim", sa.Integer, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )


def _scans() -> None:
    at = sa.Column("at", sa.BigInteger, primary_key=True)
    op.create_table("scoring", _key("workspace"), at)
    op.create_table(
        "alignment",
        *map(_key, ("workspace", "item")),
        sa.Column("at", sa.BigInteger, primary_key=True),
        _string("digest"),
        _text("judgement"),
    )
    op.create_table(
        "scan",
        *map(_key, ("workspace", "id")),
        _moment("started"),
        sa.Column("finished", sa.BigInteger),
    )
    op.create_table(
        "finding",
        *map(_key, ("workspace", "fingerprint")),
        *map(_string, ("code", "state")),
        *map(_moment, ("first_seen", "last_seen")),
        _text("finding"),
    )


def _notes() -> None:
    op.create_table(
        "feedback", *map(_key, ("workspace", "digest")), _moment("at"), _text("feedback")
    )
    op.create_table(
        "value",
        *map(_key, ("workspace", "kind", "key")),
        _moment("at"),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "freshness", *map(_key, ("workspace", "source")), _moment("at"), _text("freshness")
    )
