"""Records to keep."""

from datetime import UTC, datetime, timedelta

from copilot.portfolio import Cycle, KeyResult, Passage, Place, WorkItem

NOW = datetime(2026, 2, 16, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def item(number: int = 1, **fields) -> WorkItem:
    plain = {"id": str(number), "key": f"PAY-{number}", "title": f"Ticket {number}"}
    return WorkItem(**{"source": "jira", **plain, **fields})


def key_result(id_: str = "KR1.1", cycle: str | None = "2026-Q1", **fields) -> KeyResult:
    named = Cycle(name=cycle) if cycle else None
    return KeyResult(
        **{"source": "okr", "id": id_, "title": f"Goal {id_}", "cycle": named} | fields
    )


def passage(number: int = 1, text: str = "We bet on new teams.") -> Passage:
    place = Place(file="memo.md", line=number)
    return Passage(source="okr", id=f"memo.md#{number}", text=text, place=place)
