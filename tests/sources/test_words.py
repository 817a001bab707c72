"""Dates, statuses, kinds, markup and what people write into tickets."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.portfolio import Status
from copilot.sources.dates import cycle_days, moment, month_first
from copilot.sources.kinds import kind_of
from copilot.sources.markup import to_markdown
from copilot.sources.mentions import goal_of_label, goals_in, waits
from copilot.sources.reading import Reading
from copilot.sources.statuses import refused, status_of

from .exports import BERLIN


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-05", local(2026, 1, 5)),
        ("2026-01-05T10:00:00Z", datetime(2026, 1, 5, 10, tzinfo=UTC)),
        ("2026-01-05 10:00:00 UTC", datetime(2026, 1, 5, 10, tzinfo=UTC)),
        ("25/Jun/20 12:44", local(2020, 6, 25, 12, 44)),
        ("25/Jun/20 1:05 PM", local(2020, 6, 25, 13, 5)),
        ("05/Mrz/20 12:44 AM", local(2020, 3, 5, 0, 44)),
        ("5. Januar 2026", local(2026, 1, 5)),
        ("5 février 2026", local(2026, 2, 5)),
        ("4.3.2026", local(2026, 3, 4)),
        ("@December 4, 2024 8:45 AM", local(2024, 12, 4, 8, 45)),
        ("Mon Apr 21 2025 10:17:06 GMT+0200 (CEST)", local(2025, 4, 21, 10, 17, 6)),
        ("Mon, 21 Apr 2025 10:17:06 UTC+0000", datetime(2025, 4, 21, 10, 17, 6, tzinfo=UTC)),
        ("Mon, 21 Apr 2025 10:17:06 GMT", datetime(2025, 4, 21, 10, 17, 6, tzinfo=UTC)),
        ("21 Apr 2025 10:17", local(2025, 4, 21, 10, 17)),
        ("1767603600", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("1767603600000", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("46027.5", local(2026, 1, 5, 12)),
        ("2026/01/05 10:00", local(2026, 1, 5, 10)),
        ("Monday, January 5, 2026", local(2026, 1, 5)),
        ("1/5/2026, 10:00:00 AM GMT+1", local(2026, 5, 1, 10)),
        ("soon", None),
        ("", None),
        ("Q3 2026", None),
        ("January 2026", None),
        ("31/02/2026", None),
        ("31 Feb 2026 10:00", None),
        ("12345", None),
        ("99999999999999999", None),
        ("2026-13-45", None),
        ("x" * 100, None),
    ],
)
def test_dates(text: str, expected: datetime | None) -> None:
    assert moment(text, BERLIN) == expected


def test_a_zone_name_is_no_offset_and_an_offset_is() -> None:
    plus = timezone(timedelta(hours=5, minutes=30))
    assert moment("January 5 2026 10:00 +0530", BERLIN) == datetime(2026, 1, 5, 10, tzinfo=plus)
    assert moment("January 5 2026 10:00 PST", BERLIN) == local(2026, 1, 5, 10)


def test_the_day_of_a_moment_is_the_day_in_the_zone() -> None:
    reading = Reading(name="t", zone=BERLIN)

    assert reading.day("2026-01-31T23:30:00Z") == date(2026, 2, 1)
    assert reading.day("never") is None


def test_evidence_for_the_order_of_day_and_month() -> None:
    assert month_first(["03/04/2026", "12/31/2025"]) is True
    assert month_first(["03/04/2026", "31/12/2025"]) is False
    assert month_first(["03/04/2026 9:00 PM"]) is True
    assert month_first(["03/04/2026", "soon"]) is None


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("2026-Q1", (date(2026, 1, 1), date(2026, 3, 31))),
        ("Q4 2026", (date(2026, 10, 1), date(2026, 12, 31))),
        ("2026h2", (date(2026, 7, 1), date(2026, 12, 31))),
        ("2026", (date(2026, 1, 1), date(2026, 12, 31))),
        ("2026-H3", None),
        ("spring", None),
    ],
)
def test_cycles_by_name(name: str, days: tuple[date, date] | None) -> None:
    assert cycle_days(name) == days


@given(st.text(max_size=90))
def test_no_text_breaks_a_reader_of_words(text: str) -> None:
    found = moment(text, BERLIN)
    assert found is None or found.tzinfo is not None
    assert status_of(text) in {None, *Status}
    assert isinstance(to_markdown(text, "wiki"), str)
    assert isinstance(to_markdown(text, "html"), str)
    assert all(key for _, key in waits(text))
    assert all(goals_in(text))


@pytest.mark.parametrize(
    ("native", "status"),
    [
        ("To Do", "planned"),
        ("🚧 In-Progress", "active"),
        ("2. Code Review", "active"),
        ("READY FOR QA", "active"),
        ("Waiting for legal", "blocked"),
        ("Done ✅", "done"),
        ("Erledigt", "done"),
        ("Won't Do", "dropped"),
        ("Nicht begonnen", "planned"),
        ("En cours", "active"),
        ("Not done yet", "planned"),
        ("Incomplete", "planned"),
        ("Zork", None),
        ("", None),
        ("Done (sprint 12)", "done"),
        ("Released to production", "done"),
        ("Sprint 12 complete", "done"),
        ("Shipped v2.1", "done"),
        ("Done – May 2026", "done"),
        ("Bereits erledigt", "done"),
        ("90 % done", "active"),
        ("100 % fertig", "done"),
        ("10 % discount, in review", "active"),
        ("Closed as duplicate of ABC-12", "dropped"),
        ("Resolved: won't fix", "dropped"),
        ("Closed (not planned)", "dropped"),
    ],
)
def test_statuses(native: str, status: str | None) -> None:
    assert status_of(native) == status


@pytest.mark.parametrize(
    "native",
    [
        *("being done", "nearly done", "to be done", "almost finished", "half done", "3/5 done"),
        *("partly completed", "done except the docs", "never finished", "should be resolved"),
        *("to complete", "complete this week", "not yet closed", "closed beta", "soon released"),
        *("noch nicht erledigt", "nicht fertig", "fast fertig", "pas terminé", "presque fini"),
        *("sin terminar", "casi hecho", "non completato", "bijna klaar", "wird geschlossen"),
        *("marketing done", "may be done", "done, nicht abgenommen"),
        *("to be cancelled", "cancel this week", "not rejected", "possible duplicate, next"),
        *("not in progress", "nicht in Arbeit", "no longer blocked"),
        " ".join(["done"] * 9),
    ],
)
def test_a_status_is_ended_only_where_all_of_it_says_so(native: str) -> None:
    assert status_of(native) in {None, Status.PLANNED}


def test_resolutions_that_refuse() -> None:
    refusals = ["Won't Fix", "Duplicate", "Cannot Reproduce", "Incomplete", "Not needed"]
    assert [refused(text) for text in refusals] == [True] * 5
    told = "Not a full rewrite, but every command of the list was moved over"
    assert [refused(text) for text in ("Fixed", "Done", "Unresolved", told)] == [False] * 4


def test_kinds() -> None:
    names = ["Epic", "User Story", "Bug", "Sub-task", "Initiative", "Chore", "", "Fehler"]
    assert [kind_of(name) for name in names] == [
        "epic",
        "story",
        "bug",
        "subtask",
        "initiative",
        "task",
        "task",
        "bug",
    ]


WIKI = """\
h1. Aim
See [the plan|https://x.io/p] and [https://x.io], ask [~ann] about {{code}}.
# first
## inner
* *bold* word
bq. said
{quote}one
two{quote}
||a||b||
|1|2|
!shot.png|thumbnail!
{color:red}red{color} {noformat}*as is*{noformat}
line\\\\ break"""


def test_wiki_markup() -> None:
    assert to_markdown(WIKI, "wiki") == (
        "# Aim\nSee [the plan](https://x.io/p) and <https://x.io>, ask @ann about `code`.\n"
        "1. first\n  1. inner\n- **bold** word\n> said\n> one\n> two\n| a | b |\n"
        "| --- | --- |\n|1|2|\n"
        "![shot.png](shot.png)\nred ```\n*as is*\n```\nline  \nbreak"
    )


def test_html_and_entities() -> None:
    assert to_markdown("<p>a &amp; <em>b</em></p><ol><li>c</li></ol>") == "a & *b*\n\n1. c"
    assert to_markdown("a &amp; b", "html") == "a & b"
    assert to_markdown("List<String> x = a < b;") == "List<String> x = a < b;"


def test_an_atlassian_document() -> None:
    document = """{"type":"doc","version":1,"content":[
      {"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Aim"}]},
      {"type":"paragraph","content":[{"type":"text","text":"bold","marks":[{"type":"strong"}]},
        {"type":"text","text":" link","marks":[{"type":"link","attrs":{"href":"https://x.io"}}]},
        {"type":"hardBreak"},{"type":"mention","attrs":{"text":"@ann"}},{"type":"odd"},
        {"type":"text","text":"u","marks":[{"type":"underline"}]}]},
      {"type":"bulletList","content":[{"type":"listItem","content":[
        {"type":"paragraph","content":[{"type":"text","text":"one"}]}]}]},
      {"type":"orderedList","content":[{"type":"listItem","content":["bad"]}]},
      {"type":"rule"},
      {"type":"codeBlock","attrs":{"language":"py"},"content":[{"type":"text","text":"x"}]}]}"""
    assert to_markdown(document) == (
        "## Aim\n\n**bold**[ link](https://x.io)\n@annu\n\n- one\n\n1. \n\n---\n\n```py\nx\n```"
    )
    assert to_markdown('{"type":"doc", broken') == '{"type":"doc", broken'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Blocked by PAY-12.", [("depends_on", "PAY-12")]),
        ("depends on #45 and #46", [("depends_on", "#45"), ("depends_on", "#46")]),
        ("is blocked by the fix in o/r#3", [("depends_on", "o/r#3")]),
        (
            "Waiting for https://j.io/browse/OPS-1, OPS-2",
            [("depends_on", "OPS-1"), ("depends_on", "OPS-2")],
        ),
        ("this blocks ENG-7", [("blocks", "ENG-7")]),
        ("Duplicate of https://linear.app/x/issue/ENG-9/title", [("duplicates", "ENG-9")]),
        ("Blockiert durch [PAY-1]", [("depends_on", "PAY-1")]),
        ("**Depends on:** PAY-1", [("depends_on", "PAY-1")]),
        ("Depends on:\n- PAY-1", [("depends_on", "PAY-1")]),
        ("no longer blocked by PAY-12", []),
        ("not a duplicate of PAY-12", []),
        ("blocked by the weather; see PAY-12 for a much longer story", []),
        ("depends on https://example.org/docs", []),
        ("removed duplicates in PAY-12", []),
        ("a duplicate of the ticket PAY-12", [("duplicates", "PAY-12")]),
        ("depends on Q1-2026 and FY26-1", []),
        ("depends on UTF-8 and SHA-256", []),
        ("PAY-12 is nice", []),
    ],
)
def test_what_a_ticket_waits_for(text: str, found: list[tuple[str, str]]) -> None:
    assert list(waits(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Serves KR1.1 and 2026-Q1/KR2.", ["KR1.1", "2026-Q1/KR2"]),
        ("For objective O2, see okr: G-4", ["O2", "G-4"]),
        (
            "https://home.atlassian.com/o/1/goal/ABC-1 helps",
            ["https://home.atlassian.com/o/1/goal/ABC-1"],
        ),
        ("Goal: ship it. Objective Q2 2026.", []),
        ("the KRAKEN-1 of goals", []),
    ],
)
def test_goals_in_running_text(text: str, found: list[str]) -> None:
    assert list(goals_in(text)) == found


def test_goals_in_labels() -> None:
    labels = ["okr:KR1.1", "goal: Win carts", "KR2", "O1", "O1-KR2", "web", "koala", "O1x"]
    assert [goal_of_label(label) for label in labels] == [
        "KR1.1",
        "Win carts",
        "KR2",
        "O1",
        "O1-KR2",
        None,
        None,
        None,
    ]
