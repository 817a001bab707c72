"""Which version of a record is in force at a moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from .tables import record

_IDENTITY = ("family", "source", "id")


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
        where: conditions on the identity, which all versions of a record share.
        as_of: None is the last version of all.
    """
    mine: list[ColumnElement[bool]] = [record.c.workspace == workspace, *where]
    if as_of is not None:
        mine.append(record.c.valid_from <= as_of)
    identity = [record.c[name] for name in _IDENTITY]
    last = (
        select(*identity, func.max(record.c.version).label("version"))
        .where(*mine)
        .group_by(*identity)
        .subquery()
    )
    same = [record.c[name] == last.c[name] for name in (*_IDENTITY, "version")]
    joined = record.join(last, and_(record.c.workspace == workspace, *same))
    return select(*columns).select_from(joined)
