"""The few exchanges that better a plan most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.schedule import Job, closure, longest_chain
from copilot.analysis.swaps import Board, suggest
from copilot.analysis.worth import Term, Worth, sampled


def worth(name: str, share: float, *, fresh: float = 1.0) -> Worth:
    return Worth(item=f"t:{name}", terms=(Term(goal="o:G", share=share, weight=0.5),), fresh=fresh)


def board(capacity: float, planned: str, *told: tuple, **fields: object) -> Board:
    """Each item as (name, share, size, blockers…)."""
    worths = {f"t:{t[0]}": worth(t[0], t[1]) for t in told}
    jobs = {
        f"t:{t[0]}": Job(
            ref=f"t:{t[0]}",
            value=worths[f"t:{t[0]}"].value,
            size=t[2],
            blockers=tuple(f"t:{b}" for b in t[3:]),
        )
        for t in told
    }
    chosen = tuple(f"t:{name}" for name in planned.split())
    return Board(jobs=jobs, worths=worths, planned=chosen, capacity=capacity, **fields)


def test_work_for_nothing_makes_room_for_work_for_a_goal():
    (swap,) = suggest(board(5, "dull", ("dull", 0.02, 5), ("good", 0.9, 5)))

    assert (swap.pull, swap.park, swap.along) == ("t:good", "t:dull", ())
    assert swap.gain > 0.02
    assert swap.sure == 1


def test_a_blocker_comes_along_and_needs_room_too():
    told = (("dull", 0.02, 5), ("first", 0.0, 2), ("good", 0.9, 3, "first"))
    (swap,) = suggest(board(5, "dull", *told))

    assert swap.pulled == ("t:first", "t:good")
    assert suggest(board(4, "dull", ("dull", 0.02, 4), *told[1:])) == []


def test_what_other_planned_work_waits_for_is_not_parked():
    told = (("first", 0.02, 3), ("then", 0.8, 3, "first"), ("good", 0.9, 3))

    assert all(s.park != "t:first" for s in suggest(board(6, "first then", *told)))


def test_a_blocker_is_not_parked_for_what_waits_for_it():
    told = (("first", 0.02, 3), ("good", 0.9, 3, "first"))

    assert suggest(board(3, "first", *told)) == []


def test_room_is_filled_before_anything_is_parked():
    (swap,) = suggest(board(8, "dull", ("dull", 0.3, 3), ("good", 0.9, 5)))

    assert swap.park is None
    assert swap.parked == ()


def test_kept_items_stay_barred_items_stay_out_and_good_plans_stand():
    told = (("dull", 0.02, 5), ("good", 0.9, 5))

    assert suggest(board(5, "dull", *told, kept=frozenset({"t:dull"}))) == []
    assert suggest(board(5, "dull", *told, barred=frozenset({"t:good"}))) == []
    assert suggest(board(5, "good", *told)) == []


def test_a_gain_that_noise_could_turn_is_not_worth_a_word():
    assert suggest(board(5, "a", ("a", 0.50, 5), ("b", 0.53, 5))) == []


def test_at_most_three_paired_largest_with_largest():
    dull = [(f"d{n}", 0.01, float(n)) for n in range(1, 6)]
    good = [(f"g{n}", 0.9, float(n)) for n in range(1, 6)]
    swaps = suggest(board(15, " ".join(d[0] for d in dull), *dull, *good))

    assert len(swaps) == 3
    sizes = [int(s.pull[-1]) for s in swaps]
    assert sizes == sorted(sizes, reverse=True)


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from([1.0, 2, 3, 5]), st.booleans()),
        min_size=2,
        max_size=8,
    ),
    st.integers(1, 12),
)
def test_a_swapped_plan_fits_and_has_its_blockers(told: list, capacity: int):
    items = [
        (str(n), share, size, *([str(n - 1)] if waits and n else []))
        for n, (share, size, waits) in enumerate(told)
    ]
    chosen: list[str] = []
    for name, _, size, *blockers in items:
        used = sum(i[2] for i in items if i[0] in chosen)
        if used + size <= capacity and all(b in chosen for b in blockers):
            chosen.append(name)
    plan = board(capacity, " ".join(chosen), *items)
    swaps = suggest(plan)
    gone = {r for s in swaps for r in s.parked}
    new = [r for r in plan.planned if r not in gone] + [r for s in swaps for r in s.pulled]

    assert sum(plan.jobs[r].size for r in new) <= capacity + 1e-9
    assert all(closure(r, plan.jobs) <= set(new) for r in new)
    assert len(new) == len(set(new))


def test_worth_adds_its_terms_and_says_which_counts_most():
    helps = Term(goal="o:A", share=0.5, weight=0.4, urgency=2, hurry=1.5)
    harms = Term(goal="o:B", share=0.9, weight=0.1, against=True)
    both = Worth(item="t:x", terms=(harms, helps), fresh=0.5)

    assert both.value == pytest.approx(0.5 * (0.6 - 0.09))
    assert both.main == helps
    assert Worth(item="t:y").main is None


def test_perturbed_worlds_are_the_same_every_time_and_centred():
    harms = Term(goal="o:B", share=0.5, weight=1, against=True)
    worths = [worth("a", 0.5), Worth(item="t:b", terms=(harms,))]
    values, costs = sampled(worths, [3, 0])
    again, _ = sampled(worths, [3, 0])

    assert (values == again).all()
    assert values[:, 0].mean() == pytest.approx(0.25, rel=0.1)
    assert (values[:, 1] < 0).all()
    assert 1.8 <= costs[:, 0].min() <= costs[:, 0].max() <= 4.2


def test_the_longest_chain_counts_sizes_and_survives_a_cycle():
    chain = [("a", 1.0), ("b", 5.0), ("c", 2.0, "a", "b"), ("d", 1.0, "c")]
    told = [*chain, ("e", 9.0, "f"), ("f", 1.0, "e")]
    jobs = {
        f"t:{n}": Job(ref=f"t:{n}", value=0, size=s, blockers=tuple(f"t:{b}" for b in bs))
        for n, s, *bs in told
    }

    assert longest_chain(jobs, ["t:d", "t:a", "t:gone"]) == ("t:b", "t:c", "t:d")
    assert set(longest_chain(jobs, ["t:e"])) == {"t:e", "t:f"}
    assert longest_chain(jobs, []) == ()
