"""What a few new tickets change: nothing for anybody else, and nothing by who comes with them."""

from datetime import UTC, datetime

import numpy as np

from copilot.analysis.alignment import Aligned, Background, align, goal_texts, item_texts
from copilot.portfolio import AnyGoal, WorkItem
from copilot.ports import Vectors
from eval.synthetic import Backlog, FreeEncoder

SIZE, NEW = 5_000, 100
_AS_OF = datetime(2026, 2, 16, 8, tzinfo=UTC)


def difference(size: int = SIZE, new: int = NEW) -> dict[str, float]:
    """Compare all new items at once with half of them, under the background of the others.

    Returns:
        The largest difference of a score or share of any item and goal.
    """
    pulled = list(Backlog(size).pull())
    items = [r for r in pulled if isinstance(r, WorkItem)]
    goals = [r for r in pulled if not isinstance(r, WorkItem)]
    before = _judged(items[:-new], goals)  # type: ignore[arg-type]
    whole, part = (
        _judged(some, goals, before.background)  # type: ignore[arg-type]
        for some in (items, items[: -new // 2])
    )
    common = slice(0, size - new // 2)
    apart = [
        np.abs(a[common] - b).max()
        for a, b in ((whole.shares, part.shares), (whole.scores, part.scores))
    ]
    kept = not (whole.background_rebuilt or part.background_rebuilt)
    return {"incremental_difference_5k": float(max(apart)) if kept else float("nan")}


def _judged(
    items: list[WorkItem], goals: list[AnyGoal], background: Background | None = None
) -> Aligned:
    encoder, bodies = FreeEncoder(), {item.ref: item.body for item in items}
    aims = encoder.encode(goal_texts(goals))
    own = encoder.encode(item_texts(items, bodies, goals))
    vectors = own + np.stack([_meant(item, aims) for item in items])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return align(items, bodies, goals, vectors, aims, as_of=_AS_OF, background=background)


def _meant(item: WorkItem, aims: Vectors) -> Vectors:
    """Lean to one of the goals, some items more than others, so that there is a score to move."""
    number = int(item.id)
    leaning: Vectors = np.float32(number % 7 / 4) * aims[number % len(aims)]
    return leaning
