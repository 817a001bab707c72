"""A plan that leaves capacity free says why, and suggests only work that serves a goal."""

import pytest

from tests.checks.build import aligned, allowance, item, judged, link, objective, portfolio
from tests.checks.build import key_result as measured

from .test_plan_parts import company, planning

PLANNED = item("P-1", effort=8.0, iteration="S 1", status="active")


@pytest.mark.parametrize(
    ("capacity", "sizes", "pulled", "told"),
    [
        (10, (5,), 0, "2 points stay free: the next best, N-0 (5), does not fit."),
        (14, (5,), 1, "1 point stays free: nothing else gains enough."),
        (13, (5,), 1, ""),
        (8, (5,), 0, ""),
        (40, (5,) * 4, 3, "17 points stay free: N-"),
    ],
)
def test_what_stays_free_is_told_with_the_reason(capacity, sizes, pulled, told):
    items = (PLANNED, *(item(f"N-{n}", effort=float(size)) for n, size in enumerate(sizes)))
    found = planning(company(*items), capacity).plan()

    assert len(found.swaps) == pulled
    assert found.free.startswith(told)
    assert bool(found.free) == bool(told)
    assert found.free in found.text
    if capacity == 40:
        assert found.free.endswith(" (5) fits too, at most 3 swaps are suggested.")


def test_what_would_not_fit_is_counted_with_what_it_waits_for():
    first = item("N-1", effort=1.0)
    then = item("N-2", effort=3.0, depends_on=("jira:N-1",))
    links = (aligned("P-1", "KR1.1"), judged("N-1", "unaligned"), aligned("N-2", "KR1.1"))
    found = planning(company(PLANNED, first, then, links=links), 11).plan()

    assert found.swaps == ()
    assert "the next best, N-2 with what it waits for (4), does not fit." in found.free


def test_room_that_is_set_aside_is_told():
    known = portfolio(
        items=(PLANNED,),
        objectives=(objective(),),
        key_results=(measured(),),
        allowances=(allowance("ktlo", 0.2),),
        alignments=(aligned("P-1", "KR1.1"),),
    )
    assert planning(known, 10).plan().free == "2 points stay free: 2 kept for what is set aside."


def test_work_that_counts_for_no_goal_is_never_what_is_pulled():
    faint = judged("N-1", "unsure", link("jira:N-1", "KR1.1", share=0.25))
    links = (aligned("P-1", "KR1.1"), faint)
    found = planning(company(PLANNED, item("N-1", effort=1.0), links=links), 12).plan()

    assert found.swaps == ()
    assert found.free == "4 points stay free: nothing else gains enough."
