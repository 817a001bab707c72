"""Small builders of plain portfolio values."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from copilot.portfolio import (
    Alignment,
    Allowance,
    CheckIn,
    Cycle,
    KeyResult,
    Link,
    Objective,
    Portfolio,
    Status,
    WorkItem,
)

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 2, 16, 8, tzinfo=ZONE)
Q1 = Cycle(name="2026-Q1", start=date(2026, 1, 1), end=date(2026, 3, 31))


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def item(key: str = "NOTE-1", title: str = "Import from CSV", **fields: Any) -> WorkItem:
    source = fields.pop("source", "jira")
    status = Status(fields.pop("status", "planned"))
    return WorkItem(source=source, id=key, key=key, title=title, status=status, **fields)


def objective(goal: str = "O1", title: str = "New teams reach value", **fields: Any) -> Objective:
    return Objective(source="okr", id=goal, title=title, **{"cycle": Q1, **fields})


def key_result(
    goal: str = "KR1.1", title: str = "Activation 60 → 75 %", **fields: Any
) -> KeyResult:
    parent = "okr:2026-Q1/O" + goal[2] if goal.startswith("KR") else None
    return KeyResult(
        source="okr", id=goal, title=title, **{"cycle": Q1, "parent": parent, **fields}
    )


def allowance(goal: str = "ktlo", title: str = "Keep the lights on", **fields: Any) -> Allowance:
    return Allowance(source="okr", id=goal, title=title, **{"share": 0.2, "cycle": Q1, **fields})


def check_in(days: float, value: float) -> CheckIn:
    return CheckIn(at=ago(days), value=value)


def link(item_ref: str, goal: str, score: float = 0.8, **fields: Any) -> Link:
    goal_ref = goal if ":" in goal else f"okr:2026-Q1/{goal}"
    return Link(item=item_ref, goal=goal_ref, score=score, **{"share": score, **fields})


def aligned(key: str, goal: str, score: float = 0.8, **fields: Any) -> Alignment:
    ref = key if ":" in key else f"jira:{key}"
    return judged(ref, "aligned", link(ref, goal, score, **fields), alignment=score)


def judged(ref: str, verdict: str, *links: Link, **fields: Any) -> Alignment:
    ref = ref if ":" in ref else f"jira:{ref}"
    return Alignment(item=ref, verdict=verdict, links=links, **{"alignment": 0.2, **fields})


def portfolio(**fields: Any) -> Portfolio:
    return Portfolio(**{"as_of": NOW, **fields})
