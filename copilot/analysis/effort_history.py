"""Effort by ISO week, team and bucket: the series that drift is judged on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from statistics import median
from typing import NamedTuple

import numpy as np

from copilot.portfolio import EffortWeek, Ref, Status, WorkItem

Split = Mapping[str, float]
"""Share of one item's effort by bucket, summing to 1."""

MAX_WEEKS = 60
"""A year and what it takes to know the noise."""
CLUSTER_WEEKS = 26
"""Weeks of which it is kept what moved them."""
_WINSOR = 0.95
_SAME_UNIT = 3.0


class Done(NamedTuple):
    """Work finished in one week."""

    item: WorkItem
    monday: date
    effort: float
    sized: bool


def monday_of(moment: datetime, zone: tzinfo) -> date:
    """Return the Monday of the moment's ISO week in that zone."""
    day = moment.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def week_name(monday: date) -> str:
    """`2026-W07`."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"


def last_complete_week(as_of: datetime, zone: tzinfo) -> date:
    """Return the Monday of the last week that had ended by then."""
    return monday_of(as_of + timedelta(microseconds=1), zone) - timedelta(weeks=1)


def weekly_effort(
    items: Iterable[WorkItem],
    split: Callable[[WorkItem], Split],
    *,
    as_of: datetime,
    zone: tzinfo,
) -> tuple[EffortWeek, ...]:
    """Add up finished work by week: everybody first, then each team, oldest week first.

    A week without work between two others is there, empty. Only complete weeks count.

    Args:
        items: leaves of the hierarchy; epics carry no effort of their own.
        split: share of one item's effort by bucket.
        as_of: nothing later is looked at.
        zone: where weeks begin on Monday at midnight.
    """
    last = last_complete_week(as_of, zone)
    done = [d for d in _sized(list(items), zone) if d.monday <= last]
    if not done:
        return ()
    first = max(min(d.monday for d in done), last - timedelta(weeks=MAX_WEEKS - 1))
    mondays = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    splits = {d.item.ref: split(d.item) for d in done if d.monday >= first}
    by_team: dict[str | None, list[Done]] = {None: done}
    for work in done:
        if work.item.team:
            by_team.setdefault(work.item.team, []).append(work)
    return tuple(
        week
        for team in sorted(by_team, key=lambda name: name or "")
        for week in _weeks(by_team[team], mondays, team, splits)
    )


def _cluster(item: WorkItem) -> Ref:
    """What an item stands or falls with: items of one epic are one decision."""
    return item.epic or item.parent or item.ref


def _dated(items: Sequence[WorkItem]) -> list[tuple[WorkItem, datetime]]:
    """Items with the moment they were done; started, where a source never says done."""
    telling = {i.source for i in items if i.status is Status.DONE and i.done is not None}
    moments = ((i, _moment(i, done=i.source in telling)) for i in items)
    return [(item, at) for item, at in moments if at is not None]


def _moment(item: WorkItem, *, done: bool) -> datetime | None:
    if not done:
        return None if item.status is Status.DROPPED else item.started
    return item.done if item.status is Status.DONE else None


def _sized(items: Sequence[WorkItem], zone: tzinfo) -> list[Done]:
    """Dated items with their effort in the unit of the source that sized most of them."""
    dated = _dated(items)
    moved = [item for item, _ in dated]
    scale = _scales(moved)
    raw = [i.effort * scale[i.source] if i.effort else None for i in moved]
    usual = _usual_sizes(moved, raw)
    sizes = [usual[i.team] if e is None else e for i, e in zip(moved, raw, strict=True)]
    most = float(np.quantile(sizes, _WINSOR, method="higher")) if sizes else 0.0
    return [
        Done(item, monday_of(at, zone), min(size, most), bool(item.effort))
        for (item, at), size in zip(dated, sizes, strict=True)
    ]


def _scales(items: Sequence[WorkItem]) -> dict[str, float]:
    """Factor that brings each source's sizes to the unit of the one with the most sized items.

    Sources whose usual item is of like size count in the same unit; hours do not add to points.
    """
    stated: dict[str, list[float]] = {}
    for item in items:
        if item.effort:
            stated.setdefault(item.source, []).append(item.effort)
    if not stated:
        return {}
    usual = {source: median(efforts) for source, efforts in stated.items()}
    main = usual[max(sorted(stated), key=lambda source: len(stated[source]))]
    return {
        source: 1.0 if main / _SAME_UNIT <= own <= main * _SAME_UNIT else main / own
        for source, own in usual.items()
    }


def _usual_sizes(
    items: Sequence[WorkItem], sizes: Sequence[float | None]
) -> dict[str | None, float]:
    """Median size by team; of all items where a team sized nothing, 1 where nobody did."""
    known: dict[str | None, list[float]] = {item.team: [] for item in items}
    for item, size in zip(items, sizes, strict=True):
        if size is not None:
            known[item.team].append(size)
    every = [size for size in sizes if size is not None]
    overall = median(every) if every else 1.0
    return {team: median(efforts) if efforts else overall for team, efforts in known.items()}


def _weeks(
    done: Sequence[Done], mondays: Sequence[date], team: str | None, splits: Mapping[Ref, Split]
) -> Iterator[EffortWeek]:
    by_week: dict[date, list[Done]] = {monday: [] for monday in mondays}
    for work in done:
        if work.monday in by_week:
            by_week[work.monday].append(work)
    kept = set(mondays[-CLUSTER_WEEKS:])
    for monday, finished in by_week.items():
        yield _week(monday, team, finished, splits, with_clusters=monday in kept)


def _week(
    monday: date,
    team: str | None,
    finished: Sequence[Done],
    splits: Mapping[Ref, Split],
    *,
    with_clusters: bool,
) -> EffortWeek:
    clusters: dict[str, dict[Ref, float]] = {}
    together: dict[Ref, float] = {}
    for work in finished:
        cluster = _cluster(work.item)
        together[cluster] = together.get(cluster, 0.0) + work.effort
        for bucket, share in splits[work.item.ref].items():
            inside = clusters.setdefault(bucket, {})
            inside[cluster] = inside.get(cluster, 0.0) + share * work.effort
    squares = sum(size**2 for size in together.values())
    return EffortWeek(
        week=week_name(monday),
        start=monday,
        team=team,
        effort={bucket: sum(inside.values()) for bucket, inside in clusters.items()},
        count=sum(together.values()) ** 2 / squares if squares else 0.0,
        items=len(finished),
        unsized=sum(not work.sized for work in finished),
        clusters=clusters if with_clusters else {},
    )
