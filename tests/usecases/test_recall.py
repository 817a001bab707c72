"""Records as stretches: spans, dates, and who says it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from copilot.portfolio import CheckIn, Comment, Decision, KeyResult, Passage, Place, WorkItem
from copilot.usecases.quoted import day_of
from copilot.usecases.recall import said_by, said_in, stretches

NOW = datetime(2026, 2, 16, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@given(st.text(), st.integers(0, 60))
def test_stretches_are_spans_of_the_text(text, together):
    for start, part in stretches(text, together):
        assert text[start : start + len(part)] == part
        assert any(c.isalnum() for c in part)


def test_a_sentence_goes_on_over_a_line_end_but_not_over_a_list():
    text = (
        "Teams leave because\nedits are lost. They say so.\n- first point\n- second point\n\nEnd"
    )
    assert [part for _, part in stretches(text)] == [
        "Teams leave because\nedits are lost.",
        "They say so.",
        "first point",
        "second point",
        "End",
    ]


def test_neighbours_stay_together_up_to_so_many_words():
    told = [part for _, part in stretches("One two. Three four. Five six.", 4)]
    assert told == ["One two. Three four.", "Five six.", "One two.", "Three four."]


def test_what_was_said_later_was_not_known():
    comments = (
        Comment(text="Early", author="Ana", at=NOW),
        Comment(text="Late", at=LATER),
        Comment(text="Undated"),
    )
    item = WorkItem(source="jira", id="1", key="A-1", title="Title", comments=comments)
    told = list(said_in(item, NOW))

    assert [(s.field, s.text, s.lead) for s in told] == [
        ("title", "Title", "A-1, title"),
        ("comments.0", "Early", "A-1, comment by Ana"),
        ("comments.2", "Undated", "A-1, comment"),
    ]
    memo = Passage(source="okr", id="m#1", text="Text", place=Place(file="m.md"), at=LATER)
    assert not list(said_in(memo, NOW))


def test_notes_of_check_ins_are_said_by_the_goal():
    goal = KeyResult(
        source="okr",
        id="KR1",
        title="Uptime",
        owner="Ines",
        check_ins=(
            CheckIn(at=NOW, value=99.7, note="Outage"),
            CheckIn(at=NOW, value=99.9),
            CheckIn(at=LATER, value=99.8, note="Later"),
        ),
    )
    told = list(said_in(goal, NOW))
    assert [(s.field, s.text, s.lead) for s in told] == [
        ("title", "Uptime", "KR1; owner Ines"),
        ("check_ins.0.note", "Outage", "KR1, check-in at 99.7"),
    ]


def test_a_decision_without_a_reason_says_what_was_done():
    decision = Decision(subject="jira:A-1", choice="park", reason="", at=NOW, author="Ana")
    said = said_by(decision, "A-1 Title")
    assert (said.field, said.text, said.lead) == ("what", "Parked by Ana", "A-1 parked by Ana")


def test_a_day_says_its_year_only_where_it_is_another():
    assert day_of(NOW.date(), 2026) == "16 Feb"
    assert day_of(NOW.date(), 2027) == "16 Feb 2026"
