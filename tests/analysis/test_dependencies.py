from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.dependencies import chain, cycles
from copilot.analysis.effort import relative_effort
from copilot.portfolio import WorkItem

refs = st.sampled_from([f"s:{letter}" for letter in "ABCDEF"])


def test_a_knot_is_told_once_by_its_shortest_cycle_from_its_smallest_reference():
    waits = {"s:C": ("s:A",), "s:A": ("s:B",), "s:B": ("s:C", "s:A"), "s:D": ("s:A",)}

    assert cycles(waits) == (("s:A", "s:B"),)


def test_an_item_that_waits_for_itself_is_a_cycle_of_one():
    assert cycles({"s:A": ("s:A",)}) == (("s:A",),)


def test_no_waiting_is_no_cycle():
    assert cycles({}) == ()
    assert cycles({"s:A": ("s:B",), "s:B": ()}) == ()


@given(st.dictionaries(refs, st.lists(refs, max_size=3).map(tuple)))
def test_every_step_of_a_cycle_is_a_waiting(waits):
    for cycle in cycles(waits):
        for after, before in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert before in waits[after]


@given(st.dictionaries(refs, st.lists(refs, max_size=3).map(tuple)), refs)
def test_a_chain_ends_even_where_waiting_goes_round(waits, start):
    path = chain(start, lambda ref: waits.get(ref, ()))

    assert len(set(path)) == len(path)


def sized(key, effort, source="jira"):
    return WorkItem(source=source, id=key, key=key, title=key, effort=effort)


def test_effort_of_different_units_compares_by_the_usual_item_of_its_source():
    items = [sized("A", 3), sized("B", 3), sized("C", 6), sized("D", 16, "hours")]

    assert relative_effort(items) == {"jira:A": 1, "jira:B": 1, "jira:C": 2, "hours:D": 1}


def test_an_unsized_item_is_unknown_and_an_unsized_source_is_counted():
    items = [sized("A", 2), sized("B", None), sized("C", None, "trello")]

    assert relative_effort(items) == {"jira:A": 1, "jira:B": None, "trello:C": 1}
