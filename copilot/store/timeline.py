"""What counts from when: pure rules over one record (see docs/decisions/store.md)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Protocol, TypeVar

from copilot.portfolio import KeyResult, Kpi, Passage, Record, Status, WorkItem


class _Dated(Protocol):
    @property
    def at(self) -> datetime | None: ...


DatedT = TypeVar("DatedT", bound=_Dated)


def own_date(record: Record) -> datetime | None:
    """When the record came into being, as far as it says so itself."""
    if isinstance(record, WorkItem):
        return record.created or _earliest(
            record.started,
            record.done,
            record.updated,
            *(change.at for change in record.history),
            *(comment.at for comment in record.comments),
        )
    if isinstance(record, Passage):
        return record.at
    start = record.cycle.start if record.cycle else None
    measured = record.check_ins if isinstance(record, KeyResult | Kpi) else ()
    return _earliest(_midnight(start), *(check_in.at for check_in in measured))


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None


def as_it_was(record: Record, as_of: datetime) -> Record:
    """Take back from a record that was read later what its own dates put after `as_of`."""
    if isinstance(record, WorkItem):
        return _item_as_it_was(record, as_of)
    if isinstance(record, KeyResult | Kpi):
        return replace(record, check_ins=_until(as_of, record.check_ins))
    return record


def _item_as_it_was(item: WorkItem, as_of: datetime) -> WorkItem:
    status, native = _status(item, as_of)
    return replace(
        item,
        status=status,
        native_status=native,
        started=_known(item.started, as_of),
        done=_known(item.done, as_of),
        updated=_known(item.updated, as_of),
        comments=_until(as_of, item.comments),
        history=_until(as_of, item.history),
    )


def _status(item: WorkItem, as_of: datetime) -> tuple[Status, str]:
    """The status then, in our words and the tool's; where nothing tells, the one read later."""
    if item.history:
        past = _until(as_of, item.history)
        latest = max(past, key=lambda change: change.at, default=None)
        return (latest.status, latest.native) if latest else (Status.PLANNED, "")
    if item.started is None and item.done is None:
        return item.status, item.native_status
    if _known(item.done, as_of):
        return item.status, item.native_status
    if _known(item.started, as_of):
        return (Status.ACTIVE, "") if item.done else (item.status, item.native_status)
    return Status.PLANNED, ""


def _known(moment: datetime | None, as_of: datetime) -> datetime | None:
    return moment if moment and moment <= as_of else None


def _until(as_of: datetime, dated: Iterable[DatedT]) -> tuple[DatedT, ...]:
    return tuple(one for one in dated if one.at is None or one.at <= as_of)
