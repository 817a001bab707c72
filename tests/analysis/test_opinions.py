"""What is asked about, and what an answer weighs: no more than a reader who errs three in ten."""

from dataclasses import replace
from datetime import UTC, datetime
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.alignment import SHIPPED
from copilot.analysis.opinions import WEIGHT, Opinion, Pair, undecided, weighed
from copilot.analysis.verdicts import UNSURE
from copilot.portfolio import Alignment, Evidence, Link, Portfolio, Status, WorkItem

AT = datetime(2026, 2, 16, tzinfo=UTC)
GOALS = ("okr:A", "okr:B", "okr:C")


def logit(p: float) -> float:
    return log(p / (1 - p))


def unsure(key: str = "T-1", scores: tuple[float, ...] = (0.4, 0.3), none: float = 0.4):
    share = (1 - none) / (len(scores) + 1)
    links = tuple(
        Link(
            item=f"jira:{key}",
            goal=goal,
            score=score,
            share=share,
            evidence=(Evidence(kind="similarity", text="both", log_odds=logit(score)),),
        )
        for goal, score in zip(GOALS, scores, strict=False)
    )
    return Alignment(
        item=f"jira:{key}", verdict="unsure", alignment=1 - none, links=links, note=UNSURE
    )


def item(key: str, status: Status = Status.PLANNED) -> WorkItem:
    return WorkItem(source="jira", id=key, key=key, title=key, status=status)


def portfolio(*alignments: Alignment, **status: Status) -> Portfolio:
    keys = [a.item.partition(":")[2] for a in alignments]
    items = tuple(item(k, status.get(k.replace("-", ""), Status.PLANNED)) for k in keys)
    return Portfolio(as_of=AT, items=items, alignments=alignments)


def opinion(goal: str, answer: str) -> Opinion:
    return Opinion(pair=Pair("jira:T-1", goal), answer=answer, quotes=())


def test_those_nearest_a_threshold_are_asked_about_first_open_ones_before():
    far, near = unsure("T-1", (0.2, 0.1)), unsure("T-2", (0.54, 0.1))
    done = unsure("T-3", (0.549, 0.1))
    others = [replace(unsure(f"T-{k}"), verdict="aligned") for k in range(4, 24)]
    known = portfolio(far, near, done, *others, T3=Status.DONE)
    assert [p.item for p in undecided(known, (), 0.15)] == ["jira:T-2", "jira:T-1", "jira:T-3"]
    assert {p.item for p in undecided(known, (), 0.05)} == {"jira:T-2"}
    assert undecided(known, (), 0.0) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict": "thin"},
        {"note": "says so, shows nothing"},
        {"links": ()},
        {"links": (replace(unsure().links[0], origin="rejected"),)},
    ],
)
def test_what_is_no_doubt_of_numbers_is_not_asked_about(changed: dict):
    known = portfolio(replace(unsure(), **changed), *(unsure(f"T-{k}") for k in range(2, 4)))
    assert "jira:T-1" not in {p.item for p in undecided(known, (), 1.0)}


def test_what_people_spoke_about_is_not_asked_about():
    known = portfolio(unsure("T-1"), unsure("T-2"))
    assert {p.item for p in undecided(known, ["jira:T-1"], 1.0)} == {"jira:T-2"}


def test_two_goals_are_asked_about_unless_the_second_is_far():
    known = portfolio(unsure("T-1", (0.4, 0.3, 0.2)), unsure("T-2", (0.4, 0.05)))
    asked = undecided(known, (), 1.0)
    assert [p.goal for p in asked if p.item == "jira:T-1"] == ["okr:A", "okr:B"]
    assert [p.goal for p in asked if p.item == "jira:T-2"] == ["okr:A"]


def test_a_faint_suspicion_is_asked_about_whatever_the_verdict():
    sure = replace(unsure("T-1"), verdict="aligned")
    harm = replace(sure.links[1], relation="against", score=0.4)
    known = portfolio(sure, unsure("T-2"))
    assert undecided(known, (), 0.5, [harm]) == (Pair("jira:T-1", "okr:B"),)
    assert undecided(known, ["jira:T-1"], 0.5, [harm])[0].item == "jira:T-2"


def test_an_answer_reorders_the_goals():
    after = weighed(unsure(), [opinion("okr:A", "neither"), opinion("okr:B", "helps")], {})
    assert [x.goal for x in after.links] == ["okr:B", "okr:A"]
    assert after.links[0].share > after.links[1].share


def test_an_answer_about_a_goal_that_is_not_linked_changes_nothing():
    assert weighed(unsure(), [opinion("okr:C", "helps")], {}) == unsure()


def test_a_harm_that_only_a_model_sees_is_as_likely_as_not():
    after = weighed(unsure(), [opinion("okr:A", "against")], {})
    assert after.harm is not None
    assert after.harm.score == 0.5
    assert sum(e.log_odds for e in after.harm.evidence) == 0
    assert [x.goal for x in after.links] == ["okr:B", "okr:A"]


def test_a_harm_that_words_suspect_too_becomes_likelier():
    told = Evidence(kind="harm", text="takes something away", log_odds=logit(0.45))
    faint = Link(item="jira:T-1", goal="okr:A", relation="against", score=0.45, evidence=(told,))
    after = weighed(unsure(), [opinion("okr:A", "against")], {Pair("jira:T-1", "okr:A"): faint})
    assert after.harm is not None
    assert logit(after.harm.score) == pytest.approx(logit(0.45) + WEIGHT)
    assert sum(e.log_odds for e in after.harm.evidence) == pytest.approx(logit(after.harm.score))


@given(
    st.lists(st.floats(0.01, SHIPPED.aligned - 0.001), min_size=1, max_size=3),
    st.floats(0.02, SHIPPED.none - 0.001),
    st.lists(st.tuples(st.sampled_from(GOALS), st.sampled_from(["helps", "neither"])), max_size=6),
)
def test_no_answer_moves_a_verdict_or_a_score_beyond_its_weight(
    scores: list[float], none: float, said: list[tuple[str, str]]
):
    before = unsure(scores=tuple(scores), none=none)
    once = list({goal: opinion(goal, answer) for goal, answer in said}.values())
    after = weighed(before, once, {})

    assert after.verdict == "unsure"
    assert after.none < SHIPPED.none
    assert sum(x.share for x in after.links) + after.none <= 1 + 1e-9
    old = {x.goal: x.score for x in before.links}
    for link in after.links:
        assert link.score < SHIPPED.aligned
        assert abs(logit(link.score) - logit(old[link.goal])) <= WEIGHT + 1e-9
        total = sum(e.log_odds for e in link.evidence)
        assert total == pytest.approx(logit(link.score), abs=1e-6)
