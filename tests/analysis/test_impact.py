"""What finished work did to a key result."""

import pytest

from copilot.analysis.impact import Impacts
from tests.checks.build import ago, aligned, check_in, item, key_result, portfolio


def history(count: int, *, moved: float = 1.0, kind: str = "task", **fields: object):
    """One item finished and `moved` points gained every week."""
    items = [
        item(f"NOTE-{n}", status="done", done=ago(7 * n + 3), effort=3.0, kind=kind)
        for n in range(count)
    ]
    values = [check_in(7 * n, 60 + moved * (count - n)) for n in range(count + 1)]
    goal = key_result(**({"baseline": 60, "target": 80, "check_ins": tuple(values)} | fields))
    links = tuple(aligned(i.key, "KR1.1") for i in items)
    return portfolio(items=tuple(items), key_results=(goal,), alignments=links)


def test_work_moves_a_goal_as_much_as_finished_work_did_give_or_take():
    found = Impacts(history(10)).of("okr:2026-Q1/KR1.1", [item("NOTE-3", effort=3.0)])

    assert found is not None
    assert found.mean == pytest.approx(1 / 20)
    assert found.low < found.mean < found.high
    assert found.references == 10


def test_fewer_than_eight_finished_items_of_the_kind_are_no_basis():
    seven, ten = Impacts(history(7)), Impacts(history(10))

    assert seven.of("okr:2026-Q1/KR1.1", [item("NOTE-3")]) is None
    assert ten.of("okr:2026-Q1/KR1.1", [item("NOTE-3", kind="bug")]) is None
    assert ten.of("okr:2026-Q1/KR1.1", []) is None
    assert ten.of("okr:2026-Q1/KR9.9", [item("NOTE-3")]) is None


@pytest.mark.parametrize(
    "told", [{"target": None}, {"check_ins": (check_in(1, 61),)}, {"baseline": 80}]
)
def test_a_goal_that_nobody_measures_on_its_way_has_no_basis(told: dict):
    assert Impacts(history(10, **told)).of("okr:2026-Q1/KR1.1", [item("NOTE-3")]) is None


def test_a_goal_without_finished_work_has_no_basis():
    known = history(10)
    bare = known.having(alignments=())

    assert Impacts(bare).of("okr:2026-Q1/KR1.1", [item("NOTE-3")]) is None


def test_a_short_record_is_drawn_to_what_work_moves_elsewhere():
    alone = history(10)
    values = tuple(check_in(7 * n, 0) for n in range(11))
    flat = key_result("KR2.1", baseline=0, target=10, check_ins=values)
    work = tuple(item(f"MK-{n}", status="done", done=ago(7 * n + 3), effort=3.0) for n in range(9))
    links = tuple(aligned(i.key, "KR2.1") for i in work)
    both = alone.having(
        items=(*alone.items, *work),
        key_results=(*alone.key_results, flat),
        alignments=(*alone.alignments, *links),
    )
    one = Impacts(alone).of("okr:2026-Q1/KR1.1", [item("NOTE-3")])
    pooled = Impacts(both).of("okr:2026-Q1/KR1.1", [item("NOTE-3")])

    assert one is not None
    assert pooled is not None
    assert 0 < pooled.mean < one.mean
