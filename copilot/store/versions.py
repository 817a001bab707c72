"""Which version of a record is in force at a moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from .tables import record

Identity = tuple[str, str, str]
"""Family, source and id."""

_IDENTITY = ("family", "source", "id")
_OTHER = record.alias()
_LAST = select(func.max(_OTHER.c.version)).where(
    *(_OTHER.c[name] == record.c[name] for name in ("workspace", *_IDENTITY))
)


def in_force(
    workspace: str,
    columns: Sequence[ColumnElement[Any]],
    *where: ColumnElement[bool],
    as_of: datetime | None = None,
) -> Select[Any]:
    """Select the last version of each record that counts at `as_of`, gone ones included.

    Args:
        workspace: the only one that is looked at.
        columns: what to read.
        where: conditions on that version.
        as_of: None is the last version of all.
    """
    last = _LAST if as_of is None else _LAST.where(_OTHER.c.valid_from <= as_of)
    return select(*columns).where(
        record.c.workspace == workspace,
        *where,
        record.c.version == last.correlate(record).scalar_subquery(),
    )


def one_of(identities: Iterable[Identity]) -> ColumnElement[bool]:
    """Records of these identities, written so that the primary key finds them."""
    each = [
        and_(*(record.c[name] == part for name, part in zip(_IDENTITY, identity, strict=True)))
        for identity in sorted(identities)
    ]
    return or_(false(), *each)
