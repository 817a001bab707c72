"""Work that may harm a goal: direction, act and shared object."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.acts import acts_of, direct_object, head
from copilot.analysis.against import opposed
from copilot.analysis.aims import aims_of
from copilot.portfolio import Alignment, Feedback, KeyResult, Kpi, Link, Objective, WorkItem

NOW = datetime(2026, 2, 16, tzinfo=UTC)
SIGN_UP = KeyResult(
    source="okr",
    id="KR1",
    title="Share of visitors who finish the sign-up 40 → 60 %",
    text="Counted weekly; every step of the sign-up loses people.",
)
PERMITS = KeyResult(source="okr", id="KR2", title="Permits decided within 20 days")
TREES = KeyResult(source="okr", id="KR3", title="1,000 street trees planted", direction="up")
BILL = KeyResult(source="okr", id="KR4", title="Cloud bill from 90 to 60 € a month")
TERMS = KeyResult(source="okr", id="KR5", title="Days until an invoice is paid from 61 to 45")
UPTIME = Kpi(source="okr", id="K1", title="Uptime of the parcel tracking", target=99.9)
NIGHTLY = KeyResult(source="okr", id="KR6", title="Report done by 04:00")
WAIT = KeyResult(source="okr", id="KR7", title="Wait", unit="minutes", direction="down")
RESIDENCY = KeyResult(
    source="okr",
    id="KR8",
    title="Customer records stored in the EU alone 40 → 100 %",
    text="Records, logs and backups rest in European data centres.",
)
OBJECTIVE = Objective(source="okr", id="O1", title="Street trees everywhere")
GOALS = (SIGN_UP, PERMITS, TREES, BILL, TERMS, UPTIME, RESIDENCY, OBJECTIVE)


def item(title, body="", **fields):
    return WorkItem(source="jira", id="1", key="A-1", title=title, body=body, **fields)


def linked(goal, score=0.5, **fields):
    link = Link(item="jira:A-1", goal=goal.ref, score=score, share=0.4, **fields)
    return Alignment(item="jira:A-1", verdict="unsure", alignment=0.7, links=(link,))


def judged(work, goal, score=0.5, feedback=(), **fields):
    (found,) = opposed([work], {}, GOALS, [linked(goal, score, **fields)], feedback)
    return found


@pytest.mark.parametrize(
    ("title", "body", "goal"),
    [
        ("Require a phone number at sign-up", "", SIGN_UP),
        ("Gate the sign-up with a questionnaire", "", SIGN_UP),
        ("Second review for every permit", "", PERMITS),
        ("New form for permits", "The office says it may take a week longer.", PERMITS),
        ("Copies to the archive", "+ 3 days per permit", PERMITS),
        ("Fell the street trees of Mill Road", "", TREES),
        ("Hiring: freeze on planting of street trees", "", TREES),
        ("Increase the cloud bill", "", BILL),
        ("Let sales grant 90 days on an invoice", "", TERMS),
        ("Turn off retries of the parcel tracking", "", UPTIME),
        ("Ship request logs to the archive in us-east-1", "", RESIDENCY),
        ("New archive", "Backups will go to London, which is cheaper.", RESIDENCY),
        ("Warm archive", "The cloud bill will rise by a third.", BILL),
        ("Raise the cloud bill volume", "", BILL),
        ("Make it nicer", "Half of the visitors will leave the sign-up then.", SIGN_UP),
    ],
)
def test_what_harms_is_possibly_against_and_cited(title, body, goal):
    found = judged(item(title, body), goal)

    assert found.harm is not None, title
    assert (found.harm.goal, found.harm.origin) == (goal.ref, "inferred")
    assert 0.6 <= found.harm.score < 1
    own, theirs = [e for e in found.harm.evidence if e.ref]
    text = title if own.field == "title" else body
    assert text[own.start : own.end] == own.text
    text = goal.title if theirs.field == "title" else goal.text
    assert text[theirs.start : theirs.end] == theirs.text


@pytest.mark.parametrize(
    ("title", "body", "goal"),
    [
        ("No longer require a phone number at sign-up", "", SIGN_UP),
        ("Ship request logs to the archive in Frankfurt", "", RESIDENCY),
        ("Move logs from us-east-1 to eu-west-1", "", RESIDENCY),
        ("Open an office in Singapore", "", RESIDENCY),
        ("Remove the second step of the sign-up", "", SIGN_UP),
        ("Require Node 20 in the build", "", SIGN_UP),
        ("Remove the sign-up tour", "", SIGN_UP),
        ("Drop a file on the sign-up page", "", SIGN_UP),
        ("Gate the new sign-up behind a flag", "", SIGN_UP),
        (
            "Require an e-mail at sign-up",
            "We expect more visitors to finish the sign-up.",
            SIGN_UP,
        ),
        ("Require a card at sign-up to lift the share of visitors who finish it", "", SIGN_UP),
        ("Fell trees in the forest model", "", PERMITS),
        ("Plant street trees in Mill Road", "", TREES),
        ("Extend the list of permits", "", PERMITS),
        ("Let sales grant 30 days on an invoice", "", TERMS),
        ("Turn off debug logging of the parcel tracking", "", UPTIME),
        ("Fell the street trees of Mill Road", "", OBJECTIVE),
        ("Warm archive", "The number of trees will rise by a third.", BILL),
        ("Warm archive", "Then the cloud bill will no longer rise.", BILL),
    ],
)
def test_what_sounds_like_harm_and_is_none_is_left_alone(title, body, goal):
    before = linked(goal)
    assert list(opposed([item(title, body)], {}, GOALS, [before])) == [before]


def test_the_goal_that_is_harmed_does_not_count_as_helped():
    work = item("Fell the street trees of Mill Road")
    link = Link(item=work.ref, goal=TREES.ref, score=0.8, share=0.7)
    other = Link(item=work.ref, goal=BILL.ref, score=0.2, share=0.1)
    aligned = Alignment(
        item=work.ref, verdict="aligned", alignment=0.9, certified=True, links=(link, other)
    )
    (found,) = opposed([work], {}, GOALS, [aligned])

    assert (found.verdict, found.certified, found.best) == ("unsure", False, other)
    assert found.alignment == pytest.approx(0.2)
    assert [x.relation for x in found.links] == ["helps", "against"]
    assert found.note


def test_a_goal_that_people_linked_and_a_bug_and_a_thin_item_are_not_doubted():
    title = "Fell the street trees of Mill Road"
    assert judged(item(title), TREES, origin="stated").harm is None
    assert judged(item(title, kind="bug"), TREES).harm is None
    thin = Alignment(item="jira:A-1", verdict="thin", alignment=0.1)
    assert list(opposed([item(title)], {}, GOALS, [thin])) == [thin]


def test_a_person_confirms_or_turns_down_a_harm():
    work = item("Fell the street trees of Mill Road")
    said = {"item": work.ref, "goal": TREES.ref, "relation": "against", "at": NOW}
    sure = judged(work, TREES, feedback=[Feedback(answer="accept", author="Ana", **said)])
    never = judged(work, TREES, feedback=[Feedback(answer="reject", **said)])

    assert sure.harm is not None
    assert (sure.harm.origin, sure.harm.score) == ("confirmed", 0.99)
    assert sure.harm.evidence[0].text == "confirmed by Ana"
    assert never.harm is None
    later = Feedback(item=work.ref, goal=TREES.ref, answer="accept", at=NOW + timedelta(days=1))
    changed = judged(
        item("Plain"),
        TREES,
        feedback=[later, Feedback(answer="accept", **said)],
        origin="confirmed",
    )
    assert changed.harm is None
    new = judged(item("Plain"), BILL, feedback=[Feedback(answer="accept", **said)])
    assert new.harm is not None
    assert [x.goal for x in new.links] == [BILL.ref, TREES.ref]


@pytest.mark.parametrize(
    ("goal", "want", "unit", "limit"),
    [
        (SIGN_UP, "more", "%", 40),
        (PERMITS, "sooner", "days", 20),
        (TREES, "more", "", 1000),
        (BILL, "less", "€", 90),
        (TERMS, "sooner", "days", 61),
        (NIGHTLY, "sooner", "", None),
        (WAIT, "sooner", "min", None),
    ],
)
def test_a_goal_wants_more_less_or_sooner(goal, want, unit, limit):
    aim = aims_of([goal])[goal.ref]
    assert (aim.want, aim.unit) == (want, unit)
    assert limit is None or aim.limit == pytest.approx(limit, rel=1e3)


def test_objectives_have_no_aim():
    assert not aims_of([OBJECTIVE])


def test_a_direct_object_ends_before_its_purpose_and_its_head_is_a_noun():
    assert direct_object("the import tour to save time") == "the import tour "
    assert head("the import tour for guests") == "tour"
    assert head("") == ""


@given(st.text(), st.text())
def test_spans_of_acts_are_inside_their_field(title, body):
    for act in acts_of(title, body):
        text = title if act.field == "title" else body
        assert 0 <= act.start < act.end <= len(text)
