"""ISO weeks, Monday to Sunday in the workspace's zone."""

from datetime import date, datetime, time, timedelta

from copilot.analysis.effort_history import last_complete_week
from copilot.errors import InputError
from copilot.portfolio import is_likely, years_shown

from .workspace import Workspace


def chosen_week(workspace: Workspace, week: str | None, when: datetime) -> date:
    """Return the Monday of a week by name, or of the last one that had ended.

    Raises:
        InputError: it is no week, or is not over.
    """
    last = last_complete_week(when, workspace.zone)
    if week is None:
        return last
    monday = _monday(week)
    if monday > last:
        raise InputError(f"{week} is not over; the last complete week is {last:%G-W%V}")
    return monday


def told_at(workspace: Workspace, monday: date, when: datetime) -> datetime:
    """When a digest of that week is made: now for the last week, else the Monday after it."""
    if monday == last_complete_week(when, workspace.zone):
        return when
    after = datetime.combine(monday + timedelta(days=8), time(), workspace.zone)
    return after - timedelta(microseconds=1)


def _monday(week: str) -> date:
    try:
        monday = datetime.strptime(f"{week}-1", "%G-W%V-%u").date()  # noqa: DTZ007 - a day
    except ValueError as error:
        raise InputError(f"{week!r} is no week; write it as 2026-W07") from error
    if not is_likely(monday):
        raise InputError(f"{week} is too far away; name a week in the years {years_shown()}")
    return monday
