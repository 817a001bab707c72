"""Effort in one currency: points, hours and plain counts become multiples of the usual item."""

from collections.abc import Iterable, Mapping
from statistics import median

from copilot.portfolio import Ref, WorkItem


def relative_effort(
    items: Iterable[WorkItem], *, min_sized: float = 0.5
) -> Mapping[Ref, float | None]:
    """Return each item's effort as a multiple of its source's median item.

    Sources size in their own unit, so only the ratio compares. Where fewer than `min_sized` of a
    source's items are sized, its items are counted: 1 each. Elsewhere an unsized item is None.

    Args:
        items: work of any number of sources.
        min_sized: share of sized items from which on a source's sizes are believed, 0 to 1.
    """
    by_source: dict[str, list[WorkItem]] = {}
    for item in items:
        by_source.setdefault(item.source, []).append(item)
    found: dict[Ref, float | None] = {}
    for group in by_source.values():
        usual = _usual(group, min_sized)
        for item in group:
            found[item.ref] = _ratio(item.effort, usual)
    return found


def _usual(group: list[WorkItem], min_sized: float) -> float | None:
    sizes = [item.effort for item in group if item.effort]
    return median(sizes) if sizes and len(sizes) >= min_sized * len(group) else None


def _ratio(effort: float | None, usual: float | None) -> float | None:
    if usual is None:
        return 1.0
    return None if effort is None else effort / usual
