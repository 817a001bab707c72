"""An answer counts where both its quotes are found, and where not all are the same."""

import pytest

from copilot.portfolio import KeyResult, WorkItem
from copilot.prompts.opinion import OPINION, SaidOpinion, SaidOpinions, doubt

GOAL = KeyResult(source="okr", id="KR1", title="Activation", text="A finished import counts.")
OTHER = KeyResult(
    source="okr", id="KR2", title="Churn falls", text="Teams leave when edits are lost."
)
BODY = "Guests are stopped by the sign-up page.\nThey leave."


def item(key: str) -> WorkItem:
    return WorkItem(source="jira", id=key, key=key, title=f"Guest import {key}")


DOUBTS = tuple(doubt(item(key), BODY, goal) for key in ("A-1", "A-2") for goal in (GOAL, OTHER))


def said(pair: str, answer: str = "helps", **quotes: str) -> SaidOpinion:
    told = {"ticket": "stopped by the sign-up page", "goal": "activation", **quotes}
    if pair in {"P2", "P4"} and "goal" not in quotes:
        told["goal"] = "Teams leave when edits are lost"
    return SaidOpinion(pair=pair, answer=answer, **told)


def test_both_sides_are_cited_where_they_say_it():
    (found,) = OPINION.verify(SaidOpinions(opinions=(said("P1"),)), DOUBTS).told
    ticket, goal = found.quotes
    assert BODY[ticket.start : ticket.end] == ticket.text == "stopped by the sign-up page"
    assert (goal.field, goal.text, goal.ref) == ("title", "Activation", "okr:KR1")
    assert found.answer == "helps"


def test_sentences_are_named_by_their_numbers():
    told = said("P1", ticket="S2", goal="S7")
    (found,) = OPINION.verify(SaidOpinions(opinions=(told,)), DOUBTS).told
    assert [quote.text for quote in found.quotes] == [
        "Guests are stopped by the sign-up page",
        "Activation",
    ]
    for wrong in (said("P1", ticket="S5", goal="S7"), said("P1", ticket="S2", goal="S99")):
        assert OPINION.verify(SaidOpinions(opinions=(wrong,)), DOUBTS).told == ()


@pytest.mark.parametrize(
    "wrong",
    [
        said("P9"),
        said("P1", ticket="the sign-up page"),
        said("P1", ticket="stopped by the pay page"),
        said("P1", goal="Teams leave when edits are lost"),
        said("P1", goal=""),
        said("P1", ticket="sign-up page. They leave. Activation"),
    ],
)
def test_what_is_not_quoted_is_no_vote(wrong: SaidOpinion):
    found = OPINION.verify(SaidOpinions(opinions=(wrong,)), DOUBTS)
    assert found.told == ()
    assert found.defects


def test_the_first_answer_on_a_pair_counts():
    both = SaidOpinions(opinions=(said("P1", "helps"), said("P1", "against")))
    (found,) = OPINION.verify(both, DOUBTS).told
    assert found.answer == "helps"


def test_the_same_answer_to_everything_is_none():
    same = SaidOpinions(opinions=tuple(said(f"P{n}") for n in range(1, 5)))
    assert OPINION.verify(same, DOUBTS).told == ()
    mixed = SaidOpinions(opinions=(*(said(f"P{n}") for n in range(1, 4)), said("P4", "neither")))
    assert len(OPINION.verify(mixed, DOUBTS).told) == 4
    assert len(OPINION.verify(same, DOUBTS[:2]).told) == 2


def test_each_text_is_shown_once_and_only_pairs_can_be_named():
    asked = OPINION.ask(OPINION.pack(DOUBTS), "c0ffee")
    assert asked.material.count("Guest^import^A-1") == 1
    assert asked.material.count("Churn^falls") == 1
    assert "P3 ticket T2 with goal G1" in asked.instructions
    pair = asked.schema["$defs"]["SaidOpinion"]["properties"]["pair"]
    assert pair["enum"] == ["P1", "P2", "P3", "P4"]
    assert OPINION.fallback(DOUBTS) == ()
