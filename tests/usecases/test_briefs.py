"""Judgements in brief, kept in little room while they are made."""

from copilot.portfolio import Alignment, Evidence, Link
from copilot.usecases.briefs import Briefs
from copilot.usecases.room import LARGE, give_back

WHY = (Evidence(kind="similarity", text="meaning", log_odds=1.0),)


def link(goal, **known):
    return Link(item="jira:P-1", goal=goal, score=0.75, share=0.5, evidence=WHY, **known)


def judged(*links, **known):
    return Alignment(item="jira:P-1", verdict="aligned", alignment=0.9, links=links, **known)


def test_briefs_are_what_the_judgements_are_in_brief_in_their_order():
    told = [
        judged(link("okr:1"), link("okr:2"), note="2 goals fit"),
        judged(),
        judged(link("okr:1", origin="confirmed"), link("okr:2")),
        judged(link("okr:3", relation="against")),
        judged(link("okr:2"), certified=True),
    ]
    briefs = Briefs()
    assert list(briefs.noted(told)) == told
    assert list(briefs) == [each.brief for each in told]


def test_giving_memory_back_changes_nothing():
    give_back(0)
    give_back(LARGE)
