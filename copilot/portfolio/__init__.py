"""The domain: immutable values of work and strategy. Imports only pydantic."""

from .documents import Passage
from .findings import Finding, FindingState, Severity
from .goals import (
    Allowance,
    AnyGoal,
    CheckIn,
    Cycle,
    Direction,
    Goal,
    GoalKind,
    KeyResult,
    Kpi,
    Objective,
)
from .links import (
    Alignment,
    Duplicate,
    Evidence,
    Feedback,
    Link,
    Origin,
    ReasonClass,
    Relation,
    Verdict,
)
from .record import Place, Ref, content_hash, from_json, from_plain, make_ref, to_json, to_plain
from .snapshot import Portfolio
from .work import Comment, Kind, Status, StatusChange, WorkItem

Record = WorkItem | AnyGoal | Passage
"""Anything that comes from a source."""

__all__ = [
    "Alignment",
    "Allowance",
    "AnyGoal",
    "CheckIn",
    "Comment",
    "Cycle",
    "Direction",
    "Duplicate",
    "Evidence",
    "Feedback",
    "Finding",
    "FindingState",
    "Goal",
    "GoalKind",
    "KeyResult",
    "Kind",
    "Kpi",
    "Link",
    "Objective",
    "Origin",
    "Passage",
    "Place",
    "Portfolio",
    "ReasonClass",
    "Record",
    "Ref",
    "Relation",
    "Severity",
    "Status",
    "StatusChange",
    "Verdict",
    "WorkItem",
    "content_hash",
    "from_json",
    "from_plain",
    "make_ref",
    "to_json",
    "to_plain",
]
