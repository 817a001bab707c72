from datetime import UTC, datetime

from hypothesis import given, settings

from copilot.portfolio import Alignment, Cycle, Link, Objective, Portfolio, Status, WorkItem

from . import strategies as any_

NOW = datetime(2026, 2, 16, tzinfo=UTC)


def _item(key, **fields):
    return WorkItem(**{"source": "jira", "id": key, "key": key, "title": key} | fields)


def _link(item, goal, **fields):
    return Link(**{"item": f"jira:{item}", "goal": goal, "score": 0.5} | fields)


def _judged(item, *links, alignment=0.5):
    return Alignment(item=f"jira:{item}", verdict="aligned", alignment=alignment, links=links)


def test_items_goals_and_judgements_are_found_by_reference():
    judged = _judged("A")
    portfolio = Portfolio(as_of=NOW, items=(_item("A"), _item("B")), alignments=(judged,))
    assert portfolio.item["jira:B"].key == "B"
    assert portfolio.alignment == {"jira:A": judged}
    assert portfolio.goal == {}


def test_a_portfolio_may_be_had_with_other_parts():
    plain = Portfolio(as_of=NOW)
    assert plain.having(items=(_item("A"),)).item.keys() == {"jira:A"}
    assert plain.items == ()


@settings(max_examples=30)
@given(any_.portfolios)
def test_every_goal_is_found_whatever_its_kind(portfolio):
    assert {goal.kind for goal in portfolio.goals} <= {
        "objective",
        "key_result",
        "kpi",
        "allowance",
    }
    assert all(portfolio.goal[goal.ref].ref == goal.ref for goal in portfolio.goals)


def test_names_stand_for_every_record_that_bears_them_whatever_their_case():
    items = (_item("PAY-1"), _item("PAY-1", source="linear"))
    goals = (Objective(source="okr", id="O1", title="o", cycle=Cycle(name="2026-Q1")),)
    named = Portfolio(as_of=NOW, items=items, objectives=goals).named
    assert named["pay-1"] == ("jira:PAY-1", "linear:PAY-1")
    assert named["jira:pay-1"] == ("jira:PAY-1",)
    assert named["o1"] == named["okr:2026-q1/o1"] == ("okr:2026-Q1/O1",)


def test_what_is_typed_means_one_record_alone_and_is_one_word_of_a_shell():
    items = tuple(
        WorkItem(source=source, id=key, key=key, title="x")
        for source, key in [("a", "T-1"), ("b", "t-1"), ("a", "T-2"), ("a", "7"), ("a", "#3"),
                            ("a", "Row 4"), ("a", "O2")]
    )  # fmt: skip
    goals = (
        Objective(source="okr", id="O1", title="x", cycle=Cycle(name="Q1")),
        Objective(source="okr", id="O1", title="x", cycle=Cycle(name="Q2")),
        Objective(source="okr", id="O2", title="x", cycle=Cycle(name="Q2")),
        Objective(source="okr", id="b/O1", title="x"),
    )
    known = Portfolio(as_of=NOW, items=items, objectives=goals)
    assert [known.typed(i.ref) for i in items] == [
        "a:T-1", "b:t-1", "T-2", "a:7", "'#3'", "'Row 4'", "O2",
    ]  # fmt: skip
    assert [known.typed(g.ref) for g in goals] == ["okr:Q1/O1", "okr:Q2/O1", "O2", "b/O1"]
    assert known.typed("okr:gone") == "okr:gone"


def test_open_items_are_those_on_which_effort_may_still_be_spent():
    items = tuple(_item(status.value, status=status) for status in Status)
    open_keys = [item.key for item in Portfolio(as_of=NOW, items=items).open_items]
    assert open_keys == ["planned", "active", "blocked"]


def test_an_item_waits_for_what_it_depends_on_and_for_what_blocks_it():
    items = (
        _item("A", depends_on=("jira:B", "jira:X")),
        _item("B", blocks=("jira:A", "jira:C")),
        _item("C"),
    )
    assert Portfolio(as_of=NOW, items=items).blockers == {
        "jira:A": ("jira:B", "jira:X"),
        "jira:C": ("jira:B",),
    }


def test_a_goal_is_served_by_its_helping_links_strongest_first():
    weak, strong = _link("A", "okr:K", score=0.4), _link("B", "okr:K", score=0.9)
    against = _link("C", "okr:K", relation="against")
    rejected = _link("D", "okr:K", origin="rejected")
    alignments = (_judged("A", weak), _judged("B", strong), _judged("C", against, rejected))
    assert Portfolio(as_of=NOW, alignments=alignments).serving == {"okr:K": (strong, weak)}


def test_the_best_link_is_the_first_that_nobody_rejected():
    rejected, good = _link("A", "okr:K", origin="rejected"), _link("A", "okr:L")
    assert _judged("A", rejected, good).best == good
    assert _judged("A", rejected).best is None
    assert _judged("A", alignment=0.25).none == 0.75


def test_the_passage_of_an_item_is_title_and_body_and_makes_its_hash():
    plain, told = _item("A", title="Pay faster."), _item("A", title="Pay faster.", body="Now")
    assert (plain.passage, told.passage) == ("Pay faster.", "Pay faster. Now")
    assert plain.content_hash != told.content_hash
    assert told.content_hash == _item("B", title="Pay faster", body="Now").content_hash
