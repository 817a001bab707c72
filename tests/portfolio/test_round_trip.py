from dataclasses import fields

import pytest
from hypothesis import given, settings

from copilot.portfolio import Portfolio, WorkItem, from_json, from_plain, to_json, to_plain

from . import strategies as any_


@settings(max_examples=60)
@given(any_.portfolios)
def test_a_portfolio_comes_back_from_its_json(portfolio):
    again = from_json(Portfolio, to_json(portfolio))
    assert again == portfolio
    assert [type(goal) for goal in again.goals] == [type(goal) for goal in portfolio.goals]


@settings(max_examples=60)
@given(any_.items)
def test_an_item_comes_back_from_plain_values(item):
    again = from_plain(WorkItem, to_plain(item))
    assert again == item
    assert (again.ref, again.content_hash) == (item.ref, item.content_hash)


@settings(max_examples=40)
@given(any_.portfolios)
def test_what_is_worked_out_once_is_no_part_of_the_json(portfolio):
    before = to_json(portfolio)
    for name in ("item", "goal", "alignment", "open_items", "blockers", "serving"):
        getattr(portfolio, name)
    assert to_json(portfolio) == before
    assert to_plain(portfolio).keys() == {field.name for field in fields(Portfolio)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"as_of": "2026-01-01T00:00:00"}',
        '{"as_of": "2026-01-01T00:00:00Z", "items": [{"source": "jira"}]}',
        '{"as_of": "2026-01-01T00:00:00Z", "duplicates": [{"a": "x y", "b": "c:d", "score": 1}]}',
    ],
)
def test_what_is_no_portfolio_is_refused(text):
    with pytest.raises(ValueError, match="Portfolio"):
        from_json(Portfolio, text)
