"""Orders of work with blockers: how far from the best, how steady, and whether swaps help."""

import json
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from copilot.analysis.schedule import Job, closure, feasible, order
from copilot.analysis.swaps import Board, suggest
from copilot.analysis.worth import Worth
from copilot.portfolio import Ref
from eval.bench import Bench
from eval.portfolios import (
    Search,
    backlog,
    blockers_pulled,
    disturbed,
    random_order,
    ready_first,
)
from eval.suite import Bar, Suite

PORTFOLIOS = 500
STARTS = 3
"""Random starts of the search, besides the three methods' own orders."""
NOISE = 0.1

Row = dict[str, float]


def _evaluate(seeds: Sequence[int], bench: Bench) -> dict[str, float]:
    rows = [_row(seed) for seed in seeds]
    folder = bench.out / "plan"
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{json.dumps(row)}\n" for row in rows)
    (folder / "rows.jsonl").write_text(text, encoding="utf-8")
    return {
        "regret": _mean(rows, "regret"),
        "violations": sum(r["violations"] for r in rows),
        "rank_flips": _mean(rows, "flips"),
        "rank_shift": _mean(rows, "shift"),
        "wsjf.regret": _mean(rows, "wsjf"),
        "wsjf_pulled.regret": _mean(rows, "pulled"),
        "wsjf.rank_flips": _mean(rows, "wsjf_flips"),
        "swaps.gain": _mean(rows, "gain"),
        "swaps.helped": _helped(rows),
    }


def _mean(rows: Sequence[Row], name: str) -> float:
    return float(np.mean([r[name] for r in rows]))


def _helped(rows: Sequence[Row]) -> float:
    """Share of plans with swaps whose true value rose, where estimates are off by 40 %."""
    swapped = [r["helped"] for r in rows if r["swaps"]]
    return float(np.mean(swapped)) if swapped else 1.0


def _row(seed: int) -> Row:
    jobs, worths = backlog(seed)
    by_ref = {j.ref: j for j in jobs}
    search = Search(jobs)
    planned = {"regret": order(jobs), "wsjf": ready_first(jobs), "pulled": blockers_pulled(jobs)}
    rng = np.random.default_rng([seed, 13])
    starts = [*planned.values(), *(random_order(jobs, rng) for _ in range(STARTS))]
    best = min(search.improved(start) for start in starts)
    row: Row = {name: search.delay(p) / best - 1 for name, p in planned.items()}
    shaken = disturbed(jobs, seed, NOISE)
    again = order(shaken)
    swapped = _swapped(seed, by_ref, worths, random_order(jobs, rng))
    row["violations"] = float(not feasible(planned["regret"], by_ref)) + swapped["broken"]
    row["flips"] = flips(planned["regret"], again)
    row["shift"] = _shift(planned["regret"], again)
    row["wsjf_flips"] = flips(planned["wsjf"], ready_first(shaken))
    return row | swapped


def flips(one: Sequence[Ref], other: Sequence[Ref]) -> float:
    """Share of pairs of items whose order differs (Kendall's distance, 0 to 1)."""
    place = {ref: n for n, ref in enumerate(other)}
    pairs = list(combinations(one, 2))
    return sum(place[a] > place[b] for a, b in pairs) / len(pairs)


def _shift(one: Sequence[Ref], other: Sequence[Ref]) -> float:
    """Mean places that an item moves, as a share of the backlog."""
    place = {ref: n for n, ref in enumerate(other)}
    return float(np.mean([abs(n - place[r]) for n, r in enumerate(one)]) / len(one))


def _swapped(
    seed: int, jobs: Mapping[Ref, Job], worths: Mapping[Ref, Worth], current: Sequence[Ref]
) -> Row:
    """Swaps proposed for the first third of a random order, judged by what is true."""
    capacity = sum(j.size for j in jobs.values()) / 3
    planned: list[Ref] = []
    for ref in current:
        if sum(jobs[r].size for r in planned) + jobs[ref].size <= capacity and all(
            b in planned for b in jobs[ref].blockers
        ):
            planned.append(ref)
    board = Board(jobs=jobs, worths=worths, planned=tuple(planned), capacity=capacity)
    swaps = suggest(board)
    gone = {r for s in swaps for r in s.parked}
    new = [r for r in planned if r not in gone] + [r for s in swaps for r in s.pulled]
    broken = any(not closure(r, jobs) <= set(new) for r in new)
    late = sum(jobs[r].size for r in new) > capacity + 1e-9
    true = {j.ref: j.value for j in disturbed(list(jobs.values()), seed + PORTFOLIOS, 0.4)}
    rise = sum(true[r] for r in new) - sum(true[r] for r in planned)
    return {
        "swaps": float(len(swaps)),
        "gain": sum(s.gain for s in swaps),
        "helped": float(rise > 0),
        "broken": float(broken or late),
    }


SUITE = Suite(
    name="plan",
    cases=lambda _: range(PORTFOLIOS),
    evaluators=(_evaluate,),
    bars=(
        Bar(metric="regret", side="at most", limit=0.01),
        Bar(metric="violations", side="at most", limit=0),
        Bar(metric="rank_flips", side="at most", limit=0.05),
    ),
)
