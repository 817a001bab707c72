from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.schedule import Job, feasible, order, urgency, weighted_delay


def job(name: str, value: float, size: float = 1, *blockers: str) -> Job:
    return Job(ref=f"t:{name}", value=value, size=size, blockers=tuple(f"t:{b}" for b in blockers))


@st.composite
def portfolios(draw: st.DrawFn) -> list[Job]:
    count = draw(st.integers(1, 6))
    return [
        job(
            str(n),
            draw(st.floats(0.1, 5)),
            draw(st.sampled_from([1, 2, 3, 5, 8])),
            *map(str, draw(st.lists(st.integers(0, n - 1), max_size=2)) if n else []),
        )
        for n in range(count)
    ]


@given(portfolios())
def test_every_job_is_planned_once_and_after_its_blockers(jobs: list[Job]):
    planned = order(jobs)

    assert sorted(planned) == sorted(j.ref for j in jobs)
    assert feasible(planned, {j.ref: j for j in jobs})


@given(portfolios())
def test_no_order_is_much_better(jobs: list[Job]):
    by_ref = {j.ref: j for j in jobs}
    best = min(weighted_delay(p, by_ref) for p in permutations(by_ref) if feasible(p, by_ref))

    assert weighted_delay(order(jobs), by_ref) <= 1.15 * best


def test_a_dull_blocker_is_pulled_forward_by_what_waits_for_it():
    jobs = [job("plain", 2), job("blocker", 0, 1), job("prize", 9, 1, "blocker")]

    assert order(jobs) == ["t:blocker", "t:prize", "t:plain"]


def test_a_cycle_is_planned_all_the_same():
    jobs = [job("a", 1, 1, "b"), job("b", 1, 1, "a"), job("c", 5)]

    assert order(jobs)[0] == "t:c"
    assert feasible(order(jobs), {j.ref: j for j in jobs})


def test_blockers_that_are_not_open_are_taken_as_done():
    assert order([job("a", 1, 1, "gone")]) == ["t:a"]


def test_the_order_does_not_depend_on_how_jobs_are_listed():
    jobs = [job(str(n), n % 3, 1 + n % 2) for n in range(8)]

    assert order(jobs) == order(jobs[::-1])


@pytest.mark.parametrize(
    ("chance", "weight"), [(None, 1), (0.05, 1), (0.97, 1), (0.6, 1), (0.35, 1.5), (0.11, 1.98)]
)
def test_a_goal_in_doubt_weighs_more(chance: float | None, weight: float):
    assert urgency(chance) == pytest.approx(weight)
