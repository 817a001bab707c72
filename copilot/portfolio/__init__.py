"""The domain: immutable values of work and strategy. Imports only pydantic."""

from .decisions import Choice, Decision, rejection
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
from .history import UNALIGNED, DriftThreshold, EffortWeek, Forecast, History, Theme
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
from .years import YEARS, is_likely, years_shown

Record = WorkItem | AnyGoal | Passage
"""Anything that comes from a source."""

__all__ = [
    "UNALIGNED",
    "YEARS",
    "Alignment",
    "Allowance",
    "AnyGoal",
    "CheckIn",
    "Choice",
    "Comment",
    "Cycle",
    "Decision",
    "Direction",
    "DriftThreshold",
    "Duplicate",
    "EffortWeek",
    "Evidence",
    "Feedback",
    "Finding",
    "FindingState",
    "Forecast",
    "Goal",
    "GoalKind",
    "History",
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
    "Theme",
    "Verdict",
    "WorkItem",
    "content_hash",
    "from_json",
    "from_plain",
    "is_likely",
    "make_ref",
    "rejection",
    "to_json",
    "to_plain",
    "years_shown",
]
